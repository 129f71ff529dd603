import torch
import torch.nn as nn
import torch.nn.functional as F


class Pair(nn.Module):
    def __init__(self):
        super(Pair, self).__init__()
        self.filters = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(1, 4, kernel_size=3),
            nn.ReLU(inplace=True),
            nn.BatchNorm2d(4),
            nn.ReflectionPad2d(1),
            nn.Conv2d(4, 8, kernel_size=3),
            nn.ReLU(inplace=True),
            nn.BatchNorm2d(8),
        )
        self.dense = nn.Sequential(
            nn.Linear(8 * 20 * 20, 50),
            nn.ReLU(inplace=True),
            nn.Linear(50, 5))

    def once(self, x):
        output = self.filters(x)
        output = output.view(output.size()[0], -1)
        output = self.dense(output)
        return output

    def forward(self, input1, input2):
        out1 = self.once(input1)
        out2 = self.once(input2)
        return F.pairwise_distance(out1, out2)


net = Pair()
