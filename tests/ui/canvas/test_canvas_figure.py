"""Why: what leaves as a figure is all there, in words that stay words, and readable in print."""

import itertools
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from designer import edit, gallery
from designer.layers import CATEGORIES
from designer.model import FLOWS, Project
from designer.ui import figure
from designer.ui.canvas.picture import PictureError, save_picture
from designer.ui.costing import short_count
from designer.ui.figure import Look
from designer.ui.figure.legend import title, used
from designer.ui.figure.paper import fills
from designer.ui.kinds import kind_text
from designer.ui.picture_look import Ground, Style
from designer.ui.theme import build
from designer.ui.theme.contrast import contrast, lightness

AROUND = 40  # units beside the view box that are looked at
NETWORKS = ("two-branch", "gpt2", "unet")
LOOKS = [
    Look(style=style, ground="transparent", across=across, shapes=shapes, caption=caption)
    for style, across, shapes, caption in itertools.product(
        get_args(Style), (False, True), (False, True), ("", "Some words")
    )
    if style == "paper" or not across
]


def svg_of(project: Project, look: Look, graph: str = "main") -> str:
    with figure.posing(project, graph) as document:
        return figure.to_svg(figure.draw(document, look)).decode()


def words_of(svg: str) -> list[str]:
    return [w.replace("&amp;", "&") for w in re.findall(r"<text[^>]*>\s*([^<]*?)\s*</text>", svg)]


def known(project: Project) -> tuple[set[str], set[str], set[str]]:
    """What its nodes are, how many parameters they have, and the categories of their colors."""
    with figure.posing(project) as document:
        report = document.here
        assert report is not None
        layers = {n: document.layer(node.type) for n, node in project.main.nodes.items()}
        counts = {short_count(c) for c in report.parameters.values() if c}
        categories = {layer.category for layer in layers.values() if layer is not None}
    return set(project.main.nodes), counts, {title(key) for key in categories}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("flow", FLOWS)
