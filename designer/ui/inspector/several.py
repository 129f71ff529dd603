"""Why: one edit changes a parameter of all selected layers that have it."""

from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from designer import edit
from designer.layers import Param
from designer.model import Project
from designer.text import listed, tr
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.fields import ValueField
from designer.ui.form import Form
from designer.ui.inspector.node import quiet
from designer.ui.kinds import kind_text
from designer.ui.relative import Relative, are_numbers
from designer.ui.supposing import suppose


class SeveralView(QWidget):
    """The parameters that all selected nodes share."""

    def __init__(self, document: Document, names: list[str]) -> None:
        super().__init__()
        self._document, self._names = document, names
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        title = QLabel(tr("{count} layers", count=len(names)))
        title.setFont(theme.current().font(15, bold=True))
        column.addWidget(title)
        nodes = document.drawing.nodes
        kinds = sorted({nodes[name].type for name in names})
        column.addWidget(quiet(listed(map(kind_text, kinds))))
        layers = [document.layer(kind) for kind in kinds]
        self._params = _shared([layer.params for layer in layers if layer is not None])
        self.form = Form()
        self.form.supposed.connect(self._suppose)
        column.addWidget(self.form)
        column.addStretch(1)
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Show the common values; a field whose values differ is empty and says so."""
        for param in self._params:
            values = self._values(param)
            same = all(value == values[0] for value in values)
            editor = self.form.fields[param.name]
            if same:
                self.form.show_values({param.name: values[0]})
            elif not editor.hasFocus():
                editor.show_value(None)
                _say_various(editor, are_numbers(param, values))

    def _fill(self) -> None:
        self.form.reset((0, 0, 0, 0))
        self.form.group()
        if not self._params:
            self.form.note(tr("These layers have no parameter in common."))
        for param in self._params:
            change = partial(self._set, param.name)
            self.form.row(param.name, param.name, param, self._values(param)[0], change)
        self.form.group()
        self.form.fact("parameters", tr("Parameters"), "")
        report = self._document.here
        if report is not None:
            total = sum(report.parameters.get(name, 0) for name in self._names)
            self.form.show_fact("parameters", f"{total:,}")

    def _values(self, param: Param) -> list[Any]:
        nodes = self._document.drawing.nodes
        found = [nodes[name] for name in self._names if name in nodes]
        return [node.params.get(param.name, param.default) for node in found] or [None]

    def _set(self, param: str, value: Any) -> None:
        document = self._document
        try:
            document.run_edit(lambda: self._give(document.project, param, value))
        except ValueError as error:
            document.bridge.message.emit(str(error))
        self.refresh()

    def _suppose(self, param: str, value: Any) -> None:
        """Show in the drawing what a number that is dragged would mean."""
        if value is None:
            suppose(self._document, None)
            return
        with suppress(ValueError):  # which is told when it is let go
            suppose(self._document, lambda twin: self._give(twin, param, value))

    def _give(self, project: Project, param: str, value: Any) -> None:
        """The same value for all, or arithmetic with that of each. Raises EditError, ValueError."""
        graph = self._document.graph
        if not isinstance(value, Relative):
            edit.set_param(project, self._names, param, value, graph=graph)
            return
        declared = next(one for one in self._params if one.name == param)
        there = [name for name in self._names if name in project.graphs[graph].nodes]
        present = dict(zip(there, self._values(declared), strict=True))
        edit.set_each(project, value.values(declared, present), param, graph)


def _shared(tables: list[tuple[Param, ...]]) -> list[Param]:
    """The parameters that stand in every table with the same kind."""
    if not tables:
        return []
    return [
        param
        for param in tables[0]
        if not param.inferred
        and all(any(p.name == param.name and p.kind == param.kind for p in t) for t in tables)
    ]


def _say_various(editor: QWidget, are_numbers: bool) -> None:
    """Numbers take arithmetic that is done with each: "+8", "*2"."""
    if isinstance(editor, ValueField):
        editor.is_mixed = are_numbers
        editor.setPlaceholderText(tr("various, +8 or *2") if are_numbers else tr("various"))
