"""Why: a wire tells by its color and width what is selected and wrong, and how much it carries."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from designer.model import Wire
from designer.ui import theme
from designer.ui.canvas.backdrop import Backdrop
from designer.ui.canvas.node_item import Paints
from designer.ui.document import Document
from designer.ui.theme import Theme

VECTOR, SEQUENCE, IMAGE = 2, 3, 4  # axes, the batch included
WIDTHS = {0: 2.0, VECTOR: 1.5, SEQUENCE: 2.25, IMAGE: 3.0}  # of wires: more data, wider


class Inked(Backdrop):
    """Wires with the pens of a theme."""

    def __init__(self, document: Document, colors: Theme | None) -> None:
        super().__init__(document, colors)
        self.chosen_wire: Wire | None = None
        self.paints = Paints(colors or theme.current(), self.flow)
        self._problems: dict[str, str] = {}  # how bad the worst one of a node is
        self._chosen: set[str] = set()
        self._make_pens()

    def color_wires(self, wires: Iterable[Wire]) -> None:
        """Give wires the pens that tell what is selected, and wrong."""
        for wire in wires:
            item = self.wires.get(wire)
            if item is None:
                continue
            if self._problems.get(wire.target) == "error":
                pen = self._error_pen
            elif wire == self.chosen_wire:
                pen = self._thick_pen
            else:
                near = wire.source in self._chosen or wire.target in self._chosen
                pen = (self._chosen_pens if near else self.pens)[self._axes(wire)]
            item.draw_with(pen)

    def _axes(self, wire: Wire) -> int:
        """How many axes the data of a wire has, of those that widths tell apart; 0: not known."""
        report = self.document.seen
        tensor = None if report is None else report.tensors.get((wire.source, wire.source_port))
        return 0 if tensor is None else max(VECTOR, min(tensor.rank, IMAGE))

    def _make_pens(self) -> None:
        colors = self.paints.theme
        self.pens = {axes: QPen(colors.wire, width) for axes, width in WIDTHS.items()}
        self.pen = self.pens[0]
        self._chosen_pens = {axes: QPen(colors.accent, width) for axes, width in WIDTHS.items()}
        self._thick_pen = QPen(colors.accent, 3.5)
        self._error_pen = QPen(colors.error, 2, Qt.PenStyle.DashLine)
