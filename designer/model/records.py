"""Why: nodes, wires and frames as plain records: what files and the clipboard are made of."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from designer.model.names import objection
from designer.model.nodes import FRAME_COLORS, IN, OUT, Comment, Frame, Node, Point, Value, Wire
from designer.model.project import FLOWS
from designer.model.strict_json import RecordError, inside
from designer.text import tr

Record = dict[str, Any]

FARTHEST = 1e7  # canvas units; beyond this, pixels can no longer be told apart


def write_node(node: Node) -> Record:
    """The record of a node, without its name: type, params, muted, collapsed (where so), at."""
    record: Record = {"type": node.type}
    if node.params:
        record["params"] = {name: plain(value) for name, value in node.params.items()}
    if node.muted:
        record["muted"] = True
    if node.collapsed:
        record["collapsed"] = True
    record["at"] = [short_number(part) for part in node.at]
    return record


def write_wire(wire: Wire) -> list[str]:
    """The record of a wire: ["conv1", "relu1"], with ".port" where it is not the usual one."""
    start = wire.source if wire.source_port == OUT else f"{wire.source}.{wire.source_port}"
    end = wire.target if wire.target_port == IN else f"{wire.target}.{wire.target_port}"
    return [start, end]


def write_bends(wire: Wire, points: Sequence[Point]) -> list[Any]:
    """The record of the points that a wire runs through: its beginning, its end, the points."""
    return [*write_wire(wire), [[short_number(part) for part in point] for point in points]]


def write_frame(frame: Frame) -> Record:
    """The record of a frame: name, title, rect, color (if any)."""
    rect = [short_number(part) for part in frame.rect]
    record: Record = {"name": frame.name, "title": frame.title, "rect": rect}
    if frame.color:
        record["color"] = frame.color
    return record


def write_comment(comment: Comment) -> Record:
    """The record of a comment: name, text, at, width."""
    return {
        "name": comment.name,
        "text": comment.text,
        "at": [short_number(part) for part in comment.at],
        "width": short_number(comment.width),
    }


def read_node(name: str, record: object, path: str, order: int = 0) -> Node:
    """The node of a record; its parameters are not yet held against the catalogue.

    Raises RecordError.
    """
    reason = objection(name)
    if reason:
        raise RecordError(path, reason)
    optional = ("params", "muted", "collapsed")
    given = members(record, path, required=("type", "at"), optional=optional)
    params = members(given.get("params", {}), inside(path, "params"), optional=None)
    return Node(
        name,
        read_text(given["type"], inside(path, "type")),
        {key: read_value(value) for key, value in params.items()},
        _point(given["at"], inside(path, "at")),
        order,
        _read_switch(given.get("muted", False), inside(path, "muted")),
        _read_switch(given.get("collapsed", False), inside(path, "collapsed")),
    )


def read_wire(record: object, path: str) -> Wire:
    """The wire of a record. Raises RecordError."""
    if not isinstance(record, list) or len(record) != 2:
        raise RecordError(path, tr("a wire has a beginning and an end"))
    source, _, source_port = read_text(record[0], inside(path, 0)).partition(".")
    target, _, target_port = read_text(record[1], inside(path, 1)).partition(".")
    return Wire(source, target, source_port or OUT, target_port or IN)


def read_bends(record: object, path: str) -> tuple[Wire, tuple[Point, ...]]:
    """A wire and the points that it runs through. Raises RecordError."""
    if not isinstance(record, list) or len(record) != 3:
        raise RecordError(path, tr("this must be the two ends of a wire and its points"))
    place = inside(path, 2)
    if not isinstance(record[2], list) or not record[2]:
        raise RecordError(place, tr("this must be a list of points"))
    points = tuple(_point(point, inside(place, i)) for i, point in enumerate(record[2]))
    return read_wire(record[:2], path), points


def read_frame(record: object, path: str) -> Frame:
    """The frame of a record. Raises RecordError."""
    given = members(record, path, required=("name", "title", "rect"), optional=("color",))
    left, top, width, height = _numbers(given["rect"], inside(path, "rect"), 4)
    if min(width, height) <= 0:
        raise RecordError(inside(path, "rect"), tr("it has no size"))
    color = read_text(given.get("color", ""), inside(path, "color"))
    if color not in FRAME_COLORS:
        sentence = tr("“{value}” is not known", value=color[:60])
        raise RecordError(inside(path, "color"), sentence)
    return Frame(
        read_text(given["name"], inside(path, "name")),
        read_text(given["title"], inside(path, "title")),
        (left, top, width, height),
        color,
    )


def read_comment(record: object, path: str) -> Comment:
    """The comment of a record. Raises RecordError."""
    given = members(record, path, required=("name", "text", "at", "width"))
    width = _number(given["width"], inside(path, "width"))
    if width <= 0:
        raise RecordError(inside(path, "width"), tr("it has no size"))
    return Comment(
        read_text(given["name"], inside(path, "name")),
        read_text(given["text"], inside(path, "text")),
        _point(given["at"], inside(path, "at")),
        width,
    )


def members(
    record: object,
    path: str,
    required: Sequence[str] = (),
    optional: Sequence[str] | None = (),
) -> Mapping[str, Any]:
    """The members of an object that has all required keys and no unknown ones.

    `optional=None` admits any key. Raises RecordError.
    """
    if not isinstance(record, dict):
        raise RecordError(path, tr("this must be an object in braces"))
    for key in required:
        if key not in record:
            raise RecordError(inside(path, key), tr("it is missing"))
    if optional is not None:
        for key in record:
            if key not in required and key not in optional:
                raise RecordError(inside(path, key), tr("Designer does not know this key"))
    return record


def read_flow(value: object, path: str = "flow") -> str:
    """The way that drawings run. Raises RecordError."""
    flow = read_text(value, path)
    if flow not in FLOWS:
        raise RecordError(path, tr("“{value}” is not known", value=flow[:60]))
    return flow


def read_text(value: object, path: str) -> str:
    """A string. Raises RecordError."""
    if not isinstance(value, str):
        raise RecordError(path, tr("this must be a text in quotes"))
    return value


def _read_switch(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise RecordError(path, tr("this must be true or false"))
    return value


def read_value(value: object) -> Value:
    """A parameter's value; lists become tuples."""
    if isinstance(value, list):
        return tuple(read_value(part) for part in value)
    return value  # type: ignore[return-value]  # objects are refused by the catalogue's kinds


def plain(value: Value) -> Any:
    """A parameter's value as JSON has it; tuples become lists."""
    return [plain(part) for part in value] if isinstance(value, tuple) else value


def short_number(value: float) -> float | int:
    """80 rather than 80.0."""
    return int(value) if value == int(value) else value


def _point(value: object, path: str) -> tuple[float, float]:
    x, y = _numbers(value, path, 2)
    return x, y


def _numbers(value: object, path: str, count: int) -> list[float]:
    if not isinstance(value, list) or len(value) != count:
        raise RecordError(path, tr("this must be {count} numbers in brackets", count=count))
    if not all(_is_number(part) for part in value):
        raise RecordError(path, tr("this must be {count} numbers in brackets", count=count))
    return [_number(part, path) for part in value]


def _number(value: object, path: str) -> float:
    if not _is_number(value):
        raise RecordError(path, tr("this must be a number"))
    if abs(value) > FARTHEST:
        raise RecordError(path, tr("{value} is too far away", value=value))
    return float(value) + 0.0  # turns -0.0 into 0.0


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
