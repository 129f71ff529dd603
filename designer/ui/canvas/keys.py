"""Why: what the keys do while the canvas has the focus, as one table."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from designer import edit
from designer.text import tr
from designer.ui.canvas import blocks, menus, remarks, rewiring, wire_keys
from designer.ui.canvas.geometry import GRID, turned
from designer.ui.canvas.gestures.lasso import arm, disarm
from designer.ui.canvas.gestures.pick import pick
from designer.ui.canvas.interruption import give_up
from designer.ui.canvas.wire_choice import choose_wire

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Key = Qt.Key
ARROWS = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}
STANDARD: dict[QKeySequence.StandardKey, str] = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Cut: "cut",
    QKeySequence.StandardKey.Paste: "paste",
    QKeySequence.StandardKey.SelectAll: "select_all",
}


def pressed(view: "CanvasView", event: QKeyEvent) -> bool:
    """Act on a key; False when it means nothing here."""
    key = Key(event.key())
    if key == Key.Key_Escape:
        return escape(view)
    if view.gesture is not None:
        view.gesture.key(event)
        return True  # a gesture is under way: only Escape and its own keys count
    if key in ARROWS:
        return _arrow(view, key, event.modifiers())
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    action = (_SHIFTED.get(key) if shift else None) or _PLAIN.get(key)
    if action is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        if key in _OF_WHAT_IS_SELECTED and not _something_selected(view):
            view.document.bridge.message.emit(
                tr("Select a layer first: click it, or go there with Alt and arrows.")
            )
        else:
            action(view)
        return True
    for standard, command in STANDARD.items():
        if event.matches(standard):
            getattr(view, command)()
            return True
    return False


def _something_selected(view: "CanvasView") -> bool:
    document, scene = view.document, view.canvas
    chosen = (document.selection, document.selected_remarks, scene.chosen_wire, scene.chosen_bends)
    return any(map(bool, chosen))


def escape(view: "CanvasView") -> bool:
    """Cancel the gesture, or the tidying under way; without one, clear the selection."""
    if give_up(view) or view.tidier.cancel():
        return True
    if disarm(view) or wire_keys.back(view):
        return True
    document = view.document
    had = bool(document.selection or document.selected_remarks)
    had = had or view.canvas.chosen_wire is not None or bool(view.canvas.chosen_bends)
    choose_wire(view.canvas, None)
    view.document.select([])
    if not had and view.document.path_in:
        view.document.leave()  # nothing is left to give up but the block itself
        return True
    return had


def _arrow(view: "CanvasView", key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Move the selection by a grid step (Shift: five); Alt walks along the wires."""
    dx, dy = ARROWS[key]
    document = view.document
    nodes = document.drawing.nodes
    walks = modifiers & Qt.KeyboardModifier.AltModifier or not view.canvas.chosen_bends
    if view.canvas.chosen_wire is not None and walks:
        across, along = view.canvas.flow.turned((dx, dy))
        if across:
            wire_keys.next_wire(view, int(across))
        else:
            wire_keys.walk(view, int(along))
        return True
    others = document.selected_remarks or view.canvas.chosen_bends
    if others and not modifiers & Qt.KeyboardModifier.AltModifier:
        remarks.nudge(view, QPointF(dx, dy), bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        return True
    if modifiers & Qt.KeyboardModifier.AltModifier or not document.selection:
        walk(view, dx, dy)
        return True
    step = GRID * (5 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
    places = {
        name: (nodes[name].at[0] + dx * step, nodes[name].at[1] + dy * step)
        for name in document.selection
    }
    merge = "arrows:" + ",".join(document.selection)
    document.run_edit(
        lambda: edit.move(document.project, places, merge=merge, graph=document.graph)
    )
    return True


def walk(view: "CanvasView", dx: int, dy: int) -> None:
    """Select the next layer: with the flow and against it along the wires, else beside."""
    document, flow = view.document, view.canvas.flow
    graph = document.drawing
    if not graph.nodes:
        return
    at = document.selection[-1] if document.selection else ""
    if not at:
        _go(view, min(graph.nodes, key=lambda n: flow.turned(graph.nodes[n].at)[::-1]))
        return
    _, on = flow.turned((dx, dy))
    linked = {w.target for w in graph.outgoing(at)} if on > 0 else set()
    linked |= {w.source for w in graph.incoming(at)} if on < 0 else set()
    _go(view, _nearest(view, at, linked or set(graph.nodes) - {at}, dx, dy))


def _nearest(view: "CanvasView", name: str, among: set[str], dx: int, dy: int) -> str:
    """The node that lies nearest in a direction; the node itself when none does."""
    nodes = view.document.drawing.nodes
    here = QPointF(*nodes[name].at)

    def distance(other: str) -> float:
        by = QPointF(*nodes[other].at) - here
        along, across = (by.x() * dx, abs(by.y())) if dx else (by.y() * dy, abs(by.x()))
        return along + 2 * across if along > 0 else float("inf")

    best = min(sorted(among), key=distance, default=name)
    return best if distance(best) < float("inf") else name


def _go(view: "CanvasView", name: str) -> None:
    view.document.select([name])
    item = view.canvas.nodes[name]
    view.ensureVisible(item.sceneBoundingRect(), 40, 40)


def _add(view: "CanvasView") -> None:
    """After the one selected node, ready wired; into the selected wire; else at the pointer."""
    if view.canvas.chosen_wire is not None:
        menus.insert_on(view, view.canvas.chosen_wire)
        return
    selection = view.document.selection
    if len(selection) == 1 and view.canvas.nodes[selection[0]].face.outputs:
        item = view.canvas.nodes[selection[0]]
        port = item.face.outputs[0]
        flow = view.canvas.flow
        behind = item.output_at(port) + turned(QPointF(0, flow.gap), flow)
        view.open_adder(behind, (selection[0], port, True), only_fitting=False)
    else:
        view.open_adder()


def _activate(view: "CanvasView") -> None:
    if wire_keys.bend_here(view):
        return
    if len(view.document.selection) == 1:
        blocks.activate(view, view.document.selection[0])
    elif view.document.selected_remarks:
        remarks.edit_selected(view)


def _rename(view: "CanvasView") -> None:
    if len(view.document.selection) == 1:
        view.rename_node(view.document.selection[0])
    elif view.document.selected_remarks:
        remarks.edit_selected(view)


def _edit(view: "CanvasView") -> None:
    """The fields of the selected layer, in place."""
    if view.document.selection:
        view.quick.open(view.document.selection[-1])


def _show_keys(view: "CanvasView") -> None:
    view.asked.emit("keys")


def _space(view: "CanvasView") -> None:
    view.space_down = True
    view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)


_PLAIN: dict[Qt.Key, Callable[["CanvasView"], None]] = {
    Key.Key_Delete: lambda view: view.delete(),
    Key.Key_Backspace: lambda view: view.delete(),
    Key.Key_Tab: _add,
    Key.Key_Slash: _add,
    Key.Key_Return: _activate,
    Key.Key_Enter: _activate,
    Key.Key_F2: _rename,
    Key.Key_E: _edit,
    Key.Key_Space: _space,
    Key.Key_F: lambda view: view.zoom_to_fit(),
    Key.Key_M: rewiring.bypass,
    Key.Key_D: rewiring.detach,
    Key.Key_R: rewiring.replace,
    Key.Key_Plus: lambda view: view.zoom_in(),
    Key.Key_Minus: lambda view: view.zoom_out(),
    Key.Key_Question: _show_keys,
    Key.Key_C: pick,
    Key.Key_W: wire_keys.next_wire,
    Key.Key_L: arm,
    Key.Key_H: rewiring.collapse,
}
_OF_WHAT_IS_SELECTED = {
    *(Key.Key_Delete, Key.Key_Backspace, Key.Key_F2, Key.Key_E),
    *(Key.Key_M, Key.Key_D, Key.Key_R, Key.Key_H),
}
"""Keys that would be silent where nothing is selected."""
_SHIFTED: dict[Qt.Key, Callable[["CanvasView"], None]] = {
    Key.Key_Return: blocks.open_here,
    Key.Key_Enter: blocks.open_here,
    Key.Key_Delete: lambda view: view.delete_and_heal(),
    Key.Key_Backspace: lambda view: view.delete_and_heal(),
    Key.Key_C: lambda view: pick(view, from_output=False),
    Key.Key_W: lambda view: wire_keys.next_wire(view, -1),
}
