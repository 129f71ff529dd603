"""Why: a template whose data a person brings says what they look like; then it trains as it is."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from designer import check, data, edit, gallery, runs
from designer.model import Project
from designer.protocol import Epoch, Failed

Writes = Callable[[Path], dict[str, str]]
ROWS = 130


def characters(folder: Path) -> dict[str, str]:
    """Sixty-five characters that follow each other in a circle: the next is known."""
    start = np.arange(6 * 65)[:, None]  # enough that each is in both parts of the data
    text = (start + np.arange(65)[None]) % 65
    np.savez(folder / "text.npz", x=text[:, :64], y=text[:, 64])
    return {"source": "npy", "path": str(folder / "text.npz")}


def series(folder: Path) -> dict[str, str]:
    """Windows of a wave, and the number behind each."""
    wave = np.sin(np.arange(ROWS + 25) / 3)
    table = np.stack([wave[i : i + 25] for i in range(ROWS)])
    names = ",".join([*(f"t{i}" for i in range(24)), "next"])
    np.savetxt(folder / "series.csv", table, delimiter=",", header=names, comments="")
    return {"source": "csv", "path": str(folder / "series.csv")}


def pictures(folder: Path) -> dict[str, str]:
    """Bright and dark ones of chance."""
    chance = np.random.default_rng(0)
    for name, light in (("made", 60), ("real", 190)):
        (folder / "pictures" / name).mkdir(parents=True)
        for number in range(10):
            pixels = chance.integers(0, 60, (64, 64, 3)) + light
            picture = Image.fromarray(pixels.astype(np.uint8))
            picture.save(folder / "pictures" / name / f"{number}.png")
    return {"source": "images", "path": str(folder / "pictures")}


def pairs(folder: Path) -> dict[str, str]:
    """Pictures in pairs, as far apart as they are differently bright."""
    chance = np.random.default_rng(0)
    light = chance.random((2, 60, 1, 1, 1))
    left, right = (chance.random((60, 1, 28, 28)) + each for each in light)
    y = np.abs(light[0] - light[1]).reshape(60, 1)
    np.savez(folder / "pairs.npz", left=left, right=right, y=y)
    return {"source": "npy", "path": str(folder / "pairs.npz")}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("siamese", pairs),
        ("char-gpt", characters),
        ("gru-forecaster", series),
        ("lstm-forecaster", series),
        ("dcgan-discriminator", pictures),
    ],
)
def test_a_template_trains_on_data_of_the_kind_that_it_asks_for(
    name: str, write: Writes, tmp_path: Path
) -> None:
    project = gallery.create(name)
    edit.set_data(project, **write(tmp_path))
    edit.set_training(project, epochs=3, batch_size=8)
    epochs = trained(project, tmp_path)
    losses = [epoch.train["loss"] for epoch in epochs]
    assert len(losses) == 3 and np.isfinite(losses).all() and losses[-1] < losses[0]


def test_an_autoencoder_paints_digits_that_it_never_saw(tmp_path: Path) -> None:
    """Ten numbers say most of what 64 pixels say: ten principal components leave 26 %."""
    epochs = trained(gallery.create("autoencoder"), tmp_path)
    assert epochs[-1].val["r2"] > 0.8
    assert epochs[-1].val["mse"] == pytest.approx(epochs[-1].val["loss"], rel=1e-5)


def test_a_network_of_two_heads_learns_both_tasks(tmp_path: Path) -> None:
    epochs = trained(gallery.create("multi-task"), tmp_path)
    assert epochs[-1].val["accuracy"] > 0.95
    assert epochs[-1].val["picture_loss"] < epochs[0].val["picture_loss"] / 2


def trained(project: Project, tmp_path: Path) -> list[Epoch]:
    """The epochs of a run as the template asks for it."""
    report = check.run(project, data.describe(project.data))
    assert report.problems == ()
    run = runs.start(runs.prepare(project), tmp_path / "run", "thread")
    events = run.poll()
    while run.alive:
        time.sleep(0.02)
        events += run.poll()
    events += run.poll()
    assert not [event for event in events if isinstance(event, Failed)]
    return [event for event in events if isinstance(event, Epoch)]
