import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim


class DigitNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.near = nn.Conv2d(1, 24, 3, 1)
        self.far = nn.Conv2d(24, 48, 3, 1)
        self.drop_images = nn.Dropout(0.25)
        self.drop_units = nn.Dropout(0.5)
        self.mix = nn.Linear(6912, 96)
        self.scores = nn.Linear(96, 10)

    def forward(self, x):
        x = self.near(x)
        x = F.relu(x)
        x = F.relu(self.far(x))
        x = F.max_pool2d(x, 2)
        x = self.drop_images(x)
        x = torch.flatten(x, 1)
        x = F.relu(self.mix(x))
        x = self.drop_units(x)
        result = F.log_softmax(self.scores(x), dim=1)
        return result


def one_epoch(settings, net, device, batches, optimizer):
    net.train()
    for number, (images, digits) in enumerate(batches):
        images, digits = images.to(device), digits.to(device)
        optimizer.zero_grad()
        loss = F.nll_loss(net(images), digits)
        loss.backward()
        optimizer.step()


def main():
    parser = argparse.ArgumentParser(description='Digits')
    parser.add_argument('--epochs', type=int, default=14)
    settings = parser.parse_args()
    device = torch.device("cpu")
    net = DigitNet().to(device)
    optimizer = optim.Adadelta(net.parameters(), lr=1.0)
    for epoch in range(1, settings.epochs + 1):
        one_epoch(settings, net, device, None, optimizer)


if __name__ == '__main__':
    main()
