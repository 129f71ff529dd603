"""Why: what may follow what, asked once when a wire is pulled, for every node in view."""

from collections.abc import Callable

from designer.layers import Layer, Mismatch, Tensor
from designer.text import tr
from designer.ui.document import Document


def reasons_against(document: Document, node: str, port: str, from_output: bool) -> dict[str, str]:
    """For each node why a wire from this port cannot end there; "" where it can."""
    graph = document.drawing
    loop = graph.above([node]) if from_output else graph.below([node])
    tensor = document.here.tensors.get((node, port)) if document.here else None
    reasons: dict[str, str] = {}
    for name, other in graph.nodes.items():
        layer = document.layer(other.type)
        if name == node:
            reasons[name] = tr("A layer cannot be connected to itself.")
        elif layer is None or not (layer.inputs if from_output else layer.outputs):
            reasons[name] = (
                tr("{name} has no input.", name=name)
                if from_output
                else tr("{name} has no output.", name=name)
            )
        elif name in loop:
            reasons[name] = tr("This would make a loop.")
        else:
            reasons[name] = _shape_reason(name, layer, dict(other.params), tensor, from_output)
    return reasons


def fitting_layers(tensor: Tensor | None, from_output: bool) -> Callable[[Layer], bool]:
    """A filter for the add list: layers that could take what comes out of a port."""

    def fits(layer: Layer) -> bool:
        if not (layer.inputs if from_output else layer.outputs):
            return False
        return not from_output or not _shape_reason("", layer, {}, tensor, True)

    return fits


def _shape_reason(
    name: str, layer: Layer, params: dict[str, object], tensor: Tensor | None, from_output: bool
) -> str:
    one_input = len(layer.inputs) == 1 and not layer.inputs[0].variadic
    if not from_output or tensor is None or not one_input:
        return ""
    try:
        layer.rule(layer.values(params, (tensor,)), (tensor,))
    except Mismatch as mismatch:
        # A parameter can be changed afterwards; a wrong kind of data cannot.
        if mismatch.code in ("rank", "dtype"):
            return f"{name or layer.type} {mismatch.message}"
    except (TypeError, ValueError, IndexError, KeyError):
        return ""  # a required parameter has no value yet
    return ""
