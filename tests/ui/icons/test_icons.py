"""Why: an icon is found, is in ink, follows the theme, and is faint where it cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from designer.layers import CATEGORIES
from designer.layers.categories import Category
from designer.ui import icons, theme
from designer.ui.resources import resource

KEPT = sorted(p.stem for p in resource("icons").glob("*.svg") if p.stem != "app")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    before = theme.scheme()
    theme.set_scheme("light")
    yield
    theme.set_scheme(before)


def strongest(image: QImage) -> QColor:
    """The least transparent color of the picture."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda color: color.alpha())


def ink_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    return strongest(icon.pixmap(QSize(32, 32), mode).toImage())


@pytest.mark.parametrize("name", [*KEPT, *icons.MEANINGS])
def test_every_icon_is_drawn(name: str) -> None:
    assert ink_of(icons.icon(name)).alpha() > 200


@pytest.mark.parametrize("category", CATEGORIES.values(), ids=lambda category: category.key)
def test_each_category_has_an_icon_in_its_color(category: Category) -> None:
    icon = icons.icon(category.icon, category.key)
    assert ink_of(icon).rgb() == QColor(category.color).rgb()


def test_no_two_categories_share_a_drawing() -> None:
    drawings = [icons.MEANINGS[category.icon] for category in CATEGORIES.values()]
    assert len(set(drawings)) == len(drawings)


def test_ink_follows_the_theme_without_a_new_icon() -> None:
    icon = icons.icon("save")
    assert ink_of(icon).rgb() == theme.current().ink1.rgb()
    theme.set_scheme("dark")
    assert ink_of(icon).rgb() == theme.current().ink1.rgb()
    assert ink_of(icons.icon("error", "error")).rgb() == theme.current().error.rgb()


def test_what_cannot_be_used_is_faint() -> None:
    icon = icons.icon("stop")
    assert ink_of(icon, QIcon.Mode.Disabled).alpha() < ink_of(icon).alpha()


def test_it_is_crisp_where_a_unit_is_two_pixels() -> None:
    drawn = icons.icon("play").pixmap(QSize(16, 16), 2.0)
    assert (drawn.size(), drawn.devicePixelRatio()) == (QSize(32, 32), 2.0)
    assert icons.pixmap("play", 16, ratio=2.0).deviceIndependentSize().toSize() == QSize(16, 16)


def test_a_button_shows_it(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIconSize(QSize(16, 16))
    button.resize(28, 28)
    bare = button.grab().toImage()
    button.setIcon(icons.icon("undo"))
    assert button.grab().toImage() != bare


def test_a_name_without_a_drawing_is_told() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/unicorn\.svg"):
        icons.icon("unicorn")


def test_the_license_lies_beside_the_drawings() -> None:
    text = Path(resource("icons/LICENSE-lucide.txt")).read_text(encoding="utf-8")
    assert text.startswith("ISC License")
