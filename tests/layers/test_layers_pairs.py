"""Why: some layers belong together, and each alone says little: what one takes apart, one mends."""

import warnings
from typing import Any

import pytest
import torch
from torch import nn

from designer.layers import N, Tensor, find
from tests.layers.layers_torch import run_lines, written_module


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_unpooling_puts_the_maxima_back_where_they_stood(axes: int) -> None:
    pool, unpool = find(f"MaxPoolWithIndices{axes}d"), find(f"MaxUnpool{axes}d")
    x = torch.rand(2, 3, *[7] * axes) + 1
    incoming = Tensor((N, 3, *[7] * axes))
    values = pool.values({}, [incoming])
    found = run_lines(pool, values, [x], written_module(pool, values), ["out", "indices"])
    pair = pool.rule(values, [incoming])
    wanted = unpool.values({"output_size": 7}, pair)
    given = [found["out"], found["indices"]]
    back = run_lines(unpool, wanted, given, written_module(unpool, wanted), ["out"])["out"]
    assert unpool.rule(wanted, pair) == (Tensor(incoming.shape),)
    assert torch.equal(back[back > 0], x[back > 0])
    assert torch.equal(torch.sort(back[back > 0]).values, torch.sort(found["out"].flatten()).values)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_folding_puts_windows_together_that_unfolding_cut(size: int) -> None:
    unfold, fold = find("Unfold"), find("Fold")
    x, incoming = torch.rand(2, 3, 6, 6), [Tensor((N, 3, 6, 6))]
    cut = unfold.values({"kernel_size": size, "stride": size}, incoming)
    columns = run_lines(unfold, cut, [x], written_module(unfold, cut), ["out"])["out"]
    between = unfold.rule(cut, incoming)
    joined = fold.values({"kernel_size": size, "stride": size, "output_size": 6}, between)
    assert fold.rule(joined, between) == tuple(incoming)
    found = run_lines(fold, joined, [columns], written_module(fold, joined), ["out"])
    assert torch.equal(found["out"], x)


@pytest.mark.parametrize("ports", [["out"], ["indices"]])
def test_a_pooling_names_what_nobody_reads_with_a_blank(ports: list[str]) -> None:
    pool, x = find("MaxPoolWithIndices2d"), torch.rand(2, 3, 8, 8)
    values = pool.values({}, [Tensor((N, 3, 8, 8))])
    both = nn.MaxPool2d(2, return_indices=True)(x)
    found = run_lines(pool, values, [x], written_module(pool, values), ports)
    assert torch.equal(found[ports[0]], both[ports == ["indices"]])


@pytest.mark.parametrize(
    "params",
    [{}, {"nhead": 1}, {"norm_first": True}, {"bias": False}, {"nhead": 1, "layer_norm_eps": 1e-3}],
)
def test_a_written_transformer_is_torchs_bit_for_bit_and_quiet(params: dict[str, Any]) -> None:
    layer, x = find("Transformer"), torch.rand(2, 5, 8)
    small = {"dim_feedforward": 16, "num_encoder_layers": 2, "num_decoder_layers": 1, **params}
    values = layer.values(small, [Tensor((N, 5, 8))] * 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of torch's own constructor
        torch.manual_seed(3)
        theirs = nn.Transformer(8, values["nhead"], batch_first=True, **small_only(small)).eval()
    torch.manual_seed(3)
    ours = written_module(layer, values).eval()
    assert ours.state_dict().keys() == theirs.state_dict().keys()
    found = run_lines(layer, values, [x, x + 1], ours, ["out"])["out"]
    assert torch.allclose(found, theirs(x, x + 1), atol=1e-6)


def small_only(params: dict[str, Any]) -> dict[str, Any]:
    """Without what is given by place."""
    return {name: value for name, value in params.items() if name != "nhead"}
