"""Why: a wire led into an input that is taken asks: in place of the other one, or with it?"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from designer import edit
from designer.layers import LAYERS, Mismatch
from designer.model import Wire
from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

JOINS = ("Add", "Concat")


def connect_or_ask(
    view: "CanvasView", wire: Wire, unplugged: Wire | None, at: QPointF
) -> QMenu | None:
    """Draw the wire; where another one holds its place, ask first, at a place of the canvas."""
    if is_full(view, wire, unplugged):
        return ask(view, wire, unplugged, at)
    connect(view, wire, unplugged)
    return None


def is_full(view: "CanvasView", wire: Wire, unplugged: Wire | None) -> bool:
    """True when another wire holds the one place that the wire would end in."""
    layer = view.document.layer(view.document.drawing.nodes[wire.target].type)
    if layer is None or all(port.name != wire.target_port for port in layer.inputs):
        return False  # one of any number of inputs
    other = _holder(view, wire)
    return other is not None and other not in (wire, unplugged)


def ask(view: "CanvasView", wire: Wire, unplugged: Wire | None, at: QPointF) -> QMenu:
    """Offer what can be done, at a place of the canvas. The menu deletes itself when it closes.

    `unplugged` is the wire that was pulled by its end: it goes, whatever is chosen.
    """
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    replace = menu.addAction(tr("Replace the wire from {name}", name=_holder_name(view, wire)))
    replace.triggered.connect(lambda: connect(view, wire, unplugged))
    for why, kind in sorted((_objection(view, wire, kind), kind) for kind in JOINS):
        _offer(menu, view, wire, unplugged, kind, why)
    menu.setActiveAction(replace)
    menu.popup(view.viewport().mapToGlobal(view.mapFromScene(at)))
    return menu


def connect(view: "CanvasView", wire: Wire, unplugged: Wire | None) -> None:
    """Draw the wire; one that holds its place goes."""
    project, graph = view.document.project, view.document.graph
    ends = (wire.source, wire.target, wire.source_port, wire.target_port)

    def work() -> None:
        if unplugged is not None:
            edit.disconnect(project, [unplugged], graph)
        edit.connect(project, *ends, graph)

    label = tr("Connect {source} to {target}", source=wire.source, target=wire.target)
    view.document.run_edit(lambda: view.in_transaction(label, work))


def _offer(
    menu: QMenu, view: "CanvasView", wire: Wire, unplugged: Wire | None, kind: str, why: str
) -> QAction:
    if why:
        action = menu.addAction(tr("{type}: {why}", type=kind, why=why))
        action.setEnabled(False)
        return action
    title = tr("Add both together") if kind == "Add" else tr("Concatenate both")
    action = menu.addAction(title)
    action.triggered.connect(lambda: _join(view, wire, unplugged, kind))
    return action


def _join(view: "CanvasView", wire: Wire, unplugged: Wire | None, kind: str) -> None:
    document = view.document
    project, graph = document.project, document.graph

    def work() -> str:
        with project.transaction(tr("Join {source} by {type}", source=wire.source, type=kind)):
            if unplugged is not None:
                edit.disconnect(project, [unplugged], graph)
            return edit.join(project, wire, kind, graph)

    name = document.run_edit(work)
    if name is not None:
        document.select([name])


def _objection(view: "CanvasView", wire: Wire, kind: str) -> str:
    """Why the two cannot be joined so, "" where they can or nothing is known of them."""
    report, other = view.document.here, _holder(view, wire)
    tensors = [
        report.tensors.get(one.start) if report is not None and one is not None else None
        for one in (other, wire)
    ]
    layer, inputs = LAYERS[kind], [tensor for tensor in tensors if tensor is not None]
    if len(inputs) < len(tensors):
        return ""
    try:
        layer.rule(layer.values({}, inputs), inputs)
    except Mismatch as mismatch:
        return mismatch.message
    return ""


def _holder(view: "CanvasView", wire: Wire) -> Wire | None:
    coming = view.document.drawing.incoming(wire.target)
    return next((one for one in coming if one.end == wire.end), None)


def _holder_name(view: "CanvasView", wire: Wire) -> str:
    other = _holder(view, wire)
    return other.source if other is not None else ""
