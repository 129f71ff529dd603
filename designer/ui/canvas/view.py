"""Why: turns mouse, wheel, keys and drops into gestures and edits of the drawing."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from designer.layers import usual
from designer.text import tr
from designer.ui.canvas import bends, blocks, drops, keys, menus, remarks, tips
from designer.ui.canvas.accessible import Voice
from designer.ui.canvas.adder import Adder
from designer.ui.canvas.camera import show_anew
from designer.ui.canvas.card import ProblemCard
from designer.ui.canvas.crumbs import Crumbs
from designer.ui.canvas.edge import EdgeScroll
from designer.ui.canvas.fitting import fitting_layers
from designer.ui.canvas.flow import Flow
from designer.ui.canvas.geometry import BODY, corner_at, snapped
from designer.ui.canvas.gestures import (
    BoxSelect,
    CutWires,
    DragNodes,
    Gesture,
    LassoSelect,
    Pan,
    PullWire,
)
from designer.ui.canvas.interruption import Interruption, give_up, is_over
from designer.ui.canvas.marks import Marks
from designer.ui.canvas.namer import Namer
from designer.ui.canvas.quick import Quick, is_on_words
from designer.ui.canvas.tidier import Tidier
from designer.ui.canvas.wire_choice import choice_of, choose_wire
from designer.ui.canvas.writer import Writer
from designer.ui.document import Document

CONTROL = Qt.KeyboardModifier.ControlModifier

End = tuple[str, str, bool]  # a node, a port of it, and whether that is an output


class CanvasView(Marks):
    """The canvas of a document."""

    node_activated = Signal(str)  # double-click or Enter on a node
    lens_wanted = Signal(str)  # a block that is to be opened in place
    lassos = False  # the next drag draws a lasso, wherever it begins
    over: "CanvasView | None" = None  # the inside of a block, open over this
    below: "CanvasView | None" = None  # the canvas over which this is open
    crumbs: Crumbs | None = None  # the path above it, where there is one
    asked = Signal(str)  # for an action of the window, by its key

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.setAccessibleName(tr("Drawing"))
        self.setAccessibleDescription(
            tr("Layers and wires. Tab adds a layer, Alt and arrows walk, W goes to wires.")
        )
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton  # the one that the gesture began with
        self.space_down = False
        self.voice = Voice(self)
        self.edge = EdgeScroll(self)
        self.adder = Adder(self)
        self.namer = Namer(self)
        self.writer = Writer(self)
        self.quick = Quick(self)
        self.card = ProblemCard(self)
        self.tidier = Tidier(self)
        self.flow = Flow(self)
        self.interruption = Interruption(self)
        self._seen: dict[tuple[str, str], tuple[float, QPointF]] = {}  # by graph and flow
        self._shown_graph = document.graph
        document.bridge.graph_opened.connect(self._come_in)

    def open_adder(
        self, at: QPointF | None = None, end: End | None = None, only_fitting: bool = True
    ) -> None:
        """The type-to-add list at a place of the canvas (by default at the pointer).

        With the end of a wire, what fits there is offered (or stands first) and is connected.
        """
        place = at or self.pointer() or self.mapToScene(self.viewport().rect().center())
        if end is None:
            corner = snapped(place - BODY.center())
            self.adder.open(place, lambda kind: self.add_at(kind, corner), comments=True)
            return
        node, port, from_output = end
        drawing, report = self.document.drawing, self.document.here
        tensor = report.tensors.get((node, port)) if report is not None else None
        corner = snapped(corner_at(place, from_output, self.canvas.flow))
        add = self.add_after if from_output else self.add_before
        self.adder.open(
            place,
            lambda kind: add(kind, node, port, corner),
            fitting_layers(tensor, from_output),
            only_fitting,
            usual=usual(drawing, drawing.nodes[node].type, from_output),
        )

    def rename_node(self, name: str) -> None:
        """Edit a node's name in place."""
        self.namer.open(name)

    def _come_in(self) -> None:
        """Another level: as it was left, or whole or from its start the first time."""
        give_up(self)
        self.adder.hide()
        self.namer.hide()
        self.writer.hide()
        self.quick.hide()
        middle = self.mapToScene(self.viewport().rect().center())
        flow = self.document.project.flow
        self._seen[self._shown_graph, flow] = (self.zoom, middle)
        self._shown_graph = self.document.graph
        if (self._shown_graph, flow) in self._seen:
            zoom, middle = self._seen[self._shown_graph, flow]
            self.set_zoom(zoom)
            self.centerOn(middle)
        else:
            show_anew(self)
        self.viewport().update()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the gesture that belongs to what is under the pointer."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.tidier.glide.finish()
        if self.gesture is not None:
            if self.gesture.by_keys or is_over(self, event, self._button):
                give_up(self)  # a click is no choice
            return
        at = self.mapToScene(event.position().toPoint())
        left, before = event.button() == Qt.MouseButton.LeftButton, choice_of(self.canvas)
        if event.button() == Qt.MouseButton.MiddleButton or (left and self.space_down):
            self._begin_gesture(Pan(self, at), event)
        elif event.button() == Qt.MouseButton.RightButton and event.modifiers() & CONTROL:
            self._begin_gesture(CutWires(self, at), event)
        elif left:
            gesture = self._gesture_at(at, event.modifiers())
            gesture.choice = before
            self._begin_gesture(gesture, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what the pointer could do here."""
        self._at = event.position().toPoint()
        at = self.mapToScene(self._at)
        if is_over(self, event, self._button):
            give_up(self)
        if self.gesture is not None:
            self.edge.follow(self._at, event.modifiers())
            self.gesture.move(at, event.modifiers())
        else:
            self._show_cursor(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        gesture = self.gesture
        if gesture is None or event.button() != self._button:
            return
        self.end_gesture()
        gesture.end(self.mapToScene(event.position().toPoint()), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a node: its form, its inside, or fields for its parameters. On a wire: a point of it.

        Elsewhere: what to add.
        """
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.mapToScene(event.position().toPoint())
        item = self.canvas.node_at(at)
        if item is not None:
            in_place = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if item.face.name not in self.document.selection:
                self.document.select([item.face.name])
            if is_on_words(self, at) and not in_place:
                self.quick.open(item.face.name)
            else:
                self.document.select([item.face.name])
                (blocks.open_here if in_place else blocks.activate)(self, item.face.name)
        elif self.canvas.port_at(at) is not None:
            return
        elif not bends.toggle_at(self, at) and not remarks.edit_at(self, at):
            self.open_adder(at)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went elsewhere."""
        if self.gesture is None:
            self._at = None
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is under the pointer; with Ctrl, the right button cuts."""
        if self.gesture is not None or event.modifiers() & CONTROL:
            return
        menus.show(self, event.pos(), event.reason() == QContextMenuEvent.Reason.Keyboard)

    def end_gesture(self) -> None:
        """Forget the gesture; the caller ends or cancels it."""
        self.gesture = None
        self.edge.stop()
        self.viewport().unsetCursor()

    def _gesture_at(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:
        if self.lassos:
            return LassoSelect(self, at, modifiers)
        port = self.canvas.port_at(at)
        if port is not None:
            choose_wire(self.canvas, None)
            return self._wire_from(port[0].face.name, port[1], port[2], at)
        item = self.canvas.node_at(at)
        if item is not None:
            return DragNodes(self, at, item.face.name, modifiers)
        wire = bends.wire_at(self, at)
        if wire is not None:
            return bends.gesture(self, at, wire, modifiers)
        grip = self.canvas.grip_at(at, self.zoom)
        if grip is not None:
            return remarks.gesture(self, at, grip, modifiers)
        around = modifiers & Qt.KeyboardModifier.AltModifier
        return (LassoSelect if around else BoxSelect)(self, at, modifiers)

    def _wire_from(self, node: str, port: str, is_output: bool, at: QPointF) -> PullWire:
        """A new wire; from a taken input, its wire is unplugged and pulled by that end."""
        if not is_output:
            for wire in self.document.drawing.incoming(node):
                if wire.target_port == port:
                    return PullWire(self, at, wire.source, wire.source_port, True, taken=wire)
        return PullWire(self, at, node, port, is_output)

    def _begin_gesture(self, gesture: Gesture, event: QMouseEvent) -> None:
        self.gesture, self._button = gesture, event.button()
        self._at = event.position().toPoint()
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)
        if gesture.scrolls:
            self.edge.begin(self._at)

    def _show_cursor(self, at: QPointF) -> None:
        if self.space_down:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.lassos or self.canvas.port_at(at) is not None:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif is_on_words(self, at):
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        else:
            remarks.show_cursor(self, at)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `keys`."""
        if not keys.pressed(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.space_down = False
            self.viewport().unsetCursor()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A gesture cannot go on when the window has lost the keyboard."""
        self.space_down = False
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab adds a layer; Shift+Tab leaves the canvas."""
        return False if forward else super().focusNextPrevChild(forward)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = tips.text(self, self.mapToScene(event.pos())) if self.gesture is None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    # Layers dragged in from the palette

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Layers are welcome; anything else is for the window."""
        drops.entered(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would come to lie."""
        drops.moved(self, event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        drops.left(self)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add it."""
        drops.dropped(self, event)
