import math

import torch
import torch.nn as nn


class Waves(nn.Module):
    def __init__(self, width, max_len=64):
        super().__init__()
        pe = torch.zeros(max_len, width)
        position = torch.arange(0, max_len, dtype=torch.float).unsqueeze(1)
        rate = torch.exp(torch.arange(0, width, 2).float() * (-math.log(10000.0) / width))
        pe[:, 0::2] = torch.sin(position * rate)
        pe[:, 1::2] = torch.cos(position * rate)
        pe = pe.unsqueeze(0)
        self.register_buffer('pe', pe)

    def forward(self, x):
        return x + self.pe[:, :x.size(1)]


class Heads(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        assert width % heads == 0
        self.each = width // heads
        self.heads = heads
        self.width = width
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def attend(self, Q, K, V, mask=None):
        scores = torch.matmul(Q, K.transpose(-2, -1)) / math.sqrt(self.each)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -1e9)
        shares = torch.softmax(scores, dim=-1)
        output = torch.matmul(shares, V)
        return output

    def split(self, x):
        batch_size, seq_length, width = x.size()
        return x.view(batch_size, seq_length, self.heads, self.each).transpose(1, 2)

    def join(self, x):
        batch_size, _, seq_length, each = x.size()
        return x.transpose(1, 2).contiguous().view(batch_size, seq_length, self.width)

    def forward(self, Q, K, V, mask=None):
        Q = self.split(self.query(Q))
        K = self.split(self.key(K))
        V = self.split(self.value(V))
        seen = self.attend(Q, K, V, mask)
        output = self.out(self.join(seen))
        return output


class Wide(nn.Module):
    def __init__(self, width, wide):
        super().__init__()
        self.fc1 = nn.Linear(width, wide)
        self.fc2 = nn.Linear(wide, width)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.fc2(self.relu(self.fc1(x)))


class Layer(nn.Module):
    def __init__(self, width, heads, wide, dropout):
        super().__init__()
        self.attention = Heads(width, heads)
        self.dense = Wide(width, wide)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        seen = self.attention(x, x, x, mask)
        x = self.norm1(x + self.dropout(seen))
        more = self.dense(x)
        x = self.norm2(x + self.dropout(more))
        return x


class Sorter(nn.Module):
    def __init__(self, vocab_size, width, heads, num_layers, wide, num_classes, dropout=0.1):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, width)
        self.waves = Waves(width)
        self.layers = nn.ModuleList([Layer(width, heads, wide, dropout) for _ in range(num_layers)])
        self.fc = nn.Linear(width, num_classes)
        self.dropout = nn.Dropout(dropout)

    def forward(self, src):
        x = self.dropout(self.waves(self.embedding(src)))
        for layer in self.layers:
            x = layer(x)
        return self.fc(x.mean(dim=1))


model = Sorter(200, 32, 4, 2, 64, 5)
