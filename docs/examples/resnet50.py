"""ResNet-50."""

import torch
import torch.nn.functional as F
from torch import nn


class ProjectionBottleneck(nn.Module):
    def __init__(self, in_channels, channels, stride=1):
        super().__init__()
        self.projection = nn.Conv2d(
            in_channels, 4 * channels, kernel_size=1, stride=stride, bias=False
        )
        self.shortcut = nn.BatchNorm2d(4 * channels)
        self.conv1 = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(
            channels, channels, kernel_size=3, stride=stride, padding=1, bias=False
        )
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, 4 * channels, kernel_size=1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * channels)

    def forward(self, input):        # (N, in_channels, H, W)
        x = self.projection(input)   # (N, 4*channels, H/stride, W/stride)
        shortcut = self.shortcut(x)  # (N, 4*channels, H/stride, W/stride)
        x = self.conv1(input)        # (N, channels, H, W)
        x = self.bn1(x)              # (N, channels, H, W)
        x = F.relu(x)                # (N, channels, H, W)
        x = self.conv2(x)            # (N, channels, H/stride, W/stride)
        x = self.bn2(x)              # (N, channels, H/stride, W/stride)
        x = F.relu(x)                # (N, channels, H/stride, W/stride)
        x = self.conv3(x)            # (N, 4*channels, H/stride, W/stride)
        x = self.bn3(x)              # (N, 4*channels, H/stride, W/stride)
        x = x + shortcut             # (N, 4*channels, H/stride, W/stride)
        x = F.relu(x)                # (N, 4*channels, H/stride, W/stride)
        return x


class Bottleneck(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(4 * channels, channels, kernel_size=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, 4 * channels, kernel_size=1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * channels)

    def forward(self, input):  # (N, 4*channels, H, W)
        x = self.conv1(input)  # (N, channels, H, W)
        x = self.bn1(x)        # (N, channels, H, W)
        x = F.relu(x)          # (N, channels, H, W)
        x = self.conv2(x)      # (N, channels, H, W)
        x = self.bn2(x)        # (N, channels, H, W)
        x = F.relu(x)          # (N, channels, H, W)
        x = self.conv3(x)      # (N, 4*channels, H, W)
        x = self.bn3(x)        # (N, 4*channels, H, W)
        x = x + input          # (N, 4*channels, H, W)
        x = F.relu(x)          # (N, 4*channels, H, W)
        return x


class Stage(nn.Module):
    def __init__(self, in_channels, channels, blocks, stride=1):
        super().__init__()
        self.first = ProjectionBottleneck(in_channels, channels, stride)
        self.rest = nn.Sequential(*[Bottleneck(channels) for _ in range(blocks - 1)])

    def forward(self, input):  # (N, in_channels, H, W)
        x = self.first(input)  # (N, 4*channels, H/stride, W/stride)
        x = self.rest(x)       # (N, 4*channels, H/stride, W/stride)
        return x


class ResNet50(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.layer1 = Stage(64, channels=64, blocks=3)
        self.layer2 = Stage(256, channels=128, blocks=4, stride=2)
        self.layer3 = Stage(512, channels=256, blocks=6, stride=2)
        self.layer4 = Stage(1024, channels=512, blocks=3, stride=2)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(2048, 1000)

    def forward(self, image):    # (N, 3, 224, 224)
        x = self.conv1(image)    # (N, 64, 112, 112)
        x = self.bn1(x)          # (N, 64, 112, 112)
        x = F.relu(x)            # (N, 64, 112, 112)
        x = self.maxpool(x)      # (N, 64, 56, 56)
        x = self.layer1(x)       # (N, 256, 56, 56)
        x = self.layer2(x)       # (N, 512, 28, 28)
        x = self.layer3(x)       # (N, 1024, 14, 14)
        x = self.layer4(x)       # (N, 2048, 7, 7)
        x = self.avgpool(x)      # (N, 2048, 1, 1)
        x = torch.flatten(x, 1)  # (N, 2048)
        x = self.fc(x)           # (N, 1000)
        return x


if __name__ == "__main__":
    network = ResNet50()
    print(network(torch.rand(2, 3, 224, 224)).shape)
