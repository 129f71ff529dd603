"""Why: what usually comes next stands first in a list of two hundred layers."""

from collections import Counter

from designer.layers.table import LAYERS
from designer.model import Graph

FOLLOWERS: dict[str, tuple[str, ...]] = {
    "Input": ("Conv2d", "Add", "Linear", "LayerNorm", "Embedding", "Concat"),
    "Linear": ("Output", "ReLU", "Dropout", "GELU", "Tanh", "Unflatten"),
    "Embedding": ("LearnedPosition",),
    "Conv2d": ("BatchNorm2d", "ReLU", "Flatten", "Output", "Tanh", "LayerNorm2d"),
    "MaxPool2d": ("Conv2d", "Output", "Flatten", "Concat"),
    "AdaptiveAvgPool2d": ("Flatten",),
    "ReLU": ("MaxPool2d", "Conv2d", "Output", "Linear", "Dropout", "AdaptiveAvgPool2d"),
    "GELU": ("Linear", "Dropout"),
    "Tanh": ("Linear", "Output", "AvgPool2d"),
    "BatchNorm2d": ("ReLU", "Add", "Output"),
    "LayerNorm": ("MultiheadAttention", "Select", "Mean"),
    "LayerNorm2d": ("Conv2d",),
    "Dropout": ("Linear", "Output", "Add"),
    "StochasticDepth": ("Add",),
    "LSTM": ("Linear",),
    "MultiheadAttention": ("Dropout",),
    "ScaledDotProductAttention": ("Transpose",),
    "LearnedPosition": ("Dropout",),
    "Flatten": ("Linear", "Dropout", "Output", "Transpose"),
    "Reshape": ("Output",),
    "Select": ("ScaledDotProductAttention", "Linear"),
    "Transpose": ("Select", "Flatten"),
    "Unflatten": ("Transpose",),
    "Add": ("Output", "ReLU", "LayerNorm", "Add"),
    "Concat": ("Output",),
    "Mean": ("Linear",),
}
"""What follows what in the templates, the most frequent first; `tests/gallery` count them."""

MODELS = {
    "convolution": "Conv2d",
    "pooling": "MaxPool2d",
    "activation": "ReLU",
    "normalization": "BatchNorm2d",
    "recurrent": "LSTM",
    "dropout": "Dropout",
}
"""Whose habits the other layers of a category have."""


def usual(drawing: Graph, kind: str, follows: bool = True) -> list[str]:
    """Types of layers that usually follow one of this type, or lead to it, the likeliest first.

    What this drawing does comes before what the templates do.
    """
    ends = (
        (drawing.nodes[wire.source].type, drawing.nodes[wire.target].type) for wire in drawing.wires
    )
    here = Counter(b if follows else a for a, b in ends if kind == (a if follows else b))
    found = [other for other, _ in here.most_common()]
    return list(dict.fromkeys([*found, *(_followers(kind) if follows else _leaders(kind))]))


def _followers(kind: str) -> list[str]:
    """As for the type itself, or for one that is like it, with as many axes: Conv1d, ReLU, …"""
    axes = next((end for end in ("1d", "2d", "3d") if kind.endswith(end)), "2d")
    known = FOLLOWERS.get(kind)
    if known is None and kind in LAYERS:
        known = FOLLOWERS.get(MODELS.get(LAYERS[kind].category, ""))
    found = [other.replace("2d", axes) for other in known or ()]
    return [other for other in found if other in LAYERS]


def _leaders(kind: str) -> list[str]:
    ranks = {source: row.index(kind) for source, row in FOLLOWERS.items() if kind in row}
    return sorted(ranks, key=lambda source: ranks[source])
