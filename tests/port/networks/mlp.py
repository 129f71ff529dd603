import torch
import torch.nn as nn
from collections import OrderedDict

n_in, n_hidden, n_out = 784, 256, 10

model = nn.Sequential(OrderedDict([
    ('flatten', nn.Flatten()),
    ('fc1', nn.Linear(n_in, n_hidden)),
    ('bn', nn.BatchNorm1d(n_hidden)),
    ('act', nn.LeakyReLU(0.2)),
    ('drop', nn.Dropout(0.3)),
    ('head', nn.Sequential(nn.Linear(n_hidden, 64), nn.Tanh(), nn.Linear(64, n_out))),
]))

criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
