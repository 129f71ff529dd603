"""Why: random edits of what stands for more than one layer: blocks, shared weights, code."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer import edit
from designer.layers import known
from designer.model import MAIN

if TYPE_CHECKING:
    from tests.edit.random_edits import RandomEdits

CODES = ("x * 2", "x + y", "a, b, a * b", "y + x", "class Broken(", "torch.relu(z)")


def _group(r: "RandomEdits") -> None:
    edit.group(
        r.project, r.names(), r.chance.choice(["", "", "Block1", "块", "Exception"]), r.graph
    )


def _unpack(r: "RandomEdits") -> None:
    blocks = [name for name, node in r.drawing.nodes.items() if node.type.startswith("@")]
    edit.unpack(r.project, r.chance.choice(blocks or [r.name()]), graph=r.graph)


def _move_in(r: "RandomEdits") -> None:
    blocks = [name for name, node in r.drawing.nodes.items() if node.type.startswith("@")]
    edit.move_in(r.project, r.names(), r.chance.choice(blocks or [r.name()]), r.graph)


def _move_out(r: "RandomEdits") -> None:
    r.graph = r.chance.choice(sorted(r.project.graphs))
    outer, node = r.chance.choice(edit.instances(r.project, r.graph) or [(MAIN, None)])
    names = r.names()[:2]
    edit.move_out(r.project, names, r.graph, node.name if node else "", outer)


def _expose(r: "RandomEdits") -> None:
    node = r.drawing.nodes.get(r.name())
    layer = known(r.project, node.type, r.graph) if node else None
    if node and layer and layer.params:
        edit.expose(r.project, node.name, r.chance.choice(layer.params).name, r.graph)


def _offers(r: "RandomEdits") -> None:
    graph = r.chance.choice(sorted(r.project.graphs))
    name = r.chance.choice([*r.project.graphs[graph].exposed, "channels"])
    match r.chance.randint(0, 3):
        case 0:
            edit.set_default(r.project, graph, name, r.chance.choice([3, "no", 0.5, None]))
        case 1:
            edit.rename_offer(r.project, graph, name, r.chance.choice(["width", "repeat", "x"]))
        case 2:
            edit.withdraw(r.project, graph, name)
        case _:
            edit.offer(r.project, graph, name, 3)


def _blocks(r: "RandomEdits") -> None:
    graph = r.chance.choice(sorted(r.project.graphs))
    if r.chance.random() < 0.5:
        edit.rename_block(r.project, graph, r.chance.choice(["Stage", "stage", "Tower", MAIN]))
    else:
        edit.remove_block(r.project, graph)


def _link(r: "RandomEdits") -> None:
    edit.link(r.project, r.name(), graph=r.graph)


def _unlink(r: "RandomEdits") -> None:
    links = [name for name, node in r.drawing.nodes.items() if node.type.startswith("=")]
    edit.unlink(r.project, r.chance.choice(links or [r.name()]), graph=r.graph)


def _write_code(r: "RandomEdits") -> object:
    """Code that is never allowed to run: new, or in place of other code."""
    text, names = r.chance.choice(CODES), sorted(r.project.codes)
    if len(names) < 3:
        return edit.add_code(r.project, text)
    return edit.set_code(r.project, r.chance.choice(names), text)


def _remove_code(r: "RandomEdits") -> object:
    return edit.remove_code(r.project, r.chance.choice([*r.project.codes, "Nothing"]))


EDITS: dict[Callable[["RandomEdits"], object], int] = {
    _group: 3,
    _unpack: 2,
    _move_in: 3,
    _move_out: 3,
    _expose: 4,
    _offers: 3,
    _blocks: 1,
    _link: 2,
    _unlink: 1,
    _write_code: 2,
    _remove_code: 1,
}
"""How often, beside the others."""
