import torch
import torch.nn as nn

# settings
steps = 28
features = 28
units = 128
layers = 2
classes = 10
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')


class RowReader(nn.Module):
    def __init__(self, features, units, layers, classes):
        super(RowReader, self).__init__()
        self.units = units
        self.layers = layers
        self.lstm = nn.LSTM(features, units, layers, batch_first=True)
        self.out = nn.Linear(units, classes)

    def forward(self, rows):
        # it begins with zeros
        h = torch.zeros(self.layers, rows.size(0), self.units).to(device)
        c = torch.zeros(self.layers, rows.size(0), self.units).to(device)
        states, _ = self.lstm(rows, (h, c))
        return self.out(states[:, -1, :])


model = RowReader(features, units, layers, classes).to(device)
