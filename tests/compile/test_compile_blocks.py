"""Why: a block in code is a class, and computes what the layers inside compute."""

from random import Random

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from designer import check, edit
from designer import compile as compiler
from designer.edit import EditError
from designer.layers.blocks import contained
from designer.model import MAIN, Project
from tests.compile.networks import networks
from tests.edit.test_edit_blocks import conv_net, grouped, siamese


def examples(project: Project) -> list[torch.Tensor]:
    """A batch of two for each Input."""
    chance = torch.Generator().manual_seed(1)
    found = []
    for argument in compiler.write(project).arguments:
        tensor = check.run(project).outputs[argument.name][0]
        shape = (2, *(int(dim) for dim in tensor.sample))  # type: ignore[arg-type]
        if tensor.dtype == "int64":
            found.append(torch.randint(0, 4, shape, generator=chance))
        else:
            found.append(torch.rand(shape, generator=chance))
    return found


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(0, 10_000))
def test_grouping_keeps_weights_shapes_and_results(project: Project, seed: int) -> None:
    """Random parts of random networks become blocks, blocks in blocks too, and come back."""
    chance = Random(seed)
    plain = compiler.build(project, seed=0).eval()
    given_tensors = examples(project)
    report = check.run(project)
    for _ in range(4):
        graph = chance.choice([MAIN, *contained(project, MAIN)])
        nodes = list(project.graphs[graph].nodes)
        try:
            edit.group(project, chance.sample(nodes, chance.randint(1, len(nodes))), graph=graph)
        except EditError:
            continue
    again = check.run(project)
    assert again.ok, again.problems
    assert sum(again.parameters.values()) == sum(report.parameters.values())
    blocks = compiler.build(project, seed=0).eval()
    names = _by_last_names(blocks)
    blocks.load_state_dict({names[key]: value for key, value in plain.state_dict().items()})
    assert _flat(blocks(*given_tensors)) == _flat(plain(*given_tensors))
    costs = compiler.costs(project)
    assert costs.parameters == sum(p.numel() for p in blocks.parameters())
    for _ in range(20):
        instances = [n.name for n in project.main.ordered_nodes() if n.type.startswith("@")]
        if not instances:
            break
        edit.unpack(project, instances[0])
    assert list(project.graphs) == [MAIN]
    assert sum(check.run(project).parameters.values()) == sum(report.parameters.values())


def _by_last_names(module: nn.Module) -> dict[str, str]:
    """State of a network with blocks under the names that it has without them."""
    own = [
        name
        for name, _ in module.named_modules()
        if type(module.get_submodule(name)).__name__.startswith("Block")
    ]
    found = {}
    for key in module.state_dict():
        inside = max((name for name in own if key.startswith(name + ".")), key=len, default="")
        found[key.removeprefix(inside + ".") if inside else key] = key
    return found


def _flat(result: torch.Tensor | tuple[torch.Tensor, ...]) -> list[list[float]]:
    parts = result if isinstance(result, tuple) else (result,)
    return [part.double().nan_to_num(7.0).flatten().tolist() for part in parts]


def test_a_block_reads_as_a_person_would_write_it() -> None:
    project, name = grouped()
    edit.set_param(project, [name], "repeat", 3)
    wide = edit.add(project, "@ConvBlock", channels=8)
    edit.connect(project, name, wide)
    edit.connect(project, wide, "flatten1")
    assert compiler.write(project).text == EXPECTED


EXPECTED = """\
import torch
import torch.nn.functional as F
from torch import nn


class ConvBlock(nn.Module):
    def __init__(self, in_channels, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, kernel_size=3, padding=1)
        self.norm1 = nn.BatchNorm2d(channels)

    def forward(self, input):  # (N, in_channels, 8, 8)
        x = self.conv1(input)  # (N, channels, 8, 8)
        x = self.norm1(x)      # (N, channels, 8, 8)
        x = F.relu(x)          # (N, channels, 8, 8)
        return x


class Blocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv_block1 = nn.Sequential(
            ConvBlock(3, channels=4), *[ConvBlock(4, channels=4) for _ in range(2)]
        )
        self.conv_block2 = ConvBlock(4, channels=8)
        self.fc1 = nn.Linear(512, 10)

    def forward(self, image):        # (N, 3, 8, 8)
        x = self.conv_block1(image)  # (N, 4, 8, 8)
        x = self.conv_block2(x)      # (N, 8, 8, 8)
        x = torch.flatten(x, 1)      # (N, 512)
        x = self.fc1(x)              # (N, 10)
        return x
"""


