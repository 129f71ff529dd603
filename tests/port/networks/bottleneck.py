import torch
import torch.nn as nn
import torch.optim as optim


def wide(before, after, stride=1):
    return nn.Conv2d(before, after, kernel_size=3, stride=stride, padding=1, bias=False)


class Plain(nn.Module):
    expansion = 1

    def __init__(self, before, width, stride=1, shortcut=None):
        super(Plain, self).__init__()
        self.conv1 = wide(before, width, stride)
        self.norm1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = wide(width, width)
        self.norm2 = nn.BatchNorm2d(width)
        self.shortcut = shortcut
        self.stride = stride

    def forward(self, x):
        identity = x
        out = self.relu(self.norm1(self.conv1(x)))
        out = self.norm2(self.conv2(out))
        if self.shortcut is not None:
            identity = self.shortcut(x)
        out += identity
        return self.relu(out)


class Narrow(nn.Module):
    expansion = 4

    def __init__(self, before, width, stride=1, shortcut=None):
        super().__init__()
        self.conv1 = nn.Conv2d(before, width, kernel_size=1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)
        self.conv2 = wide(width, width, stride)
        self.norm2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, width * self.expansion, kernel_size=1, bias=False)
        self.norm3 = nn.BatchNorm2d(width * self.expansion)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = shortcut

    def forward(self, x):
        residual = x

        out = self.conv1(x)
        out = self.norm1(out)
        out = self.relu(out)

        out = self.conv2(out)
        out = self.norm2(out)
        out = self.relu(out)

        out = self.conv3(out)
        out = self.norm3(out)

        if self.shortcut is not None:
            residual = self.shortcut(x)

        out += residual
        out = self.relu(out)

        return out


class DeepNet(nn.Module):

    def __init__(self, block, layers, num_classes=10):
        self.before = 16
        super(DeepNet, self).__init__()
        self.conv1 = nn.Conv2d(3, 16, kernel_size=7, stride=2, padding=3, bias=False)
        self.norm1 = nn.BatchNorm2d(16)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.layer1 = self._stage(block, 16, layers[0])
        self.layer2 = self._stage(block, 32, layers[1], stride=2)
        self.layer3 = self._stage(block, 64, layers[2], stride=2)
        self.gap = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(64 * block.expansion, num_classes)

        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode='fan_out', nonlinearity='relu')
            elif isinstance(m, nn.BatchNorm2d):
                m.weight.data.fill_(1)
                m.bias.data.zero_()

    def _stage(self, block, width, blocks, stride=1):
        shortcut = None
        if stride != 1 or self.before != width * block.expansion:
            shortcut = nn.Sequential(
                nn.Conv2d(self.before, width * block.expansion, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(width * block.expansion),
            )

        layers = []
        layers.append(block(self.before, width, stride, shortcut))
        self.before = width * block.expansion
        for i in range(1, blocks):
            layers.append(block(self.before, width))

        return nn.Sequential(*layers)

    def forward(self, x):
        x = self.conv1(x)
        x = self.norm1(x)
        x = self.relu(x)
        x = self.maxpool(x)

        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)

        x = self.gap(x)
        x = x.view(x.size(0), -1)
        x = self.fc(x)

        return x


def fifty(**kwargs):
    model = DeepNet(Narrow, [2, 3, 2], **kwargs)
    return model


def main():
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    net = fifty(num_classes=100).to(device)
    criterion = nn.CrossEntropyLoss().to(device)
    optimizer = optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    scheduler = optim.lr_scheduler.MultiStepLR(optimizer, milestones=[60, 120], gamma=0.2)
    for epoch in range(160):
        net.train()
        for inputs, targets in trainloader:
            inputs, targets = inputs.to(device), targets.to(device)
            optimizer.zero_grad()
            loss = criterion(net(inputs), targets)
            loss.backward()
            optimizer.step()
        scheduler.step()


if __name__ == '__main__':
    main()
