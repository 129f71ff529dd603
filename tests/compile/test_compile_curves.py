"""Why: a curve in the inspector teaches what torch computes, so it must be what torch computes."""

import math

import pytest
import torch

from designer.compile import curve
from designer.compile.curves import pieces
from designer.layers import LAYERS, Layer, N, Tensor

POINTWISE = [layer for layer in LAYERS.values() if layer.pointwise]
ACTIVATIONS = [layer for layer in POINTWISE if layer.category == "activation"]
OTHERS = {
    "dim": -0.5,
    "num_parameters": 3,
    "negative_slope": 0.3,
    "init": 0.4,
    "lower": 0.1,
    "upper": 0.5,
    "alpha": 1.5,
    "min_val": -2.0,
    "max_val": 1.5,
    "threshold": 0.7,
    "value": -0.2,
    "beta": 2.0,
    "lambd": 0.8,
    "approximate": "tanh",
}
"""Parameters as nobody leaves them."""

by_type = {"ids": lambda layer: layer.type}


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("layer", ACTIVATIONS, **by_type)
def test_an_activation_is_drawn_as_torch_computes_it(layer: Layer, changed: bool) -> None:
    given = {p.name: OTHERS[p.name] for p in layer.params} if changed else {}
    values = layer.values(given)
    drawn = curve(layer.type, values)
    assert drawn is not None
    theirs = getattr(torch.nn, layer.nn or layer.reference)(**values).double().eval()
    x = torch.linspace(-4, 4, len(drawn.x), dtype=torch.float64, requires_grad=True)
    wide = x[:, None].expand(-1, values.get("num_parameters", 1))
    y = theirs(wide)[:, 0]
    y.sum().backward()
    assert drawn.x == tuple(x.tolist())
    assert drawn.y == tuple(y.tolist())
    assert x.grad is not None
    assert drawn.slope == tuple(x.grad.tolist())


@pytest.mark.parametrize("layer", POINTWISE, **by_type)
def test_the_slope_is_that_of_the_curve(layer: Layer) -> None:
    drawn = curve(layer.type, layer.values({}))
    assert drawn is not None
    width = drawn.x[1] - drawn.x[0]
    near = 0
    for i in range(1, len(drawn.x) - 1):
        secant = (drawn.y[i + 1] - drawn.y[i - 1]) / (2 * width)
        near += not math.isfinite(secant) or abs(secant - drawn.slope[i]) < 0.02 + 0.02 * abs(
            secant
        )
    assert near > 0.95 * len(drawn.x), "corners and poles are few"


@pytest.mark.parametrize(
    "layer",
    [x for x in LAYERS.values() if x.category in ("activation", "math") and len(x.inputs) == 1],
    **by_type,
)
def test_exactly_the_layers_that_work_on_each_value_alone_have_a_curve(layer: Layer) -> None:
    assert (curve(layer.type, layer.values({})) is not None) == layer.pointwise
    if layer.pointwise:
        anything = Tensor((N, 3, 5, 7))
        assert layer.rule(layer.values({}) | {"max": 1.0}, [anything]) == (anything,)


def test_refused_parameters_have_no_curve() -> None:
    assert curve("Hardtanh", {"min_val": 1.0, "max_val": -1.0}) is None


def test_a_curve_leaves_the_random_state_alone() -> None:
    before = torch.get_rng_state()
    assert curve("RReLU", {"lower": 0.123, "upper": 0.321})
    assert curve("PReLU", {"num_parameters": 5, "init": 0.01})
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize(
    ("kind", "parts", "of_slope"),
    [
        *(("ReLU", 1, 2), ("GELU", 1, 1), ("Hardshrink", 3, 3), ("Sigmoid", 1, 1)),
        *(("Abs", 1, 2), ("Sign", 2, 1), ("Exp", 1, 1), ("Square", 1, 1), ("Softshrink", 1, 3)),
        *(("ELU", 1, 1), ("SELU", 1, 2), ("Tanh", 1, 1), ("Sin", 1, 1), ("Hardtanh", 1, 3)),
    ],
)
def test_a_curve_is_broken_where_it_jumps_and_nowhere_else(
    kind: str, parts: int, of_slope: int
) -> None:
    drawn = curve(kind, LAYERS[kind].values({}))
    assert drawn is not None
    assert len(pieces(drawn.x, drawn.y)) == parts
    assert len(pieces(drawn.x, drawn.slope)) == of_slope


def test_a_curve_ends_at_a_pole_and_where_the_function_does() -> None:
    drawn = curve("Reciprocal", {})
    assert drawn is not None
    assert all(piece[0][0] * piece[-1][0] > 0 for piece in pieces(drawn.x, drawn.y))
    drawn = curve("Log", {})
    assert drawn is not None
    for values in (drawn.y, drawn.slope):
        assert all(x > 0 for piece in pieces(drawn.x, values) for x, _ in piece)
