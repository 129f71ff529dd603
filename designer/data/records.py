"""Why: data before and after preparation, as plain arrays that every reader understands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from designer.protocol import DataInfo

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Raw:
    """A source as it was read: `x` has shape (rows, *sample), `y` shape (rows,) or (rows, targets).

    `classes` names the classes that `y` counts from 0, and is empty for regression. `columns`
    names the features of a table. `is_image` says that samples are (channels, height, width).
    Where a sample has several arrays, `parts` has all of them by name; `x` is the first.
    """

    title: str
    x: Array
    y: Array
    classes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    is_image: bool = False
    parts: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """Prepared data: float32 samples, int64 class numbers or float32 targets of shape (rows, k).

    `parts` has the training and validation rows of each array of a sample, where there are
    several; `train_x` and `val_x` are those of the first.
    """

    info: DataInfo
    train_x: Array
    train_y: Array
    val_x: Array
    val_y: Array
    parts: Mapping[str, tuple[Array, Array]] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """A few rows as they were read, for looking at.

    `images` are uint8 arrays (height, width) or (height, width, 3); a table has `columns` and
    `rows` of text instead. `labels` says what each shown row is; `counts` how many rows each
    class has.
    """

    title: str
    images: tuple[Array, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    labels: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


def check_finite(x: Array) -> bool:
    """True when there is neither NaN nor infinity in the array."""
    return bool(np.isfinite(x).all()) if x.dtype.kind == "f" else True


def as_float32(x: Array) -> Array:
    """The same numbers as float32; what is too large for it becomes infinite, and is refused."""
    with np.errstate(over="ignore", invalid="ignore"):
        return x.astype(np.float32)
