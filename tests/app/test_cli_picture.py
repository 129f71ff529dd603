"""Why: a picture from the command line takes every choice that the dialog has, and no others do."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from designer import edit, gallery, store
from designer.app import cli_picture
from designer.app.main import main
from designer.ui.figure import Look
from tests.app.test_cli import Capture, refused


@pytest.fixture
def gpt2(tmp_path: Path) -> Path:
    path = tmp_path / "gpt2.nnd"
    store.save(gallery.create("gpt2"), path)
    return path


def test_the_command_knows_every_choice() -> None:
    assert [field.name for field in fields(Look)] == list(cli_picture.LOOK)


@pytest.mark.parametrize(
    ("words", "there", "gone"),
    [
        ([], ">Attention<", ">of it<"),
        (["--style", "paper", "--across", "--no-counts"], ">Embedding<", ">38.6 M<"),
        (["--no-legend", "--caption", "of it"], ">of it<", ">Attention<"),
        (["--no-shapes", "--ground", "dark"], ">38.6 M<", ">N × 1024 × 768<"),
        (["--graph", "Block"], ">MLP<", ">tokens<"),
    ],
)
def test_a_picture_looks_as_it_was_asked_to(
    qapp: object, gpt2: Path, tmp_path: Path, words: list[str], there: str, gone: str
) -> None:
    out = tmp_path / "a.svg"
    assert main(["export", str(gpt2), "--to", "svg", "-o", str(out), *words]) == 0
    text = out.read_text(encoding="utf-8")
    assert there in text
    assert gone not in text


def test_a_drawing_that_flows_to_the_right_is_written_so(qapp: object, tmp_path: Path) -> None:
    project = gallery.create("gpt2")
    edit.set_flow(project, "right")
    path, out = tmp_path / "right.nnd", tmp_path / "a.svg"
    store.save(project, path)
    assert main(["export", str(path), "--to", "svg", "-o", str(out), "--across"]) == 0
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', out.read_text(encoding="utf-8"))
    assert box is not None and int(box[1]) > 3 * int(box[2])


def test_what_cannot_be_is_said(gpt2: Path, tmp_path: Path, capsys: Capture) -> None:
    to = ["export", str(gpt2), "-o", str(tmp_path / "a.svg"), "--to"]
    assert "--style paper" in refused(capsys, *to, "svg", "--across")
    assert "'blue'" in refused(capsys, *to, "svg", "--ground", "blue")
    assert "Blok" in refused(capsys, *to, "svg", "--graph", "Blok")
    assert "--legend" in refused(capsys, *to, "python", "--legend")
    assert "--graph" in refused(capsys, *to, "onnx", "--graph", "Block")
    assert not (tmp_path / "a.svg").exists()
