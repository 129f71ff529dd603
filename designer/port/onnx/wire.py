"""Why: an ONNX file is protobuf, whose few rules are read here without a package for it."""

import struct
from collections.abc import Iterator

from designer.text import tr

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
SIZES = {FIXED64: 8, FIXED32: 4}
LONGEST = 10  # bytes of a varint

Raw = int | memoryview
"""A number, or the bytes of what has a length or a fixed size."""


class Broken(ValueError):  # noqa: N818  # a state, told as such
    """Bytes that are no protobuf, or not the message that they are taken for."""


def fields(data: memoryview) -> Iterator[tuple[int, Raw]]:
    """Number and raw value of each field of a message, in order. Raises Broken."""
    at, end = 0, len(data)
    while at < end:
        key, at = _varint(data, at)
        kind = key & 7
        if kind == VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == LENGTH:
            size, at = _varint(data, at)
        elif kind in SIZES:
            size = SIZES[kind]
        else:
            raise Broken(tr("its bytes are no protobuf"))
        if at + size > end:
            raise Broken(tr("it ends too early"))
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """The number that begins at a place, and where the next one begins."""
    result = shift = 0
    for place in range(at, min(at + LONGEST, len(data))):
        byte = data[place]
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return result, place + 1
        shift += 7
    raise Broken(tr("it ends too early"))


def message(raw: Raw) -> memoryview:
    """The bytes of a message or string. Raises Broken for a number."""
    if isinstance(raw, int):
        raise Broken(tr("its bytes are no protobuf"))
    return raw


def text(raw: Raw) -> str:
    """A string; letters that are none are replaced."""
    return bytes(message(raw)).decode("utf-8", errors="replace")


def signed(raw: Raw) -> int:
    """A whole number with its sign. Raises Broken."""
    if not isinstance(raw, int):
        raise Broken(tr("its bytes are no protobuf"))
    number = raw & (2**64 - 1)
    return number - 2**64 if number >= 2**63 else number


def whole_numbers(raw: Raw) -> list[int]:
    """One number, or many that are packed."""
    if isinstance(raw, int):
        return [signed(raw)]
    found, at = [], 0
    while at < len(raw):
        number, at = _varint(raw, at)
        found.append(signed(number))
    return found


def decimals(raw: Raw) -> list[float]:
    """One float of 32 bits, or many that are packed. Raises Broken."""
    data = message(raw)
    try:
        return list(struct.unpack_from(f"<{len(data) // 4}f", data))
    except struct.error:
        raise Broken(tr("its bytes are no protobuf")) from None
