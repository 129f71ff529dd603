"""Why: random edits of what is drawn beside the layers: frames, comments, reroute points."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer import edit

if TYPE_CHECKING:
    from tests.edit.random_edits import RandomEdits


def _frame(r: "RandomEdits") -> None:
    """A frame that comes or changes."""
    title = r.chance.choice(["Encoder", "编码器", "", "two\nlines"])
    frame = r.chance.choice([*r.drawing.frames, "nobody"])
    match r.chance.randint(0, 3):
        case 0:
            edit.frame_around(r.project, r.names(), title, r.graph, r.remarks())
        case 1:
            edit.add_frame(r.project, (*r.at(), *r.at()), title, graph=r.graph)
        case 2:
            edit.set_frame(r.project, frame, title=title, graph=r.graph)
            edit.set_frame(r.project, frame, rect=(*r.at(), 600, 400), graph=r.graph)
        case _:
            color = r.chance.choice(["", "blue", "red", "mauve"])
            edit.set_frame(r.project, frame, color=color, graph=r.graph)


def _comment(r: "RandomEdits") -> None:
    """A comment that comes or changes."""
    text = r.chance.choice(["why so?", "第一行\nline two\n", " \n", "“x”"])
    comment = r.chance.choice([*r.drawing.comments, "nobody"])
    match r.chance.randint(0, 2):
        case 0:
            edit.add_comment(r.project, text, r.at(), r.chance.choice([10, 240]), r.graph)
        case 1:
            edit.set_comment(r.project, comment, text=text, graph=r.graph)
        case _:
            edit.set_comment(r.project, comment, width=r.chance.randint(1, 400), graph=r.graph)


def _bend(r: "RandomEdits") -> None:
    """Reroute points that come, move or go."""
    wire = r.chance.choice([*r.drawing.bends, r.wire()])
    points = list(r.drawing.bends.get(wire, ()))
    match r.chance.randint(0, 3):
        case 0 if points:
            points.pop(r.chance.randrange(len(points)))
        case 1 if points:
            points[r.chance.randrange(len(points))] = r.at()
        case 2:
            edit.straighten(r.project, [wire] if wire in r.drawing.wires else [], r.graph)
            return
        case _:
            points.insert(r.chance.randint(0, len(points)), r.at())
    edit.bend(r.project, wire, points, r.graph)


def _carry(r: "RandomEdits") -> None:
    """Frames and comments move, with what lies in them, as by arrow keys or a drag."""
    inside = edit.carried(r.drawing, chosen := r.remarks())
    nodes, remarks = r.drawing.nodes, r.drawing.remarks
    dx, dy = r.at()
    places = {name: (nodes[name].at[0] + dx, nodes[name].at[1] + dy) for name in inside.nodes}
    others = {
        name: (remarks[name].at[0] + dx, remarks[name].at[1] + dy)
        for name in dict.fromkeys((*chosen, *inside.remarks))
    }
    merge = "keys" if r.chance.random() < 0.5 else ""
    loose = {  # some points of wires that do not come along by themselves
        wire: [(x + dx, y + dy) for x, y in points]
        for wire, points in r.drawing.bends.items()
        if r.chance.random() < 0.5 and not {wire.source, wire.target} <= set(places)
    }
    edit.move_together(r.project, places, others, r.graph, merge, loose)


def _unbend(r: "RandomEdits") -> None:
    """Some points go, of several wires and with what else is selected."""
    bends = [(wire, at) for wire, points in r.drawing.bends.items() for at in range(len(points))]
    chosen = r.chance.sample(bends, min(2, len(bends)))
    edit.remove(r.project, r.names()[:1], False, r.graph, r.remarks()[:1], chosen)


EDITS: dict[Callable[["RandomEdits"], object], int] = {
    _frame: 3,
    _comment: 3,
    _bend: 6,
    _carry: 3,
    _unbend: 2,
}
"""How often, beside the others."""
