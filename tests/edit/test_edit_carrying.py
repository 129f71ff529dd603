"""Why: layers go into a block and out again, and the network stays what it was."""

from collections import Counter
from dataclasses import replace

import pytest

from designer import check, edit
from designer.edit import EditError, History
from designer.layers.blocks import block_of, entrances, exits
from designer.model import IN, OUT, Node, Project, Wire
from tests.edit.random_edits import RandomEdits
from tests.edit.test_edit_blocks import conv_net, parameters, siamese

End = tuple[str, str]


def flat(project: Project, instance: str, graph: str, inside: dict[str, str]) -> set[Wire]:
    """The wires of a drawing as if one instance were unpacked, whose layers are "name!".

    Layers that were carried in have their own name again: `inside` says which they are. At
    other instances of the same block, ports are called as the ends inside are.
    """
    outer = project.graphs[graph]
    block = block_of(outer.nodes[instance].type)
    inner = project.graphs[block]
    given, made = entrances(inner), exits(inner)
    inputs = {node.name: IN if len(given) == 1 else node.name for node in given}
    outputs = {OUT if len(made) == 1 else node.name: node.name for node in made}

    twins = {node.name for where, node in edit.instances(project, block) if where == graph}

    def outside(start: End) -> End | None:
        if start[0] != instance:
            return start[0], outputs.get(start[1], "?") if start[0] in twins else start[1]
        found = [wire for wire in inner.wires if wire.target == outputs.get(start[1])]
        return within(found[0].start) if found else None

    def within(start: End) -> End | None:
        if start[0] not in inputs:
            return inside.get(start[0], f"{start[0]}!"), start[1]
        fed = [w for w in outer.wires if w.end == (instance, inputs[start[0]])]
        return outside(fed[0].start) if fed else None

    def at(end: End) -> End:
        named = {port: name for name, port in inputs.items()}
        return end[0], named.get(end[1], "?") if end[0] in twins else end[1]

    ends = [(outside(w.start), at(w.end)) for w in outer.wires if w.target != instance]
    ends += [
        (within(w.start), (inside.get(w.target, f"{w.target}!"), w.target_port))
        for w in inner.wires
        if w.target not in outputs.values()
    ]
    return {Wire(a[0], b[0], a[1], b[1]) for a, b in ends if a is not None}


def around_others(project: Project, instance: str, graph: str) -> dict[End, int]:
    """How many wires all other instances of the same block have."""
    block = block_of(project.graphs[graph].nodes[instance].type)
    return {
        (where, node.name): len(project.graphs[where].incoming(node.name))
        + len(project.graphs[where].outgoing(node.name))
        for where, node in edit.instances(project, block)
        if (where, node.name) != (graph, instance)
    }


@pytest.mark.parametrize("seed", range(4))
def test_in_and_out_again_is_the_same_network(seed: int) -> None:
    project = Project.new("random")
    history = History(project)
    edits = RandomEdits(project, history, seed, limit=14)
    counts = Counter[str]()
    for _ in edits.steps(1500):
        graph = edits.graph = edits.chance.choice(sorted(project.graphs))
        blocks = [node.name for node in edits.drawing.nodes.values() if block_of(node.type)]
        if blocks:
            instance, names = edits.chance.choice(blocks), edits.names()
            counts[in_and_out(project, history, instance, names, graph)] += 1
    assert counts["both"] >= 2 and counts["refused"] >= 5, counts


def in_and_out(
    project: Project, history: History, instance: str, names: list[str], graph: str
) -> str:
    """Carry layers in, out again, and take both back; says how far one came."""
    state, wires = project.state(), flat(project, instance, graph, {})
    others = around_others(project, instance, graph)
    before = [node for node in project.graphs[graph].ordered_nodes() if node.name in names]
    before = [node for node in before if node.type not in ("Input", "Output")]
    block = block_of(project.graphs[graph].nodes[instance].type)
    try:
        found = edit.move_in(project, names, instance, graph)
    except EditError as error:
        assert str(error) and project.state() == state
        return "refused"
    own = dict(zip(found, (node.name for node in before), strict=True))
    assert flat(project, instance, graph, own) == wires
    assert around_others(project, instance, graph) == others
    again, middle = None, project.state()
    try:
        again = edit.move_out(project, found, block, instance, graph)
    except EditError as error:
        assert str(error) and project.state() == middle
    else:
        own = dict(zip(again, (node.name for node in before), strict=True))
        renamed = {
            replace(w, source=own.get(w.source, w.source), target=own.get(w.target, w.target))
            for w in flat(project, instance, graph, {})
        }
        assert renamed == wires
        after = [project.graphs[graph].nodes[name] for name in again]
        same = [_plain(node, {}) for node in before] == [_plain(node, own) for node in after]
        assert same
        assert around_others(project, instance, graph) == others
        history.undo()
        assert project.state() == middle
    history.undo()
    assert project.state() == state
    return "both" if again is not None else "in"


def _plain(node: Node, own: dict[str, str]) -> tuple[object, ...]:
    kind = node.type
    return ("=" + own.get(kind[1:], kind[1:]) if kind[0] == "=" else kind), dict(node.params)


def network() -> tuple[Project, History]:
    """The image, conv1, norm1 as a block, relu1, and the rest behind."""
    project = conv_net()
    edit.group(project, ["norm1"], "Block")
    return project, History(project)


def ordered(project: Project, graph: str) -> list[str]:
    """The names of a chain of layers, along the wires."""
    drawing = project.graphs[graph]
    name = next(name for name in drawing.nodes if not drawing.incoming(name))
    found = [name]
    while drawing.outgoing(found[-1]):
        found.append(drawing.outgoing(found[-1])[0].target)
    return found


