"""Why: what was better in another drawing is taken over from there, one thing at a time."""

from collections.abc import Callable
from typing import Any

from designer.edit.bypassing import mute
from designer.edit.clipboard import adopt, definition_text
from designer.edit.codes import add_code, remove_code, set_code
from designer.edit.definitions import remove_block, rename_block
from designer.edit.differences import Difference, Side
from designer.edit.differing import Comparison
from designer.edit.exposing import offer, set_default, withdraw
from designer.edit.matching import translated
from designer.edit.nodes import add, rename
from designer.edit.outputs import set_output
from designer.edit.params import set_param
from designer.edit.removal import remove
from designer.edit.replacing import replace
from designer.edit.room import move_aside
from designer.edit.settings import OPTIONS, set_data, set_name, set_training
from designer.edit.wires import connect, disconnect
from designer.model import MAIN, Wire
from designer.text import tr

PARAMS = {chooser: params for params, (chooser, _) in OPTIONS.items()}


def take(comparison: Comparison, difference: Difference) -> None:
    """Make the second drawing what the first is in this respect, as one step. Raises EditError."""
    there = difference.there
    what = there.node or difference.key.replace("_", " ") or there.graph
    if there.wires and not there.node:
        what = tr("a wire")
    with comparison.after.transaction(tr("Take over {what}", what=what)):
        _TAKERS[difference.kind](comparison, difference)


def _both(difference: Difference) -> tuple[Side, Side]:
    assert difference.before is not None and difference.after is not None
    return difference.before, difference.after


def _project(comparison: Comparison, difference: Difference) -> None:
    set_name(comparison.after, str(_both(difference)[0].value))


def _layer(comparison: Comparison, difference: Difference) -> None:
    side = difference.there
    if difference.before is None:
        remove(comparison.after, [side.node], heal=True, graph=side.graph)
        return
    names = {**comparison.nodes[side.graph], side.node: side.node}
    graph = comparison.graphs[side.graph]
    node = comparison.before.graphs[side.graph].nodes[side.node]
    kind = translated(node.type, names, comparison.graphs)
    add(comparison.after, kind, node.name, node.at, graph=graph, **dict(node.params))
    for wire in side.wires:
        if wire.source in names and wire.target in names:
            _connect(comparison, wire, names, graph)
    move_aside(comparison.after, node.name, graph)
    if node.muted:
        mute(comparison.after, [node.name], True, graph=graph)


def _connect(comparison: Comparison, wire: Wire, names: dict[str, str], graph: str) -> None:
    ends = names[wire.source], names[wire.target]
    connect(comparison.after, *ends, wire.source_port, wire.target_port, graph=graph)


def _name(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    rename(comparison.after, after.node, before.node, graph=after.graph)


def _type(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    kind = translated(str(before.value), comparison.nodes[before.graph], comparison.graphs)
    name = replace(comparison.after, after.node, kind, graph=after.graph)
    rename(comparison.after, name, before.node, graph=after.graph)


def _param(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    set_param(comparison.after, [after.node], difference.key, before.value, graph=after.graph)


def _bypass(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    mute(comparison.after, [after.node], bool(before.value), graph=after.graph)


def _wire(comparison: Comparison, difference: Difference) -> None:
    side = difference.there
    if difference.before is None:
        disconnect(comparison.after, side.wires, graph=side.graph)
        return
    names, graph = dict(comparison.nodes[side.graph]), comparison.graphs[side.graph]
    for wire in side.wires:
        _connect(comparison, wire, names, graph)


def _block(comparison: Comparison, difference: Difference) -> None:
    if difference.before is None:
        remove_block(comparison.after, difference.there.graph)
    else:
        adopt(comparison.after, definition_text(comparison.before, difference.there.graph))


def _block_name(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    rename_block(comparison.after, after.graph, before.graph)


def _offer(comparison: Comparison, difference: Difference) -> None:
    project, name = comparison.after, difference.key
    if difference.before is None:
        withdraw(project, difference.there.graph, name)
    elif difference.after is None:
        offer(project, comparison.graphs[difference.there.graph], name, difference.before.value)
    else:
        set_default(project, difference.after.graph, name, difference.before.value)


def _code(comparison: Comparison, difference: Difference) -> None:
    if difference.before is None:
        remove_code(comparison.after, difference.key)
    elif difference.after is None:
        add_code(comparison.after, str(difference.before.value), difference.key)
    else:
        set_code(comparison.after, difference.key, str(difference.before.value))


def _data(comparison: Comparison, difference: Difference) -> None:
    set_data(comparison.after, **{difference.key: _both(difference)[0].value})


def _training(comparison: Comparison, difference: Difference) -> None:
    value = _both(difference)[0].value
    chooser, _, name = difference.key.partition(" ")
    if name:
        given = {**getattr(comparison.after.training, PARAMS[chooser]), name: value}
        set_training(comparison.after, **{PARAMS[chooser]: given})
    else:
        set_training(comparison.after, **{difference.key: value})


def _output(comparison: Comparison, difference: Difference) -> None:
    before, after = _both(difference)
    spec = comparison.before.training.outputs.get(before.node)
    value: Any = getattr(spec, difference.key, before.value)
    if difference.key == "partners":
        names = comparison.nodes[MAIN]
        value = tuple(names.get(name, name) for name in value)
    set_output(comparison.after, after.node, **{difference.key: value})


_TAKERS: dict[str, Callable[[Comparison, Difference], None]] = {
    "project": _project,
    "layer": _layer,
    "name": _name,
    "type": _type,
    "param": _param,
    "bypass": _bypass,
    "wire": _wire,
    "block": _block,
    "block-name": _block_name,
    "offer": _offer,
    "code": _code,
    "data": _data,
    "training": _training,
    "output": _output,
}
