"""Why: what a template exports is what people take away: it runs alone and has the paper's size."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from designer import check, edit, gallery
from designer import compile as compiler
from designer.layers import Tensor
from designer.model import Project
from designer.port.module import python
from tests.gallery.wanted import EVERY, LARGE

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def exported(project: Project) -> nn.Module:
    """The network that the exported file makes when it is run as a program of its own."""
    scope: dict[str, Any] = {"__name__": "exported"}
    exec(compile(python(project), "<exported>", "exec"), scope)
    module: nn.Module = scope[compiler.write(project).class_name]()
    return module


def samples(project: Project, device: str = "cpu") -> list[torch.Tensor]:
    """Two samples for each Input."""
    chance = torch.Generator().manual_seed(1)
    found = []
    for argument in compiler.write(project).arguments:
        assert argument.tensor is not None
        shape = (2, *whole(argument.tensor))
        if device == "meta":
            dtype = getattr(torch, argument.tensor.dtype)
            found.append(torch.zeros(shape, dtype=dtype, device="meta"))
        elif argument.tensor.dtype == "int64":
            found.append(torch.randint(0, 50, shape, generator=chance))
        else:
            found.append(torch.rand(shape, generator=chance))
    return found


def whole(tensor: Tensor) -> tuple[int, ...]:
    """The shape of one sample, whose axes all have a length."""
    assert all(isinstance(dim, int) for dim in tensor.sample)
    return tuple(dim for dim in tensor.sample if isinstance(dim, int))


def results(made: torch.Tensor | tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return made if isinstance(made, tuple) else (made,)


def promised(project: Project) -> list[tuple[int, ...]]:
    """The shapes of the Outputs for two samples, as the drawing says."""
    report = check.run(project)
    ends = [node.name for node in project.main.ordered_nodes() if node.type == "Output"]
    tensors = [report.inputs[name][0] for name in ends]
    return [(2, *whole(tensor)) for tensor in tensors if tensor is not None]


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_template_has_the_size_that_its_paper_says(name: str) -> None:
    project = gallery.create(name)
    with torch.device("meta"):
        module = exported(project)
        made = results(module(*samples(project, "meta")))
    assert sum(p.numel() for p in module.parameters()) == LARGE[name]
    assert [tuple(result.shape) for result in made] == promised(project)
    assert sum(check.run(project).parameters.values()) == LARGE[name]


@pytest.mark.parametrize("name", sorted(EVERY - set(LARGE)))
def test_a_template_exports_what_it_is_and_learns_in_one_step(name: str) -> None:
    project = gallery.create(name)
    ours, theirs = compiler.build(project, seed=0), exported(project)
    theirs.load_state_dict(ours.state_dict())
    given = samples(project)
    made = results(ours.eval()(*given))
    assert [tuple(result.shape) for result in made] == promised(project)
    for a, b in zip(made, results(theirs.eval()(*given)), strict=True):
        assert torch.equal(a, b) and a.isfinite().all()
    sum(result.square().mean() for result in results(ours.train()(*given))).backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in ours.parameters())


@pytest.mark.parametrize("name", ["gpt2"])
def test_the_examples_are_what_is_exported(name: str) -> None:
    file = EXAMPLES / f"{name}.py"
    assert file.read_text(encoding="utf-8") == python(gallery.create(name))


def narrow(project: Project) -> None:
    """Make a GPT-2 small enough to be computed: two blocks of 24 features."""
    edit.set_param(project, ["tokens"], "shape", (12,))
    edit.set_param(project, ["token"], "embedding_dim", 24)
    edit.set_param(project, ["token"], "num_embeddings", 50)
    for param, value in (("width", 24), ("heads", 3), ("repeat", 2)):
        edit.set_param(project, ["blocks"], param, value)


def test_gpt_2_sees_no_step_ahead_and_takes_shorter_texts() -> None:
    """Its weights are too many for a test; a narrow one is the same drawing."""
    project = gallery.create("gpt2")
    narrow(project)
    assert check.run(project).ok
    net = compiler.build(project, seed=0).eval()
    (tokens,) = samples(project)
    scores = net(tokens)
    assert scores.shape == (2, 12, 50)
    changed = tokens.clone()
    changed[:, 7] = (changed[:, 7] + 1) % 50
    assert torch.equal(net(changed)[:, :7], scores[:, :7])
    assert not torch.equal(net(changed)[:, 7:], scores[:, 7:])
    torch.testing.assert_close(net(tokens[:, :5]), scores[:, :5])


OURS_TO_TORCH = {
    "attention.qkv.": "self_attn.in_proj_",
    "attention.project.": "self_attn.out_proj.",
    "attention.": "self_attn.",
    "mlp.expand.": "linear1.",
    "mlp.project.": "linear2.",
}


@pytest.mark.parametrize(("name", "stack"), [("gpt2", "blocks"), ("row-transformer", "encoder")])
def test_a_drawn_block_of_attention_computes_what_torchs_own_does(name: str, stack: str) -> None:
    """The same weights under the names that nn.TransformerEncoderLayer has for them."""
    project = gallery.create(name)
    if name == "gpt2":
        narrow(project)
    block = compiler.build(project, seed=0).eval().get_submodule(f"{stack}.0")
    width = block.get_parameter("norm1.weight").numel()
    hidden = block.get_parameter("mlp.expand.weight").shape[0]
    heads = project.main.nodes[stack].params.get("heads", 4)
    gelu = partial(F.gelu, approximate="tanh" if name == "gpt2" else "none")
    torchs = nn.TransformerEncoderLayer(
        width, heads, hidden, activation=gelu, batch_first=True, norm_first=True
    )
    torchs.load_state_dict({as_torch_names(key): p for key, p in block.state_dict().items()})
    x = torch.randn(2, 12, width, generator=torch.Generator().manual_seed(0))
    ahead = torch.triu(torch.ones(12, 12, dtype=torch.bool), diagonal=1)
    expected = torchs.eval()(x, src_mask=ahead if name == "gpt2" else None)
    torch.testing.assert_close(block(x), expected)


def as_torch_names(key: str) -> str:
    for ours, theirs in OURS_TO_TORCH.items():
        if key.startswith(ours):
            return theirs + key.removeprefix(ours)
    return key
