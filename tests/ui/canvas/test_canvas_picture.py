"""Why: the picture of a drawing shows all of it, in vectors where the format has them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from designer import gallery
from designer.model import Project
from designer.ui import theme
from designer.ui.canvas.picture import PictureError, save_picture
from tests.ui.canvas.hands import Hands


def test_svg_holds_every_name_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    project = gallery.create("two-branch")
    save_picture(project, tmp_path / "net.svg")
    text = (tmp_path / "net.svg").read_text()
    assert text.count("<text") > len(project.main.nodes)
    for name in project.main.nodes:
        assert f">{name}<" in text


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".svg"])
def test_every_format_is_written_the_same_twice(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    project = gallery.create("mlp")
    before = project.state()
    for name in ("a", "b"):
        save_picture(project, tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").stat().st_size > 2000
    if suffix != ".pdf":  # a PDF holds its date
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    assert project.state() == before


def test_pictures_are_light_whatever_the_window_is(qtbot: QtBot, tmp_path: Path) -> None:
    theme.set_scheme("dark")
    try:
        save_picture(gallery.create("neuron"), tmp_path / "net.png")
    finally:
        theme.set_scheme("system")
    image = QImage(str(tmp_path / "net.png"))
    assert image.pixelColor(2, 2).lightness() > 240


def test_nothing_to_draw_and_odd_names_are_said(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="empty"):
        save_picture(Project.new("empty"), tmp_path / "net.png")
    with pytest.raises(PictureError, match=r"net\.bmp"):
        save_picture(gallery.create("neuron"), tmp_path / "net.bmp")
    with pytest.raises(OSError, match="nowhere"):
        save_picture(gallery.create("neuron"), tmp_path / "nowhere" / "net.png")


def test_a_picture_does_not_disturb_an_open_canvas(
    canvas: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = canvas("mlp")
    save_picture(hands.project, tmp_path / "net.png")
    hands.view.select_all()
    assert all(item.chosen for item in hands.view.canvas.nodes.values())
