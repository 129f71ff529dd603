"""Why: every way in which data can be brought, and what a person gets from it."""

import gzip
import struct
import sys
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sklearn import datasets

from designer.data import SOURCES, describe, load, loading, preview
from designer.protocol import DataSpec

EMBEDDED = {
    "digits": (datasets.load_digits, (1, 8, 8), 10),
    "iris": (datasets.load_iris, (4,), 3),
    "wine": (datasets.load_wine, (13,), 3),
    "breast_cancer": (datasets.load_breast_cancer, (30,), 2),
    "diabetes": (datasets.load_diabetes, (10,), 0),
}


def write_idx(path: Path, array: np.ndarray, *, zipped: bool = False) -> None:
    head = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    content = head + array.astype(np.uint8).tobytes()
    path.write_bytes(gzip.compress(content) if zipped else content)


def write_pictures(folder: Path, modes: dict[str, str], size: tuple[int, int] = (6, 5)) -> None:
    random = np.random.default_rng(1)
    for name, mode in modes.items():
        (folder / name).mkdir(parents=True)
        for i in range(5):
            pixels = random.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
            Image.fromarray(pixels).convert(mode).save(folder / name / f"{i}.png")


@pytest.mark.parametrize("key", EMBEDDED)
def test_embedded_sets_are_scikit_learns(key: str) -> None:
    fetch, shape, classes = EMBEDDED[key]
    found = load(DataSpec(source=key, normalize="none"))
    info = describe(DataSpec(source=key, normalize="none"))
    assert info == found.info
    assert info.shape == shape == found.train_x.shape[1:]
    assert len(info.classes) == classes
    assert info.task == ("classification" if classes else "regression")
    assert info.train_rows + info.val_rows == len(fetch().target)
    together = np.concatenate([found.train_x, found.val_x]).reshape(len(fetch().target), -1)
    original = fetch().data if key != "diabetes" else fetch(scaled=False).data
    assert np.allclose(np.sort(together, axis=0), np.sort(original, axis=0), rtol=1e-6)


def test_types_are_what_losses_take() -> None:
    digits, diabetes = load(DataSpec(source="digits")), load(DataSpec(source="diabetes"))
    assert digits.train_x.dtype == np.float32 and digits.train_y.dtype == np.int64
    assert diabetes.train_y.dtype == np.float32 and diabetes.train_y.shape[1:] == (1,)


def test_every_source_says_what_it_needs() -> None:
    for key, source in SOURCES.items():
        assert source.key == key and source.title and source.help.endswith(".")
        assert set(source.needs) <= {"path", "target", "target_path"}
    embedded = {key for key, source in SOURCES.items() if not source.needs}
    assert embedded == set(EMBEDDED)


def test_csv_with_text_classes_and_a_text_feature(tmp_path: Path) -> None:
    rows = "".join(
        f"{i},{'red' if i % 2 else 'blue'},{'yes' if i > 5 else 'no'}\n" for i in range(12)
    )
    (tmp_path / "t.csv").write_text("size,color,kept\n" + rows)
    spec = DataSpec(source="csv", path="t.csv", normalize="none", validation=0.25)
    info = describe(spec, str(tmp_path))
    assert info.classes == ("no", "yes") and info.shape == (3,)
    shown = preview(spec, str(tmp_path), 4)
    assert shown.columns == ("size", "color_blue", "color_red")
    assert shown.rows[0] == ("0", "1", "0") and shown.labels[:2] == ("no", "yes")
    assert shown.counts == (("no", 6), ("yes", 6))


def test_csv_target_by_name_and_as_a_number(tmp_path: Path) -> None:
    rows = "".join(f"{i * 1.5},{i},{-i}\n" for i in range(10))
    (tmp_path / "t.csv").write_text("price,size,age\n" + rows)
    spec = DataSpec(source="csv", path=str(tmp_path / "t.csv"), target="price", validation=0.0)
    found = load(spec)
    assert found.info.task == "regression" and found.info.val_rows == 0
    assert found.train_y[:, 0].tolist() == [i * 1.5 for i in range(10)]


