import torch
from torch import nn
import torch.nn.functional as F


class Filtered(nn.Module):
    def __init__(self, in_channels, out_channels, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels, eps=0.001)

    def forward(self, x):
        x = self.conv(x)
        x = self.bn(x)
        return F.relu(x, inplace=True)


class Fork(nn.Module):
    def __init__(self, in_channels, one, less3, three, less5, five, pooled):
        super().__init__()
        self.way1 = Filtered(in_channels, one, kernel_size=1)
        self.way2 = nn.Sequential(
            Filtered(in_channels, less3, kernel_size=1),
            Filtered(less3, three, kernel_size=3, padding=1),
        )
        self.way3 = nn.Sequential(
            Filtered(in_channels, less5, kernel_size=1),
            Filtered(less5, five, kernel_size=5, padding=2),
        )
        self.way4 = nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1, ceil_mode=True),
            Filtered(in_channels, pooled, kernel_size=1),
        )

    def _forward(self, x):
        way1 = self.way1(x)
        way2 = self.way2(x)
        way3 = self.way3(x)
        way4 = self.way4(x)
        outputs = [way1, way2, way3, way4]
        return outputs

    def forward(self, x):
        outputs = self._forward(x)
        return torch.cat(outputs, 1)


class Branching(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv1 = Filtered(3, 16, kernel_size=7, stride=2, padding=3)
        self.maxpool1 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.forka = Fork(16, 8, 8, 16, 4, 8, 8)
        self.forkb = Fork(40, 16, 8, 16, 4, 8, 8)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(0.4)
        self.fc = nn.Linear(48, num_classes)

    def forward(self, x):
        # N x 3 x 64 x 64
        x = self.conv1(x)
        x = self.maxpool1(x)
        x = self.forka(x)
        x = self.forkb(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        x = self.dropout(x)
        return self.fc(x)


model = Branching()
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
opt = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05)
EPOCHS = 20
for epoch in range(EPOCHS):
    pass
