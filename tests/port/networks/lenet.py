import torch
import torch.nn as nn
import torch.nn.functional as F


class ColorLeNet(nn.Module):

    def __init__(self):
        super(ColorLeNet, self).__init__()
        # 3 colors come in, windows of 5x5
        self.c1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.c2 = nn.Conv2d(6, 16, 5)
        self.f1 = nn.Linear(16 * 5 * 5, 120)
        self.f2 = nn.Linear(120, 84)
        self.f3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.c1(x)))
        x = self.pool(F.relu(self.c2(x)))
        x = x.view(-1, 16 * 5 * 5)
        x = F.relu(self.f1(x))
        x = F.relu(self.f2(x))
        return self.f3(x)


net = ColorLeNet()
