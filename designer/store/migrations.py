"""Why: old files open for ever: records, not objects, are brought up to date, step by step."""

from collections.abc import Callable
from typing import Any

from designer.model.strict_json import RecordError
from designer.text import tr

VERSION = 1
FAMILY = "designer"
FORMAT = f"{FAMILY}/{VERSION}"

Record = dict[str, Any]

# From each version to the next; a row is added with every new version, none is ever taken out.
STEPS: dict[int, Callable[[Record], Record]] = {}


def migrated(record: Record) -> Record:
    """The record as this version writes it. Raises RecordError for other formats."""
    version = _version(record.get("format"))
    while version < VERSION:
        record = STEPS[version](record)
        version += 1
    return {**record, "format": FORMAT}


def _version(given: object) -> int:
    if given is None:
        raise RecordError("", tr("it has no key “format”"))
    family, _, number = str(given).partition("/")
    known = isinstance(given, str) and family == FAMILY and number.isdecimal()
    if not known or not number.isascii() or number.startswith("0") or len(number) > 9:
        raise RecordError("format", tr("“{format}” is not a format of Designer", format=given))
    if int(number) > VERSION:
        raise RecordError("format", tr("it was made by a newer version of Designer"))
    return int(number)
