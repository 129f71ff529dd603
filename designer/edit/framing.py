"""Why: a frame carries what lies inside it; nothing is written down, so here is what that means."""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from designer.edit.collapsing import rect_of_layer
from designer.edit.flowing import flow_of
from designer.model import (
    CommentChanged,
    Frame,
    FrameChanged,
    Graph,
    Node,
    Point,
    Project,
    Remark,
)

SIDE, FOOT = 16.0, 24.0  # around what a frame holds; shapes stand below the last layer
TITLE = 28.0  # the strip at its top; a row of layers is 32 below the one before
SHAPES = 24.0  # below that strip, of what comes in from above; where layers are laid out
LETTER, LINE = 7.0, 18.0  # of a comment, about: enough to tell how high it is

Rect = tuple[float, float, float, float]
"""Left, top, width, height."""


class Carried(NamedTuple):
    """What goes along with a frame."""

    nodes: tuple[str, ...]
    remarks: tuple[str, ...]


def carried(drawing: Graph, names: Iterable[str]) -> Carried:
    """The layers, comments and smaller frames that lie in any of these frames.

    A layer lies where its middle lies, a comment where it begins. Comments carry nothing.
    """
    frames = [drawing.frames[name] for name in names if name in drawing.frames]
    if not frames:
        return Carried((), ())
    nodes = [name for name, node in drawing.nodes.items() if _in_any(_middle(node), frames)]
    comments = [name for name, c in drawing.comments.items() if _in_any(c.at, frames)]
    smaller = [
        name
        for name, frame in drawing.frames.items()
        if any(frame.name != other.name and _covers(other.rect, frame.rect) for other in frames)
    ]
    return Carried(tuple(nodes), (*comments, *smaller))


def with_carried(drawing: Graph, names: Iterable[str], remarks: Iterable[str]) -> Carried:
    """These, each once, with all that lies in the frames among them."""
    chosen = list(remarks)
    inside = carried(drawing, chosen)
    return Carried(
        tuple(dict.fromkeys((*names, *inside.nodes))),
        tuple(dict.fromkeys((*chosen, *inside.remarks))),
    )


def held_by(drawing: Graph, nodes: Container[str]) -> tuple[str, ...]:
    """The frames that hold some of these layers and no others, with the remarks in them."""
    frames = []
    for name in drawing.frames:
        inside = carried(drawing, [name]).nodes
        if inside and all(node in nodes for node in inside):
            frames.append(name)
    return with_carried(drawing, (), frames).remarks


def rect_around(
    nodes: Iterable[Node], remarks: Iterable[Remark], strip: float = TITLE
) -> Rect | None:
    """The frame that fits around these, with its title between them and the row above.

    `strip` is the height above its layers. None around nothing.
    """
    inside = [rect_of_layer(node) for node in nodes] + [rect_of(remark) for remark in remarks]
    if not inside:
        return None
    left, top, width, height = _united(inside)
    return left - SIDE, top - strip, width + 2 * SIDE, height + strip + FOOT


def strip_of(project: Project) -> float:
    """How high a frame is above layers that are laid out: its title keeps off their shapes."""
    return TITLE if flow_of(project).is_turned else TITLE + SHAPES


