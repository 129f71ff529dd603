"""Why: pulling a wire: what fits lights up and snaps, what doesn't fades and says why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Wire
from designer.ui.canvas import joining
from designer.ui.canvas.fitting import reasons_against
from designer.ui.canvas.geometry import wire_path
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class PullWire(Gesture):
    """From an output to an input, or the other way round; `taken` is a wire that is re-plugged."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        view: "CanvasView",
        start: QPointF,
        node: str,
        port: str,
        from_output: bool,
        taken: Wire | None = None,
    ) -> None:
        super().__init__(view, start)
        self._node, self._port, self._from_output = node, port, from_output
        self._taken = taken
        self._hot: NodeItem | None = None
        self._reasons = reasons_against(self.document, node, port, from_output)
        self.scene.show_fits(self._reasons)
        if taken is not None:
            self.scene.wires[taken].set_shown(False)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Draw the wire to the pointer, or to the port that it would end in."""
        target = self._target(at)
        self._mark(target)
        end, reason = at, ""
        if target is not None:
            item, port = target
            reason = self._reasons.get(item.face.name, "")
            if not reason:
                end = item.input_at(port) if self._from_output else item.output_at(port)
        self.view.show_reason(at, reason)
        fixed = self._fixed_end()
        ends = (fixed, end) if self._from_output else (end, fixed)
        self.view.show_wire(wire_path(*ends, self.scene.flow))

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Connect, or offer what could follow, or let the old wire go."""
        target = self._target(at)
        self._clean_up()
        moved = (at - self.start).manhattanLength() > 6
        if target is not None and not self._reasons.get(target[0].face.name, ""):
            self._connect(target[0].face.name, target[1], at)
        elif target is not None:
            self.document.bridge.message.emit(self._reasons[target[0].face.name])
        elif self._taken is not None and moved:
            wire = self._taken
            self.document.run_edit(
                lambda: edit.disconnect(self.document.project, [wire], graph=self.document.graph)
            )
        elif moved:
            self.view.open_adder(at, (self._node, self._port, self._from_output))

    def cancel(self) -> None:
        """The drawing is as it was."""
        self._clean_up()

    def _connect(self, name: str, port: str, at: QPointF) -> None:
        wire = Wire(self._node, name, self._port, port)
        if not self._from_output:
            wire = Wire(name, self._node, port, self._port)
        if wire == self._taken:
            return
        joining.connect_or_ask(self.view, wire, self._taken, at)

    def _target(self, at: QPointF) -> tuple[NodeItem, str] | None:
        """The port under the pointer, or the first fitting one of the node under it."""
        found = self.scene.port_at(at)
        if found is not None:
            item, port, is_output = found
            if item.face.name != self._node and is_output != self._from_output:
                return item, port
        under = self.scene.node_at(at)
        if under is None or under.face.name == self._node:
            return None
        ports = under.face.inputs if self._from_output else under.face.outputs
        if not ports:
            return under, ""  # there is a reason against it, which is shown
        taken = {w.target_port for w in self.document.drawing.incoming(under.face.name)}
        free = [p for p in ports if p not in taken] if self._from_output else list(ports)
        return under, (free or list(ports))[0]

    def _mark(self, target: tuple[NodeItem, str] | None) -> None:
        if self._hot is not None:
            self._hot.hot_port = ""
            self._hot.update()
            self._hot = None
        if target is not None and not self._reasons.get(target[0].face.name, ""):
            self._hot = target[0]
            self._hot.hot_port = target[1]
            self._hot.update()

    def _fixed_end(self) -> QPointF:
        item = self.scene.nodes[self._node]
        return item.output_at(self._port) if self._from_output else item.input_at(self._port)

    def _clean_up(self) -> None:
        self._mark(None)
        self.view.show_reason(None)
        self.scene.show_fits(None)
        self.view.show_wire(None)
        if self._taken is not None and self._taken in self.scene.wires:
            self.scene.wires[self._taken].set_shown(True)
