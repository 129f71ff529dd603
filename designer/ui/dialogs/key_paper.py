"""Why: keys are learned with the sheet beside the keyboard, so it goes onto paper too."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from designer.text import tr
from designer.ui.theme.tokens import Theme, build

Row = tuple[str, str, str]  # group, what it does, keys: "Ctrl+Z, Alt+Backspace"
Line = tuple[float, str, Row]  # how far from the top, and a heading, or "" for the row itself

DPI = 144  # of the units below: two to a point
MARGIN = 15.0  # mm
GAP = 44.0  # between the two columns
COLUMNS = 2
TITLE, HEADING, TEXT, KEYS = 32, 20, 17, 15  # sizes of letters
TITLE_ROOM, HEADING_ROOM, LINE, AFTER_GROUP = 76.0, 32.0, 26.0, 20.0
CAP_PAD, CAP_GAP, CAP_RADIUS = 8.0, 6.0, 6.0


def write_keys(rows: Sequence[Row], path: Path) -> None:
    """Write the sheet as a PDF on A4, on as many pages as it needs. Raises OSError."""
    path.open("ab").close()  # Qt's writer doesn't say why it cannot write: this does
    writer = QPdfWriter(str(path))
    writer.setTitle(tr("Keys at a glance"))
    writer.setCreator("Designer")
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    colors = build(dark=False)  # paper is white, whatever the window is
    _draw_title(painter, colors, writer.width())
    width = (writer.width() - GAP * (COLUMNS - 1)) / COLUMNS
    for number, lines in enumerate(columns(rows, writer.height())):
        if number and number % COLUMNS == 0:
            writer.newPage()
        _draw_column(painter, colors, lines, number % COLUMNS * (width + GAP), width)
    painter.end()


def columns(rows: Sequence[Row], height: float) -> Iterator[list[Line]]:
    """What stands in each column; a group that goes on in the next one has its heading there."""
    number, lines, y = 0, list[Line](), TITLE_ROOM
    for title, found in groupby(rows, key=lambda row: row[0]):
        begins = True
        for row in found:
            if y + LINE + (HEADING_ROOM + LINE) * begins > height and lines:
                yield lines
                number, lines = number + 1, []
                y = TITLE_ROOM if number < COLUMNS else 0.0
            if begins or not lines:
                lines.append((y, title, row))
                y += HEADING_ROOM
            lines.append((y, "", row))
            y, begins = y + LINE, False
        y += AFTER_GROUP
    if lines:
        yield lines


def _draw_title(painter: QPainter, colors: Theme, width: float) -> None:
    painter.setPen(colors.ink1)
    painter.setFont(colors.font(TITLE, bold=True))
    metrics = QFontMetricsF(painter.font())
    painter.drawText(QRectF(0, 0, width, metrics.height()), tr("Keys at a glance"))
    painter.setPen(colors.ink2)
    painter.setFont(colors.font(TEXT))
    foot = QRectF(0, 0, width, metrics.ascent() + QFontMetricsF(painter.font()).descent())
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, "Designer")


def _draw_column(
    painter: QPainter, colors: Theme, lines: Sequence[Line], left: float, width: float
) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    for y, heading, (_, what, keys) in lines:
        if heading:
            painter.setPen(colors.ink1)
            painter.setFont(colors.font(HEADING, bold=True))
            painter.drawText(QRectF(left, y, width, HEADING_ROOM - 4), middle, heading)
            continue
        taken = _draw_caps(painter, colors, keys, left + width, y)
        painter.setPen(colors.ink1)
        room = QRectF(left, y, width - taken - CAP_GAP, LINE)
        wide = QFontMetricsF(colors.font(TEXT)).horizontalAdvance(what)
        painter.setFont(colors.font(min(TEXT, max(1.0, int(TEXT * room.width() / wide)))))
        painter.drawText(room, middle, what)  # smaller letters: paper has no tips


def _draw_caps(painter: QPainter, colors: Theme, keys: str, right: float, y: float) -> float:
    """Keys as they look on a keyboard, the last one ending here. Returns how wide they are."""
    painter.setFont(colors.font(KEYS))
    metrics, x = QFontMetricsF(painter.font()), right
    for one in reversed(keys.split(", ")):
        width = metrics.horizontalAdvance(one) + 2 * CAP_PAD
        cap = QRectF(x - width, y + 2, width, LINE - 4)
        painter.setPen(QPen(colors.line, 1.5))
        painter.setBrush(colors.field)
        painter.drawRoundedRect(cap, CAP_RADIUS, CAP_RADIUS)
        painter.setPen(colors.ink2)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, one)
        x -= width + CAP_GAP
    return right - x