def rect_of(remark: Remark) -> Rect:
    """Where a frame or comment lies; the height of a comment is told from its text."""
    if isinstance(remark, Frame):
        return remark.rect
    across = max(1.0, remark.width // LETTER)
    lines = sum(max(1, ceil(len(line) / across)) for line in remark.text.split("\n"))
    return (*remark.at, remark.width, lines * LINE)


@contextmanager
def frames_follow(project: Project, graph: str, *, shrink: bool = False) -> Iterator[None]:
    """Frames grow around the layers they carried when these move inside of the `with`.

    With `shrink`, a frame is laid around them anew, as small as it can be, and the comments in
    it keep their distance to the top left corner of its layers.
    """
    drawing = project.graphs[graph]
    before = {name: carried(drawing, [name]) for name in drawing.frames}
    places = {name: node.at for name, node in drawing.nodes.items()}
    smallest_first = sorted(before, key=lambda name: _area(drawing.frames[name]))
    yield
    settled: set[str] = set()  # comments that a smaller frame has taken along
    for name in smallest_first:
        inside = [n for n in before[name].nodes if n in drawing.nodes]
        notes = [n for n in before[name].remarks if n in drawing.comments and n not in settled]
        settled.update(notes)
        if any(drawing.nodes[n].at != places[n] for n in inside):
            if shrink:
                _shift_comments(project, graph, notes, _moved_by(drawing, inside, places))
            _fit(project, graph, drawing.frames[name], before[name], shrink)


def with_room(drawing: Graph, places: Mapping[str, Point], strip: float) -> dict[str, Point]:
    """The places of tidied layers, with more between two rows where a frame begins or ends.

    `strip` is the height of a frame above its layers. The first row stays where it is.
    """
    inside = {name: carried(drawing, [name]) for name in drawing.frames}
    rows = {
        name: [places[n][1] for n in found.nodes if n in places] for name, found in inside.items()
    }
    above: dict[float, float] = {}  # of a row that a frame begins with
    below: dict[float, float] = {}  # of a row that it ends with
    for name, tops in rows.items():
        around = [rows[other] for other, found in inside.items() if name in found.remarks]
        for row, ends, size in ((min, above, strip), (max, below, FOOT)):
            if tops:
                top = row(tops)
                lines = 1 + sum(bool(others) and row(others) == top for others in around)
                ends[top] = max(ends.get(top, 0.0), lines * size)
    above.pop(min((y for _, y in places.values()), default=0.0), None)
    moved = {
        y: y
        + sum(by for top, by in above.items() if top <= y)
        + sum(by for top, by in below.items() if top < y)
        for y in {y for _, y in places.values()}
    }
    return {name: (x, moved[y]) for name, (x, y) in places.items()}


def _fit(project: Project, graph: str, frame: Frame, inside: Carried, shrink: bool) -> None:
    drawing = project.graphs[graph]
    nodes = [drawing.nodes[name] for name in inside.nodes if name in drawing.nodes]
    remarks = [drawing.remarks[name] for name in inside.remarks if name in drawing.remarks]
    frames = [remark for remark in remarks if isinstance(remark, Frame)]
    rect = rect_around(nodes, frames, strip_of(project) if shrink else TITLE)
    if rect is not None:
        also = [rect_of(r) for r in remarks if not isinstance(r, Frame)] if shrink else [frame.rect]
        after = replace(frame, rect=_united([rect, *also]))
        if after != frame:
            project.apply(FrameChanged(graph, frame, after))


def _moved_by(drawing: Graph, names: list[str], places: dict[str, Point]) -> Point:
    """How far the top left corner of these layers has moved."""
    now = [drawing.nodes[name].at for name in names]
    then = [places[name] for name in names]
    return (
        min(x for x, _ in now) - min(x for x, _ in then),
        min(y for _, y in now) - min(y for _, y in then),
    )


def _shift_comments(project: Project, graph: str, names: list[str], by: Point) -> None:
    for name in names if any(by) else ():
        comment = project.graphs[graph].comments[name]
        after = comment.moved((comment.at[0] + by[0], comment.at[1] + by[1]))
        project.apply(CommentChanged(graph, comment, after))


def _middle(node: Node) -> Point:
    left, top, width, height = rect_of_layer(node)
    return left + width / 2, top + height / 2


def _in_any(point: Point, frames: list[Frame]) -> bool:
    return any(_holds(frame.rect, point) for frame in frames)


def _holds(rect: Rect, point: Point) -> bool:
    left, top, width, height = rect
    return left <= point[0] <= left + width and top <= point[1] <= top + height


def _covers(outer: Rect, inner: Rect) -> bool:
    left, top, width, height = inner
    return _holds(outer, (left, top)) and _holds(outer, (left + width, top + height))


def _united(rects: list[Rect]) -> Rect:
    left, top = min(r[0] for r in rects), min(r[1] for r in rects)
    right, bottom = max(r[0] + r[2] for r in rects), max(r[1] + r[3] for r in rects)
    return left, top, right - left, bottom - top


def _area(frame: Frame) -> float:
    return frame.rect[2] * frame.rect[3]
