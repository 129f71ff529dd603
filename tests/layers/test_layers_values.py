"""Why: a right shape is not yet a right value; these layers compute what their names say."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from designer import compile as compiler
from designer import edit
from designer.layers import N, Tensor, find
from designer.model import Project
from tests.layers.layers_torch import forward, written_module

Given = Sequence[torch.Tensor]
A, B, C = (torch.randn(3, 4, 6, generator=torch.Generator().manual_seed(n)) for n in range(3))
IMAGE = torch.randn(3, 4, 5, 5, generator=torch.Generator().manual_seed(3))
WHICH = torch.randint(0, 4, (3, 1, 6), generator=torch.Generator().manual_seed(4))


def channels_last(x: torch.Tensor) -> torch.Tensor:
    mean, var = x.mean(1, keepdim=True), x.var(1, keepdim=True, unbiased=False)
    return (x - mean) / (var + 1e-5).sqrt()


ROWS: list[tuple[str, dict[str, Any], Given, Callable[..., Any]]] = [
    ("Chunk2", {}, [A], lambda a: (a[..., :3], a[..., 3:])),
    ("Chunk4", {"dim": 1}, [A], lambda a: tuple(a[:, n : n + 1] for n in range(4))),
    ("Compare", {"sign": "<="}, [A, B], lambda a, b: a <= b),
    ("Compare", {"sign": "!="}, [A, A], lambda a, b: a != b),
    ("Condition", {"sign": "<", "value": 0.5}, [A], lambda a: a < 0.5),
    ("Where", {}, [A > 0, B, C], lambda c, a, b: c * a + ~c * b),
    ("Where", {}, [A[:, :1] > 0, B, C], lambda c, a, b: c * a + ~c * b),
    ("Gather", {}, [A, WHICH], lambda a, i: torch.take_along_dim(a, i, 1)),
    ("TopK", {"k": 2}, [A], lambda a: (a.sort(descending=True).values[..., :2], ...)),
    ("ArgMin", {}, [A], lambda a: (-a).argmax(-1)),
    ("Arange", {}, [A], lambda a: torch.tensor([[0, 1, 2, 3]] * 3)),
    ("Einsum", {"equation": "nij,nkj->nik"}, [A, B], lambda a, b: a @ b.mT),
    ("Einsum", {"equation": "nij, nij -> ni"}, [A, B], lambda a, b: (a * b).sum(2)),
    ("Normalize", {}, [A], lambda a: a / a.norm(dim=1, keepdim=True)),
    ("LayerNorm2d", {}, [IMAGE], channels_last),
    ("LayerScale", {"init": 0.5}, [IMAGE], lambda x: 0.5 * x),
    ("Parameter", {"shape": (2, 5), "start": "ones"}, [], lambda: torch.ones(1, 2, 5)),
    ("Parameter", {"shape": (2,)}, [A], lambda a: torch.zeros(3, 2)),
    ("Constant", {"shape": (2, 5), "value": 7.0}, [A], lambda a: torch.full((3, 2, 5), 7.0)),
    (
        "Constant",
        {"shape": (2,), "value": 3.0, "dtype": "int64"},
        [],
        lambda: torch.tensor([[3, 3]]),
    ),
    ("Add", {}, [A, B[:1]], lambda a, b: a + b),
    ("Cast", {"dtype": "bool"}, [WHICH], lambda x: x != 0),
]


@pytest.mark.parametrize(("kind", "params", "given", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_values_are_what_the_name_says(
    kind: str, params: dict[str, Any], given: Given, wanted: Callable[..., Any]
) -> None:
    layer = find(kind)
    values = layer.values(params, [shape_of(x) for x in given])
    found = forward(layer, values, given, written_module(layer, values))
    expected = wanted(*given)
    expected = expected if isinstance(expected, tuple) else (expected,)
    for ours, theirs in zip(found.values(), expected, strict=True):
        if theirs is not ...:
            assert ours.dtype == theirs.dtype
            assert torch.allclose(ours, theirs, atol=1e-5)


def shape_of(x: torch.Tensor) -> Tensor:
    """With the batch as N, and 1 where something is there once for all."""
    first = N if len(x) == 3 else 1
    return Tensor((first, *x.shape[1:]), str(x.dtype).removeprefix("torch."))


def torchvisions(x: torch.Tensor, p: float) -> torch.Tensor:
    """stochastic_depth(x, p, "row") while training, as torchvision defines it."""
    survival = 1.0 - p
    noise = torch.empty([x.shape[0]] + [1] * (x.ndim - 1)).bernoulli_(survival)
    if survival > 0.0:
        noise.div_(survival)
    return x * noise


@pytest.mark.parametrize("p", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("x", [A, IMAGE], ids=["sequence", "image"])
def test_stochastic_depth_is_torchvisions_bit_for_bit(p: float, x: torch.Tensor) -> None:
    layer = find("StochasticDepth")
    values = layer.values({"p": p}, [shape_of(x)])
    module = written_module(layer, values)
    torch.manual_seed(5)
    expected = torchvisions(x, p)
    torch.manual_seed(5)
    assert torch.equal(forward(layer, values, [x], module)["out"], expected)
    assert torch.equal(forward(layer, values, [x], module.eval())["out"], x)


def test_learned_queries_reach_every_sample_and_learn_from_all() -> None:
    project = Project.new("Queries")
    image = edit.add(project, "Input", "image", shape=(4, 8))
    queries = edit.add(project, "Parameter", "queries", shape=(2, 8), start="normal")
    attention = edit.add(project, "MultiheadAttention", "attention", num_heads=2)
    out = edit.add(project, "Output", "out")
    edit.connect(project, image, queries)
    edit.connect(project, queries, attention, target_port="query")
    edit.connect(project, image, attention, target_port="key")
    edit.connect(project, attention, out)
    text = compiler.write(project).text
    assert "self.queries = nn.init.normal_(nn.Parameter(torch.empty(1, 2, 8)), std=0.02)" in text
    assert "self.queries.expand(image.shape[0], -1, -1)  # (N, 2, 8)" in " ".join(text.split(" "))
    module = compiler.build(project, seed=0)
    result = module(torch.rand(3, 4, 8))
    assert result.shape == (3, 2, 8)
    F.mse_loss(result, torch.ones(3, 2, 8)).backward()
    assert module.queries.grad.abs().sum() > 0


def test_a_constant_moves_with_the_network_and_stays_out_of_its_weights() -> None:
    layer = find("Constant")
    made = written_module(layer, layer.values({"shape": (2, 3)}, []))
    holder = torch.nn.Module()
    holder.constant = made
    assert holder.to(torch.float64).constant.dtype == torch.float64
    assert not holder.state_dict()
