"""Why: frames and comments say what a drawing means to people; the network never sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from designer.edit.errors import EditError
from designer.edit.framing import Rect, rect_around
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.nodes import move, place_of
from designer.edit.rerouting import move_bends
from designer.model import (
    FRAME_COLORS,
    MAIN,
    Comment,
    CommentChanged,
    Frame,
    FrameChanged,
    Graph,
    Point,
    Project,
    Remark,
    Wire,
)
from designer.model.names import fresh
from designer.text import tr, trn

SMALLEST = (
    64.0,
    48.0,
)  # a frame, in canvas units: its corners and title can still be taken hold of
NARROWEST = 64.0  # a comment
LONGEST = 10_000  # characters


def add_frame(
    project: Project, rect: Rect, title: str = "", color: str = "", graph: str = MAIN
) -> str:
    """Add a frame behind the layers; returns its name. Raises EditError."""
    drawing = graph_of(project, graph)
    name = fresh("frame", drawing.remarks)
    frame = Frame(name, _line(title), _rect(rect), _color(color))
    with project.transaction(tr("Add frame")):
        project.apply(FrameChanged(graph, None, frame))
    return name


def frame_around(
    project: Project,
    names: Iterable[str],
    title: str = "",
    graph: str = MAIN,
    remarks: Iterable[str] = (),
) -> str:
    """Add a frame around layers, comments and other frames; returns its name. Raises EditError."""
    nodes = nodes_of(project, names, graph)
    rect = rect_around(nodes, [remark_of(project, name, graph) for name in remarks])
    if rect is None:
        raise EditError(tr("Select the layers that the frame is to hold."))
    return add_frame(project, rect, title, graph=graph)


def set_frame(
    project: Project,
    name: str,
    *,
    title: str | None = None,
    color: str | None = None,
    rect: Rect | None = None,
    graph: str = MAIN,
) -> None:
    """Give a frame another title, color or rectangle. Raises EditError."""
    frame = graph_of(project, graph).frames.get(name)
    if frame is None:
        raise EditError(tr("There is no frame named “{name}”.", name=name))
    after, label = frame, tr("Resize frame")
    if rect is not None:
        after = replace(after, rect=_rect(rect))
    if color is not None:
        after, label = replace(after, color=_color(color)), tr("Color frame")
    if title is not None:
        after, label = replace(after, title=_line(title)), tr("Rename frame")
    with project.transaction(label):
        _change(project, graph, frame, after)


def add_comment(
    project: Project,
    text: str,
    at: Point = (0.0, 0.0),
    width: float = 208.0,
    graph: str = MAIN,
) -> str:
    """Add plain text to the canvas; returns its name. Raises EditError."""
    name = fresh("comment", graph_of(project, graph).remarks)
    comment = Comment(name, _text(text), place_of(at), _width(width))
    with project.transaction(tr("Add comment")):
        project.apply(CommentChanged(graph, None, comment))
    return name


def set_comment(
    project: Project,
    name: str,
    *,
    text: str | None = None,
    width: float | None = None,
    graph: str = MAIN,
) -> None:
    """Give a comment another text or width. Raises EditError."""
    comment = graph_of(project, graph).comments.get(name)
    if comment is None:
        raise EditError(tr("There is no comment named “{name}”.", name=name))
    after, label = comment, tr("Resize comment")
    if width is not None:
        after = replace(after, width=_width(width))
    if text is not None:
        after, label = replace(after, text=_text(text)), tr("Edit comment")
    with project.transaction(label):
        _change(project, graph, comment, after)


def remove_remarks(project: Project, names: Iterable[str], graph: str = MAIN) -> None:
    """Take frames and comments away; what lies in a frame stays. Raises EditError."""
    found = [remark_of(project, name, graph) for name in dict.fromkeys(names)]
    with project.transaction(removal_label(found)):
        for remark in found:
            _change(project, graph, remark, None)


def move_remarks(project: Project, places: Mapping[str, Point], graph: str = MAIN) -> None:
    """Put frames and comments at new places, without what lies in them. Raises EditError."""
    changes = [
        (remark, remark.moved(place_of(at)))
        for remark, at in ((remark_of(project, name, graph), at) for name, at in places.items())
    ]
    with project.transaction(tr("Move frames and comments")):
        for before, after in changes:
            if isinstance(after, Frame):
                _rect(after.rect)
            _change(project, graph, before, after)


def move_together(
    project: Project,
    places: Mapping[str, Point],
    remarks: Mapping[str, Point],
    graph: str = MAIN,
    merge: str = "",
    bends: Mapping[Wire, Sequence[Point]] | None = None,
) -> None:
    """Put layers, frames, comments and reroute points at new places, as one step.

    `bends` has all points of a wire; those of wires between the layers come along by themselves.
    Raises EditError.
    """
    if not places and not remarks:
        move_bends(project, bends or {}, graph, merge)
        return
    if not remarks and not bends:
        move(project, places, graph, merge)
        return
    frames = graph_of(project, graph).frames.keys() & remarks.keys()
    label = tr("Move frame") if frames else tr("Move comment")
    if places and not frames:
        label = trn("Move {count} layer", "Move {count} layers", len(places))
    with project.transaction(label, merge):
        move(project, places, graph)
        move_remarks(project, remarks, graph)
        move_bends(project, bends or {}, graph)


def bring_remarks(
    project: Project, graph: str, drawing: Graph, by: Point, names: Iterable[str] | None = None
) -> None:
    """Copy frames and comments of another drawing, moved; all of them unless `names` says which."""
    for name in sorted(drawing.remarks if names is None else names):
        remark, taken = drawing.remarks[name], graph_of(project, graph).remarks
        new = name if name not in taken else fresh(_prefix(remark), taken)
        at = place_of((remark.at[0] + by[0], remark.at[1] + by[1]))
        _change(project, graph, None, replace(remark.moved(at), name=new))


def remark_of(project: Project, name: str, graph: str) -> Remark:
    """The frame or comment of that name. Raises EditError."""
    found = graph_of(project, graph).remarks.get(name)
    if found is None:
        raise EditError(tr("There is no frame or comment named “{name}”.", name=name))
    return found


def removal_label(remarks: list[Remark]) -> str:
    """What undo says of taking these away."""
    if len(remarks) == 1:
        return tr("Delete frame") if isinstance(remarks[0], Frame) else tr("Delete comment")
    return trn(
        "Delete {count} frame or comment", "Delete {count} frames and comments", len(remarks)
    )


def _change(project: Project, graph: str, before: Remark | None, after: Remark | None) -> None:
    if before == after:
        return
    if isinstance(before or after, Frame):
        assert not isinstance(before, Comment) and not isinstance(after, Comment)
        project.apply(FrameChanged(graph, before, after))
    else:
        assert not isinstance(before, Frame) and not isinstance(after, Frame)
        project.apply(CommentChanged(graph, before, after))


def _prefix(remark: Remark) -> str:
    return "frame" if isinstance(remark, Frame) else "comment"


def _line(title: str) -> str:
    """A title is one line that a file can hold."""
    return " ".join(_storable(title).split())


def _text(text: str) -> str:
    kept = _storable(text).replace("\r\n", "\n").strip("\n")
    if not kept.strip():
        raise EditError(tr("A comment needs some text."))
    return kept


def _storable(text: str) -> str:
    if len(text) > LONGEST:
        raise EditError(tr("A text has at most {longest} characters.", longest=LONGEST))
    return text.encode("utf-8", "ignore").decode()


def _color(color: str) -> str:
    if color not in FRAME_COLORS:
        raise EditError(tr("There is no frame color named “{color}”.", color=color))
    return color


def _rect(rect: Rect) -> Rect:
    left, top, width, height = rect
    width, height = max(SMALLEST[0], float(width)), max(SMALLEST[1], float(height))
    place_of((left + width, top + height))
    return (*place_of((left, top)), width, height)


def _width(width: float) -> float:
    return max(NARROWEST, place_of((width, 0.0))[0])
