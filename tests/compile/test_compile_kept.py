"""Why: a block's parameter that a line of `forward` computes with reaches that line."""

import torch

from designer import check, edit
from designer import compile as compiler
from designer.model import GraphAdded, Project


def heads_net(*, taken: bool = False) -> Project:
    """A block that splits features into heads, offered as `heads`, and joins them turned around."""
    project = Project.new("heads")
    edit.add(project, "Input", "words", shape=(6, 12))
    with project.transaction("Define"):
        project.apply(GraphAdded("Heads"))
    edit.offer(project, "Heads", "heads", 3)
    edit.offer(project, "Heads", "width", 12)
    rows: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("Input", "input", {"shape": "=(6, width)"}),
        ("Linear", "heads" if taken else "mix", {"out_features": "=2 * width"}),
        ("Unflatten", "parts", {"shape": "=(2, heads, -1)"}),
        ("Transpose", "turned", {"dim0": 3, "dim1": 4}),
        ("Reshape", "joined", {"shape": "=(-1, width)"}),
        ("Linear", "back", {"out_features": "=width"}),
        ("Output", "output", {}),
    )
    for number, (kind, name, params) in enumerate(rows):
        edit.add(project, kind, name, graph="Heads", **params)
        if number:
            edit.connect(project, rows[number - 1][1], name, graph="Heads")
    edit.add(project, "@Heads", "first")
    edit.add(project, "@Heads", "second", heads=2)
    edit.add(project, "Output", "output")
    for source, target in (("words", "first"), ("first", "second"), ("second", "output")):
        edit.connect(project, source, target)
    return project


def test_a_parameter_that_forward_reads_is_an_attribute() -> None:
    project = heads_net()
    assert check.run(project).ok
    text = compiler.write(project).text
    assert "        self.heads = heads\n        self.width = width\n" in text
    assert "x.unflatten(-1, (2, self.heads, -1))" in text
    assert "reshape(x.shape[0], -1, self.width)" in text
    module = compiler.build(project)
    assert [module.get_submodule(n).heads for n in ("first", "second")] == [3, 2]
    assert module(torch.zeros(2, 6, 12)).shape == (2, 24, 12)


def test_an_attribute_does_not_take_the_place_of_a_layer() -> None:
    project = heads_net(taken=True)
    text = compiler.write(project).text
    assert "self.heads_ = heads" in text and "(2, self.heads_, -1)" in text
    assert compiler.build(project)(torch.zeros(2, 6, 12)).shape == (2, 24, 12)


def test_what_an_input_of_a_block_says_of_its_axes_is_written_where_it_is_true() -> None:
    """The second instance gets twice the steps, so that only the width is what the Input says."""
    text = compiler.write(heads_net()).text
    assert "nn.Linear(width, 2 * width)" in text
    assert "nn.Linear(width, width)" in text
    project = heads_net()
    edit.set_param(project, ["input"], "shape", "=(6, 2 * width)", graph="Heads")
    assert "nn.Linear(12, 2 * width)" in compiler.write(project).text


def test_what_goes_to_a_named_port_keeps_its_name() -> None:
    project = Project.new("attention")
    edit.add(project, "Input", "words", shape=(6, 12))
    edit.add(project, "ScaledDotProductAttention", "attention", dropout=0.1)
    edit.add(project, "Output", "output")
    for name in ("query", "key", "value"):
        edit.add(project, "Linear", name, out_features=12)
        edit.connect(project, "words", name)
        edit.connect(project, name, "attention", target_port=name)
    edit.connect(project, "attention", "output")
    text = compiler.write(project).text
    assert "value = self.value(words)" in text
    module = compiler.build(project, seed=0)
    x = torch.rand(2, 6, 12)
    assert not torch.equal(module(x), module(x)), "attention is left out by chance"
    assert torch.equal(module.eval()(x), module(x))
