"""Why: data from disk must reach the exported script as they reach the training."""

import gzip
import runpy
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from designer.data import load
from designer.port.script import script
from designer.protocol import DataSpec, RunSpec, TrainingSpec

RANDOM = np.random.default_rng(5)
SOURCE = """from torch import nn


class Net(nn.Module):
    def forward(self, x):
        return x
"""


def table(folder: Path) -> DataSpec:
    lines = [f"{i},{'rb'[i % 2]},{i * 0.3},{'yes' if i % 3 else 'no'}" for i in range(30)]
    (folder / "t.csv").write_text("a,color,b,kept\n" + "\n".join(lines))
    return DataSpec(source="csv", path="t.csv")


def measures(folder: Path) -> DataSpec:
    spec = table(folder)
    return DataSpec(source="csv", path=spec.path, target="b", normalize="minmax", validation=0.0)


def npz(folder: Path) -> DataSpec:
    np.savez(folder / "a.npz", x=RANDOM.normal(size=(30, 3, 4)), y=np.arange(30) % 3 + 5)
    return DataSpec(source="npy", path="a.npz")


def npy(folder: Path) -> DataSpec:
    np.save(folder / "x.npy", RANDOM.normal(size=(30, 1, 6, 6)))
    np.save(folder / "y.npy", np.array(["cat", "dog"] * 15)[:, None])
    return DataSpec(source="npy", path="x.npy", target_path="y.npy", task="classification")


def resized_arrays(folder: Path) -> DataSpec:
    spec = npy(folder)
    return DataSpec(
        source="npy",
        path=spec.path,
        target_path=spec.target_path,
        task="classification",
        resize=(3, 4),
        shape=(12,),
    )


def flat_pictures(folder: Path) -> DataSpec:
    return DataSpec(source="digits", shape=(64,))


def pictures(folder: Path) -> DataSpec:
    for name, mode in (("cat", "L"), ("dog", "RGB")):
        (folder / "pets" / name).mkdir(parents=True)
        for i in range(6):
            pixels = RANDOM.integers(0, 256, (7 + i, 9, 3), dtype=np.uint8)
            Image.fromarray(pixels).convert(mode).save(folder / "pets" / name / f"{i}.png")
    (folder / "pets" / "cat" / "notes.txt").write_text("not a picture")
    return DataSpec(source="images", path="pets", resize=(5, 4))


def idx(folder: Path) -> DataSpec:
    for name, array in (
        ("images-idx3", RANDOM.integers(0, 256, (24, 4, 5))),
        ("labels-idx1", np.arange(24) % 2 * 7),
    ):
        head = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
        content = gzip.compress(head + array.astype(np.uint8).tobytes())
        (folder / f"train-{name}-ubyte.gz").write_bytes(content)
    return DataSpec(source="idx", path="train-images-idx3-ubyte.gz")


@pytest.mark.parametrize(
    "make",
    [table, measures, npz, npy, resized_arrays, flat_pictures, pictures, idx],
    ids=lambda f: f.__name__,
)
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_the_script_reads_the_same_data(make: Callable[[Path], DataSpec], tmp_path: Path) -> None:
    data = make(tmp_path)
    wanted = load(data, str(tmp_path))
    loss = "MSELoss" if wanted.info.task == "regression" else "CrossEntropyLoss"
    spec = RunSpec(
        name="Sources",
        source=SOURCE,
        class_name="Net",
        data=data,
        training=TrainingSpec(loss=loss),
        base_dir=str(tmp_path),
    )
    file = tmp_path / "script.py"
    file.write_text(script(spec), encoding="utf-8")
    found = runpy.run_path(str(file))["load_data"]()
    expected = (wanted.train_x, wanted.train_y, wanted.val_x, wanted.val_y)
    for ours, theirs in zip(expected, found, strict=True):
        assert isinstance(theirs, torch.Tensor) and str(theirs.dtype)[6:] == str(ours.dtype)
        assert np.array_equal(theirs.numpy(), ours)
