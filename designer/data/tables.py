"""Why: a person's own tables and arrays, refused with a sentence when they cannot be used."""

from pathlib import Path
from typing import Any

import numpy as np

from designer.data.errors import DataError
from designer.data.paths import found_file
from designer.data.records import Array, Raw
from designer.protocol import DataSpec
from designer.text import tr

MOST_CLASSES = 20  # whole numbers with more values than this are taken for a measure


def csv_file(spec: DataSpec, base_dir: str) -> Raw:
    """A CSV with a header line; `spec.target` names the column to predict, else the last one.

    Text features become one column per value (one-hot). Raises DataError.
    """
    import pandas as pd

    path = found_file(spec.path, base_dir)
    try:
        table = pd.read_csv(path)
    except (ValueError, OSError, UnicodeDecodeError) as error:
        raise DataError(
            tr("{file} cannot be read as CSV: {reason}", file=path.name, reason=_first_line(error))
        ) from error
    if len(table) == 0 or len(table.columns) < 2:
        raise DataError(
            tr("{file} needs a header, two columns or more, and rows.", file=path.name)
        )
    target = spec.target or str(table.columns[-1])
    if target not in table.columns:
        names = ", ".join(str(name) for name in table.columns[:8])
        raise DataError(
            tr("There is no column “{target}”; there are {names}.", target=target, names=names)
        )
    _refuse_gaps(table, path.name)
    features = pd.get_dummies(table.drop(columns=[target]), dtype=np.float32)
    labels = table[target]
    y, classes = targets(labels.to_numpy(), spec.task)
    columns = tuple(str(name) for name in features.columns)
    return Raw(path.name, features.to_numpy(dtype=np.float32), y, classes, columns)


def numpy_file(spec: DataSpec, base_dir: str) -> Raw:
    """An NPZ with arrays x and y (or `spec.target`), or an NPY beside one of targets.

    Raises DataError. Pickled arrays are refused: reading one can run code.
    """
    path = found_file(spec.path, base_dir)
    if path.suffix.lower() == ".npz":
        x, y = _from_npz(path, spec.target or "y")
    else:
        if not spec.target_path:
            raise DataError(tr("Choose the NPY file with the targets, too."))
        x, y = _read(path), _read(found_file(spec.target_path, base_dir))
    if x.ndim < 2 or len(x) != len(y):
        raise DataError(
            tr(
                "x has shape {x} and y has shape {y}: both need one row per sample.",
                x=x.shape,
                y=y.shape,
            )
        )
    values, classes = targets(y, spec.task)
    return Raw(path.name, x.astype(np.float32), values, classes, is_image=x.ndim == 4)


def targets(y: Array, task: str) -> tuple[Array, tuple[str, ...]]:
    """Class numbers with their names, or float targets of shape (rows, k) without names.

    Without a wish, text and few whole numbers are classes. Raises DataError.
    """
    if y.ndim == 1 and (task == "classification" or (task == "auto" and _looks_like_classes(y))):
        names, numbers = np.unique(y.astype(str) if y.dtype.kind in "OUS" else y, return_inverse=True)
        return numbers.astype(np.int64), tuple(str(name) for name in names)
    try:
        values = y.astype(np.float32)
    except (ValueError, TypeError) as error:
        raise DataError(tr("The target is text, which a regression cannot predict.")) from error
    return values.reshape(len(y), -1), ()


def _looks_like_classes(y: Array) -> bool:
    if y.dtype.kind in "OUSb":
        return True
    whole = y.dtype.kind in "iu"
    return whole and len(np.unique(y)) <= MOST_CLASSES


def _from_npz(path: Path, target: str) -> tuple[Array, Array]:
    arrays = _read(path)
    names = list(arrays.files)
    for wanted in ("x", target):
        if wanted not in names:
            raise DataError(
                tr(
                    "{file} has no array “{name}”; it has {names}.",
                    file=path.name,
                    name=wanted,
                    names=", ".join(names) or tr("none"),
                )
            )
    try:
        return arrays["x"], arrays[target]
    except (ValueError, OSError, EOFError) as error:
        raise DataError(
            tr("{file} cannot be read: {reason}", file=path.name, reason=_first_line(error))
        ) from error


def _read(path: Path) -> Any:
    import zipfile

    try:
        return np.load(path, allow_pickle=False)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(
            tr("{file} cannot be read: {reason}", file=path.name, reason=_first_line(error))
        ) from error


def _refuse_gaps(table: Any, name: str) -> None:
    gaps = table.isna().sum()
    worst = gaps[gaps > 0]
    if len(worst):
        raise DataError(
            tr(
                "{file} has {count} empty cells in the column “{column}”: fill them or remove "
                "those rows.",
                file=name,
                count=int(worst.iloc[0]),
                column=str(worst.index[0]),
            )
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
