"""Why: of weights only the shapes count; numbers are read where a shape or a factor needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from designer.port.onnx.wire import Broken, Raw, fields, message, signed, text, whole_numbers
from designer.text import tr

Array = NDArray[Any]

DTYPES: dict[int, str] = {
    1: "float32",
    2: "uint8",
    3: "int8",
    4: "uint16",
    5: "int16",
    6: "int32",
    7: "int64",
    9: "bool",
    10: "float16",
    11: "float64",
    12: "uint32",
    13: "uint64",
}
BFLOAT16, STRING = 16, 8
MOST = 2**21  # numbers that are read; what is larger is a weight, and only its shape counts
LARGEST = 2**40  # numbers; no file has as many
LISTS = {4: "<f4", 10: "<f8"}  # fields with packed floats and doubles
WHOLE = (5, 7, 11)


@dataclass(frozen=True, slots=True)
class TensorRecord:
    """A tensor of the file, not yet read: its bytes stay where they are."""

    name: str
    shape: tuple[int, ...]
    kind: int
    parts: tuple[tuple[int, Raw], ...]
    outside: bool

    @property
    def is_text(self) -> bool:
        """True for strings, which no network computes with."""
        return self.kind == STRING


def read_tensor(data: memoryview) -> TensorRecord:
    """The record of a TensorProto. Raises Broken."""
    shape: list[int] = []
    kind, name, outside = 1, "", False
    parts: list[tuple[int, Raw]] = []
    for number, raw in fields(data):
        if number == 1:
            shape += whole_numbers(raw)
        elif number == 2:
            kind = signed(raw)
        elif number == 8:
            name = text(raw)
        elif number == 14:
            outside = signed(raw) == 1
        elif number in (*LISTS, *WHOLE, 9):
            parts.append((number, raw))
    if any(size < 0 for size in shape):
        raise Broken(tr("a tensor has a negative length"))
    if prod(max(size, 1) for size in shape) > LARGEST:  # one with no numbers has axes, too
        raise Broken(tr("a tensor is too large"))
    return TensorRecord(name, tuple(shape), kind, tuple(parts), outside)


def numbers_of(record: TensorRecord) -> tuple[Array, bool]:
    """The numbers, and True where they were left where they are: zeros stand for them then."""
    dtype = np.dtype(DTYPES.get(record.kind, "float32"))
    count = prod(record.shape)
    if record.outside or count > MOST or record.kind not in (*DTYPES, BFLOAT16):
        return blank(record.shape, dtype), True
    found = _read(record, dtype)
    if len(found) != count:
        if found.size:
            raise Broken(tr("a tensor has another number of values than its shape says"))
        return blank(record.shape, dtype), count > 0  # a file that has been stripped of its weights
    return found.reshape(record.shape), False


def blank(shape: Sequence[int], dtype: Any) -> Array:
    """Zeros that take no memory, whatever the shape."""
    return np.broadcast_to(np.zeros((), dtype), tuple(shape))


def _read(record: TensorRecord, dtype: Any) -> Array:
    pieces = [_piece(number, raw, record.kind, dtype) for number, raw in record.parts]
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype)


def _piece(number: int, raw: Raw, kind: int, dtype: Any) -> Array:
    if number in WHOLE:
        whole = np.array(whole_numbers(raw), dtype=np.int64)
        if kind == BFLOAT16:
            return _widened(whole.astype(np.uint16))
        halves = dtype == np.float16  # which are written as their bits
        return whole.astype(np.uint16).view(np.float16) if halves else whole.astype(dtype)
    data = message(raw)
    given = np.dtype(LISTS.get(number, "<u2" if kind == BFLOAT16 else dtype.newbyteorder("<")))
    if len(data) % given.itemsize:
        raise Broken(tr("it ends too early"))
    found = np.frombuffer(data, given)
    return _widened(found) if kind == BFLOAT16 and number == 9 else found.astype(dtype, copy=False)


def _widened(bits: Array) -> Array:
    """A bfloat16 is the upper half of a float32."""
    return (bits.astype(np.uint32) << 16).view(np.float32)
