"""Why: who draws a layer can read what it does without leaving the drawing, and fold that away."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from designer.layers import Layer
from designer.text import tr
from designer.ui import theme
from designer.ui.icons import icon
from designer.ui.inspector.curves import CurveReader
from designer.ui.inspector.plot import FunctionPlot


class About(QWidget):
    """What a layer does, its formula, its curve and where it comes from, below a line to fold."""

    is_open: ClassVar[bool] = True  # whoever has folded one away does not want the next one

    def __init__(self, layer: Layer, curves: CurveReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer, self._curves = layer, curves
        self._values: dict[str, Any] = {}
        self.head = QToolButton()
        self.head.setText(tr("About"))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(12, 12))
        self.head.setToolTip(tr("Show or hide what this layer does"))
        self.head.clicked.connect(self._fold)
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(6)
        inside.addWidget(_text(tr(layer.help), 11, "ink2"))
        if layer.formula:
            formula = _text(tr(layer.formula), 12, "ink1")
            formula.setAccessibleName(tr("Formula"))
            inside.addWidget(formula)
        self.plot = FunctionPlot() if layer.pointwise else None
        if self.plot is not None:
            inside.addWidget(self.plot)
        if layer.source:
            inside.addWidget(_text(layer.source, 11, "ink3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        colors = theme.current()
        self.head.setStyleSheet(
            f"QToolButton {{ color: {colors.ink2.name()}; padding: 1px 6px 1px 0;"
            " margin-left: -5px; font-weight: 600; }"
        )
        self._show_fold()

    def refresh(self, values: Mapping[str, Any]) -> None:
        """Draw the curve for these parameters; where they are refused, there is none."""
        self._values = dict(values)
        if self.plot is None or not About.is_open:
            return
        curve = self._curves.get(self._layer.type, values)
        if curve is not None:
            self.plot.show_curve(curve)
            self.plot.show()
        elif self._curves.knows(self._layer.type, values):
            self.plot.hide()

    def _fold(self) -> None:
        About.is_open = not About.is_open
        self._show_fold()
        self.refresh(self._values)

    def _show_fold(self) -> None:
        self._body.setVisible(About.is_open)
        self.head.setIcon(icon("chevron-down" if About.is_open else "chevron-right", "ink2"))
        self.head.setAccessibleDescription(tr("open") if About.is_open else tr("folded"))


def _text(text: str, size: int, ink: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    colors = theme.current()
    label.setFont(colors.font(size))
    label.setStyleSheet(f"color: {getattr(colors, ink).name()}")
    return label