def residual() -> Project:
    """A convolution that halves and widens, then one that adds to what comes in, twice each."""
    project = Project.new("residual")
    edit.add(project, "Input", "image", shape=(3, 8, 8))
    edit.add(project, "Conv2d", "down", out_channels=4, padding=1, stride=2)
    edit.add(project, "Conv2d", "conv", out_channels=4, padding=1)
    edit.add(project, "Add", "add")
    edit.add(project, "Output", "output")
    for source, target in (("image", "down"), ("down", "conv"), ("conv", "add"), ("down", "add")):
        edit.connect(project, source, target)
    edit.connect(project, "add", "output")
    edit.group(project, ["conv", "add"], "Residual")
    edit.expose(project, "conv", "out_channels", "Residual", "channels")
    edit.group(project, ["down", "residual1"], "Stage")
    edit.expose(project, "down", "out_channels", "Stage", "channels")
    edit.expose(project, "down", "stride", "Stage")
    edit.set_param(project, ["residual1"], "channels", "=channels", graph="Stage")
    last = edit.add(project, "@Stage", channels=6, stride=4)
    edit.connect(project, "stage1", last)
    edit.connect(project, last, "output")
    return project


def test_what_a_block_is_given_says_what_comes_in_where_it_is_the_same() -> None:
    """Residual adds to `channels`, so they come in; Stage needs to be told what does."""
    text = compiler.write(residual()).text
    assert "def __init__(self, channels):" in text
    assert "self.conv = nn.Conv2d(channels, channels, kernel_size=3, padding=1)" in text
    assert "def __init__(self, in_channels, channels, stride):" in text
    assert "x = self.down(input)   # (N, channels, H/stride, W/stride)" in text
    assert "self.stage2 = Stage(4, channels=6, stride=4)" in text
    assert compiler.build(residual())(torch.zeros(2, 3, 8, 8)).shape == (2, 6, 1, 1)


def test_growing_repeats_are_counted_up() -> None:
    """Each layer of a dense block takes what all before it made."""
    project = Project.new("dense")
    edit.add(project, "Input", "image", shape=(8, 6, 6))
    edit.add(project, "Conv2d", "conv", out_channels=4, padding=1)
    edit.add(project, "Concat", "cat")
    edit.add(project, "Output", "output")
    edit.connect(project, "image", "conv")
    edit.connect(project, "image", "cat")
    edit.connect(project, "conv", "cat")
    edit.connect(project, "cat", "output")
    name = edit.group(project, ["conv", "cat"], "DenseLayer")
    edit.set_param(project, [name], "repeat", 5)
    source = compiler.write(project).text
    assert "nn.Sequential(*[DenseLayer(8 + i * 4) for i in range(5)])" in source
    assert compiler.build(project)(torch.zeros(2, 8, 6, 6)).shape == (2, 28, 6, 6)


def test_shared_weights_are_one_module_called_twice() -> None:
    source = compiler.write(siamese()).text
    assert source.count("nn.Linear(") == 1
    assert "self.tower(left)" in source and "self.tower(right)" in source
    assert sum(p.numel() for p in compiler.build(siamese()).parameters()) == 36


