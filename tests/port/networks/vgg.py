import torch
import torch.nn as nn

PLANS = {
    'small': [64, 'pool', 128, 'pool', 256, 256, 'pool', 512, 512, 'pool', 512, 512, 'pool'],
    'deep': [64, 64, 'pool', 128, 128, 'pool', 256, 256, 'pool', 512, 512, 'pool', 512, 512, 'pool'],
}


class PlainStack(nn.Module):
    def __init__(self, plan):
        super(PlainStack, self).__init__()
        self.body = self._build(PLANS[plan])
        self.head = nn.Linear(512, 10)

    def forward(self, x):
        h = self.body(x)
        h = h.view(h.size(0), -1)
        return self.head(h)

    def _build(self, plan):
        stack = []
        width = 3
        for item in plan:
            if item == 'pool':
                stack += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                stack += [nn.Conv2d(width, item, kernel_size=3, padding=1), nn.BatchNorm2d(item), nn.ReLU(inplace=True)]
                width = item
        return nn.Sequential(*stack)


def demo():
    print(PlainStack('small')(torch.randn(2, 3, 32, 32)).size())
