"""Why: the right button offers what can be done with the thing under it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from designer import edit
from designer.edit.bypassing import can_be_muted
from designer.layers import block_of, original_of, usual
from designer.model import Wire
from designer.text import tr
from designer.ui.canvas import (
    arranging,
    bends,
    blocks,
    carrying,
    remarks,
    rewiring,
    tidier,
    tidy_menu,
    wire_keys,
)
from designer.ui.keytips import keys_near

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Item = tuple[str, Callable[[], object], str] | None  # title, what it does, its keys or action
ACTIONS = (
    "duplicate",
    "group",
    "unpack",
    "share",
    "frame",
    "tidy",
)  # of the window, whose keys can change


def show(view: "CanvasView", pixel: QPoint, by_keys: bool) -> None:
    """Open the menu for a pixel of the view; by keys, that of the wire or layer selected."""
    at, wire, chosen = view.mapToScene(pixel), None, view.document.selection
    if by_keys and len(chosen) == 1:
        at = view.canvas.nodes[chosen[0]].center()
    elif by_keys and view.canvas.chosen_wire is not None:
        wire = view.canvas.chosen_wire
        at = wire_keys.place_of(view, wire)
    where = view.viewport().mapToGlobal(view.mapFromScene(at) if by_keys else pixel)
    make(view, at, wire).popup(where)


def make(view: "CanvasView", at: QPointF, wire: Wire | None = None) -> QMenu:
    """The menu for a place of the canvas, or for a wire. It deletes itself when it closes."""
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    for item in _items(view, at) if wire is None else _wire_items(view, wire, at):
        if item is None:
            menu.addSeparator()
            continue
        title, do, shortcut = item
        action = menu.addAction(title)
        action.triggered.connect(lambda _=False, do=do: do())
        if shortcut in ACTIONS:
            shortcut = keys_near(view, shortcut)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutVisibleInContextMenu(True)
    remarks.add_colors(view, menu)
    if wire is None and view.canvas.node_at(at) is not None:
        arranging.add_menu(menu, view)
        tidy_menu.add_menu(menu, view)
    return menu


def _items(view: "CanvasView", at: QPointF) -> list[Item]:
    item = view.canvas.node_at(at)
    if item is not None:
        if item.face.name not in view.document.selection:
            view.document.select([item.face.name])
        return _node_items(view, item.face.name, at)
    wire = view.canvas.wire_at(at, 8 / view.zoom)
    if wire is not None:
        return _wire_items(view, wire, at)
    grip = view.canvas.grip_at(at, view.zoom)
    if grip is not None:
        if grip.name not in view.document.selected_remarks:
            view.document.select([], [grip.name])
        return _remark_items(view, grip.name)
    return _canvas_items(view, at)


def _node_items(view: "CanvasView", name: str, at: QPointF) -> list[Item]:
    drawing = view.document.drawing
    wires = [*drawing.incoming(name), *drawing.outgoing(name)]
    collapsed = all(drawing.nodes[one].collapsed for one in view.document.selection)
    items: list[Item] = [
        (tr("Rename"), lambda: view.rename_node(name), "F2"),
        (tr("Replace with…"), lambda: rewiring.replace(view, at), "R"),
        *_bypass_items(view, name),
        (tr("Expand") if collapsed else tr("Collapse"), lambda: rewiring.collapse(view), "H"),
        None,
        (tr("Cut"), view.cut, "Ctrl+X"),
        (tr("Copy"), view.copy, "Ctrl+C"),
        (tr("Duplicate"), view.duplicate, "duplicate"),
        None,
    ]
    items += _block_items(view, name)
    if wires:
        items.append((tr("Detach"), lambda: rewiring.detach(view), "D"))
        items.append((tr("Disconnect"), lambda: _disconnect(view, wires), ""))
    items.append((tr("Delete"), view.delete, "Del"))
    if drawing.incoming(name) and drawing.outgoing(name):
        items.append((tr("Delete and reconnect"), view.delete_and_heal, "Shift+Del"))
    return items


def _bypass_items(view: "CanvasView", name: str) -> list[Item]:
    node = view.document.drawing.nodes[name]
    if not can_be_muted(node):
        return []
    title = tr("Use again") if node.muted else tr("Bypass")
    return [(title, lambda: rewiring.bypass(view), "M")]


def _block_items(view: "CanvasView", name: str) -> list[Item]:
    document = view.document
    kind = document.drawing.nodes[name].type
    items: list[Item] = [
        (tr("Put a frame around"), lambda: remarks.frame(view), "frame"),
        (tr("Group into block"), lambda: blocks.group(view), "group"),
    ]
    if blocks.is_block(view, name):
        items.append((tr("Open block"), lambda: blocks.enter(view), "Return"))
        items.append((tr("Open in place"), lambda: blocks.open_here(view, name), "Shift+Return"))
        items.append((tr("Open in new tab"), lambda: blocks.open_tab(view), ""))
        if document.library is not None and block_of(kind):
            items.append((tr("Keep in my blocks"), lambda: blocks.keep(view, block_of(kind)), ""))
        if not original_of(kind):
            items.append((tr("Unpack block"), lambda: blocks.unpack(view), "unpack"))
        rest = [other for other in document.selection if other != name]
        if rest:
            into = carrying.into(view, rest, name)
            items.append((into.offer, lambda: carrying.carry(view, into), ""))
    if document.path_in:
        out = carrying.out_to(view, document.selection, carrying.level_above(view))
        items.append((out.offer, lambda: carrying.carry(view, out), ""))
    layer = document.layer(kind)
    if original_of(kind):
        items.append((tr("Own weights"), lambda: blocks.own_weights(view, name), ""))
    if layer is not None and layer.nn:
        items.append((tr("Duplicate, sharing weights"), lambda: blocks.share(view), "share"))
    return [*items, None]


def _wire_items(view: "CanvasView", wire: Wire, at: QPointF) -> list[Item]:
    return [
        (tr("Insert layer…"), lambda: insert_on(view, wire, at), ""),
        None,
        *bends.menu_items(view, wire, at),
        (tr("Delete wire"), lambda: _disconnect(view, [wire]), "Del"),
    ]


def insert_on(view: "CanvasView", wire: Wire, at: QPointF | None = None) -> None:
    """Ask for a layer by name, and put it into a wire."""
    drawing = view.document.drawing
    view.adder.open(
        at or wire_keys.place_of(view, wire),
        lambda kind: view.insert_on(kind, wire),
        lambda layer: bool(layer.inputs and layer.outputs),
        usual=usual(drawing, drawing.nodes[wire.source].type),
    )


def _remark_items(view: "CanvasView", name: str) -> list[Item]:
    is_frame = name in view.document.drawing.frames
    return [
        (tr("Rename") if is_frame else tr("Edit"), lambda: view.writer.open(name), "F2"),
        None,
        (tr("Cut"), view.cut, "Ctrl+X"),
        (tr("Copy"), view.copy, "Ctrl+C"),
        (tr("Duplicate"), view.duplicate, "Ctrl+D"),
        None,
        (tr("Remove frame") if is_frame else tr("Delete"), view.delete, "Del"),
    ]


def _canvas_items(view: "CanvasView", at: QPointF) -> list[Item]:
    return [
        (tr("Add layer…"), lambda: view.open_adder(at), "Tab"),
        (tr("Add comment…"), lambda: remarks.comment(view, at), ""),
        (tr("Paste"), view.paste, "Ctrl+V"),
        None,
        (tr("Select all"), view.select_all, "Ctrl+A"),
        (tr("Tidy"), lambda: tidier.tidy(view), "tidy"),
        None,
        (tr("Zoom to fit"), view.zoom_to_fit, "F"),
        (tr("100 %"), view.zoom_reset, ""),
    ]


def _disconnect(view: "CanvasView", wires: list[Wire]) -> None:
    view.document.run_edit(
        lambda: edit.disconnect(view.document.project, wires, graph=view.document.graph)
    )