def test_a_block_is_one_module_called_twice_too() -> None:
    """Two towers of layers with the same weights; what is wrong inside is told of both."""
    project, name = grouped()
    other = edit.link(project, name)
    edit.add(project, "Subtract", "difference")
    edit.connect(project, "image", other)
    edit.connect(project, name, "difference")
    edit.connect(project, other, "difference")
    edit.connect(project, "difference", "flatten1")
    costs = compiler.costs(project)
    assert check.run(project).parameters[other] == 0 == costs.row(other).parameters
    assert costs.row(other).flops == costs.row(name).flops > 0
    text = compiler.write(project).text
    assert text.count("= ConvBlock(") == 1 and text.count("self.conv_block1(image)") == 2
    assert not compiler.build(project)(torch.rand(2, 3, 8, 8)).std(0).any(), "nothing but biases"
    edit.set_param(project, ["conv1"], "padding", 0, graph="ConvBlock")
    edit.set_param(project, ["conv1"], "kernel_size", 9, graph="ConvBlock")
    found = {(problem.graph, problem.node) for problem in check.run(project).problems}
    assert found == {("main", name), ("main", other), ("ConvBlock", "conv1")}


def test_an_embedding_turned_around_scores_its_words() -> None:
    project = Project.new("tied")
    edit.add(project, "Input", "tokens", shape=(5,), dtype="int64")
    edit.add(project, "Embedding", "token", num_embeddings=11, embedding_dim=3)
    scores = edit.link(project, "token")
    edit.set_param(project, [scores], "scores", True)
    edit.add(project, "Output", "output")
    for source, target in (("tokens", "token"), ("token", scores), (scores, "output")):
        edit.connect(project, source, target)
    module = compiler.build(project)
    assert sum(p.numel() for p in module.parameters()) == 33
    table = module.get_parameter("token.weight")
    tokens = torch.tensor([[1, 2, 3, 4, 0]])
    torch.testing.assert_close(module(tokens), table[tokens] @ table.T)


def test_an_error_inside_is_told_on_the_definition_and_on_the_instance() -> None:
    project, name = grouped()
    edit.set_param(project, ["conv1"], "padding", 0, graph="ConvBlock")
    edit.set_param(project, ["conv1"], "kernel_size", 9, graph="ConvBlock")
    first, second = check.run(project).problems
    assert (first.graph, first.node, first.code) == ("main", name, "inside")
    assert (second.graph, second.node) == ("ConvBlock", "conv1") and second.fixes
    with pytest.raises(compiler.NotReady):
        compiler.write(project)
    second.fixes[0].apply(project)
    assert check.run(project).whole


def test_costs_of_a_block_are_those_of_its_layers() -> None:
    plain = compiler.costs(conv_net())
    project, name = grouped()
    costs = compiler.costs(project)
    assert costs.row(name).type == "@ConvBlock"
    assert (costs.parameters, costs.flops, costs.memory_bytes, costs.depth) == (
        plain.parameters,
        plain.flops,
        plain.memory_bytes,
        plain.depth,
    )


def test_a_block_can_share_its_weights_too() -> None:
    project, name = grouped()
    edit.set_param(project, ["conv1"], "out_channels", 3, graph="ConvBlock")
    again = edit.link(project, name)
    edit.connect(project, name, again)
    edit.connect(project, again, "flatten1")
    report = check.run(project)
    assert report.ok, report.problems
    source = compiler.write(project).text
    assert source.count(" = ConvBlock(") == 1 and source.count("self.conv_block1(") == 2
    costs = compiler.costs(project)
    module = compiler.build(project)
    assert costs.parameters == sum(p.numel() for p in module.parameters())
    assert costs.row(again).parameters == 0 and costs.row(again).flops == costs.row(name).flops
    assert module(torch.zeros(2, 3, 8, 8)).shape == (2, 10)


def test_a_definition_is_seen_as_the_instance_that_was_opened() -> None:
    project, first = grouped()
    second = edit.add(project, "@ConvBlock", "wide", channels=9)
    edit.connect(project, first, second)
    edit.connect(project, second, "flatten1")
    inside = check.run(project, graph="ConvBlock", through=["wide"])
    assert inside.outputs["conv1"][0].sample == (9, 8, 8)
    assert check.run(project, graph="ConvBlock").outputs["conv1"][0].sample == (4, 8, 8)
    assert check.run(project, graph="ConvBlock", through=["gone"]).outputs["conv1"] != ()
    wide = compiler.costs(project, graph="ConvBlock", through=["wide"])
    assert wide.row("conv1").parameters == 4 * 9 * 9 + 9
    assert compiler.costs(project, graph="ConvBlock").row("conv1").parameters == 3 * 9 * 4 + 4
