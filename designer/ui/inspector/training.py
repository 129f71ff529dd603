"""Why: what a layer does in training is told where the layer is, in figures and in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from designer.protocol import Activity
from designer.text import tr
from designer.ui import theme
from designer.ui.activity import path_of, percent, short, spread_text
from designer.ui.advice import hint_for
from designer.ui.document import Document
from designer.ui.inspector.sparkline import Sparkline
from designer.ui.meanings import meaning, tip


@dataclass(frozen=True)
class Figure:
    """A row: its title, what it says, the value that its curve is of, and what it means.

    There is no row without a value, unless it is `there`: of what is no number, that is said.
    `spreads`: what is said is a mean and its std, and the curve is of the latter.
    """

    title: str
    text: Callable[[Activity], str]
    value: Callable[[Activity], float | None]
    help: str
    log: bool = True
    there: Callable[[Activity], bool] = lambda _: False
    spreads: bool = False


def figures(ports: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The rows, in the language of the window; of a layer that has several, for each output."""
    return (
        Figure(
            ports[0] if len(ports) > 1 else tr("Mean ± std"),
            spread_text,
            lambda a: a.std,
            meaning("activation"),
            there=lambda _: True,
            spreads=True,
        ),
        *(_of_output(port) for port in ports[1:]),
        Figure(
            tr("Dead units"),
            lambda a: percent(a.dead or 0.0),
            lambda a: a.dead,
            meaning("dead"),
            log=False,
        ),
        Figure(
            tr("Gradient"),
            lambda a: short(a.gradient or 0.0),
            lambda a: a.gradient,
            meaning("gradient"),
        ),
        Figure(
            tr("Update / weight"),
            lambda a: short(a.update or 0.0),
            lambda a: a.update,
            meaning("update"),
        ),
    )


def _of_output(port: str) -> Figure:
    return Figure(
        port,
        lambda a: spread_text(a.outputs[port]),
        lambda a: a.outputs[port].std if port in a.outputs else None,
        meaning("activation"),
        there=lambda a: port in a.outputs,
        spreads=True,
    )


class WhileTraining(QWidget):
    """The figures of one node and how they came about, while there are any.

    It is shown as soon as there are some: without a parent that would be a window of its own.
    """

    def __init__(self, document: Document, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._path = path_of(document, name)
        colors = theme.current()
        head = QLabel(tr("While training"))
        head.setFont(colors.font(12, bold=True))
        head.setStyleSheet(f"color: {colors.ink2.name()}")
        self.when = QLabel()
        self.when.setFont(colors.font(11))
        self.when.setStyleSheet(f"color: {colors.ink3.name()}")
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setStyleSheet(f"color: {colors.error.name()}")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        layer = document.layer(document.drawing.nodes[name].type)
        self._figures = figures([port.name for port in layer.outputs] if layer else ())
        self.rows = [self._row(number, row) for number, row in enumerate(self._figures)]
        top = QHBoxLayout()  # not of the grid: the curves may get as narrow as they can
        top.addWidget(head)
        top.addStretch(1)
        top.addWidget(self.when)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addWidget(self.hint)
        document.bridge.activity_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the present figures."""
        course = self._document.activity.course(self._path)
        latest = self._document.activity.latest
        self.setVisible(bool(course) and latest is not None)
        if not course or latest is None:
            return
        self.when.setText(tr("epoch {epoch}", epoch=latest.epoch))
        now = course[-1][1]
        for figure, (title, text, curve) in zip(self._figures, self.rows, strict=True):
            known = figure.there(now) or figure.value(now) is not None
            for part in (title, text, curve):
                part.setVisible(known)
            if known:
                text.setText(figure.text(now))
                values = [(step, figure.value(activity)) for step, activity in course]
                curve.show_points([(step, value) for step, value in values if value is not None])
        hint = hint_for(self._document, self._path)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _row(self, number: int, figure: Figure) -> tuple[QLabel, QLabel, Sparkline]:
        colors = theme.current()
        curve_help = (
            tr("The curve shows how the std came about, from the first step to the latest one.")
            if figure.spreads
            else tr("The curve shows how it came about, from the first step to the latest one.")
        )
        title, text, curve = QLabel(figure.title), QLabel(), Sparkline(figure.log)
        title.setStyleSheet(f"color: {colors.ink2.name()}")
        text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(figure.title)
        for column, part in enumerate((title, text, curve)):
            part.setToolTip(tip(figure.help, curve_help))
            self._grid.addWidget(part, number, column)
        return title, text, curve
