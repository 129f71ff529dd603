"""Why: what was not taken over as it was is told in full, and can be kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui.dialogs.sheet import CANCEL, WIDTH, Choice, Role, Sheet, line

COPY = "copy"
TALLEST, SCROLLBAR = 320, 16  # px


def show_remarks(parent: QWidget | None, heading: str, remarks: Sequence[str]) -> None:
    """List what is to be said about a network that was read."""
    choices = (
        Choice(COPY, tr("Copy"), tr("Put the list on the clipboard"), Role.ActionRole),
        Choice(CANCEL, tr("Close"), tr("Look at the drawing"), Role.RejectRole, primary=True),
    )
    sheet = Sheet(parent, tr("Import"), choices)
    sheet.say(
        "info",
        "accent",
        heading,
        tr("Look at these places of the drawing. The file itself is as it was."),
    )
    sheet.content.addWidget(_list(remarks))
    if sheet.ask() == COPY:
        QGuiApplication.clipboard().setText("\n".join(remarks))


def _list(remarks: Sequence[str]) -> QScrollArea:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(40, 8, 8, 8)
    column.setSpacing(8)
    for remark in remarks:
        column.addWidget(line(f"•  {remark}", 12))
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(tr("Remarks"))
    area.viewport().setAutoFillBackground(False)
    area.setWidget(body)
    area.setMinimumWidth(WIDTH + 48 + SCROLLBAR)
    area.setMinimumHeight(min(TALLEST, body.sizeHint().height()))
    return area
