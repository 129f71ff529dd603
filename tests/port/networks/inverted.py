import torch
from torch import nn


def rounded(v, divisor, least=None):
    if least is None:
        least = divisor
    near = max(least, int(v + divisor / 2) // divisor * divisor)
    if near < 0.9 * v:
        near += divisor
    return near


class Unit(nn.Sequential):
    def __init__(self, in_planes, out_planes, kernel_size=3, stride=1, groups=1):
        padding = (kernel_size - 1) // 2
        super(Unit, self).__init__(
            nn.Conv2d(in_planes, out_planes, kernel_size, stride, padding, groups=groups, bias=False),
            nn.BatchNorm2d(out_planes),
            nn.ReLU6(inplace=True)
        )


class Inverted(nn.Module):
    def __init__(self, inp, oup, stride, factor):
        super(Inverted, self).__init__()
        self.stride = stride
        assert stride in [1, 2]

        wide = int(round(inp * factor))
        self.adds = self.stride == 1 and inp == oup

        layers = []
        if factor != 1:
            layers.append(Unit(inp, wide, kernel_size=1))
        layers.extend([
            Unit(wide, wide, stride=stride, groups=wide),
            nn.Conv2d(wide, oup, 1, 1, 0, bias=False),
            nn.BatchNorm2d(oup),
        ])
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        if self.adds:
            return x + self.conv(x)
        else:
            return self.conv(x)


class LightNet(nn.Module):
    def __init__(self, num_classes=10, scale=0.5):
        super(LightNet, self).__init__()
        block = Inverted
        before = 32
        top = 128
        table = [
            # t, c, n, s
            [1, 16, 1, 1],
            [6, 24, 2, 2],
            [6, 32, 3, 2],
        ]
        before = rounded(before * scale, 8)
        self.top = rounded(top * max(1.0, scale), 8)
        features = [Unit(3, before, stride=2)]
        for t, c, n, s in table:
            after = rounded(c * scale, 8)
            for i in range(n):
                stride = s if i == 0 else 1
                features.append(block(before, after, stride, factor=t))
                before = after
        features.append(Unit(before, self.top, kernel_size=1))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(self.top, num_classes),
        )
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, 0, 0.01)
                nn.init.zeros_(m.bias)

    def forward(self, x):
        x = self.features(x)
        x = x.mean([2, 3])
        x = self.classifier(x)
        return x


model = LightNet()
