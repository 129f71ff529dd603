"""Why: where things are in the window, in the words of the tour's script."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from designer.app.tour.driver import Script
from designer.app.tour.hand import Hand, TourError
from designer.text import tr
from designer.ui import theme
from designer.ui.bottom import TABS
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from designer.ui.guide import Caption
from designer.ui.window import Window
from designer.ui.workspace import Workspace

Kind = TypeVar("Kind", bound=QWidget)
Dialog = TypeVar("Dialog", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Stage:
    """The window, the hand, and the folder that pictures go to."""

    def __init__(self, window: Window, hand: Hand, out: Path, caption: Caption | None = None):
        self.window, self.hand, self.out, self._caption = window, hand, out, caption
        self._pictures = 0

    @property
    def workspace(self) -> Workspace:
        """The document in front with its views."""
        if self.window.workspace is None:
            raise TourError(tr("No drawing is open."))
        return self.window.workspace

    @property
    def document(self) -> Document:
        """The document in front."""
        return self.workspace.document

    @property
    def canvas(self) -> CanvasView:
        """Its canvas."""
        return self.workspace.canvas

    def say(self, sentence: str, ms: float = 2600) -> Script:
        """Tell what comes next, and give time to read it."""
        if self._caption is not None and self.hand.pace:
            self._caption.say(sentence)
        yield from self.hand.rest(ms)

    def picture(self, name: str) -> Script:
        """Take a picture of the window."""
        yield 60  # what was just done is painted
        self._pictures += 1
        image: QPixmap = self.window.grab()
        image.save(str(self.out / "pictures" / f"{self._pictures:02}-{name}.png"))

    def in_both_themes(self, name: str) -> Script:
        """Pictures in light and dark; only where nobody watches, who would be startled."""
        if self.hand.pace:
            return
        before = theme.scheme()
        for scheme in ("dark", "light"):
            theme.set_scheme(scheme)
            yield 400  # the code and the figures are there, too
            self.window.grab().save(str(self.out / "pictures" / f"{name}-{scheme}.png"))
        theme.set_scheme(before)

    def pixel(self, place: QPointF) -> QPoint:
        """Where a place of the canvas is on the screen; the canvas is moved when it is not."""
        view = self.canvas
        inner = view.viewport().rect().adjusted(40, 30, -40, -30)
        if not inner.contains(view.mapFromScene(place)):
            view.centerOn(place)
        return view.mapFromScene(place)

    def show_tab(self, key: str) -> Script:
        """Click on a tab of the bottom panel."""
        tabs = self.workspace.bottom.tabs
        yield from self.hand.click(tabs, tabs.tabRect(TABS.index(key)).center())
        yield from self.hand.until(key, lambda: self.workspace.bottom.tab == key)

    def field(self, among: QWidget, key: str, kind: type[Kind]) -> Kind:
        """A field by the name of its setting, scrolled into view."""
        found = [w for w in among.findChildren(kind, key) if w.isVisible()]
        if not found:
            raise TourError(tr("There is no field for {name}.", name=key))
        area: QWidget | None = found[0].parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(found[0])
        return found[0]

    def button(self, among: QWidget, text: str) -> QPushButton:
        """A button by its words."""
        for button in among.findChildren(QPushButton):
            if button.text() == text and button.isVisible():
                return button
        raise TourError(tr("There is no button “{text}”.", text=text))

    def select(self, name: str) -> Script:
        """Click on a node."""
        center = self.canvas.canvas.nodes[name].center()
        yield from self.hand.click(self.canvas.viewport(), self.pixel(center))

    def checked(self) -> Script:
        """Wait until the drawing has been checked as it is now."""
        checking = self.document.checking
        yield from self.hand.until(tr("the check"), lambda: not checking.pending, 20)

    def clean(self) -> Script:
        """Wait until the drawing has no problem."""
        yield from self.checked()
        self.expect(not self.document.problems, tr("a drawing without problems"))

    def file(self, path: Path) -> Script:
        """Type a path into the file dialog that is open or about to open."""
        yield from self.hand.until(tr("the file dialog"), lambda: _dialog(QFileDialog))
        dialog = _dialog(QFileDialog)
        assert dialog is not None
        name = dialog.findChildren(QLineEdit, "fileNameEdit")[0]
        yield from self.hand.rest(500)
        yield from self.hand.fill(name, str(path))
        yield from self.hand.until(tr("the end of the dialog"), lambda: not _dialog(QFileDialog))
        # Where no window manager does it, as off-screen.
        self.window.activateWindow()
        yield from self.hand.until(tr("the window"), self.window.isActiveWindow)

    def export_as(self, title: str, path: Path) -> Script:
        """Choose a kind of file in the dialog that is about to open, and where to write it."""
        yield from self.hand.until(tr("the dialog"), lambda: _dialog(QDialog))
        dialog = _dialog(QDialog)
        assert dialog is not None
        yield from self.hand.rest(900)
        yield from self.picture("export")
        radio = next(r for r in dialog.findChildren(QRadioButton) if r.text() == title)
        yield from self.hand.click(radio, QPoint(8, radio.height() // 2))
        button = next(b for b in dialog.findChildren(QPushButton) if b.isDefault())
        yield from self.hand.click(button)
        yield from self.file(path)

    def expect(self, holds: object, what: str) -> None:
        """Raises TourError when something does not hold."""
        if not holds:
            raise TourError(tr("The tour expected {what}.", what=what))


def _dialog(kind: type[Dialog]) -> Dialog | None:
    modal = QApplication.activeModalWidget()
    return modal if isinstance(modal, kind) else None
