import torch
import torch.nn as nn
from torch.nn import functional as F


class TwoTower(nn.Module):
    def __init__(self, n_users=1000, n_items=500, dim=32, n_features=8):
        super().__init__()
        self.user = nn.Embedding(n_users, dim)
        self.item = nn.Embedding(n_items, dim)
        self.layers = nn.ModuleList([nn.Linear(2 * dim + n_features, 64), nn.Linear(64, 32)])
        self.out = nn.Linear(32, 1)
        self.side = nn.Linear(32, 3)

    def forward(self, users, items, features):
        u = self.user(users).mean(dim=1)
        i = self.item(items).mean(1)
        h = torch.cat([u, i, features], 1)
        for layer in self.layers:
            h = F.dropout(torch.relu(layer(h)), 0.1, training=self.training)
        score = torch.sigmoid(self.out(h))
        return score, F.softmax(self.side(h), -1)


if __name__ == "__main__":
    net = TwoTower()
    users = torch.randint(0, 1000, (4, 6))
    items = torch.randint(0, 500, (4, 6))
    print(net(users, items, torch.randn(4, 8)))
