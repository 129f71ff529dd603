"""Why: what is to be predicted is classes or numbers, and a file does not say which."""

import numpy as np

from designer.data.errors import DataError
from designer.data.records import Array, as_float32
from designer.text import tr

MOST_CLASSES = 20  # whole numbers with more values than this are taken for a measure


def targets(y: Array, task: str) -> tuple[Array, tuple[str, ...]]:
    """Class numbers with their names, or float targets of shape (rows, k) without names.

    With the task "auto", text and few whole numbers are classes. Raises DataError.
    """
    if task == "classification" and y.ndim > 1 and y.shape[1:] != (1,):
        raise DataError(
            tr(
                "The target has shape {shape}; classes need one value a row.",
                shape=" × ".join(map(str, y.shape)),
            )
        )
    wanted = y.reshape(len(y)) if y.ndim > 1 and y.shape[1:] == (1,) else y
    if task == "classification" or (task == "auto" and _looks_like_classes(wanted)):
        named = wanted.astype(str) if wanted.dtype.kind in "OUS" else wanted
        names, numbers = np.unique(named, return_inverse=True)
        return numbers.astype(np.int64), tuple(str(name) for name in names)
    try:
        return as_float32(y).reshape(len(y), -1), ()
    except (ValueError, TypeError) as error:
        raise DataError(
            tr("The target is text, which a regression cannot predict: choose classification.")
        ) from error


def _looks_like_classes(y: Array) -> bool:
    if y.ndim != 1:
        return False
    if y.dtype.kind in "OUSb":
        return True
    return y.dtype.kind in "iu" and len(np.unique(y)) <= MOST_CLASSES
