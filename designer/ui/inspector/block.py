"""Why: inside a block with nothing selected: what it is called and what its instances may set."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from designer import edit
from designer.edit.exposing import offered
from designer.layers.blocks import BLOCK
from designer.text import joined, tr, trn
from designer.ui.document import Document
from designer.ui.form import ICON, RESET_WIDTH, Form
from designer.ui.icons import icon
from designer.ui.inspector.node import NameField, heading, quiet


class BlockView(QWidget):
    """The definition that is open."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document, self._block = document, document.graph
        self.name = NameField(self._block)
        self.name.setToolTip(tr("The name of the block, and of its class in the code."))
        self.name.editingFinished.connect(self._rename)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(heading(self.name, tr("Block")))
        self._uses = quiet("")
        column.addWidget(self._uses)
        self.form = Form()
        column.addWidget(self.form)
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("New parameter, e.g. channels"))
        self.new.setAccessibleName(tr("New parameter"))
        self.new.setToolTip(
            tr("A name that fields inside can use: =channels, or =4 * channels. Enter adds it.")
        )
        self.new.returnPressed.connect(self._offer)
        add = QPushButton(tr("Add"))
        add.clicked.connect(self._offer)
        line = QHBoxLayout()
        line.addWidget(self.new, 1)
        line.addWidget(add)
        column.addLayout(line)
        column.addWidget(
            quiet(
                tr(
                    "Instances can set these. Right-click a parameter of a layer in here to offer "
                    "it, or type = and arithmetic over them into its field."
                )
            )
        )
        column.addStretch(1)
        self._names: tuple[str, ...] = ()
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Show the present defaults."""
        if self._block not in self._document.project.graphs:
            return
        exposed = self._document.project.graphs[self._block].exposed
        if tuple(exposed) != self._names:
            self._fill()
        self.form.show_values(dict(exposed))
        graphs = self._document.project.graphs.values()
        kind = BLOCK + self._block
        count = sum(node.type == kind for graph in graphs for node in graph.nodes.values())
        self._uses.setText(
            joined(
                trn(
                    "Used once.",
                    "Used {count} times: an edit here changes all of them.",
                    count,
                ),
                self._seen_as(),
            )
        )

    def _seen_as(self) -> str:
        """Whose shapes are shown, where instances may differ."""
        through = self._document.through
        if not through or not through[-1] or not self._names:
            return ""
        return tr("Shapes are those of {node}.", node=through[-1])

    def _fill(self) -> None:
        project = self._document.project
        exposed = project.graphs[self._block].exposed
        self._names = tuple(exposed)
        self.form.reset((0, 0, 0, 0))
        self.form.group(tr("Parameters"))
        if not exposed:
            self.form.note(tr("None yet: all instances are the same."))
        for name, value in exposed.items():
            param = offered(project, self._block, name)
            change = partial(self._set, name)
            self.form.row(name, name, param, value, change)
            self.form.trail(name, self._withdraw_button(name))

    def _withdraw_button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("close", "ink2"))
        button.setIconSize(QSize(ICON, ICON))
        button.setFixedWidth(RESET_WIDTH)
        button.setStyleSheet("padding: 2px 0;")
        button.setToolTip(tr("Offer {name} no more: its default stands inside", name=name))
        button.setAccessibleName(tr("Withdraw {name}", name=name))
        button.clicked.connect(partial(self._withdraw, name))
        return button

    def _set(self, name: str, value: Any) -> None:
        project = self._document.project
        self._document.run_edit(lambda: edit.set_default(project, self._block, name, value))
        self.refresh()

    def _withdraw(self, name: str, _: bool = False) -> None:
        project = self._document.project
        self._document.run_edit(lambda: edit.withdraw(project, self._block, name))

    def _offer(self) -> None:
        name = self.new.text().strip()
        if not name:
            return
        project = self._document.project

        def work() -> bool:
            edit.offer(project, self._block, name, 1)
            return True

        if self._document.run_edit(work):
            self.new.clear()

    def _rename(self) -> None:
        new = self.name.text().strip()
        project = self._document.project
        if new != self._block and self._block in project.graphs:
            self._document.run_edit(lambda: edit.rename_block(project, self._block, new))
            if self._block in project.graphs:
                self.name.setText(self._block)
