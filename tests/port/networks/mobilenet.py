from functools import partial

import torch
from torch import nn, Tensor
from torch.nn import Conv2d, BatchNorm2d, ReLU6


class Unit(nn.Sequential):
    def __init__(self, before, after, window=3, stride=1, groups=1, norm=None):
        edge = (window - 1) // 2
        if norm is None:
            norm = BatchNorm2d
        super().__init__(
            Conv2d(before, after, window, stride, edge, groups=groups, bias=False),
            norm(after),
            ReLU6(inplace=True),
        )


class Bottleneck(nn.Module):
    def __init__(self, before, after, stride, factor, norm=None):
        super().__init__()
        self.stride = stride
        wide = int(round(before * factor))
        self.adds = self.stride == 1 and before == after
        steps = []
        if factor != 1:
            steps.append(Unit(before, wide, window=1, norm=norm))
        steps.extend([
            Unit(wide, wide, stride=stride, groups=wide, norm=norm),
            nn.Conv2d(wide, after, 1, 1, 0, bias=False),
            norm(after),
        ])
        self.steps = nn.Sequential(*steps)

    def forward(self, x: Tensor) -> Tensor:
        if self.adds:
            return x + self.steps(x)
        else:
            return self.steps(x)


class PocketNet(nn.Module):
    def __init__(self, classes=10, scale=1.0):
        super().__init__()
        norm = partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
        width = 32
        table = [
            # factor, width, depth, stride
            [1, 16, 1, 1],
            [6, 24, 2, 2],
            [6, 32, 3, 2],
        ]
        width = int(width * scale)
        body = [Unit(3, width, stride=2, norm=norm)]
        for factor, channels, depth, first in table:
            after = int(channels * scale)
            for i in range(depth):
                stride = first if i == 0 else 1
                body.append(Bottleneck(width, after, stride, factor=factor, norm=norm))
                width = after
        self.body = nn.Sequential(*body)
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(width, classes))
        for part in self.modules():
            if isinstance(part, nn.Conv2d):
                nn.init.kaiming_normal_(part.weight, mode='fan_out')

    def forward(self, x: Tensor) -> Tensor:
        x = self.body(x)
        x = nn.functional.adaptive_avg_pool2d(x, (1, 1)).reshape(x.shape[0], -1)
        x = self.head(x)
        return x
