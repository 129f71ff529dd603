import torch
import torch.nn as nn
import torch.nn.functional as F


class TwoConvs(nn.Module):
    """Two convolutions, each normalized"""

    def __init__(self, before, after, between=None):
        super().__init__()
        if not between:
            between = after
        self.steps = nn.Sequential(
            nn.Conv2d(before, between, 3, padding=1, bias=False), nn.BatchNorm2d(between), nn.ReLU(True),
            nn.Conv2d(between, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(True),
        )

    def forward(self, x):
        return self.steps(x)


class Encode(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.steps = nn.Sequential(nn.MaxPool2d(2), TwoConvs(before, after))

    def forward(self, x):
        return self.steps(x)


class Decode(nn.Module):
    def __init__(self, before, after, smooth=True):
        super().__init__()
        if smooth:
            self.larger = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)
            self.mix = TwoConvs(before, after, before // 2)
        else:
            self.larger = nn.ConvTranspose2d(before, before // 2, 2, stride=2)
            self.mix = TwoConvs(before, after)

    def forward(self, deep, skip):
        deep = self.larger(deep)
        missing_rows = skip.size()[2] - deep.size()[2]
        missing_columns = skip.size()[3] - deep.size()[3]
        left, top = missing_columns // 2, missing_rows // 2
        deep = F.pad(deep, [left, missing_columns - left, top, missing_rows - top])
        return self.mix(torch.cat([skip, deep], dim=1))


class Segmenter(nn.Module):
    def __init__(self, colors, classes, smooth=False):
        super(Segmenter, self).__init__()
        self.colors = colors
        self.classes = classes
        shared = 2 if smooth else 1
        self.entry = TwoConvs(colors, 16)
        self.enc1 = Encode(16, 32)
        self.enc2 = Encode(32, 64)
        self.enc3 = Encode(64, 128 // shared)
        self.dec3 = Decode(128, 64 // shared, smooth)
        self.dec2 = Decode(64, 32 // shared, smooth)
        self.dec1 = Decode(32, 16, smooth)
        self.exit = nn.Conv2d(16, classes, kernel_size=1)

    def forward(self, picture):
        a = self.entry(picture)
        b = self.enc1(a)
        c = self.enc2(b)
        bottom = self.enc3(c)
        up = self.dec3(bottom, c)
        up = self.dec2(up, b)
        up = self.dec1(up, a)
        scores = self.exit(up)
        return scores


model = Segmenter(colors=3, classes=2)
