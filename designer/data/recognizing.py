"""Why: a file or folder that people bring says by itself what kind of data it is."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from designer.data.errors import DataError
from designer.data.folders import SUFFIXES
from designer.text import tr

LOOKED_AT = 300  # entries of a folder: enough to tell what it holds, quick for millions
TARGETS = ("y", "target", "targets", "label", "labels")
TABLES = (".tsv", ".xls", ".xlsx", ".parquet", ".ods")


def recognized(paths: Sequence[Path]) -> dict[str, str]:
    """The fields of a DataSpec for these: its source, path, and maybe target_path.

    Raises DataError with a sentence that says why they are no data, and what would be.
    """
    if len(paths) == 2:
        return _pair(*paths)
    if len(paths) != 1:
        raise DataError(
            tr("Take one file or folder of data, or two files: the inputs and their targets.")
        )
    (path,) = paths
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise DataError(tr("{path} is not there: choose it again.", path=path))
    kind = path.suffix.lower()
    if kind == ".csv":
        return {"source": "csv", "path": str(path)}
    if kind == ".npz":
        return {"source": "npy", "path": str(path)}
    if _is_idx(path):
        return {"source": "idx", "path": str(path)}
    raise DataError(_why_not(path, kind))


def _pair(first: Path, second: Path) -> dict[str, str]:
    """Inputs and targets: the targets are told by their name."""
    kinds = {first.suffix.lower(), second.suffix.lower()}
    source = "npy" if kinds == {".npy"} else "idx" if _is_idx(first) and _is_idx(second) else ""
    named = [path for path in (first, second) if _holds_targets(path)]
    if not source:
        raise DataError(
            tr("Two files are data when they are NPY or IDX: the inputs and their targets.")
        )
    if len(named) != 1:
        raise DataError(
            tr(
                "Which of {first} and {second} has the targets? "
                "Name it after them: y.npy, labels.npy.",
                first=first.name,
                second=second.name,
            )
        )
    (targets,) = named
    inputs = second if targets == first else first
    return {"source": source, "path": str(inputs), "target_path": str(targets)}


def _folder(path: Path) -> dict[str, str]:
    """A folder of folders of pictures."""
    try:
        found = list(islice(path.iterdir(), LOOKED_AT))
        inner = [one for one in found if one.is_dir() and not one.name.startswith(".")]
        if any(_has_pictures(folder) for folder in inner):
            return {"source": "images", "path": str(path)}
        flat = _has_pictures(path)
    except OSError as error:
        raise DataError(
            tr("The folder {folder} could not be read: {reason}.", folder=path.name, reason=error)
        ) from error
    if flat:
        raise DataError(
            tr(
                "The pictures of {folder} lie side by side: put each into a folder of its class.",
                folder=path.name,
            )
        )
    raise DataError(
        tr("{folder} has no pictures in folders: it needs one folder a class.", folder=path.name)
    )


def _has_pictures(folder: Path) -> bool:
    return any(one.suffix.lower() in SUFFIXES for one in islice(folder.iterdir(), LOOKED_AT))


def _is_idx(path: Path) -> bool:
    """As MNIST and its kin are named: train-images-idx3-ubyte, with or without .gz."""
    return "ubyte" in path.name.lower() or path.suffix.lower() == ".idx"


def _holds_targets(path: Path) -> bool:
    words = path.name.lower().replace("-", "_").replace(".", "_").split("_")
    return any(word in TARGETS or word == "idx1" for word in words)


def _why_not(path: Path, kind: str) -> str:
    if kind == ".npy":
        return tr("Take the NPY file with the targets together with {file}.", file=path.name)
    if kind in SUFFIXES:
        return tr("Take the folder of the pictures, with a folder for each class in it.")
    if kind in TABLES:
        return tr("Save {file} as CSV, with a header line, to use it as data.", file=path.name)
    return tr(
        "{file} is no data that Designer reads: CSV, NPY, NPZ, IDX, or a folder of pictures.",
        file=path.name,
    )
