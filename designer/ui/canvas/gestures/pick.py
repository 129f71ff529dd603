"""Why: a wire is drawn without a mouse: what fits has a letter, and arrows walk along it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from designer.model import Wire
from designer.text import tr
from designer.ui.canvas import joining
from designer.ui.canvas.fitting import reasons_against
from designer.ui.canvas.geometry import turned, wire_path
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.marks import Letter

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Key = Qt.Key
LETTERS = "asdfghjklqwertyuiopzxvbnm"  # all but C, which goes to the next port
STEPS = {Key.Key_Down: 1, Key.Key_Right: 1, Key.Key_Up: -1, Key.Key_Left: -1}


@dataclass(frozen=True)
class End:
    """A port in which the wire could end."""

    node: str
    port: str


class PickEnd(Gesture):
    """From an output to what may follow, or from an input to what may come before."""

    by_keys, scrolls = True, False

    def __init__(self, view: "CanvasView", node: str, from_output: bool) -> None:
        item = view.canvas.nodes[node]
        super().__init__(view, item.center())
        self.node, self.from_output = node, from_output
        self._ports = item.face.outputs if from_output else item.face.inputs
        self.port = self._first_port()
        self.ends: list[End] = []
        self._at = 0
        self._letters: dict[str, int] = {}
        if self._ports:
            self._look()

    def key(self, event: QKeyEvent) -> None:
        """A letter connects; arrows walk, Enter connects; C takes the next port."""
        key = Key(event.key())
        letter = event.text().casefold()
        if key in STEPS:
            self._show((self._at + STEPS[key]) % len(self.ends))
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._take(self._at)
        elif key == Key.Key_C and len(self._ports) > 1:
            self.port = self._ports[(self._ports.index(self.port) + 1) % len(self._ports)]
            self._look()
        elif letter and letter in self._letters:
            self._take(self._letters[letter])

    def cancel(self) -> None:
        """The drawing is as it was."""
        self._clear()
        self.scene.show_fits(None)
        self.view.show_wire(None)
        self.view.show_letters(())

    def _first_port(self) -> str:
        """Of the inputs, the first that is free."""
        taken = {wire.target_port for wire in self.document.drawing.incoming(self.node)}
        free = [p for p in self._ports if self.from_output or p not in taken]
        return (*free, *self._ports, "")[0]

    def _look(self) -> None:
        """What fits, along the flow; the nearest that the wire can lead on to is first."""
        reasons = reasons_against(self.document, self.node, self.port, self.from_output)
        self.scene.show_fits(reasons)
        fitting = [name for name, reason in reasons.items() if not reason]
        fitting.sort(key=lambda name: (self._place(name).y(), self._place(name).x()))
        self.ends = [end for name in fitting for end in self._ends_of(name)]
        if self.ends:
            self._show(min(range(len(self.ends)), key=self._distance))

    def _ends_of(self, name: str) -> list[End]:
        """Its free ports; when all are taken, the first, whose wire is asked about."""
        drawing, face = self.document.drawing, self.scene.nodes[name].face
        if not self.from_output:
            return [End(name, port) for port in face.outputs if not self._is_wired(name, port)]
        taken = {wire.target_port: wire for wire in drawing.incoming(name)}
        free = [port for port in face.inputs if port not in taken]
        ports = free or face.inputs[:1]
        return [End(name, port) for port in ports if not self._is_wired(name, port)]

    def _is_wired(self, name: str, port: str) -> bool:
        ends = (self.node, name, self.port, port)
        there, back = Wire(*ends), Wire(ends[1], ends[0], ends[3], ends[2])
        return (there if self.from_output else back) in self.document.drawing.wires

    def _place(self, name: str) -> QPointF:
        """Across and along the flow."""
        return turned(self.scene.nodes[name].center(), self.scene.flow)

    def _distance(self, index: int) -> float:
        """How far an end lies, with a long way to what is taken or lies on the other side."""
        end = self.ends[index]
        by = self._place(end.node) - turned(self.start, self.scene.flow)
        along = by.y() if self.from_output else -by.y()
        detours = (along <= 0) + (self._giving_way(end) != "")
        return abs(along) + abs(by.x()) + 1e6 * detours

    def _giving_way(self, end: End) -> str:
        """Where the wire comes from that holds this place; "" where it is free."""
        name, port = (end.node, end.port) if self.from_output else (self.node, self.port)
        wires = self.document.drawing.incoming(name)
        return next((wire.source for wire in wires if wire.target_port == port), "")

    def _show(self, index: int) -> None:
        self._clear()
        self._at = index
        end = self.ends[index]
        item = self.scene.nodes[end.node]
        self.view.ensureVisible(item.sceneBoundingRect(), 40, 40)
        item.hot_port = end.port
        item.update()
        mine, other = self._point(self.node, self.port, self.from_output), self._target(end)
        ends = (mine, other) if self.from_output else (other, mine)
        self.view.show_wire(wire_path(*ends, self.scene.flow))
        self._hand_out_letters()
        self.document.bridge.message.emit(self._words(end))

    def _words(self, end: End) -> str:
        source, target = (self.node, end.node) if self.from_output else (end.node, self.node)
        face = self.scene.nodes[end.node].face
        several = len(face.inputs if self.from_output else face.outputs) > 1
        if lost := self._giving_way(end):
            return tr(
                "Connect {source} to {target}, in place of {lost} or with it? "
                "Enter, a letter, or arrows.",
                source=source,
                target=target,
                lost=lost,
            )
        if several:
            return tr(
                "Connect {source} to {target}, {port}? Enter, a letter, or arrows.",
                source=source,
                target=target,
                port=end.port,
            )
        return tr(
            "Connect {source} to {target}? Enter, a letter, or arrows.",
            source=source,
            target=target,
        )

    def _hand_out_letters(self) -> None:
        """One for each end in view."""
        view = self.view.visible()
        seen = [i for i, end in enumerate(self.ends) if view.contains(self._target(end))]
        self._letters = dict(zip(LETTERS, seen, strict=False))
        left = self.scene.flow.is_turned and self.from_output
        self.view.show_letters(
            Letter(self._target(self.ends[i]), letter.upper(), i == self._at, left)
            for letter, i in self._letters.items()
        )

    def _target(self, end: End) -> QPointF:
        return self._point(end.node, end.port, not self.from_output)

    def _point(self, name: str, port: str, is_output: bool) -> QPointF:
        item = self.scene.nodes[name]
        return item.output_at(port) if is_output else item.input_at(port)

    def _clear(self) -> None:
        for end in self.ends[self._at : self._at + 1]:
            item = self.scene.nodes.get(end.node)
            if item is not None:
                item.hot_port = ""
                item.update()

    def _take(self, index: int) -> None:
        end = self.ends[index]
        at = self._target(end)
        self.view.end_gesture()
        self.cancel()
        wire = Wire(self.node, end.node, self.port, end.port)
        if not self.from_output:
            wire = Wire(end.node, self.node, end.port, self.port)
        joining.connect_or_ask(self.view, wire, None, at)


def pick(view: "CanvasView", from_output: bool = True) -> None:
    """Begin a wire at the one selected node; says why when there is nothing to pick."""
    document, chosen = view.document, view.document.selection
    if len(chosen) != 1:
        document.bridge.message.emit(tr("Select one layer to connect."))
        return
    gesture = PickEnd(view, chosen[0], from_output)
    if gesture.ends:
        view.gesture = gesture
        return
    gesture.cancel()
    if gesture.port:
        text = tr("There is nothing left that {name} could be connected to.", name=chosen[0])
    elif from_output:
        text = tr("{name} has no output.", name=chosen[0])
    else:
        text = tr("{name} has no input.", name=chosen[0])
    document.bridge.message.emit(text)
