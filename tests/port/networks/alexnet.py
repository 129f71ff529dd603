import torch
from torch import nn


class WideStart(nn.Module):
    def __init__(self, classes: int = 1000, rate: float = 0.5) -> None:
        super().__init__()
        self.see = nn.Sequential(
            nn.Conv2d(3, 64, kernel_size=11, stride=4, padding=2), nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Conv2d(64, 192, kernel_size=5, padding=2), nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Conv2d(192, 256, kernel_size=3, padding=1), nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=3, stride=2),
        )
        self.grid = nn.AdaptiveAvgPool2d((6, 6))
        self.decide = nn.Sequential(
            nn.Dropout(p=rate), nn.Linear(256 * 6 * 6, 256), nn.ReLU(inplace=True),
            nn.Dropout(p=rate), nn.Linear(256, classes),
        )

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        seen = self.grid(self.see(picture))
        return self.decide(torch.flatten(seen, 1))
