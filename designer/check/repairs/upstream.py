"""Why: what arrives somewhere was decided further up; a change there is followed down again."""

from collections.abc import Callable
from typing import Any

from designer.check.flow import Flow
from designer.check.repairs.case import passed
from designer.check.view import View
from designer.layers import Layer, Tensor
from designer.model import Wire

WIDTHS = ("out_channels", "out_features", "embedding_dim", "hidden_size")
FARTHEST = 8  # layers between a cause and where it is noticed


def path_up(view: View, wire: Wire | None, is_cause: Callable[[Layer], bool]) -> list[Wire]:
    """Wires from this one up to the first that begins at a cause; empty when there is none.

    All layers on the way have one input and are used only here, so that a change of the cause
    changes nothing else.
    """
    path: list[Wire] = []
    while wire is not None and len(path) < FARTHEST:
        layer = view.layers.get(wire.source)
        if layer is None or len(view.drawing.outgoing(wire.source)) > 1:
            return []
        path.append(wire)
        if is_cause(layer):
            return path
        slots = view.inputs[wire.source].slots
        wire = slots[0].wire if len(slots) == 1 else None
    return []


def down(view: View, path: list[Wire], tensor: Tensor | None) -> Tensor | None:
    """What arrives at the path's end (its first wire) when its cause gives this tensor."""
    for wire in reversed(path[:-1]):
        node = view.drawing.nodes[wire.source]
        if tensor is None or wire.source_port != view.first_output(node.name):
            return None
        tensor = passed(view.layers[node.name], node.params, (tensor,))
    return tensor


def changed(view: View, found: Flow, path: list[Wire], param: str, value: Any) -> Tensor | None:
    """What arrives at the path's end when a parameter of its cause has another value."""
    node = view.drawing.nodes[path[-1].source]
    if path[-1].source_port != view.first_output(node.name):
        return None
    params = {**node.params, param: value}
    return down(view, path, passed(view.layers[node.name], params, found.inputs[node.name]))


def has_width(layer: Layer) -> bool:
    """True for a layer that decides how many channels or features come out."""
    return any(param.name in WIDTHS for param in layer.params)


def width_of(layer: Layer) -> str:
    """The parameter that decides it."""
    return next(param.name for param in layer.params if param.name in WIDTHS)
