"""Why: what the menus and keys do to the drawing in view; every one of them is an edit."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication

from designer import edit
from designer.edit.bends import hand_on
from designer.edit.framing import with_carried
from designer.model import Wire
from designer.text import tr
from designer.ui.canvas import bends
from designer.ui.canvas.focus import Focus
from designer.ui.canvas.geometry import BODY, snapped
from designer.ui.canvas.wire_choice import choose_wire
from designer.ui.kinds import kind_text

BESIDE = 32.0  # between two nodes side by side


class Commands(Focus):
    """A camera with the edits that act on the selection and the pointer."""

    _at: QPoint | None = None  # the pointer, while it is over the canvas

    def copy(self) -> None:
        """The selected layers, as text, into the clipboard."""
        document = self.document
        if document.selection or document.selected_remarks:
            names, remarks = document.selection, document.selected_remarks
            text = document.run_edit(
                lambda: edit.copy(document.project, names, graph=document.graph, remarks=remarks)
            )
            if text is None:
                return
            QGuiApplication.clipboard().setText(text)
            count = len(with_carried(document.drawing, names, remarks).nodes)
            if not count:
                document.bridge.message.emit(tr("Copied frames and comments"))
                return
            self.document.bridge.message.emit(
                tr("Copied {count} layers", count=count) if count > 1 else tr("Copied 1 layer")
            )

    def cut(self) -> None:
        """Copy, then remove."""
        document = self.document
        if document.selection or document.selected_remarks:
            names, remarks = document.selection, document.selected_remarks
            text = document.run_edit(
                lambda: edit.cut(document.project, names, graph=document.graph, remarks=remarks)
            )
            if text is not None:
                QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """What the clipboard holds, at the pointer when it is over the canvas."""
        text = QGuiApplication.clipboard().text()
        at = self.pointer()
        place = snapped(at - BODY.center()) if at is not None else None
        self._add_and_select(
            lambda: edit.paste(self.document.project, text, place, graph=self.document.graph)
        )

    def duplicate(self) -> None:
        """The selected layers once more, beside themselves."""
        document = self.document
        names, remarks = document.selection, document.selected_remarks
        if names or remarks:
            self._add_and_select(
                lambda: edit.duplicate(
                    document.project, names, graph=document.graph, remarks=remarks
                )
            )

    def delete(self) -> None:
        """Remove the selected layers and reroute points, or else the selected wire."""
        self._remove(heal=False)

    def delete_and_heal(self) -> None:
        """Remove the selected layers and connect what they were between."""
        self._remove(heal=True)

    def select_all(self) -> None:
        """Select every layer, frame and comment."""
        self.document.select(self.document.drawing.nodes, self.document.drawing.remarks)

    def add_layer(self, kind: str) -> str | None:
        """Add a layer after the one selected node and wire it, else in the middle of the view."""
        selection = self.document.selection
        if len(selection) == 1 and self._has_input(kind) and self._has_output(selection[0]):
            return self.add_after(kind, selection[0])
        middle = self.mapToScene(self.viewport().rect().center()) - BODY.center()
        return self.add_at(kind, self._free_place(snapped(middle)))

    def add_at(self, kind: str, place: tuple[float, float]) -> str | None:
        """Add a layer with its top left corner here, and select it."""
        project, graph = self.document.project, self.document.graph

        def work() -> str:
            with project.transaction(tr("Add {type}", type=kind_text(kind))):
                return edit.add(project, self.document.adopted(kind), at=place, graph=graph)

        name = self.document.run_edit(work)
        if name is not None:
            self.document.select([name])
        return name

    def add_after(
        self, kind: str, node: str, port: str = "", place: tuple[float, float] | None = None
    ) -> str | None:
        """Add a layer that takes what comes out of a port, and select it."""
        project = self.document.project
        flow = self.canvas.flow
        across, along = flow.turned(self.document.drawing.nodes[node].at)
        where = self._free_place(place or flow.turned((across, along + flow.row)), beside=node)

        def work() -> str:
            with project.transaction(
                tr("Add {type} after {name}", type=kind_text(kind), name=node)
            ):
                name = edit.add(
                    project, self.document.adopted(kind), at=where, graph=self.document.graph
                )
                edit.connect(
                    project, node, name, port or self._outputs(node)[0], graph=self.document.graph
                )
                edit.move_aside(project, name, self.document.graph)
            return name

        return self._do_and_show(work)

    def add_before(self, kind: str, node: str, port: str, place: tuple[float, float]) -> str | None:
        """Add a layer that feeds an input port, and select it."""
        project = self.document.project

        def work() -> str:
            with project.transaction(
                tr("Add {type} before {name}", type=kind_text(kind), name=node)
            ):
                name = edit.add(
                    project, self.document.adopted(kind), at=place, graph=self.document.graph
                )
                edit.connect(project, name, node, target_port=port, graph=self.document.graph)
                edit.move_aside(project, name, self.document.graph)
            return name

        return self._do_and_show(work)

    def insert_on(self, kind: str, wire: Wire) -> str | None:
        """Put a new layer into a wire, and select it."""
        project, graph = self.document.project, self.document.graph
        at = bends.place_on(self, wire)

        def work() -> str:
            with project.transaction(tr("Insert {type}", type=kind_text(kind))):
                return edit.insert(project, wire, self.document.adopted(kind), at, graph=graph)

        return self._do_and_show(work)

    def insert_existing(self, name: str, place: tuple[float, float], wire: Wire) -> None:
        """Move a loose node to a place and into the wire there."""
        project = self.document.project

        def work() -> None:
            graph = self.document.graph
            edit.detach(project, [name], graph)  # where it was shaken off
            points = self.document.drawing.bends.get(wire, ())
            edit.move(project, {name: place}, graph=graph)
            edit.disconnect(project, [wire], graph=graph)
            upper = edit.connect(project, wire.source, name, wire.source_port, graph=graph)
            lower = edit.connect(
                project, name, wire.target, target_port=wire.target_port, graph=graph
            )
            hand_on(project, points, upper, lower, place, graph)
            edit.find_room(project, name, wire, graph)

        label = tr("Insert {name}", name=name)
        self.document.run_edit(lambda: self.in_transaction(label, work))
        self.canvas.shift_items([name], QPointF())  # where the model has it, also when refused

    def in_transaction(self, label: str, work: Callable[[], object]) -> None:
        """Several edits as one undo."""
        with self.document.project.transaction(label):
            work()

    def pointer(self) -> QPointF | None:
        """Where on the canvas the pointer is; None when it is elsewhere."""
        return None if self._at is None else self.mapToScene(self._at)

    def _remove(self, heal: bool) -> None:
        document, wire = self.document, self.canvas.chosen_wire
        names, remarks = document.selection, document.selected_remarks
        points, anchor = self.canvas.chosen_bends, self.canvas.wire_anchor
        if names or remarks:
            document.run_edit(
                lambda: edit.remove(document.project, names, heal, document.graph, remarks, points)
            )
        elif points:
            document.run_edit(lambda: edit.remove_bends(document.project, points, document.graph))
            choose_wire(self.canvas, wire)
            self.canvas.wire_anchor = anchor
        elif wire is not None:
            self.document.run_edit(
                lambda: edit.disconnect(self.document.project, [wire], graph=self.document.graph)
            )
            if anchor:
                document.select([anchor])  # where the keys came from, they are again

    def _add_and_select(self, work: Callable[[], list[str]]) -> None:
        before = set(self.document.drawing.remarks)
        added = self.document.run_edit(work)
        remarks = [name for name in self.document.drawing.remarks if name not in before]
        if added or remarks:
            self.document.select(added or (), remarks)

    def _do_and_show(self, work: Callable[[], str]) -> str | None:
        name = self.document.run_edit(work)
        if name is not None:
            self.document.select([name])
            item = self.canvas.nodes.get(name)
            if item is not None and not self.visible().contains(item.block):
                self.ensureVisible(item.block, 60, 60)
        return name

    def _outputs(self, name: str) -> tuple[str, ...]:
        return self.canvas.nodes[name].face.outputs

    def _has_input(self, kind: str) -> bool:
        layer = self.document.layer(kind)
        return layer is not None and bool(layer.inputs)

    def _has_output(self, name: str) -> bool:
        return name in self.canvas.nodes and bool(self._outputs(name))

    def _free_place(self, place: tuple[float, float], beside: str = "") -> tuple[float, float]:
        """The place itself, or the next one aside of it where nothing lies.

        With `beside`, only layers in one flow with that one count: others will go aside.
        """
        flow = self.canvas.flow
        across, along = flow.turned(place)
        names: Iterable[str] = self.canvas.nodes
        if beside:
            graph = self.document.drawing
            names = graph.above([beside]) | graph.below([beside])
        taken = [self.canvas.nodes[name].block for name in names]
        while any(BODY.translated(QPointF(*place)).intersects(block) for block in taken):
            across += flow.breadth + BESIDE
            place = flow.turned((across, along))
        return place
