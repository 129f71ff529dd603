"""Why: people have many ways to write the same; each is the layer that it means."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from designer import check, port

IDIOMS = {
    "F.relu(x)": "ReLU",
    "torch.relu(x)": "ReLU",
    "x.relu()": "ReLU",
    "F.relu(x, inplace=True)": "ReLU",
    "nn.ReLU(True)(x)": "ReLU",
    "self.act(x)": "LeakyReLU negative_slope=0.2",
    "F.leaky_relu(x, 0.2)": "LeakyReLU negative_slope=0.2",
    "F.gelu(x, approximate='tanh')": "GELU approximate=tanh",
    "torch.sigmoid(x) * x": "Sigmoid, Multiply",
    "F.log_softmax(x, dim=1)": "LogSoftmax dim=1",
    "F.softmax(x, 1)": "Softmax dim=1",
    "x.softmax(-1)": "Softmax",
    "F.dropout(x, 0.3, self.training)": "Dropout p=0.3",
    "F.dropout(x, p=0.3, training=self.training)": "Dropout p=0.3",
    "F.max_pool2d(x, 2)": "MaxPool2d",
    "F.max_pool2d(x, (3, 3), 2, padding=1)": "MaxPool2d kernel_size=3 padding=1 stride=2",
    "F.avg_pool2d(x, x.size(2))": "AvgPool2d kernel_size=8",
    "F.adaptive_avg_pool2d(x, 1)": "AdaptiveAvgPool2d",
    "F.pad(x, (1, 1, 1, 1))": "ZeroPad2d",
    "F.pad(x, [0, 0, 0, 0])": "",
    "F.interpolate(x, scale_factor=2, mode='nearest')": "Upsample",
    "torch.flatten(x, 1)": "Flatten",
    "x.flatten(start_dim=1)": "Flatten",
    "x.view(-1, 4 * 8 * 8)": "Flatten",
    "x.view(x.size(0), -1)": "Flatten",
    "x.view(x.shape[0], 4, -1)": "Reshape shape=(4, -1)",
    "x.reshape(-1, 4, 64)": "Reshape shape=(4, 64)",
    "x.permute(0, 2, 3, 1).contiguous()": "Permute dims=(0, 2, 3, 1)",
    "torch.permute(x, (0, 2, 3, 1))": "Permute dims=(0, 2, 3, 1)",
    "torch.transpose(x, 1, 2)": "Transpose",
    "x.unsqueeze(dim=1)": "Unsqueeze",
    "x[:, None]": "Unsqueeze",
    "x[:, -1]": "Select",
    "x[:, 0, :, 1]": "Select dim=3 index=1, Select index=0",
    "x[:, :, 1:3]": "Slice dim=2 start=1 stop=3",
    "x[..., 0]": "Select dim=-1 index=0",
    "x.mean(dim=1)": "Mean dims=(1,)",
    "torch.mean(x, (2, 3))": "Mean dims=(2, 3)",
    "x.mean([2, 3], keepdim=True)": "Mean dims=(2, 3) keepdim=True",
    "x.max(dim=1)[0]": "Max dims=(1,)",
    "torch.max(x, 1)[0]": "Max dims=(1,)",
    "torch.max(x, x.tanh())": "Tanh, Maximum",
    "torch.cat((x, x), 1)": "Concat",
    "torch.cat([x, x, x], dim=-1)": "Concat dim=-1",
    "torch.stack([x, x], dim=1)": "Stack",
    "x + x + x": "Add",
    "torch.add(x, x)": "Add",
    "x * 0.5 - 1": "Scale factor=0.5, Shift amount=-1.0",
    "2 * x / 4": "Scale factor=2.0, Scale factor=0.25",
    "1 - x": "Negative, Shift amount=1.0",
    "x ** 2": "Power",
    "torch.pow(x, 2)": "Power",
    "-x.exp().clamp(min=0, max=6)": "Exp, Clamp max=6.0, Negative",
    "x @ x.transpose(-2, -1)": "Transpose dim0=-2 dim1=-1, MatMul",
    "torch.matmul(x, x.mT)": "Transpose dim0=-2 dim1=-1, MatMul",
    "x.chunk(2, dim=1)[0]": "Chunk2 dim=1",
    "x.to(torch.int64)": "Cast dtype=int64",
    "x.long()": "Cast dtype=int64",
    "x.clone() if x.dim() == 4 else x.exp()": "",
    "self.conv(x)": "Conv2d out_channels=6 padding=1",
    "self.seq(x)": "Conv2d out_channels=6, Tanh",
    "self.many(x)": "Tanh, Sigmoid",
}
"""What stands behind `return` → the layers, with the parameters that are not usual."""

FILE = """import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.LeakyReLU(0.2)
        self.conv = nn.Conv2d(4, 6, (3, 3), padding="same")
        self.seq = nn.Sequential(nn.Conv2d(in_channels=4, out_channels=6, kernel_size=3), nn.Tanh())
        self.layers = nn.ModuleList([nn.Tanh(), nn.Sigmoid()])

    def many(self, x):
        for i in range(len(self.layers)):
            x = self.layers[i](x)
        return x

    def forward(self, x):
        return {idiom}


Net()(torch.rand(1, 4, 8, 8))
"""


@pytest.mark.parametrize("idiom", IDIOMS)
def test_an_idiom_is_the_layer_that_it_means(idiom: str, tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(FILE.format(idiom=idiom), encoding="utf-8")
    found = port.read(path)
    drawn = [node for node in found.project.main.ordered_nodes() if node.type not in ENDS]
    assert ", ".join(told(node.type, node.params) for node in drawn) == IDIOMS[idiom]
    assert not found.remarks
    assert check.run(found.project).whole


ENDS = ("Input", "Output")


def told(kind: str, params: Mapping[str, object]) -> str:
    words = [f"{name}={value}" for name, value in sorted(params.items())]
    return " ".join([kind, *words])
