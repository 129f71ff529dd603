"""Why: what comes from outside is refused at the first oddity, with the place where it stands."""

import json
import math
from typing import Any

from designer.text import tr

DEEPEST = 16  # levels of nesting; a project needs eight


class RecordError(ValueError):
    """A record is not as it should be; `path` says where ("graphs.main.nodes.conv1.at")."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class _Members(list[tuple[str, Any]]):
    """The members of an object as they were written, so that doubles can be seen."""


class _Constant(str):
    """NaN, Infinity or -Infinity: words that JSON does not have."""

    __slots__ = ()


def parse(text: str) -> Any:
    """The value of a JSON text, as dicts, lists, strings, numbers, booleans and None.

    Raises RecordError for bad syntax, doubled keys, NaN and infinities, lone surrogates,
    integers beyond 64 bits and nesting deeper than `DEEPEST`.
    """
    try:
        raw = json.loads(text, object_pairs_hook=_Members, parse_constant=_Constant)
    except json.JSONDecodeError as error:
        sentence = tr(
            "the text is broken at line {line}, column {column}: {reason}",
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        )
        raise RecordError("", sentence) from None
    except RecursionError:
        raise RecordError("", tr("it is nested too deeply")) from None
    except ValueError:  # an integer with more digits than Python reads
        raise RecordError("", tr("it has a number that is too large")) from None
    return _checked(raw, "", 0)


def inside(path: str, key: str | int) -> str:
    """The path of a member or an element."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    short = key if len(key) <= 60 else key[:59] + "…"
    return f"{path}.{short}" if path else short


def _checked(value: Any, path: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise RecordError(path, tr("it is nested too deeply"))
    if isinstance(value, _Members):
        return _object(value, path, depth)
    if isinstance(value, list):
        return [_checked(part, inside(path, i), depth + 1) for i, part in enumerate(value)]
    if isinstance(value, _Constant) or (isinstance(value, float) and not math.isfinite(value)):
        raise RecordError(path, tr("{value} is not a number that can be stored", value=value))
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, int) and abs(value) >= 2**63:
        raise RecordError(path, tr("the number is too large"))
    return value


def _object(members: _Members, path: str, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in members:
        place = inside(path, _text(key, path))
        if key in result:
            raise RecordError(place, tr("it is there twice"))
        result[key] = _checked(value, place, depth + 1)
    return result


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RecordError(path, tr("it has a character that does not exist")) from None
    return value
