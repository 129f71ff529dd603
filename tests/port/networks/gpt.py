import math
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch.nn import functional as F


class Norm(nn.Module):
    

    def __init__(self, ndim, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(ndim))
        self.bias = nn.Parameter(torch.zeros(ndim)) if bias else None

    def forward(self, input):
        return F.layer_norm(input, self.weight.shape, self.weight, self.bias, 1e-5)


class Heads(nn.Module):

    def __init__(self, config):
        super().__init__()
        assert config.width % config.heads == 0
        self.qkv = nn.Linear(config.width, 3 * config.width, bias=config.bias)
        self.proj = nn.Linear(config.width, config.width, bias=config.bias)
        self.drop_scores = nn.Dropout(config.dropout)
        self.drop = nn.Dropout(config.dropout)
        self.heads = config.heads
        self.width = config.width
        self.dropout = config.dropout
        self.flash = hasattr(torch.nn.functional, 'scaled_dot_product_attention')
        if not self.flash:
            self.register_buffer("bias", torch.tril(torch.ones(config.steps, config.steps))
                                        .view(1, 1, config.steps, config.steps))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.qkv(x).split(self.width, dim=2)
        k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        v = v.view(B, T, self.heads, C // self.heads).transpose(1, 2)
        if self.flash:
            y = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=None, dropout_p=self.dropout if self.training else 0, is_causal=True)
        else:
            att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
            att = att.masked_fill(self.bias[:,:,:T,:T] == 0, float('-inf'))
            att = F.softmax(att, dim=-1)
            att = self.drop_scores(att)
            y = att @ v
        y = y.transpose(1, 2).contiguous().view(B, T, C)
        y = self.drop(self.proj(y))
        return y


class MLP(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.wide = nn.Linear(config.width, 4 * config.width, bias=config.bias)
        self.gelu = nn.GELU()
        self.proj = nn.Linear(4 * config.width, config.width, bias=config.bias)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x):
        x = self.wide(x)
        x = self.gelu(x)
        x = self.proj(x)
        x = self.dropout(x)
        return x


class Block(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.norm1 = Norm(config.width, bias=config.bias)
        self.attn = Heads(config)
        self.norm2 = Norm(config.width, bias=config.bias)
        self.mlp = MLP(config)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        x = x + self.mlp(self.norm2(x))
        return x


@dataclass
class Sizes:
    steps: int = 24
    words: int = 96
    depth: int = 2
    heads: int = 2
    width: int = 32
    dropout: float = 0.1
    bias: bool = True


class Writer(nn.Module):

    def __init__(self, config):
        super().__init__()
        assert config.words is not None
        assert config.steps is not None
        self.config = config

        self.transformer = nn.ModuleDict(dict(
            wte = nn.Embedding(config.words, config.width),
            wpe = nn.Embedding(config.steps, config.width),
            drop = nn.Dropout(config.dropout),
            h = nn.ModuleList([Block(config) for _ in range(config.depth)]),
            norm = Norm(config.width, bias=config.bias),
        ))
        self.head = nn.Linear(config.width, config.words, bias=False)
        self.transformer.wte.weight = self.head.weight
        self.apply(self._begin)
        for pn, p in self.named_parameters():
            if pn.endswith('proj.weight'):
                torch.nn.init.normal_(p, mean=0.0, std=0.02/math.sqrt(2 * config.depth))

    def count(self, without_places=True):
        n_params = sum(p.numel() for p in self.parameters())
        if without_places:
            n_params -= self.transformer.wpe.weight.numel()
        return n_params

    def _begin(self, module):
        if isinstance(module, nn.Linear):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)

    def forward(self, idx, targets=None):
        device = idx.device
        b, t = idx.size()
        assert t <= self.config.steps
        pos = torch.arange(0, t, dtype=torch.long, device=device)
        word = self.transformer.wte(idx)
        place = self.transformer.wpe(pos)
        x = self.transformer.drop(word + place)
        for block in self.transformer.h:
            x = block(x)
        x = self.transformer.norm(x)
        if targets is not None:
            logits = self.head(x)
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=-1)
        else:
            logits = self.head(x)
            loss = None
        return logits


model = Writer(Sizes(depth=3))
