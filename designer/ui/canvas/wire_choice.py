"""Why: wires and their reroute points are selected too, one wire or any number of points."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from designer.edit.framing import Carried
from designer.model import Graph, Point, Wire

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

Bend = tuple[Wire, int]  # a reroute point, by its number on the wire


class Moving(NamedTuple):
    """What is moved: layers, frames and comments, and points of wires that else stay."""

    nodes: tuple[str, ...]
    remarks: tuple[str, ...]
    bends: frozenset[Bend] = frozenset()


class Choice(NamedTuple):
    """All that is selected in a graph: layers, frames and comments, a wire, and points of wires."""

    graph: str
    nodes: tuple[str, ...]
    remarks: tuple[str, ...]
    wire: Wire | None
    bends: frozenset[Bend]


def choice_of(scene: "CanvasScene") -> Choice:
    """What is selected now."""
    document = scene.document
    chosen, remarks = document.selection, document.selected_remarks
    return Choice(document.graph, chosen, remarks, scene.chosen_wire, scene.chosen_bends)


def choose_again(scene: "CanvasScene", choice: Choice) -> None:
    """Select what was selected, as far as it is still there."""
    if choice.graph != scene.document.graph:
        return
    scene.document.select(choice.nodes, choice.remarks)
    if (choice.wire, choice.bends) != (scene.chosen_wire, scene.chosen_bends):
        _choose(scene, choice.wire, choice.bends)
        follow(scene)


def choose_wire(scene: "CanvasScene", wire: Wire | None, bend: int | None = None) -> None:
    """Select this wire and no other, with one of its reroute points; None for none."""
    _choose(scene, wire, () if wire is None or bend is None else [(wire, bend)])


def choose_bends(scene: "CanvasScene", bends: Iterable[Bend]) -> None:
    """Select these reroute points and no others; a single one with its wire."""
    chosen = list(bends)
    _choose(scene, chosen[0][0] if len(chosen) == 1 else None, chosen)


def _choose(scene: "CanvasScene", wire: Wire | None, bends: Iterable[Bend]) -> None:
    before, scene.chosen_wire = scene.chosen_wire, wire
    scene.wire_anchor = ""
    chosen = frozenset(bends)
    touched = {bent for bent, _ in chosen ^ scene.chosen_bends}
    scene.chosen_bends = chosen
    for bent in touched:
        scene.route(bent)
    scene.color_wires([one for one in (before, wire) if one is not None])


def follow(scene: "CanvasScene") -> None:
    """After an edit, what is gone is selected no more."""
    if scene.chosen_wire not in scene.wires:
        scene.chosen_wire = None
    bends = scene.document.drawing.bends
    there = {(wire, at) for wire, at in scene.chosen_bends if at < len(bends.get(wire, ()))}
    scene.chosen_bends = frozenset(there)


def bends_in(drawing: Graph, box: QRectF) -> list[Bend]:
    """The reroute points that lie in a box."""
    return [
        (wire, number)
        for wire, points in drawing.bends.items()
        for number, at in enumerate(points)
        if box.contains(QPointF(*at))
    ]


def with_bends(scene: "CanvasScene", what: Carried) -> Moving:
    """What moves, with the selected points of wires that do not move as a whole."""
    inside = set(what.nodes)
    loose = {
        (wire, number)
        for wire, number in scene.chosen_bends
        if not (wire.source in inside and wire.target in inside)
    }
    return Moving(what.nodes, what.remarks, frozenset(loose))


def led(drawing: Graph, bends: Iterable[Bend], by: QPointF) -> dict[Wire, list[Point]]:
    """All points of the wires that have these, with these moved by so much."""
    moved = set(bends)
    return {
        wire: [
            (x + by.x(), y + by.y()) if (wire, number) in moved else (x, y)
            for number, (x, y) in enumerate(drawing.bends[wire])
        ]
        for wire in dict.fromkeys(wire for wire, _ in moved)
        if wire in drawing.bends
    }


def shift_bends(scene: "CanvasScene", bends: Iterable[Bend], by: QPointF) -> None:
    """Show reroute points moved by so much from where the model has them."""
    for wire, points in led(scene.document.drawing, bends, by).items():
        scene.show_bends(wire, [QPointF(*at) for at in points])
