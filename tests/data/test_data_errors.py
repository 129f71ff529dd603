"""Why: bad data are one sentence that names the trouble and says what to do; nothing else."""

import gzip
import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from designer.data import DataError, load
from designer.data.idx import read_idx
from designer.protocol import DataSpec

Make = Callable[[Path], DataSpec]


def csv(text: str | bytes, **spec: str) -> Make:
    def make(folder: Path) -> DataSpec:
        content = text.encode() if isinstance(text, str) else text
        (folder / "t.csv").write_bytes(content)
        return DataSpec(source="csv", path="t.csv", **spec)  # type: ignore[arg-type]

    return make


def npz(**arrays: np.ndarray) -> Make:
    def make(folder: Path) -> DataSpec:
        np.savez(folder / "a.npz", **arrays)  # type: ignore[arg-type]
        return DataSpec(source="npy", path="a.npz")

    return make


def raw_bytes(source: str, content: bytes, name: str, **spec: str) -> Make:
    def make(folder: Path) -> DataSpec:
        (folder / name).write_bytes(content)
        return DataSpec(source=source, path=name, **spec)  # type: ignore[arg-type]

    return make


def pictures(*files: tuple[str, bytes | tuple[int, int]]) -> Make:
    def make(folder: Path) -> DataSpec:
        (folder / "p").mkdir()
        for name, content in files:
            file = folder / "p" / name
            file.parent.mkdir(exist_ok=True)
            if isinstance(content, bytes):
                file.write_bytes(content)
            else:
                Image.new("L", content).save(file)
        return DataSpec(source="images", path="p")

    return make


def plain(**spec: object) -> Make:
    return lambda folder: DataSpec(**spec)  # type: ignore[arg-type]


FLOATS = np.ones((6, 2), dtype=np.float32)
CLASSES = np.arange(6) % 2

BAD: dict[str, tuple[Make, str]] = {
    "no such source": (plain(source="mnist"), "no data source named “mnist”"),
    "no file chosen": (plain(source="csv"), "Choose a file"),
    "no folder chosen": (plain(source="images"), "Choose a folder"),
    "missing file": (plain(source="csv", path="gone.csv"), "gone.csv is not there"),
    "empty csv": (csv(""), "t.csv cannot be read as CSV"),
    "csv without rows": (csv("a,b\n"), "t.csv needs a header"),
    "csv with one column": (csv("a\n1\n2\n"), "two columns"),
    "csv with gaps": (csv("a,b\n1,2\n,3\n,4\n"), "2 empty cells in the column “a”"),
    "csv without the target": (csv("a,b\n1,2\n3,4\n", target="c"), "no column “c”; there are a, b"),
    "csv that is not text": (csv(b"a,b\n\xff\xfe\x00,1\n"), "cannot be read as CSV"),
    "csv with broken rows": (csv("a,b\n1,2\n1,2,3,4\n"), "cannot be read as CSV"),
    "csv with infinity": (csv("a,b\ninf,0\n2,1\n3,0\n4,1\n"), "not numbers"),
    "csv beyond float32": (csv("a,b\n1e300,0\n2,1\n3,0\n4,1\n"), "not numbers"),
    "csv of one class": (csv("a,b\n1,x\n2,x\n3,x\n"), "one class only"),
    "csv with a lonely class": (csv("a,b\n1,x\n2,x\n3,x\n4,x\n5,y\n"), "“y” has one row only"),
    "csv with free text": (
        csv("a,b\n" + "".join(f"name {i},{i % 2}\n" for i in range(60))),
        "“a” has 60 different texts",
    ),
    "text as a regression": (csv("a,b\n1,x\n2,y\n", task="regression"), "text"),
    "npy without targets": (raw_bytes("npy", b"", "x.npy"), "with the targets"),
    "npz that is none": (raw_bytes("npy", b"hello", "a.npz"), "a.npz cannot be read"),
    "npz cut off": (raw_bytes("npy", b"PK\x03\x04 and nothing", "a.npz"), "a.npz cannot be read"),
    "npz without y": (npz(x=FLOATS), "no array “y”; it has x"),
    "npz with objects": (npz(x=np.array([[{}], [{}]]), y=CLASSES[:2]), "Python objects"),
    "npz with text": (npz(x=np.array([["a"], ["b"]]), y=CLASSES[:2]), "where numbers are needed"),
    "npz of other lengths": (npz(x=FLOATS, y=CLASSES[:3]), "one row per sample"),
    "npz with a single number": (npz(x=FLOATS, y=np.array(3)), "one row per sample"),
    "npz with nan": (npz(x=FLOATS * np.nan, y=CLASSES), "not numbers"),
    "npz with nan targets": (npz(x=FLOATS, y=np.full(6, np.nan)), "not numbers"),
    "npz without rows": (npz(x=FLOATS[:0], y=CLASSES[:0]), "too few rows"),
    "empty folder": (pictures(), "no pictures"),
    "empty class": (pictures(("a/1.png", (3, 3)), ("b/note.txt", b"")), "b has no pictures"),
    "corrupt picture": (pictures(("a/1.png", (3, 3)), ("b/2.png", b"\x89PNG....")), r"2\.png"),
    "pictures of two sizes": (
        pictures(("a/1.png", (3, 4)), ("b/2.png", (5, 6))),
        "2.png is 6 × 5 pixels, 1.png is 4 × 3",
    ),
    "foreign idx": (raw_bytes("idx", b"hello there", "i", target_path="i"), "not an IDX file"),
    "idx without labels": (raw_bytes("idx", b"", "images"), "file with the labels"),
    "idx cut off": (
        raw_bytes("idx", struct.pack(">HBBIII", 0, 8, 3, 9, 4, 4), "i", target_path="i"),
        "cut off",
    ),
    "too small a share": (plain(source="iris", validation=0.005), "choose another share"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_data_are_one_sentence(case: str, tmp_path: Path) -> None:
    make, expected = BAD[case]
    spec = make(tmp_path)
    with pytest.raises(DataError, match=expected) as caught:
        load(spec, str(tmp_path))
    text = str(caught.value)
    assert "\n" not in text and text[0] == text[0].strip() and "Traceback" not in text


def test_a_truncated_picture_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.effect_noise((40, 40), 50).save(tmp_path / name / "1.png")
    file = tmp_path / "b" / "1.png"
    file.write_bytes(file.read_bytes()[:-300])
    with pytest.raises(DataError, match=r"b.1\.png cannot be read"):
        load(DataSpec(source="images", path=str(tmp_path)))


@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_as_idx_are_an_array_or_a_sentence(content: bytes, zipped: bool) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(b"\x1f\x8b" + content if zipped else b"\x00\x00\x08" + content)
        try:
            array = read_idx(path)
        except DataError:
            return
        assert array.dtype == np.uint8


@given(st.integers(0, 60))
def test_a_gzipped_file_cut_anywhere_is_refused(cut: int) -> None:
    import tempfile

    whole = gzip.compress(struct.pack(">HBBI", 0, 8, 1, 5) + b"\x01\x02\x03\x04\x05", mtime=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(whole[: min(cut, len(whole) - 1)])
        with pytest.raises(DataError):
            read_idx(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("source", ["csv", "npy", "idx", "images"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, source: str) -> None:
    (tmp_path / "class").mkdir()
    pipe = tmp_path / "class" / "pipe.png"
    os.mkfifo(pipe)
    place = tmp_path if source == "images" else pipe
    with pytest.raises(DataError, match="no pictures" if source == "images" else "pipe"):
        load(DataSpec(source=source, path=str(place)))
