"""Why: what two drawings cost and how well they learned says whether a change was worth it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from designer import runs
from designer.compile import Costs
from designer.edit import compare
from designer.model import Project
from designer.runs import RunError
from designer.runs.drawings import drawing_of
from designer.runs.results import Figures as Best
from designer.runs.results import best_of
from designer.store import FileError
from designer.text import tr
from designer.ui import theme
from designer.ui.comparing.sides import Other
from designer.ui.costing import count_text
from designer.ui.document import Document
from designer.ui.training.figures import metric_title

LATEST = 6  # runs that are looked at for one of this very drawing
LONGEST = 24  # letters of a title over a column of numbers
NONE = "–"
Row = tuple[str, str, str, str]  # what, then, now, and how much more or less
Known = tuple[Costs | None, Best]


def best_of_folder(folder: Path) -> Best:
    """The best figures of one run; none where it cannot be read."""
    try:
        return best_of(runs.read_run(folder))
    except (RunError, OSError):
        return {}


def best_of_drawing(project: Project, place: Path) -> Best:
    """The best figures of the latest run of this very drawing, if one of the latest was."""
    for run in runs.list_runs(place)[:LATEST]:
        try:
            if run.epochs and not compare(drawing_of(run.dir), project).differences:
                return best_of(run)
        except (RunError, FileError):
            continue
    return {}


def rows(before: Known, after: Known) -> list[Row]:
    """What is to be said of both; what neither has is left out."""
    found = [
        _counted(tr("Parameters"), *(c.parameters if c else None for c in (before[0], after[0]))),
        _counted(tr("FLOPs a sample"), *(c.flops if c else None for c in (before[0], after[0]))),
    ]
    for name in dict.fromkeys([*before[1], *after[1]]):
        title = tr("Best {metric}", metric=metric_title(name))
        found.append(_measured(title, before[1].get(name), after[1].get(name)))
    return found


def _counted(title: str, before: int | None, after: int | None) -> Row:
    texts = [NONE if value is None else count_text(value) for value in (before, after)]
    if before is None or after is None:
        return title, texts[0], texts[1], ""
    by = after - before
    change = f"{_sign(by)}{count_text(abs(by))}" if by else "="
    if by and before:
        change += f" ({_sign(by)}{abs(100 * by / before):.3g} %)"
    return title, texts[0], texts[1], change


def _measured(title: str, before: float | None, after: float | None) -> Row:
    texts = [NONE if value is None else f"{value:.4f}" for value in (before, after)]
    if before is None or after is None:
        return title, texts[0], texts[1], ""
    by = after - before
    return title, texts[0], texts[1], f"{_sign(by)}{abs(by):.4f}" if by else "="


def _sign(by: float) -> str:
    return "+" if by > 0 else "−"


class Figures(QWidget):
    """The table of these rows, under the names of both drawings; of the level that is open."""

    def __init__(self, then: Document, now: Document, other: Other) -> None:
        super().__init__()
        self.setAccessibleName(tr("Figures of both drawings"))
        self._then, self._now = then, now
        self._best: tuple[Best, Best] = ({}, {})
        title = other.title if len(other.title) <= LONGEST else f"{other.title[: LONGEST - 1]}…"
        self._heads = ("", title, tr("now"), tr("difference"))
        self._rows: list[Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(self._grid)
        column.addStretch(1)
        theme.notifier.changed.connect(self._fill)
        for document in (then, now):
            document.costs.begin()
            document.bridge.costs_changed.connect(self._show)
        self._look_for_runs(other)
        self._show()

    @property
    def texts(self) -> list[Row]:
        """What it says."""
        return self._rows

    def _look_for_runs(self, other: Other) -> None:
        """Runs are read from disk, and compared: in the background."""
        then, now, place = (
            self._then.project.copy(),
            self._now.project.copy(),
            self._now.runs_root(),
        )

        def work() -> tuple[Best, Best]:
            if other.run is not None:
                before = best_of_folder(other.run)
            else:
                before = best_of_drawing(then, other.path) if other.path is not None else {}
            return before, best_of_drawing(now, place)

        self._now.bridge.in_background(work, self._take_best)

    def _take_best(self, found: tuple[Best, Best]) -> None:
        self._best = found
        self._show()

    def _show(self) -> None:
        found = [
            (document.costs.costs, best)
            for document, best in zip((self._then, self._now), self._best, strict=True)
        ]
        texts = rows(*found)
        if texts != self._rows:
            self._rows = texts
            self._fill()

    def _fill(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        colors = theme.current()
        for line, row in enumerate((self._heads, *self._rows)):
            for place, text in enumerate(row):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                quiet = line == 0 or place == 0
                label.setStyleSheet(f"color: {(colors.ink2 if quiet else colors.ink1).name()};")
                label.setFont(colors.font(11 if line == 0 else 12))
                side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, line, place, side | Qt.AlignmentFlag.AlignVCenter)
