"""Why: keys are learned from one sheet, by menu, as they are written on the keyboard."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr
from designer.ui import theme
from designer.ui.dialogs.sheet import CANCEL, MARGINS, Choice, Role, Sheet
from designer.ui.screens import fitting

Row = tuple[str, str, str]  # group, what it does, keys: "Ctrl+Z, Alt+Backspace"
SIZE = QSize(760, 640)
SIDE = Role.ActionRole
WIDEST, SCROLLBAR = 1000, 16  # px
CHANGE, SAVE = "change", "save"


def show_cheat_sheet(parent: QWidget | None, rows: Sequence[Row]) -> str:
    """Show every action that has keys, in two columns by group.

    CHANGE when the person wants other keys, SAVE for a file of them, "" for neither.
    """
    choices = (
        Choice(SAVE, tr("Save as PDF…"), tr("To be printed, for beside the keyboard"), SIDE),
        Choice(CHANGE, tr("Change keys…"), tr("Give actions keys of your own"), SIDE),
        Choice(CANCEL, tr("Close"), tr("Go back"), Role.RejectRole, primary=True),
    )
    sheet = Sheet(parent, tr("Keys at a glance"), choices)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setAccessibleName(tr("Keys at a glance"))
    area.viewport().setAutoFillBackground(False)
    columns = _columns(rows)
    area.setWidget(columns)
    sheet.content.addWidget(area)
    wide = min(WIDEST, columns.minimumSizeHint().width() + SCROLLBAR) + 2 * MARGINS[0]
    room = sheet.screen().availableSize() if parent is None else parent.window().size()
    size = QSize(max(SIZE.width(), min(wide, room.width())), SIZE.height())
    sheet.resize(fitting(size, sheet))
    answer = sheet.ask()
    return answer if answer in (CHANGE, SAVE) else ""


def _columns(rows: Sequence[Row]) -> QWidget:
    groups = [(title, list(found)) for title, found in groupby(rows, key=lambda row: row[0])]
    half = sum(len(found) + 2 for _, found in groups) / 2
    body = QWidget()
    columns = QHBoxLayout(body)
    columns.setContentsMargins(0, 0, 12, 0)
    columns.setSpacing(40)
    sides = [QVBoxLayout(), QVBoxLayout()]
    filled = 0.0
    for title, found in groups:
        middle = filled + len(found) / 2
        sides[middle >= half].addWidget(_group(title, found))
        filled += len(found) + 2
    for side in sides:
        side.setSpacing(20)
        side.addStretch(1)
        columns.addLayout(side, 1)
    if not rows:
        sides[0].insertWidget(0, QLabel(tr("No action has keys yet.")))
    return body


def _group(title: str, rows: Sequence[Row]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    heading = QLabel(title)
    heading.setStyleSheet("font-size: 13px; font-weight: 600;")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (_, what, keys) in enumerate(rows, start=1):
        grid.addWidget(QLabel(what), number, 0)
        grid.addLayout(_caps(keys), number, 1)
    return group


def _caps(keys: str) -> QHBoxLayout:
    colors = theme.current()
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addStretch(1)
    for one in keys.split(", "):
        cap = QLabel(one)
        cap.setStyleSheet(
            f"background: {colors.field.name()}; border: {colors.border};"
            f"border-radius: 5px; padding: 1px 6px; font-size: 11px; color: {colors.ink2.name()};"
        )
        row.addWidget(cap)
    return row
