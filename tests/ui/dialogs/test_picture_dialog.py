"""Why: a picture is seen as it will be, while its choices are made with the keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QLineEdit, QWidget

from designer import gallery
from designer.ui import dialogs, screens
from designer.ui.dialogs.pictures import Preview
from designer.ui.document import Document
from designer.ui.figure import Look
from tests.ui.dialogs.test_dialogs import answer, click, name_file, parent, press

__all__ = ["parent"]  # the fixture


@pytest.fixture
def document(qtbot: object) -> Iterator[Document]:
    one = Document(gallery.create("two-branch"))
    yield one
    one.close()


def check(text: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        box = next(b for b in dialog.findChildren(QCheckBox) if b.text() == text)
        QTest.keyClick(box, Qt.Key.Key_Space)

    return act


def choose(name: str, text: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        box = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == name)
        while box.currentText() != text:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() != before, f"no {text}"

    return act


def test_enter_saves_as_it_was_last(parent: QWidget, document: Document) -> None:
    look = Look(style="paper", across=True, counts=False)
    chosen = answer(lambda: dialogs.choose_look(parent, document, look), press(Qt.Key.Key_Return))
    assert chosen == ("save", look)


def test_on_a_small_screen_every_choice_is_within_reach(
    parent: QWidget, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = parent.screen().availableSize()
    monkeypatch.setattr(screens, "FRAME", QSize(0, screen.height() - 400))
    heights: list[int] = []

    def look_at(dialog: QDialog) -> None:
        heights.append(dialog.height())
        for part in (*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)):
            corner = part.mapTo(dialog, part.rect().bottomRight())
            assert dialog.rect().contains(corner) or not part.isVisible(), part.accessibleName()
        dialog.reject()

    answer(lambda: dialogs.choose_look(parent, document, Look()), look_at)
    assert heights == [400]


def test_every_choice_shows_at_once(parent: QWidget, document: Document) -> None:
    seen: list[object] = []

    def look_at(dialog: QDialog) -> None:
        (preview,) = dialog.findChildren(Preview)
        image = preview.grab().toImage()
        assert image not in seen
        seen.append(image)

    def caption(dialog: QDialog) -> None:
        (field,) = (f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Caption")
        QTest.keyClicks(field, "Two ways")

    acts = [
        choose("Style", "Figure for a paper"),
        choose("Background", "Dark"),
        choose("Background", "Transparent"),
        check("Shapes on the wires"),
        check("Parameter counts"),
        check("Legend of the colors"),
        check("From left to right"),
        caption,
    ]
    steps = [look_at, *(step for act in acts for step in (act, look_at)), click("Copy")]
    chosen = answer(lambda: dialogs.choose_look(parent, document, Look()), *steps)
    assert chosen == ("copy", Look("paper", "transparent", False, False, False, True, "Two ways"))


def test_only_a_figure_for_a_paper_lies_on_its_side(parent: QWidget, document: Document) -> None:
    seen: list[bool] = []

    def look_at(dialog: QDialog) -> None:
        (box,) = (b for b in dialog.findChildren(QCheckBox) if b.text() == "From left to right")
        seen.append(box.isEnabled())

    answer(
        lambda: dialogs.choose_look(parent, document, Look()),
        look_at,
        choose("Style", "Figure for a paper"),
        look_at,
        press(Qt.Key.Key_Escape),
    )
    assert seen == [False, True]


@pytest.mark.parametrize(
    ("typed", "written"), [("net", "net.svg"), ("net.png", "net.png"), ("net.v2", "net.v2.svg")]
)
def test_a_picture_has_a_kind(parent: QWidget, tmp_path: Path, typed: str, written: str) -> None:
    suggested = tmp_path / "drawn.svg"
    chosen = answer(lambda: dialogs.choose_picture(parent, suggested), name_file(typed))
    assert chosen == tmp_path / written
