"""GPT-2."""

import torch
import torch.nn.functional as F
from torch import nn


class CausalSelfAttention(nn.Module):
    def __init__(self, width=768, heads=12, dropout=0.1):
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, input):                     # (N, 1024, 768)
        x = self.qkv(input)                       # (N, 1024, 2304)
        x = x.unflatten(-1, (3, self.heads, -1))  # (N, 1024, 3, 12, 64)
        by_head = x.transpose(1, 3)               # (N, 12, 3, 1024, 64)
        query = by_head[:, :, 0]                  # (N, 12, 1024, 64)
        key = by_head[:, :, 1]                    # (N, 12, 1024, 64)
        value = by_head[:, :, 2]                  # (N, 12, 1024, 64)
        x = F.scaled_dot_product_attention(
            query, key, value, dropout_p=self.dropout if self.training else 0.0, is_causal=True
        )                                         # (N, 12, 1024, 64)
        x = x.transpose(1, 2)                     # (N, 1024, 12, 64)
        x = torch.flatten(x, 2)                   # (N, 1024, 768)
        x = self.project(x)                       # (N, 1024, 768)
        x = self.drop(x)                          # (N, 1024, 768)
        return x


class MLP(nn.Module):
    def __init__(self, width=768, dropout=0.1):
        super().__init__()
        self.expand = nn.Linear(width, 4 * width)
        self.project = nn.Linear(4 * width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, input):              # (N, 1024, 768)
        x = self.expand(input)             # (N, 1024, 3072)
        x = F.gelu(x, approximate="tanh")  # (N, 1024, 3072)
        x = self.project(x)                # (N, 1024, 768)
        x = self.drop(x)                   # (N, 1024, 768)
        return x


class Block(nn.Module):
    def __init__(self, width=768, heads=12, dropout=0.1):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = CausalSelfAttention(width, heads, dropout)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = MLP(width, dropout)

    def forward(self, input):     # (N, 1024, 768)
        x = self.norm1(input)     # (N, 1024, 768)
        x = self.attention(x)     # (N, 1024, 768)
        attended = input + x      # (N, 1024, 768)
        x = self.norm2(attended)  # (N, 1024, 768)
        x = self.mlp(x)           # (N, 1024, 768)
        x = attended + x          # (N, 1024, 768)
        return x


class GPT2(nn.Module):
    def __init__(self):
        super().__init__()
        self.token = nn.Embedding(50257, 768)
        self.position = nn.init.normal_(nn.Parameter(torch.empty(1, 1024, 768)), std=0.02)
        self.drop = nn.Dropout(0.1)
        self.blocks = nn.Sequential(*[Block() for _ in range(12)])
        self.norm = nn.LayerNorm(768)

    def forward(self, tokens):                  # (N, 1024) int64
        x = self.token(tokens)                  # (N, 1024, 768)
        x = x + self.position[:, : x.shape[1]]  # (N, 1024, 768)
        x = self.drop(x)                        # (N, 1024, 768)
        x = self.blocks(x)                      # (N, 1024, 768)
        x = self.norm(x)                        # (N, 1024, 768)
        x = F.linear(x, self.token.weight)      # (N, 1024, 50257)
        return x


if __name__ == "__main__":
    network = GPT2()
    print(network(torch.zeros(2, 1024, dtype=torch.int64)).shape)