def test_the_layer_before_becomes_the_first_and_the_one_behind_the_last() -> None:
    project, history = network()
    weights, places = parameters(project), project.main.nodes["relu1"].at
    assert edit.move_in(project, ["conv1", "relu1"], "block1") == ["conv1", "relu1"]
    assert history.undo_label == "Move 2 layers into Block"
    assert ordered(project, "Block") == ["input", "conv1", "norm1", "relu1", "output"]
    assert ordered(project, "main") == ["image", "block1", "flatten1", "fc1", "output1"]
    rows = [project.graphs["Block"].nodes[name].at[1] for name in ordered(project, "Block")]
    assert rows == sorted(set(rows)), "none lies on another"
    assert parameters(project) == weights
    edit.move_out(project, ["conv1", "relu1"], "Block", "block1")
    assert history.undo_label == "Move 2 layers out of Block"
    assert ordered(project, "main")[1:4] == ["conv1", "block1", "relu1"]
    assert project.main.nodes["relu1"].at == places and parameters(project) == weights


def test_a_loose_layer_just_moves() -> None:
    project, _ = network()
    edit.add(project, "Tanh", at=(500, 500))
    assert edit.move_in(project, ["tanh1"], "block1") == ["tanh1"]
    assert len(project.graphs["Block"].wires) == 2
    assert edit.move_out(project, ["tanh1"], "Block", "block1") == ["tanh1"]
    assert len(project.graphs["Block"].wires) == 2 and not project.main.outgoing("tanh1")


def test_other_instances_change_too_and_keep_their_wires() -> None:
    project, _ = network()
    twin = edit.duplicate(project, ["block1"])[0]
    edit.connect(project, "relu1", twin)
    edit.connect(project, twin, "flatten1")
    edit.move_in(project, ["conv1"], "block1")
    assert check.run(project).parameters[twin] == 4 * 9 * 4 + 4 + 8
    edit.move_in(project, ["relu1"], "block1")
    assert {(w.source, w.target) for w in project.main.wires} >= {
        ("image", "block1"), ("block1", twin), (twin, "flatten1"),
    }  # fmt: skip
    assert check.run(project).ok


def test_a_parameter_around_the_block_is_handed_on() -> None:
    project, _ = network()
    outer = edit.group(project, ["conv1", "block1"], "Stage")
    edit.expose(project, "conv1", "out_channels", "Stage", "width")
    edit.set_param(project, [outer], "width", 6)
    weights = parameters(project)
    edit.move_in(project, ["conv1"], "block1", "Stage")
    assert dict(project.graphs["Block"].exposed) == {"width": 4}
    assert project.graphs["Stage"].nodes["block1"].params == {"width": "=width"}
    assert parameters(project) == weights
    edit.move_out(project, ["conv1"], "Block", "block1", "Stage")
    assert project.graphs["Stage"].nodes["conv1"].params["out_channels"] == "=width"
    assert parameters(project) == weights


def test_what_cannot_be_carried_says_why() -> None:
    project, history = network()

    def refused(pattern: str, *names: str, into: str = "block1") -> None:
        state = project.state()
        with pytest.raises(EditError, match=pattern):
            edit.move_in(project, names, into)
        assert project.state() == state

    refused("Inputs and Outputs stay", "image", "output1")
    refused("relu1 lies between them and the block", "flatten1")
    refused("fc1 is no block", "conv1", into="fc1")
    twin = edit.link(project, "block1")
    refused("Block cannot contain itself|shares the weights", "conv1", twin)
    edit.remove(project, [twin])
    edit.set_param(project, ["block1"], "repeat", 2)
    refused("block1 is repeated", "conv1")
    history.undo()
    twin = edit.duplicate(project, ["block1"])[0]
    edit.add(project, "Add", "sum")
    edit.connect(project, "image", "sum")
    edit.connect(project, "block1", "sum")
    edit.disconnect(project, project.main.incoming("relu1"))
    refused("Other Block blocks would lack image", "sum")
    edit.set_param(project, [twin], "repeat", 3)
    edit.connect(project, "block1", "relu1")
    edit.remove(project, ["sum"])
    edit.add(project, "Tanh", "aside")
    edit.connect(project, "block1", "aside")
    edit.add(project, "Output", "side")
    edit.connect(project, "aside", "side")
    refused("block2 is repeated: one input and one output", "aside")
    with pytest.raises(EditError, match="unpack the block instead"):
        edit.move_out(project, ["norm1"], "Block", "block1")
    with pytest.raises(EditError, match="Nothing in the drawing is a Block"):
        edit.move_out(project, ["norm1"], "Block", "")


def test_what_lies_between_layers_that_stay_cannot_go_out() -> None:
    project = conv_net()
    name = edit.group(project, ["conv1", "norm1", "relu1"], "Block")
    with pytest.raises(EditError, match="norm1 lies between layers that stay"):
        edit.move_out(project, ["norm1"], "Block", name)


def test_shared_weights_stay_together() -> None:
    project = siamese()
    name = edit.group(project, ["distance"], "Distance")
    with pytest.raises(EditError, match="tower1 shares the weights of tower"):
        edit.move_in(project, ["tower"], name)
    weights = parameters(project)
    edit.move_in(project, ["tower", "tower1"], name)
    assert parameters(project) == weights
    assert {(w.source, w.target) for w in project.main.wires} == {
        ("left", name), ("right", name), (name, "output"),
    }  # fmt: skip
