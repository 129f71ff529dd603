"""Why: with nothing selected, the network as a whole: what it is and what it costs."""

from collections import Counter
from operator import attrgetter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer import edit
from designer.data import SOURCES
from designer.layers import CATEGORIES
from designer.text import tr, trn
from designer.ui.costing import bytes_text, count_text
from designer.ui.document import Document
from designer.ui.form import Form
from designer.ui.inspector.node import UNKNOWN, NameField, heading, quiet

MOST = 4  # shapes of Inputs or Outputs that are listed


class NetworkView(QWidget):
    """The summary of the network."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document, self._costs = document, document.costs
        self.name = NameField(document.project.name)
        self.name.setToolTip(tr("The name of the network, and of its class in the code."))
        self.name.editingFinished.connect(self._rename)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(heading(self.name, tr("Network")))
        self._state = quiet("")
        column.addWidget(self._state)
        self.form = Form()
        column.addWidget(self.form)
        column.addStretch(1)
        self._layers: dict[str, int] = {}
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Show the present figures."""
        self.name.show_name(self._document.project.name)
        if self._count() != self._layers:
            self._fill()
        self._state.setText(self._sentence())
        for key, text in self._figures().items():
            self.form.show_fact(key, text)

    def _fill(self) -> None:
        self._layers = self._count()
        form = self.form
        form.reset((0, 0, 0, 0))
        form.group()
        for key, title, tip in (
            ("input", tr("Input"), ""),
            ("output", tr("Output"), ""),
            ("data", tr("Data"), ""),
        ):
            form.fact(key, title, "", tip)
        form.group()
        form.fact("parameters", tr("Parameters"), "", tr("Numbers that training changes."))
        form.fact(
            "flops", tr("Operations"), "", tr("Floating-point operations of one forward pass.")
        )
        form.fact("depth", tr("Depth"), "", tr("Layers with weights on the longest path."))
        form.fact(
            "memory", tr("Activation memory"), "", tr("Kept for the backward pass, for one sample.")
        )
        if self._layers:
            form.group(tr("Layers"))
        for category, count in self._layers.items():
            form.fact("layers." + category, tr(CATEGORIES[category].title), str(count))

    def _count(self) -> dict[str, int]:
        kinds = Counter(map(attrgetter("type"), self._document.drawing.nodes.values()))
        counted = Counter[str]()
        for kind, count in kinds.items():
            layer = self._document.layer(kind)
            if layer is not None:
                counted[layer.category] += count
        return {key: counted[key] for key in CATEGORIES if counted[key] and key != "io"}

    def _sentence(self) -> str:
        document = self._document
        errors = sum(p.severity == "error" and p.code != "run" for p in document.problems)
        if not document.drawing.nodes:
            return tr("Nothing is drawn yet.")
        if errors:
            return trn(
                "One problem is left before it can be trained.",
                "{count} problems are left before it can be trained.",
                errors,
            )
        return tr("Complete and ready to train.")

    def _figures(self) -> dict[str, str]:
        document, costs = self._document, self._costs.costs
        report, info = document.here, document.data_info
        total = sum(report.parameters.values()) if report is not None else 0
        figures = {
            "input": self._shapes("Input"),
            "output": self._shapes("Output"),
            "data": tr("reading…") if document.data_loading else tr("none"),
            "parameters": f"{total:,}",
            "flops": count_text(costs.flops) if costs is not None else UNKNOWN,
            "depth": str(costs.depth) if costs is not None else UNKNOWN,
            "memory": UNKNOWN,
        }
        if costs is not None:
            figures["memory"] = tr("{size} a sample", size=bytes_text(costs.memory_bytes))
        if info is not None:
            figures["data"] = trn(
                "{source}, {count:,} row",
                "{source}, {count:,} rows",
                info.train_rows + info.val_rows,
                source=_data_title(document.project.data.source),
            )
        return figures

    def _shapes(self, kind: str) -> str:
        """The shapes that come in, or that reach the Outputs."""
        report = self._document.here
        if report is None:
            return UNKNOWN
        names = [n.name for n in self._document.drawing.nodes.values() if n.type == kind]
        table = report.outputs if kind == "Input" else report.inputs
        found = [t for name in names for t in table.get(name, ()) if t is not None]
        counted = Counter(str(tensor) for tensor in found)
        lines = [
            shape if count == 1 else tr("{shape}, {count} times", shape=shape, count=count)
            for shape, count in counted.items()
        ]
        return "\n".join((*lines[:MOST], *(["…"] if len(lines) > MOST else []))) or UNKNOWN

    def _rename(self) -> None:
        new, project = self.name.text().strip(), self._document.project
        if new and new != project.name:
            self._document.run_edit(lambda: edit.set_name(project, new))
        self.name.setText(project.name)


def _data_title(key: str) -> str:
    """What the list of datasets calls it."""
    source = SOURCES.get(key)
    return tr(source.title) if source is not None else key
