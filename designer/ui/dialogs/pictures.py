"""Why: how a picture will look is seen before it is written, with every choice beside it."""

from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from designer.edit.flowing import DOWN
from designer.text import tr
from designer.ui import figure, theme
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet, line
from designer.ui.document import Document
from designer.ui.dropdown import DropDown
from designer.ui.figure import Figure, Look
from designer.ui.screens import fitting

Answer = Literal["save", "copy"]
PREVIEW, LEAST = (420, 460), (240, 200)  # px, where there is room, and where there is little
LARGEST = 6_000  # units a side of a picture whose preview has every detail
CHECK = 8  # px, of the pattern that stands for nothing


def choose_look(parent: QWidget | None, document: Document, look: Look) -> tuple[str, Look] | None:
    """What to do with a picture of what is open, "save" or "copy", and how it is to look."""
    choices = (
        Choice("save", tr("Save…"), tr("Choose a file: SVG, PDF or PNG"), primary=True),
        Choice("copy", tr("Copy"), tr("Put the picture on the clipboard"), Role.ActionRole),
        Choice(CANCEL, tr("Cancel"), tr("Make no picture"), Role.RejectRole),
    )
    with figure.posing(document.project, document.graph) as posed:
        sheet = Sheet(parent, tr("Picture of the drawing"), choices)
        options = _Options(posed, look)
        sheet.content.addWidget(line(tr("Picture of the drawing"), 15, bold=True))
        sheet.content.addSpacing(8)
        sheet.content.addWidget(options, 1)
        sheet.resize(fitting(sheet.sizeHint(), sheet))
        answer = sheet.ask()
    return None if answer == CANCEL else (answer, options.look)


class Preview(QWidget):
    """The picture as it will be, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*LEAST)
        self.setAccessibleName(tr("Preview"))
        self._figure: Figure | None = None
        self._image = QImage()

    def sizeHint(self) -> QSize:
        """As large as details need to be seen."""
        return QSize(*PREVIEW)

    def show_figure(self, drawn: Figure) -> None:
        """Show another one."""
        self._figure = drawn
        self._image = QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle; where it is transparent, a pattern says so."""
        if self._figure is None:
            return
        size = self._figure.size
        scale = min((self.width() - 2) / size.width(), (self.height() - 2) / size.height(), 1.5)
        if self._image.isNull():
            # Drawn small, nodes would leave out what they show in the picture itself.
            least = 1.0 if max(size.width(), size.height()) < LARGEST else scale
            sharp = max(scale * self.devicePixelRatioF(), least)
            image = figure.to_image(self._figure, sharp)
            wanted = QSizeF(size) * scale * self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            fill = Qt.AspectRatioMode.IgnoreAspectRatio
            self._image = image.scaled(wanted.toSize(), fill, smooth)
        room = QRectF(0, 0, size.width() * scale, size.height() * scale)
        room.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_nothing(painter, room)
        painter.drawImage(room, self._image)
        painter.setPen(theme.current().line)
        painter.drawRect(room)

    def resizeEvent(self, event: Any) -> None:
        """Draw it anew, so that it stays sharp."""
        self._image = QImage()
        super().resizeEvent(event)


def _paint_nothing(painter: QPainter, room: QRectF) -> None:
    painter.fillRect(room, Qt.GlobalColor.white)
    painter.save()
    painter.setClipRect(room)
    gray = theme.build(dark=False).dots
    for row in range(int(room.height()) // CHECK + 1):
        for column in range(row % 2, int(room.width()) // CHECK + 1, 2):
            left, top = room.left() + column * CHECK, room.top() + row * CHECK
            painter.fillRect(QRectF(left, top, CHECK, CHECK), gray)
    painter.restore()


class _Options(QFrame):
    """The preview, and beside it what can be chosen. `look` is what is chosen now."""

    def __init__(self, document: Document, look: Look) -> None:
        super().__init__()
        self.look = look
        self._document = document
        self._preview = Preview()
        self._form = QFormLayout()
        self._form.setVerticalSpacing(12)
        self._form.setHorizontalSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._preview, 1)
        side = QVBoxLayout()
        side.addLayout(self._form)
        side.addStretch(1)
        row.addLayout(side)
        self._fill()
        self._draw()

    def _fill(self) -> None:
        styles = {"canvas": tr("As on the canvas"), "paper": tr("Figure for a paper")}
        grounds = {
            "light": tr("Light"),
            "dark": tr("Dark"),
            "transparent": tr("Transparent"),
        }
        self._add_choice(tr("Style"), "style", styles)
        self._add_choice(tr("Background"), "ground", grounds)
        self._add_check(tr("Shapes on the wires"), "shapes")
        self._add_check(tr("Parameter counts"), "counts")
        self._add_check(tr("Legend of the colors"), "legend")
        self._across = self._add_check(tr("From left to right"), "across")
        self._across.setToolTip(tr("The figure for a paper can lie on its side"))
        caption = QLineEdit(self.look.caption)
        caption.setAccessibleName(tr("Caption"))
        caption.setPlaceholderText(tr("None"))
        caption.setMinimumWidth(180)
        caption.textChanged.connect(lambda text: self._change(caption=text.strip()))
        self._form.addRow(tr("Caption"), caption)

    def _add_choice(self, title: str, name: str, choices: dict[str, str]) -> None:
        box = DropDown()
        box.setAccessibleName(title)
        for key, text in choices.items():
            box.addItem(text, key)
        box.setCurrentIndex(list(choices).index(getattr(self.look, name)))
        box.currentIndexChanged.connect(lambda _: self._change(**{name: box.currentData()}))
        self._form.addRow(QLabel(title), box)

    def _add_check(self, title: str, name: str) -> QCheckBox:
        box = QCheckBox(title)
        box.setChecked(getattr(self.look, name))
        box.toggled.connect(lambda on: self._change(**{name: on}))
        self._form.addRow("", box)
        return box

    def _change(self, **changes: Any) -> None:
        self.look = replace(self.look, **changes)
        self._draw()

    def _draw(self) -> None:
        flows_down = self._document.project.flow == DOWN.key
        self._across.setEnabled(flows_down and self.look.style == "paper")
        self._preview.show_figure(figure.draw(self._document, self.look))
