"""Why: resting the pointer on something says what it is and what is wrong with it."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer.layers import described
from designer.model import Wire
from designer.text import listed, tr
from designer.ui.activity import activity_of, figure_texts, flow_at, path_of, spread_text
from designer.ui.advice import hint_for
from designer.ui.canvas.face import Face
from designer.ui.costing import parameters_text
from designer.ui.kinds import kind_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def text(view: "CanvasView", at: QPointF) -> str:
    """What to say about this place of the canvas; "" for nothing."""
    port = view.canvas.port_at(at)
    if port is not None:
        return _port(view, port[0].face.name, port[1], port[2])
    item = view.canvas.node_at(at)
    if item is not None:
        return _node(view, item.face.name)
    wire = view.canvas.wire_at(at, 6 / view.zoom)
    if wire is not None:
        return _wire(view, wire)
    grip = view.canvas.grip_at(at, view.zoom)
    frame = view.document.drawing.frames.get(grip.name) if grip is not None else None
    return "" if frame is None else escape(frame.title)  # which may be cut


def _node(view: "CanvasView", name: str) -> str:
    node = view.document.drawing.nodes[name]
    layer = view.document.layer(node.type)
    parts = [f"<b>{escape(name)}</b> · {escape(kind_text(node.type))}"]
    if layer is not None:
        parts.append(escape(tr(layer.help)))
    if node.collapsed:
        parts += _hidden(view.canvas.nodes[name].face)
    if node.muted:
        parts.append(escape(tr("Bypassed: what comes in goes on as it is.")))
    activity = activity_of(view.document, name)
    if activity is not None:
        parts.append(escape(tr("In training: {figures}", figures=listed(figure_texts(activity)))))
        parts.append(escape(hint_for(view.document, path_of(view.document, name))))
    parts += [escape(p.message) for p in view.document.problems_here if p.node == name]
    return "<p style='white-space:pre-wrap'>" + "<br>".join(filter(None, parts)) + "</p>"


def _hidden(face: Face) -> list[str]:
    """What a collapsed node does not show, as one line."""
    count = parameters_text(face.count) if face.count else ""
    line = listed(text for text in (face.words, count) if text)
    return [escape(line)] if line else []


def _port(view: "CanvasView", name: str, port: str, is_output: bool) -> str:
    if is_output:
        shape = shape_at(view, name, port)
        if shape:
            return tr("{name} gives {shape}. Pull a wire from here.", name=name, shape=shape)
        return tr("Output of {name}. Pull a wire from here.", name=name)
    node = view.document.drawing.nodes[name]
    layer = view.document.layer(node.type)
    meaning = ""
    if layer is not None:
        helps = (p.help for p in layer.inputs if port.startswith(p.name))
        meaning = next((tr(text) for text in helps if text), "")
    where = tr("Input {port} of {name}.", port=port, name=name)
    return f"{where} {meaning}".strip()


def _wire(view: "CanvasView", wire: Wire) -> str:
    text = f"{wire.source} → {wire.target}"
    report = view.document.here
    key = (wire.source, wire.source_port)
    tensor = report.tensors.get(key) if report is not None else None
    if tensor is not None:
        text += f": {tensor}\n{described(tensor)}, {tensor.dtype}"
    flows = _flows(view, wire)
    return f"{text}\n{flows}" if flows else text


def _flows(view: "CanvasView", wire: Wire) -> str:
    """Mean and spread of what a training sends along a wire."""
    spread = flow_at(view.document, wire.source, wire.source_port)
    return "" if spread is None else tr("In training: {figures}", figures=spread_text(spread))


def shape_at(view: "CanvasView", name: str, port: str) -> str:
    """The shape that leaves a port, "" where it is not known."""
    report = view.document.here
    tensor = report.tensors.get((name, port)) if report is not None else None
    return "" if tensor is None else str(tensor)
