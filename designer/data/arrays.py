"""Why: arrays that a person saved with NumPy; a pickled one is refused, as reading it runs code."""

import zipfile
from pathlib import Path

import numpy as np

from designer.data.errors import DataError
from designer.data.paths import found_file
from designer.data.records import Array, Raw, as_float32
from designer.data.targets import targets
from designer.protocol import DataSpec
from designer.text import tr


def numpy_file(spec: DataSpec, base_dir: str) -> Raw:
    """An NPZ with arrays x and y (or `spec.target`), or an NPY beside one of targets.

    x has shape (rows, *sample), y shape (rows,) or (rows, targets). An NPZ without an x may have
    several arrays with a row for each of y, for Inputs of their names. Raises DataError.
    """
    path = found_file(spec.path, base_dir)
    parts: dict[str, Array] = {}
    if path.suffix.lower() == ".npz":
        x, y, parts = _from_npz(path, spec.target or "y")
    else:
        if not spec.target_path:
            raise DataError(tr("Choose the NPY file with the targets, too."))
        x, y = _from_npy(path), _from_npy(found_file(spec.target_path, base_dir))
    if x.ndim < 2 or y.ndim < 1 or len(x) != len(y):
        raise DataError(
            tr(
                "x has shape {x} and y has shape {y}: both need one row per sample.",
                x=x.shape,
                y=y.shape,
            )
        )
    for part in (x, *parts.values()):
        if part.dtype.kind not in "fiub":
            raise DataError(
                tr(
                    "{file} holds {dtype} where numbers are needed: save them as float32.",
                    file=path.name,
                    dtype=part.dtype,
                )
            )
    values, classes = targets(y, spec.task)
    parts = {name: as_float32(part) for name, part in parts.items()}
    return Raw(path.name, as_float32(x), values, classes, is_image=x.ndim == 4, parts=parts)


def _from_npz(path: Path, target: str) -> tuple[Array, Array, dict[str, Array]]:
    """The samples, the targets, and the arrays by name where samples have several."""
    try:
        with path.open("rb") as file:  # ours to close: np.load leaves a damaged file open
            arrays = np.load(file, allow_pickle=False)
            if isinstance(arrays, np.ndarray):
                raise ValueError("an NPY file by another name")
            names = list(arrays.files)
            several = target in names and "x" not in names
            wanted = names if several else [name for name in ("x", target) if name in names]
            found = {name: arrays[name] for name in wanted}
    except _UNREADABLE as error:
        raise _unreadable(path) from error
    parts = _parts(found, target) if several else {}
    if len(parts) > 1:
        return next(iter(parts.values())), found[target], parts
    for name in (target, "x"):
        if name not in names:
            raise DataError(
                tr(
                    "{file} has no array “{name}”; it has {names}.",
                    file=path.name,
                    name=name,
                    names=", ".join(names) or tr("none"),
                )
            )
    return found["x"], found[target], {}


def _parts(found: dict[str, Array], target: str) -> dict[str, Array]:
    """The arrays that have a row for each target, and something in it."""
    y = found[target]
    return {
        name: array
        for name, array in found.items()
        if name != target and array.ndim > 1 and y.ndim > 0 and len(array) == len(y)
    }


def _from_npy(path: Path) -> Array:
    try:
        with path.open("rb") as file:
            array: Array = np.lib.format.read_array(file, allow_pickle=False)
    except _UNREADABLE as error:
        raise _unreadable(path) from error
    return array


_UNREADABLE = (ValueError, OSError, EOFError, zipfile.BadZipFile, MemoryError)


def _unreadable(path: Path) -> DataError:
    return DataError(
        tr(
            "{file} cannot be read: it is damaged, or holds Python objects instead of numbers. "
            "Save plain arrays with numpy.save or numpy.savez.",
            file=path.name,
        )
    )
