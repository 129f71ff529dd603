"""Why: one layer: its name, its parameters as typed fields, and what follows from them."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from designer import edit
from designer.layers import Param, blocks
from designer.layers.expressions import is_expression
from designer.model import MAIN
from designer.text import tr
from designer.ui import theme
from designer.ui.costing import bytes_text, count_text
from designer.ui.document import Document, take_shape_from_data
from designer.ui.form import Form
from designer.ui.inspector.about import About
from designer.ui.inspector.curves import CurveReader
from designer.ui.inspector.training import WhileTraining
from designer.ui.kinds import kind_text
from designer.ui.repairs import Repairs
from designer.ui.supposing import suppose_param
from designer.ui.values import shown, unbroken

UNKNOWN = "–"


class NameField(QLineEdit):
    """A name that is changed where it stands. Escape leaves it as it was."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        self.home(False)
        self.setObjectName("name")
        self.setAccessibleName(tr("Name"))
        self.setToolTip(tr("The name in the code. Type another and press Enter."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the name back."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._name)
            self.clearFocus()
            event.ignore()  # the inspector goes on from here
        else:
            super().keyPressEvent(event)

    def show_name(self, name: str) -> None:
        """A name that changed elsewhere."""
        if name != self._name:
            self._name = name
            self.setText(name)
            self.home(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A long name is read from its beginning."""
        super().focusOutEvent(event)
        self.home(False)


class NodeView(QWidget):
    """The form of one node."""

    def __init__(self, document: Document, curves: CurveReader, name: str) -> None:
        super().__init__()
        self._document, self._costs, self._name = document, document.costs, name
        node = document.drawing.nodes[name]
        self._layer = document.layer(node.type)
        self._typed = self._expressions()
        self._take: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self.name = NameField(name)
        self.name.editingFinished.connect(self._rename)
        column.addLayout(heading(self.name, kind_text(node.type)))
        self.about = About(self._layer, curves) if self._layer is not None else None
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._repairs = Repairs(document, 256, parent=self)
        self.bypassed = quiet(tr("Bypassed: what comes in goes on as it is."))
        column.addWidget(self.bypassed)
        column.addWidget(self._problem)
        column.addWidget(self._repairs)
        column.addWidget(WhileTraining(document, name, self))
        if self.about is not None:
            column.addWidget(self.about)
        self.form = Form()
        self.form.supposed.connect(self._suppose)
        column.addWidget(self.form)
        column.addStretch(1)
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Show the present values."""
        node = self._document.drawing.nodes.get(self._name)
        if node is None:
            return
        if self._expressions() != self._typed:  # another kind of field is needed for them
            self._typed = self._expressions()
            self._fill()
        if self._layer is not None:
            values = self._values()
            self.form.show_values(values)
            if self.about is not None:
                self.about.refresh(values)
            for param in self._layer.params:
                if param.inferred:
                    self.form.show_fact(param.name, self._inferred(param))
        self.bypassed.setVisible(node.muted)
        for key, text in self._figures().items():
            self.form.show_fact("figure." + key, text)
        if self._take is not None:
            self._take.setEnabled(self._document.data_info is not None)
        self._show_problem()

    def _suppose(self, param: str, value: Any) -> None:
        suppose_param(self._document, [self._name], param, value)

    def _fill(self) -> None:
        self.form.reset((0, 0, 0, 0))
        layer = self._layer
        if layer is None:
            return
        values = self._values()
        kind = self._document.drawing.nodes[self._name].type
        if layer.params or layer.code is not None or blocks.block_of(kind):
            self.form.group()
        if blocks.block_of(kind):
            self._open_button(kind)
        if layer.code is not None:
            self._code_button(layer.code.name)
        for param in [p for p in layer.params if not p.advanced]:
            self._param(param, values)
        if layer.type == "Input":
            self._take_button()
        advanced = [p for p in layer.params if p.advanced]
        if advanced:
            self.form.group(tr("More"))
            for param in advanced:
                self._param(param, values)
        self.form.group()
        titles = {
            "output": tr("Output"),
            "parameters": tr("Parameters"),
            "flops": tr("Operations"),
            "memory": tr("Activation memory"),
        }
        tips = {
            "flops": tr("Floating-point operations of one forward pass of one sample."),
            "memory": tr("What this layer gives, kept for the backward pass, for one sample."),
        }
        for key, text in self._figures().items():
            self.form.fact("figure." + key, titles[key], text, tips.get(key, ""))

    def _param(self, param: Param, values: dict[str, Any]) -> None:
        if param.inferred:
            tip = tr("Follows from what comes in; nobody has to type it.")
            self.form.fact(param.name, param.name, self._inferred(param), tip, quiet=True)
            return
        change = partial(self._set, param.name)
        self.form.row(param.name, param.name, param, values.get(param.name), change)
        if self._document.graph != MAIN:
            field = self.form.fields[param.name]
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            field.customContextMenuRequested.connect(partial(self._offer_menu, param))

    def _values(self) -> dict[str, Any]:
        """The parameters; those of a shared layer are its original's."""
        nodes = self._document.drawing.nodes
        node = nodes[self._name]
        original = nodes.get(blocks.original_of(node.type), node)
        assert self._layer is not None
        return self._layer.values({**original.params, **node.params})

    def _expressions(self) -> set[str]:
        node = self._document.drawing.nodes[self._name]
        return {name for name, value in node.params.items() if is_expression(value)}

    def _offer_menu(self, param: Param, at: QPoint) -> None:
        """Inside a block: let its instances set this parameter."""
        document = self._document
        if document.graph == MAIN:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        title = tr(
            "Offer {param} as a parameter of {block}", param=param.name, block=document.graph
        )
        action = menu.addAction(title)
        action.setEnabled(param.name not in self._expressions())
        action.triggered.connect(lambda: self._offer(param.name))
        menu.popup(self.form.fields[param.name].mapToGlobal(at))

    def _offer(self, param: str) -> None:
        document = self._document
        document.run_edit(lambda: edit.expose(document.project, self._name, param, document.graph))

    def _open_button(self, kind: str) -> None:
        button = QPushButton(tr("Open {block}", block=blocks.block_of(kind)))
        button.setToolTip(tr("See and change what is inside, for all instances"))
        button.clicked.connect(lambda: self._document.enter(self._name))
        self.form.add("open_block", tr("Block"), button)

    def _code_button(self, name: str) -> None:
        button = QPushButton(tr("Edit code"))
        button.setToolTip(tr("See and change the code of {name}, for all its layers", name=name))
        button.clicked.connect(lambda: self._document.bridge.code_wanted.emit(name))
        self.form.add("edit_code", tr("Code"), button)

    def _take_button(self) -> None:
        button = QPushButton(tr("Take from data"))
        button.setToolTip(tr("The shape of one sample of the chosen dataset"))
        button.clicked.connect(lambda: take_shape_from_data(self._document, self._name))
        self._take = button
        self.form.add("take_shape", "", button)

    def _set(self, param: str, value: Any) -> None:
        project, names = self._document.project, [self._name]
        self._document.run_edit(
            lambda: edit.set_param(project, names, param, value, graph=self._document.graph)
        )
        self.refresh()

    def _rename(self) -> None:
        new = self.name.text().strip()
        if new == self._name or self._name not in self._document.drawing.nodes:
            return
        project = self._document.project
        self._document.run_edit(
            lambda: edit.rename(project, self._name, new, graph=self._document.graph)
        )
        if self._name in self._document.drawing.nodes:  # refused: the status line says why
            self.name.setText(self._name)

    def _inferred(self, param: Param) -> str:
        report = self._document.here
        values = report.values.get(self._name, {}) if report is not None else {}
        value = values.get(param.name)
        if value is None:
            return tr("follows from the input")
        incoming = self._document.drawing.incoming(self._name)
        if len(incoming) == 1:
            return tr("{value} from {source}", value=shown(value), source=incoming[0].source)
        return shown(value)

    def _figures(self) -> dict[str, str]:
        report = self._document.here
        tensors = report.outputs.get(self._name, ()) if report is not None else ()
        counted = report is not None and self._name in report.parameters
        row = self._costs.row(self._name)
        figures = {}
        if self._layer is not None and self._layer.outputs:
            figures["output"] = "\n".join(str(tensor) for tensor in tensors) or UNKNOWN
        figures["parameters"] = (
            f"{report.parameters[self._name]:,}" if report is not None and counted else UNKNOWN
        )
        figures["flops"] = count_text(row.flops) if row is not None else UNKNOWN
        figures["memory"] = (
            tr("{size} a sample", size=bytes_text(row.memory_bytes)) if row else UNKNOWN
        )
        return figures

    def _show_problem(self) -> None:
        own = [p for p in self._document.problems_here if p.node == self._name]
        own.sort(key=lambda problem: problem.severity != "error")
        self._problem.setVisible(bool(own))
        self._repairs.setVisible(bool(own))
        if own:
            color = theme.current().error if own[0].severity == "error" else theme.current().ink1
            self._problem.setStyleSheet(f"color: {color.name()}")
            self._problem.setText("\n".join(unbroken(problem.message) for problem in own))
            self._repairs.show_problem(own[0])


def heading(name: QLineEdit, kind: str) -> QHBoxLayout:
    """A name in bold that can be edited, and quietly what it is the name of."""
    colors = theme.current()
    name.setFont(colors.font(15, bold=True))
    name.setStyleSheet(
        "QLineEdit { border-color: transparent; background: transparent; padding: 2px 4px;"
        " margin-left: -7px; }"
        f"QLineEdit:hover, QLineEdit:focus {{ border: {colors.border};"
        f" background: {colors.field.name()}; }}"
    )
    label = QLabel(kind)
    label.setStyleSheet(f"color: {colors.ink2.name()}")
    row = QHBoxLayout()
    row.addWidget(name, 1)
    row.addWidget(label)
    return row


def quiet(text: str) -> QLabel:
    """A wrapped line of explanation."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setFont(theme.current().font(11))
    label.setStyleSheet(f"color: {theme.current().ink2.name()}")
    return label
