"""Why: the first page leads to a network, a file or the tour, by mouse and by keys alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from designer import gallery
from designer.gallery import TEMPLATES
from designer.model import Project
from designer.text import tr
from designer.text.languages import set_language
from designer.ui import theme
from designer.ui.start import StartPage, thumbnail
from designer.ui.start.card import LINES, Card, broken
from designer.ui.start.recent import RecentRow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two that are there, and one between them that is gone."""
    here = [tmp_path / "digits.nnd", tmp_path / "iris.nnd"]
    for path in here:
        path.write_text("{}", encoding="utf-8")
    return [here[0], tmp_path / "gone.nnd", here[1]]


@pytest.fixture
def page(qtbot: QtBot, files: list[Path]) -> Iterator[StartPage]:
    page = StartPage(files)
    qtbot.addWidget(page)
    page.resize(1440, 860)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page


def button(page: StartPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("New network", "new_requested"),
        ("Open…", "open_requested"),
        ("Take the tour", "tour_requested"),
    ],
)
def test_three_things_to_do(qtbot: QtBot, page: StartPage, text: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        QTest.mouseClick(button(page, text), LEFT)
    button(page, text).setFocus()
    with qtbot.waitSignal(getattr(page, signal)):
        QTest.keyClick(button(page, text), Qt.Key.Key_Return)


def test_there_is_a_card_for_every_template(page: StartPage) -> None:
    assert [card.template.name for card in page.cards] == list(TEMPLATES)
    assert all(card.accessibleName() and card.toolTip() for card in page.cards)


def test_a_card_is_picked_by_mouse_space_and_enter(qtbot: QtBot, page: StartPage) -> None:
    card = page.cards[2]
    with qtbot.waitSignal(page.template_requested) as picked:
        QTest.mouseClick(card, LEFT)
    assert picked.args == [card.template.name]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(page.template_requested):
            QTest.keyClick(card, key)


def test_the_focused_card_is_outlined(page: StartPage) -> None:
    card = page.cards[1]
    before = card.grab().toImage()
    card.setFocus()
    assert card.grab().toImage() != before


def test_arrows_go_from_card_to_card(page: StartPage) -> None:
    page.cards[0].setFocus()
    for key, place in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
    ):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is page.cards[place]


def test_tab_reaches_everything_in_reading_order(page: StartPage) -> None:
    page.buttons[0].setFocus()
    reached = []
    for _ in range(len(page.buttons) + len(page.recent.rows) + len(page.cards)):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert reached == [*page.buttons, *page.recent.rows, *page.cards]


@pytest.mark.parametrize(("width", "columns"), [(900, 2), (1440, 3), (1920, 3)])
def test_cards_use_the_width(page: StartPage, width: int, columns: int) -> None:
    page.resize(width, 900)
    QApplication.processEvents()
    tops = [card.y() for card in page.cards]
    assert tops.count(tops[0]) == columns
    last = page.cards[columns - 1]
    assert last.mapTo(page, last.rect().topRight()).x() < width
    assert page.horizontalScrollBar().maximum() == 0


def test_recent_files_open_by_click_and_enter(
    qtbot: QtBot, page: StartPage, files: list[Path]
) -> None:
    row = page.recent.rows[0]
    with qtbot.waitSignal(page.file_requested) as wanted:
        QTest.mouseClick(row, LEFT)
    assert wanted.args == [str(files[0])]
    with qtbot.waitSignal(page.file_requested):
        QTest.keyClick(row, Qt.Key.Key_Return)


def test_a_missing_file_can_only_be_forgotten(
    qtbot: QtBot, page: StartPage, files: list[Path]
) -> None:
    row = page.recent.rows[1]
    assert row.is_missing
    with qtbot.assertNotEmitted(page.file_requested):
        QTest.mouseClick(row, LEFT)
    with qtbot.waitSignal(page.forget_requested) as gone:
        QTest.mouseClick(row.findChildren(QToolButton)[0], LEFT)
    assert gone.args == [str(files[1])]


def test_delete_forgets_a_file(qtbot: QtBot, page: StartPage, files: list[Path]) -> None:
    with qtbot.waitSignal(page.forget_requested) as gone:
        QTest.keyClick(page.recent.rows[2], Qt.Key.Key_Delete)
    assert gone.args == [str(files[2])]
    page.show_recent(files[:2])
    assert [row.path for row in page.recent.rows] == files[:2]


def test_without_recent_files_a_sentence_says_so(page: StartPage) -> None:
    page.show_recent([])
    QApplication.processEvents()
    assert not [row for row in page.findChildren(RecentRow) if row.isVisible()]
    assert page.recent._nothing.isVisible()


def test_both_themes_are_drawn(page: StartPage) -> None:
    pictures = []
    before = theme.scheme()
    for scheme in ("light", "dark"):
        theme.set_scheme(scheme)
        pictures.append(page.grab().toImage().pixelColor(5, 5).name())
        assert pictures[-1] == theme.current().window.name()
    theme.set_scheme(before)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_card_is_cut_off(page: StartPage, language: str) -> None:
    set_language(language)
    try:
        page.resize(1280, 800)
        colors = theme.current()
        for card in page.findChildren(Card):
            width, template = card.words_area().width(), card.template
            one_line = ((tr(template.title), 13, True), (template.paper, 10.5, False))
            for text, size, bold in one_line:
                font = colors.font(size, bold=bold)
                assert QFontMetricsF(font).horizontalAdvance(text) <= width, text
            assert len(broken(tr(template.help), colors.font(11), width)) <= LINES, template.name
    finally:
        set_language("en")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_thumbnail_has_the_blocks_of_its_template(name: str) -> None:
    drawn = thumbnail.template_sketch(name)
    project = gallery.create(name)
    assert len(drawn.blocks) == len(project.main.nodes)
    assert len(drawn.wires) == len(list(project.main.wires))


def test_a_thumbnail_stays_in_its_room(qapp: QApplication) -> None:
    picture = QImage(100, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    thumbnail.paint(painter, thumbnail.template_sketch("lenet5"), QRectF(20, 20, 60, 60))
    thumbnail.paint(painter, thumbnail.sketch(Project.new("empty")), QRectF(0, 0, 100, 100))
    painter.end()
    inked = {
        (x, y) for x in range(100) for y in range(100) if picture.pixelColor(x, y) != "#ffffff"
    }
    assert inked
    assert all(19 <= x <= 80 and 19 <= y <= 80 for x, y in inked)


def test_a_file_that_changes_its_age_is_read_again(page: StartPage, files: list[Path]) -> None:
    os.utime(files[0], (0, 0))
    page.show_recent(files)
    assert "1970" in page.recent.rows[0].accessibleName()
