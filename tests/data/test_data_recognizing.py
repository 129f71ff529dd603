"""Why: a file is known for what it is, and what is none is told kindly what would be."""

from pathlib import Path

import pytest

from designer import data
from designer.data import DataError

MADE = (
    "table.csv", "arrays.NPZ", "x.npy", "y.npy", "x_train.npy", "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz", "cat.png", "sheet.xlsx", "notes.txt",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in MADE:
        (tmp_path / name).write_bytes(b"")
    for folder in ("pets/cats", "pets/dogs", "flat", "empty/inner"):
        (tmp_path / folder).mkdir(parents=True)
    for picture in ("pets/cats/a.JPG", "pets/dogs/b.jpg", "flat/c.png"):
        (tmp_path / picture).write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "source", "targets"),
    [
        (["table.csv"], "csv", ""),
        (["arrays.NPZ"], "npy", ""),
        (["x.npy", "y.npy"], "npy", "y.npy"),
        (["y.npy", "x_train.npy"], "npy", "y.npy"),
        (["pets"], "images", ""),
        (["train-images-idx3-ubyte.gz"], "idx", ""),
        (
            ["train-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz"],
            "idx",
            "train-labels-idx1-ubyte.gz",
        ),
    ],
)
def test_what_it_is(place: Path, names: list[str], source: str, targets: str) -> None:
    found = data.recognized([place / name for name in names])
    inputs = next(name for name in names if name != targets)
    wanted = {"source": source, "path": str(place / inputs)}
    assert found == (wanted | {"target_path": str(place / targets)} if targets else wanted)
    assert found["source"] in data.SOURCES


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["x.npy"], "together with x.npy"),
        (["x.npy", "x_train.npy"], "Which of x.npy and x_train.npy has the targets"),
        (["x.npy", "table.csv"], "NPY or IDX"),
        (["cat.png"], "a folder for each class"),
        (["flat"], "put each into a folder of its class"),
        (["empty"], "one folder a class"),
        (["sheet.xlsx"], "as CSV"),
        (["notes.txt"], "no data that Designer reads"),
        (["gone.csv"], "is not there"),
        (["table.csv", "x.npy", "y.npy"], "two files"),
        ([], "one file or folder"),
    ],
)
def test_what_is_none_says_what_would_be(place: Path, names: list[str], said: str) -> None:
    with pytest.raises(DataError, match=said):
        data.recognized([place / name for name in names])