def test_npz_and_npy_are_the_same_data(tmp_path: Path) -> None:
    x, y = np.random.default_rng(0).normal(size=(20, 3, 4)), np.arange(20) % 2
    np.savez(tmp_path / "a.npz", x=x, label=y)
    np.save(tmp_path / "x.npy", x)
    np.save(tmp_path / "y.npy", y)
    one = load(DataSpec(source="npy", path="a.npz", target="label"), str(tmp_path))
    two = load(DataSpec(source="npy", path="x.npy", target_path="y.npy"), str(tmp_path))
    assert one.info.shape == (3, 4) and one.info.classes == ("0", "1")
    assert np.array_equal(one.train_x, two.train_x) and np.array_equal(one.val_y, two.val_y)


def test_regression_with_several_targets(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=np.ones((8, 2)), y=np.arange(24.0).reshape(8, 3))
    info = describe(DataSpec(source="npy", path="a.npz"), str(tmp_path))
    assert (info.task, info.targets) == ("regression", 3)


@pytest.mark.parametrize(("modes", "channels"), [("LL", 1), ("RGB", 3), ("PL", 3)])
def test_a_folder_of_pictures(tmp_path: Path, modes: str, channels: int) -> None:
    kinds = {"cat": "RGB", "dog": "RGB"} if modes == "RGB" else dict(zip("ab", modes, strict=True))
    write_pictures(tmp_path / "pets", kinds)
    spec = DataSpec(source="images", path="pets", validation=0.2, normalize="none")
    info = describe(spec, str(tmp_path))
    assert info.shape == (channels, 5, 6) and info.classes == tuple(kinds)
    shown = preview(spec, str(tmp_path), 3)
    assert len(shown.images) == 3 and shown.images[0].dtype == np.uint8
    assert shown.images[0].shape == ((5, 6) if channels == 1 else (5, 6, 3))


def test_pictures_of_many_sizes_are_brought_to_one(tmp_path: Path) -> None:
    write_pictures(tmp_path / "p", {"a": "L"}, (6, 5))
    write_pictures(tmp_path / "p", {"b": "L"}, (9, 9))
    spec = DataSpec(source="images", path="p", resize=(4, 7))
    assert describe(spec, str(tmp_path)).shape == (1, 4, 7)


@pytest.mark.parametrize("zipped", [False, True])
def test_idx_finds_its_labels(tmp_path: Path, zipped: bool) -> None:
    images = np.random.default_rng(0).integers(0, 256, (30, 4, 3))
    end = ".gz" if zipped else ""
    write_idx(tmp_path / f"train-images-idx3-ubyte{end}", images, zipped=zipped)
    write_idx(tmp_path / f"train-labels-idx1-ubyte{end}", np.arange(30) % 3, zipped=zipped)
    path = str(tmp_path / f"train-images-idx3-ubyte{end}")
    found = load(DataSpec(source="idx", path=path, normalize="none", validation=0.0))
    assert found.info.shape == (1, 4, 3) and found.info.classes == ("0", "1", "2")
    assert np.array_equal(found.train_x[:, 0], images)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n" + "1,0\n2,1\n" * 5)
    spec = DataSpec(source="csv", path=str(file))
    before = describe(spec)
    assert load(spec) is load(spec)
    file.write_text("a,b\n" + "1,0\n2,1\n" * 9)
    after = describe(spec)
    assert before.train_rows + before.val_rows == 10 and after.train_rows + after.val_rows == 18


def test_torch_that_another_thread_is_loading_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half, looks = ModuleType("torch"), list[int]()
    source = SOURCES["digits"]

    def read(*spec: Any) -> Any:
        looks.append(1)
        if len(looks) == 1:
            half.Tensor  # noqa: B018  # as scipy looks for it
        return source.read(*spec)

    monkeypatch.setitem(sys.modules, "torch", half)
    monkeypatch.setitem(SOURCES, "digits", replace(source, read=read))
    monkeypatch.setattr(loading, "_cache", OrderedDict())
    assert describe(DataSpec(source="digits")).shape == (1, 8, 8)
    assert len(looks) == 2
