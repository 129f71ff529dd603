'''A residual network for small pictures.'''
import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    widening = 1

    def __init__(self, before, width, stride=1):
        super(Residual, self).__init__()
        self.first = nn.Conv2d(before, width, 3, stride=stride, padding=1, bias=False)
        self.norm_a = nn.BatchNorm2d(width)
        self.second = nn.Conv2d(width, width, kernel_size=3, padding=1, bias=False)
        self.norm_b = nn.BatchNorm2d(width)
        self.skip = nn.Sequential()
        if stride != 1 or before != width * self.widening:
            self.skip = nn.Sequential(
                nn.Conv2d(before, width * self.widening, 1, stride=stride, bias=False),
                nn.BatchNorm2d(width * self.widening))

    def forward(self, image):
        inner = F.relu(self.norm_a(self.first(image)))
        inner = self.norm_b(self.second(inner))
        inner += self.skip(image)
        return F.relu(inner)


class SmallResNet(nn.Module):
    def __init__(self, kind, depths, classes=10):
        super(SmallResNet, self).__init__()
        self.width = 64
        self.stem = nn.Conv2d(3, 64, kernel_size=3, padding=1, bias=False)
        self.stem_norm = nn.BatchNorm2d(64)
        self.stage1 = self._stage(kind, 64, depths[0], 1)
        self.stage2 = self._stage(kind, 128, depths[1], 2)
        self.stage3 = self._stage(kind, 256, depths[2], 2)
        self.stage4 = self._stage(kind, 512, depths[3], stride=2)
        self.head = nn.Linear(512 * kind.widening, classes)

    def _stage(self, kind, width, depth, stride):
        parts = []
        for step in [stride] + [1] * (depth - 1):
            parts.append(kind(self.width, width, step))
            self.width = width * kind.widening
        return nn.Sequential(*parts)

    def forward(self, x):
        x = F.relu(self.stem_norm(self.stem(x)))
        x = self.stage1(x)
        x = self.stage2(x)
        x = self.stage3(x)
        x = self.stage4(x)
        x = F.avg_pool2d(x, 4)
        x = x.view(x.size(0), -1)
        return self.head(x)


def eighteen():
    return SmallResNet(Residual, [2, 2, 2, 2])


def try_it():
    print(eighteen()(torch.randn(1, 3, 32, 32)).shape)