def test_words_stay_words_and_the_legend_is_of_the_colors_used(
    qtbot: QtBot, name: str, style: Style, flow: str
) -> None:
    project = gallery.create(name)
    edit.set_flow(project, flow)
    nodes, counts, categories = known(project)
    types = {kind_text(node.type) for node in project.main.nodes.values()}  # "Dropout" is both
    words = words_of(svg_of(project, Look(style=style, caption="All of it")))
    assert counts <= set(words)
    assert categories <= set(words)
    others = {title(key) for key in CATEGORIES} - categories
    assert not others & set(words)
    assert "All of it" in words
    if style == "canvas":
        assert nodes <= set(words)
    bare = Look(style=style, counts=False, legend=False, shapes=False)
    less = set(words_of(svg_of(project, bare)))
    assert not less & (counts | categories - types)
    assert not [word for word in less if word.startswith("N × ")]
    assert [word for word in words if word.startswith("N × ")]


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, asdict(look).values())))
def test_nothing_is_drawn_outside_the_view_box(qtbot: QtBot, look: Look, flow: str) -> None:
    project = gallery.create("unet")
    edit.set_flow(project, flow)
    renderer = QSvgRenderer(QByteArray(svg_of(project, look).encode()))
    box = renderer.viewBoxF()
    renderer.setViewBox(box.adjusted(-AROUND, -AROUND, AROUND, AROUND))
    image = QImage(renderer.viewBox().size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    inside = QRectF(AROUND, AROUND, box.width(), box.height())
    painter.fillRect(inside.adjusted(-1, -1, 1, 1), Qt.GlobalColor.black)
    painter.end()
    blank = QImage(image.size(), image.format())
    blank.fill(Qt.GlobalColor.transparent)
    assert image == blank


@pytest.mark.parametrize("style", get_args(Style))
def test_what_flows_to_the_right_is_a_wide_picture_and_lies_on_no_side(
    qtbot: QtBot, style: Style
) -> None:
    project = gallery.create("lenet5")
    edit.set_flow(project, "right")
    look = Look(style=style, legend=False)
    with figure.posing(project) as document:
        size = figure.draw(document, look).size
    assert size.width() > 20 * size.height()
    assert svg_of(project, look) == svg_of(project, replace(look, across=True))


def test_every_choice_changes_the_picture(qtbot: QtBot) -> None:
    project = gallery.create("two-branch")
    plain = Look(style="paper")
    pictures = {svg_of(project, plain)}
    values = {"caption": ["Words"]}
    for field, kind in get_type_hints(Look).items():
        others = values.get(field) or get_args(kind) or [True, False]
        for other in others:
            if other != getattr(plain, field):
                look = Look(**{**asdict(plain), field: other})
                picture = svg_of(project, look)
                assert picture not in pictures, f"{field} {other} changes nothing"
                pictures.add(picture)


@pytest.mark.parametrize("dark", [False, True])
def test_the_fills_of_a_paper_differ_in_gray_and_hold_ink(dark: bool) -> None:
    colors = build(dark=dark)
    for count in range(2, 13):
        keys = list(colors.categories)[:count]
        found = fills(colors, keys)
        steps = sorted(lightness(color) for color in found.values())
        even = (steps[-1] - steps[0]) / (count - 1)
        assert all(b - a > even / 2 for a, b in itertools.pairwise(steps))
        assert all(contrast(colors.ink1, color) > 4.5 for color in found.values())


def test_repeats_of_a_block_are_said(qtbot: QtBot) -> None:
    words = words_of(svg_of(gallery.create("gpt2"), Look(style="paper")))
    assert any(word.startswith("× 12") for word in words)


def test_the_inside_of_a_block_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    project = gallery.create("gpt2")
    inside = words_of(svg_of(project, Look(), "Block"))
    assert set(project.graphs["Block"].nodes) <= set(inside)
    with pytest.raises(PictureError, match="Blok"):
        save_picture(project, tmp_path / "net.svg", graph="Blok")


def test_fonts_have_a_substitute(qtbot: QtBot) -> None:
    families = set(re.findall('font-family="([^"]*)"', svg_of(gallery.create("neuron"), Look())))
    assert families
    assert all(family.endswith(("sans-serif", "monospace")) for family in families)


def test_a_transparent_picture_is_nothing_at_its_corners(qtbot: QtBot, tmp_path: Path) -> None:
    grounds: dict[Ground, int] = {"light": 255, "dark": 255, "transparent": 0}
    for ground, alpha in grounds.items():
        save_picture(gallery.create("neuron"), tmp_path / "a.png", Look(ground=ground))
        assert QImage(str(tmp_path / "a.png")).pixelColor(1, 1).alpha() == alpha


def test_a_drawing_with_a_mistake_can_be_pictured(qtbot: QtBot) -> None:
    project = gallery.create("mlp")
    edit.add(project, "Conv2d", "lost", at=(400, 0))
    for style in get_args(Style):
        words = words_of(svg_of(project, Look(style=style)))
        assert "Conv2d" in words


@pytest.mark.parametrize("style", get_args(Style))
def test_a_bypassed_layer_is_told_apart(qtbot: QtBot, style: Style) -> None:
    project = gallery.create("mlp")
    before = svg_of(project, Look(style=style))
    edit.mute(project, ["tanh"])
    after = svg_of(project, Look(style=style))
    mark = "stroke-dasharray" if style == "paper" else "<p"  # dashes, or the line around it
    assert before.count(mark) < after.count(mark)
    assert set(words_of(before)) == set(words_of(after))


def test_the_clipboard_has_vectors_and_pixels(qtbot: QtBot) -> None:
    with figure.posing(gallery.create("neuron")) as document:
        drawn = figure.draw(document, Look())
        figure.copy(drawn)
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<?xml")
    assert QGuiApplication.clipboard().image().width() == 3 * drawn.size.width()


def test_categories_come_in_the_order_of_the_palette() -> None:
    assert used(["pooling", "io", "pooling", "?"]) == ["io", "pooling"]
