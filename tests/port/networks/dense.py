import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class _Step(nn.Module):
    def __init__(self, before, growth, squeeze, share):
        super(_Step, self).__init__()
        self.add_module('norm1', nn.BatchNorm2d(before)),
        self.add_module('relu1', nn.ReLU(inplace=True)),
        self.add_module('conv1', nn.Conv2d(before, squeeze * growth, kernel_size=1, stride=1, bias=False)),
        self.add_module('norm2', nn.BatchNorm2d(squeeze * growth)),
        self.add_module('relu2', nn.ReLU(inplace=True)),
        self.add_module('conv2', nn.Conv2d(squeeze * growth, growth, kernel_size=3, stride=1, padding=1, bias=False)),
        self.share = share

    def forward(self, inputs):
        if isinstance(inputs, torch.Tensor):
            inputs = [inputs]
        x = torch.cat(inputs, 1)
        x = self.conv1(self.relu1(self.norm1(x)))
        x = self.conv2(self.relu2(self.norm2(x)))
        if self.share > 0:
            x = F.dropout(x, p=self.share, training=self.training)
        return x


class _Stage(nn.Module):
    def __init__(self, num_layers, before, squeeze, growth, share):
        super(_Stage, self).__init__()
        self.layers = nn.ModuleList()
        for i in range(num_layers):
            layer = _Step(before + i * growth, growth, squeeze, share)
            self.layers.append(layer)

    def forward(self, given):
        features = [given]
        for layer in self.layers:
            more = layer(features)
            features.append(more)
        return torch.cat(features, 1)


class _Between(nn.Sequential):
    def __init__(self, before, after):
        super(_Between, self).__init__()
        self.add_module('norm', nn.BatchNorm2d(before))
        self.add_module('relu', nn.ReLU(inplace=True))
        self.add_module('conv', nn.Conv2d(before, after, kernel_size=1, stride=1, bias=False))
        self.add_module('pool', nn.AvgPool2d(kernel_size=2, stride=2))


class Gathering(nn.Module):
    def __init__(self, growth=12, depths=(2, 3, 2), start=24, squeeze=4, share=0, num_classes=10):
        super(Gathering, self).__init__()
        self.features = nn.Sequential()
        self.features.add_module('conv0', nn.Conv2d(3, start, kernel_size=3, padding=1, bias=False))
        width = start
        for i, num_layers in enumerate(depths):
            block = _Stage(num_layers, width, squeeze, growth, share)
            self.features.add_module('stage%d' % (i + 1), block)
            width = width + num_layers * growth
            if i != len(depths) - 1:
                trans = _Between(width, width // 2)
                self.features.add_module('between{}'.format(i + 1), trans)
                width = width // 2
        self.features.add_module('norm5', nn.BatchNorm2d(width))
        self.classifier = nn.Linear(width, num_classes)

    def forward(self, x):
        features = self.features(x)
        out = F.relu(features, inplace=True)
        out = F.adaptive_avg_pool2d(out, (1, 1)).view(features.size(0), -1)
        out = self.classifier(out)
        return out


net = Gathering()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
