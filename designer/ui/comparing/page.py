"""Why: two drawings stand side by side, move together, and what differs is marked and listed."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from designer.edit import Difference, compare, take
from designer.edit.flowing import RIGHT
from designer.model import MAIN
from designer.text import tr
from designer.ui.canvas.camera import READABLE, show_start
from designer.ui.comparing.alignment import align
from designer.ui.comparing.figures import Figures
from designer.ui.comparing.levels import Level, LevelBox, level_at, level_of
from designer.ui.comparing.list import DifferenceList
from designer.ui.comparing.marks import marks_of, with_missing
from designer.ui.comparing.sheet import Sheet
from designer.ui.comparing.sides import Other, Side
from designer.ui.comparing.tie import Tie
from designer.ui.comparing.told import Told
from designer.ui.document import Document
from designer.ui.icons import icon
from designer.ui.keytips import tell_keys
from designer.ui.sideways import Sideways
from designer.ui.splitting import divide

BELOW = 232  # px of the list's height, as first shown
CURVES, BESIDE = 380, 440  # px of width as first shown: curves and figures
AROUND = 24.0  # units of the drawing that are seen around a difference
LEGIBLE = 0.5  # a whole drawing that would be smaller is shown from its first difference


class ComparisonPage(QWidget):
    """Another drawing at the left, an open document as it is now at the right.

    With a `later` one that is at the right, and neither changes.
    """

    closed = Signal()

    def __init__(self, document: Document, other: Other, later: Other | None = None) -> None:
        super().__init__()
        self.source, self.other, self.later = document, other, later
        if later is None:
            self.now = document.beside(document.path_in)
        else:
            self.now = Document(later.project.copy(), later.path)
        self.comparison = compare(other.project, self.now.project, other.unsaid)
        project = other.project.copy()
        align(project, self.comparison)
        self.then = Document(project, other.path)
        self.before = Side(self.then, other.title, other.note)
        note = later.note if later is not None else tr("as it is now")
        self.after = Side(self.now, self.name, note)
        self.sides = self.before, self.after
        self._across = QSplitter()
        self.list = DifferenceList()
        heads = other.title, later.title if later is not None else tr("now")
        self.figures = Figures(self.then, self.now, heads)
        self.told = Told(self, {self.before: other, self.after: later}, self.figures)
        self.levels = LevelBox()
        self._fitted = self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._build()
        self._listen()
        self._open(level_of(self.comparison, after=self.now.graph))
        self.refresh()

    @property
    def name(self) -> str:
        """What the drawing at the right is called; a project may get another name meanwhile."""
        return self.later.title if self.later is not None else self.source.title

    @property
    def title(self) -> str:
        """What the tab says."""
        return f"{self.name} ↔ {self.other.title}"

    @property
    def tip(self) -> str:
        """What it is, at length."""
        before = f"{self.other.title} ({self.other.note})"
        return tr("{after} compared with {before}", after=self.name, before=before)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, as the list has it."""
        return self.comparison.differences

    @property
    def sheet(self) -> Sheet:
        """The sheet that the other one follows: that of now, if it is there."""
        return self.after.sheet if self.after.has_graph else self.before.sheet

    def step(self, by: int) -> None:
        """Go to the next difference, or to one before; around the end."""
        count = len(self.differences)
        if count:
            row = self.list.list.currentRow()
            self.list.list.setCurrentRow((max(row, -1 if by > 0 else 0) + by) % count)

    def take(self) -> None:
        """Make the drawing of now what the other one is, in the difference that is chosen."""
        row = self.list.list.currentRow()
        if row < 0 or self.later is not None:
            return
        difference = self.differences[row]
        self.now.run_edit(lambda: take(self.comparison, difference))
        self.refresh()
        if self.list.list.currentRow() >= 0:
            self._go(self.list.list.currentRow())

    def let_go(self) -> None:
        """Listen no more; to be called once, by whoever takes the page away."""
        self._soon.stop()
        self.told.stop()
        for document in (self.now, self.then):
            document.close()
            document.bridge.deleteLater()
        for document in (self.then, *([self.now] if self.later is not None else [])):
            document.work.bridge.deleteLater()
        self.deleteLater()

    def fit(self) -> None:
        """Show both drawings whole."""
        shown = [side.sheet for side in self.sides if side.has_graph]
        if shown:
            max(shown, key=lambda sheet: sheet.overview.bounds().height()).zoom_to_fit()

    def refresh(self) -> None:
        """Look again at what differs; the drawing of now may have changed."""
        self._stale = False
        self.told.refresh()
        self.comparison = compare(self.then.project, self.now.project, self.other.unsaid)
        align(self.then.project, self.comparison)
        if self.after.has_graph:
            self._open(level_of(self.comparison, after=self.now.graph))
        self.levels.fill(self.comparison, self._here())
        turn(self._across, wide=self.now.project.flow == RIGHT.key)
        self._mark()
        same = tr("The two drawings are the same.")
        if self.later is not None:
            same = tr("Both runs had the same drawing and the same settings.")
        elif self.other.unsaid:
            same = tr("The two networks are the same, and so is all else that the file says.")
        elif not self.differences and self.other.project.state() != self.now.project.state():
            same = tr("The two networks are the same; only their layout differs.")
        self.list.show_differences(self.differences, same)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """What was edited meanwhile is told; the first time, the drawings are brought into view."""
        super().showEvent(event)
        self.told.refresh()
        if self._stale:
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Once there is room, the drawings are brought into view."""
        super().resizeEvent(event)
        if not self._fitted and self.isVisible():
            self._fitted = True
            QTimer.singleShot(0, self, self._begin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # Where one is

    def _begin(self) -> None:
        self.fit()
        place = next((i for i, d in enumerate(self.differences) if d.there.graph), None)
        if self.sheet.zoom < LEGIBLE and place is not None:
            self.sheet.set_zoom(READABLE)
            show_start(self.sheet)
            self.list.list.setCurrentRow(place)
            self._go(place)

    def _open(self, level: Level) -> None:
        before, after = level
        name = after or before or MAIN
        if (before, after) == self._here():
            return
        self.before.open_graph(before, name)
        self.after.open_graph(after, name)
        self._mark()
        self.levels.show_level(level)

    def _here(self) -> Level:
        before = self.then.graph if self.before.has_graph else None
        return before, self.now.graph if self.after.has_graph else None

    def _go_to_level(self, level: Level) -> None:
        if level != self._here():
            self._open(level)
            self.fit()

    def _enter(self, side: Side, name: str) -> None:
        path = side.document.path_into(name)
        if path:
            graph = path[-1].graph
            first = side is self.before
            ends = {"before" if first else "after": graph}
            self._go_to_level(level_of(self.comparison, **ends))

    # What differs

    def _mark(self) -> None:
        sheets = self.before.sheet, self.after.sheet
        found = [
            marks_of(self.differences, document.graph, first)
            for document, first in ((self.then, True), (self.now, False))
        ]
        both = self.before.has_graph and self.after.has_graph
        for here, there in ((0, 1), (1, 0)):
            others = sheets[there].canvas if both else None
            marks = with_missing(found[here], found[there], sheets[here].canvas, others)
            sheets[here].show_marks(marks)

    def _clicked(self, side: Side, name: str) -> None:
        """Choose what differs of a layer; again, the next that does."""
        graph, first = side.document.graph, side is self.before
        fitting = []
        for number, difference in enumerate(self.differences):
            there = difference.before if first else difference.after
            if there is not None and (there.graph, there.node) == (graph, name):
                fitting.append(number)
        if fitting:
            row = self.list.list.currentRow()
            at = fitting.index(row) + 1 if row in fitting else 0
            self.list.list.setCurrentRow(fitting[at % len(fitting)])

    def _go(self, number: int) -> None:
        difference = self.differences[number]
        level = level_at(self.comparison, difference)
        if level is None:
            for side in self.sides:
                side.sheet.choose((), ())
            return
        self._go_to_level(level)
        area = QRectF()
        # What is missing at one side is chosen there too, at its place.
        names = [s.node for s in (difference.before, difference.after) if s is not None and s.node]
        for side, half in zip(self.sides, (difference.before, difference.after), strict=True):
            here = [half.node] if half is not None and half.node else names
            side.sheet.choose(here, half.wires if half is not None and not half.node else ())
            for block in side.sheet.chosen_blocks():
                area = area.united(block)
        if not area.isEmpty():
            show_area(self.sheet, area)

    # Building

    def _changed(self, _: object = None) -> None:
        """The drawing of now has changed; nobody needs to know before it is looked at."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _listen(self) -> None:
        self.now.bridge.committed.connect(self._changed)
        self.now.bridge.graph_opened.connect(self._changed)  # also by an undo
        Tie(self.before.sheet, self.after.sheet)
        for side in self.sides:
            side.sheet.clicked.connect(lambda name, side=side: self._clicked(side, name))
            side.sheet.entered.connect(lambda name, side=side: self._enter(side, name))
        self.list.chosen.connect(self._go)
        self.list.step_wanted.connect(self.step)
        self.list.take.clicked.connect(self.take)
        self.list.take.setVisible(self.later is None)
        self.levels.went.connect(self._go_to_level)

    def _build(self) -> None:
        self.before.row.addWidget(self.levels)
        close = QToolButton()
        close.setIcon(icon("close", "ink2"))
        tell_keys(close, "close", tr("Close (Esc)"))
        close.setAccessibleName(tr("Close the comparison"))
        close.clicked.connect(self.closed)
        self.after.row.addWidget(close)
        across = divide(self._across, self.before, self.after)
        across.setStretchFactor(1, 1)
        across.setSizes([1000, 1000])
        curves = [self.told.curves] if self.told.curves is not None else []
        parts = divide(QSplitter(), self.list, *curves, self.figures)
        parts.setSizes([10_000, *(CURVES for _ in curves), BESIDE])
        below = QWidget()
        below.setAutoFillBackground(True)  # as a panel, not as the window behind it
        around = QVBoxLayout(below)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Sideways(parts))
        down = divide(QSplitter(Qt.Orientation.Vertical), across, below)
        down.setSizes([10_000, BELOW])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(down)
        self.setFocusProxy(self.list)


def turn(splitter: QSplitter, wide: bool) -> None:
    """Put drawings that flow to the right, which are `wide`, one above the other."""
    way = Qt.Orientation.Vertical if wide else Qt.Orientation.Horizontal
    if splitter.orientation() != way:
        splitter.setOrientation(way)
        splitter.setSizes([1000, 1000])


def show_area(sheet: Sheet, area: QRectF) -> None:
    """Bring a part of the drawing into view at a size at which it can be read, if it fits.

    What is to be seen already stays where it is.
    """
    around = area.adjusted(-AROUND, -AROUND, AROUND, AROUND)
    room = sheet.viewport().size()
    fitting = min(room.width() / around.width(), room.height() / around.height())
    zoom = min(fitting, max(sheet.zoom, READABLE))
    if zoom != sheet.zoom:
        sheet.set_zoom(zoom)
    if not sheet.visible().contains(around):
        sheet.centerOn(area.center())
        sheet.moved.emit()
