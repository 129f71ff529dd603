"""Why: what is known of the layers comes and changes: faces, colors and labels follow."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF

from designer.check import Report
from designer.model import Node, Wire
from designer.ui.canvas.face import Face, face_of
from designer.ui.canvas.inks import Inked
from designer.ui.canvas.later import FEW, Later
from designer.ui.canvas.news import News
from designer.ui.canvas.node_item import NodeItem, choose
from designer.ui.document import Document
from designer.ui.theme import Theme


class Telling(Inked):
    """Shows what the report says and what is selected; of many layers at first what is in view."""

    def __init__(self, document: Document, colors: Theme | None) -> None:
        super().__init__(document, colors)
        self.marks_bends = colors is None
        self._news = News()
        self._late_news = Later(self, document.bridge, self._show_news, self._is_in_hand)
        self._late_choice = Later(self, document.bridge, self._show_choice, self._is_in_hand)
        self._late_labels = Later(self, document.bridge, self._show_labels, self._is_in_hand)
        self._all_late = (self._late_news, self._late_choice, self._late_labels)

    @property
    def is_behind(self) -> bool:
        """True while something new is not shown yet where nobody looks."""
        return any(self._all_late)

    def _is_in_hand(self) -> bool:
        """True in the middle of a gesture. From far away the view shows another scene: ask it."""
        return getattr(self.parent(), "gesture", None) is not None

    def node(self, name: str) -> NodeItem | None:
        """A node, as it is now even where nobody sees it."""
        self._late_news.now([name])
        return self.nodes.get(name)

    def show_in(self, area: QRectF) -> None:
        """What comes into view is shown as it is: of what else is new, some is put off."""
        if self.is_behind:
            names = dict.fromkeys(item.face.name for item in self.nodes_in(area))
            for line in self.wires_in(area):
                names |= {line.wire.source: None, line.wire.target: None}
            for late in self._all_late:
                late.now(names)

    def _face(self, node: Node, report: Report | None) -> Face:
        layer = self.document.layer(node.type)
        self._news.show(node.name, layer)
        problem = self._problems.get(node.name, "")
        return face_of(self.document.drawing, node, layer, report, problem)

    def _checked(self, _: object = None) -> None:
        report = self.document.seen
        if report is None:
            return
        names = self._news.take(self.document, report)
        self._problems = self._news.problems
        nodes = self.document.drawing.nodes
        changed = [name for name in names if name in self.nodes and name in nodes]
        if len(changed) <= FEW or not self.marks_bends:
            self._show_news(changed)
            return
        self._mark_wrong(changed)
        self._late_news.put(changed)
        self._show_seen()

    def _show_news(self, names: Collection[str]) -> None:
        nodes, report = self.document.drawing.nodes, self.document.seen
        changed = [name for name in names if name in self.nodes and name in nodes]
        for name in changed:
            self.nodes[name].set_face(self._face(nodes[name], report))
            for wire in self.wires_of(name) if self._news.is_own(nodes[name].type) else ():
                self.route(wire)
        self.label(changed)
        self.color_wires({wire for name in changed for wire in self.wires_of(name)})
        self.node_index.freshen()
        self.wire_index.freshen()

    def _mark_wrong(self, names: Collection[str]) -> None:
        """Of these, those that are wrong now or were: that is to be seen from far, too."""
        for name in names:
            item, wrong = self.nodes[name], self._problems.get(name, "")
            if item.face.problem != wrong and item.face.is_known:
                item.set_face(replace(item.face, problem=wrong))

    def _show_seen(self) -> None:
        for view in self.views():
            self.show_in(view.mapToScene(view.viewport().rect()).boundingRect())

    def _selected(self) -> None:
        before, self._chosen = self._chosen, set(self.document.selection)
        others = before ^ self._chosen
        if len(others) <= FEW or not self.marks_bends:
            self._show_choice(others)
        else:
            for name in others & self.nodes.keys():
                self.nodes[name].chosen = name in self._chosen
            self._late_choice.put(others)
            self._show_seen()
        self.choose_remarks(self.document.selected_remarks)

    def _show_choice(self, names: Collection[str]) -> None:
        for name in names:
            item = self.nodes.get(name)
            if item is not None:
                choose(item, name in self._chosen)
        self.color_wires({wire for name in names for wire in self.wires_of(name)})
        self.node_index.freshen()
        self.wire_index.freshen()

    def _tell(self, names: Collection[str], wires: Sequence[Wire]) -> None:
        """Labels and colors of what is new at these nodes."""
        if len(names) <= FEW or not self.marks_bends:
            self.label(names)
            self.color_wires(wires)
        else:
            self._late_labels.put(names)
            self._late_labels.put({name for wire in wires for name in (wire.source, wire.target)})
            self._show_seen()

    def _show_labels(self, names: Collection[str]) -> None:
        self.label(names)
        self.color_wires({wire for name in names for wire in self.wires_of(name)})

    def _drop_late(self) -> None:
        for late in self._all_late:
            late.drop()
