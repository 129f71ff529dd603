"""Why: nodes are dragged to their places, onto a wire, into a block, or shaken off their wires."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from designer import edit
from designer.edit.framing import with_carried
from designer.model import Wire
from designer.ui.canvas.geometry import around, snapped, wire_path
from designer.ui.canvas.gestures.carry import Aim
from designer.ui.canvas.gestures.drag_remarks import shift
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.select import CONTROL, SHIFT, combined
from designer.ui.canvas.gestures.shaking import Shake
from designer.ui.canvas.guides import Guides
from designer.ui.canvas.wire_choice import choose_bends, shift_bends, with_bends

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

FAR = 3.0  # px before a click becomes a drag
REACH = 6.0  # px, from where nodes fall in line with others
DIGITS = 3  # of a place, so that numbers stay short in the file
ALT = Qt.KeyboardModifier.AltModifier


class DragNodes(Gesture):
    """Moves the selected nodes, in line with others or on the grid. One undo takes it back.

    Ctrl leaves only the grid, Alt moves freely.
    Shaken, they come off their wires, which close behind them when the nodes are let go.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(
        self, view: "CanvasView", start: QPointF, name: str, modifiers: Qt.KeyboardModifier
    ) -> None:
        super().__init__(view, start)
        self._name = name
        self._moved = False
        self._box = QRectF()
        self._guides: Guides | None = None
        self._seen = QRectF()  # what was in view when the guides were looked for
        self._shake = Shake(view.mapFromScene(start))
        self._off: list[Wire] = []  # what they were shaken off
        self._is_loose = False  # no wire leads to others
        before, more = self.document.selection, modifiers & (SHIFT | CONTROL)
        if name not in before or more:
            kept, bends = self.document.selected_remarks, self.scene.chosen_bends
            self.document.select(combined(before, [name], modifiers), kept if more else ())
            choose_bends(self.scene, bends if more else ())
        self._names = self.document.selection if name in self.document.selection else ()
        remarks = self.document.selected_remarks if self._names else ()
        along = with_carried(self.document.drawing, self._names, remarks)
        self._along = with_bends(self.scene, along)
        self._names = self._along.nodes
        self._aim = Aim(view, self._names, start)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the nodes where they would come to lie."""
        by = at - self.start
        near = not self._moved and by.manhattanLength() * self.view.zoom < FAR
        if near or not self._names:  # a click that takes the node out of the selection moves none
            return
        if not self._moved:
            self._moved = True
            self._box = around(self.scene.nodes[name].block for name in self._names)
            self.view.begin_bulk(self._names)
        step = self._step(by, modifiers)
        self.view.show_moved(self._names, step)
        self.scene.shift_remarks(self._along.remarks, step)
        shift_bends(self.scene, self._along.bends, step)
        held = modifiers & (ALT | CONTROL)
        self.view.show_guides([] if held else self._look().lines(self._box.translated(step)))
        loose = self._off or self._is_loose
        if not loose and self._shake.moved(self.view.mapFromScene(at)):
            self._come_off()
        self._aim.look(at)
        self.scrolls = not self._aim.is_elsewhere
        self.view.show_target(self._wire_below())

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move them in the model, as one edit."""
        if self._moved:
            self.move(at, modifiers)  # a button may be let go of elsewhere than it was last seen
        self._clean_up()
        if not self._moved:
            if not modifiers & (SHIFT | CONTROL):
                self.document.select([self._name])
                choose_bends(self.scene, ())
            return
        self._aim.look(at)
        if self._aim.is_on:
            self._show_at_rest()
            self._aim.drop()
            return
        by = self._step(at - self.start, modifiers)
        nodes = self.document.drawing.nodes
        places = {n: (nodes[n].at[0] + by.x(), nodes[n].at[1] + by.y()) for n in self._names}
        wire = self._wire_below()
        if wire is None:
            self._put(by)
        else:
            self.view.insert_existing(self._name, places[self._name], wire)

    def cancel(self) -> None:
        """Everything is where it was."""
        self._aim.clear()
        self._clean_up()
        self._show_at_rest()

    def _show_at_rest(self) -> None:
        self.scene.shift_items(self._names, QPointF())
        self.scene.shift_remarks(self._along.remarks, QPointF())
        shift_bends(self.scene, self._along.bends, QPointF())

    def _put(self, by: QPointF) -> None:
        project, graph = self.document.project, self.document.graph
        names, along = self._names, self._along

        def work() -> None:
            edit.detach(project, names, graph)
            shift(self.view, along, by)

        if not self._off:
            self.document.run_edit(lambda: shift(self.view, along, by))
        else:
            label = edit.detach_label(names)
            self.document.run_edit(lambda: self.view.in_transaction(label, work))

    def _come_off(self) -> None:
        """Show how the wires will run without the nodes."""
        inside = set(self._names)
        self._off = edit.border(self.document.drawing, inside)
        self._is_loose = not self._off
        if self._is_loose:
            return
        for wire in self._off:
            self.scene.wires[wire].set_shown(False)
        bridges = edit.bridges_around(self.document.project, inside, self.document.graph)
        path = QPainterPath()
        for wire in bridges:
            source, target = self.scene.nodes[wire.source], self.scene.nodes[wire.target]
            start, end = source.output_at(wire.source_port), target.input_at(wire.target_port)
            path.addPath(wire_path(start, end, self.scene.flow))
        self.view.show_wire(path)

    def _clean_up(self) -> None:
        self.view.end_bulk()
        self.view.show_target(None)
        self.view.show_guides()
        if self._off:
            self.view.show_wire(None)
            for item in filter(None, map(self.scene.wires.get, self._off)):
                item.set_shown(True)

    def _look(self) -> Guides:
        """What is in view and stays; looked for anew when the view has moved on."""
        seen = self.view.visible()
        gone = (seen.center() - self._seen.center()).manhattanLength()
        if self._guides is None or gone > seen.width() / 10:
            moving = set(self._names)
            there = [item for item in self.scene.nodes_in(seen) if item.block.intersects(seen)]
            self._guides = Guides(item.block for item in there if item.face.name not in moving)
            self._seen = seen
        return self._guides

    def _step(self, by: QPointF, modifiers: Qt.KeyboardModifier) -> QPointF:
        if modifiers & ALT or not self._names:
            return by
        # The node under the pointer goes onto the grid, the others keep their distance to it.
        at = QPointF(*self.document.drawing.nodes[self._name].at)
        step = QPointF(*snapped(at + by)) - at
        if modifiers & CONTROL:
            return step
        dx, dy = self._look().shift(self._box.translated(by), REACH / self.view.zoom)
        return QPointF(
            step.x() if dx is None else round(by.x() + dx, DIGITS),
            step.y() if dy is None else round(by.y() + dy, DIGITS),
        )

    def _wire_below(self) -> Wire | None:
        """The wire that one loose node with an input and an output lies on."""
        if len(self._names) != 1 or self._aim.is_on:
            return None
        graph = self.document.drawing
        name = self._names[0]
        if not self._off and (graph.incoming(name) or graph.outgoing(name)):
            return None
        layer = self.document.layer(graph.nodes[name].type)
        if layer is None or not layer.inputs or not layer.outputs:
            return None
        middle = self.scene.nodes[name].center()
        wire = self.scene.wire_at(middle, reach=16)
        return None if wire in self._off else wire
