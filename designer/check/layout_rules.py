"""Why: photos often come as height × width × channels, which a convolution takes for channels."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, insert, set_param
from designer.check.repairs.faults import value_text
from designer.check.report import Fix, Problem, Severity
from designer.check.view import INPUT, View
from designer.layers import Dim
from designer.text import tr

COLORS = (1, 3, 4)  # channels of gray, color, and color with transparency
LEAST = 5  # the shortest side of an image that could not be a number of channels


def channels_last(view: View, found: Flow) -> Iterator[Problem]:
    """What comes in for layers over images has its channels first."""
    for name in view.entrances:
        tensor = found.tensors.get((name, "out"))
        if tensor is None or not is_channels_last(tensor.sample):
            continue
        for wire in view.drawing.outgoing(name):
            layer = view.layers.get(wire.target)
            if layer is not None and layer.type.endswith("2d") and wire.target in found.inputs:
                message = tr(
                    "{name} takes channels × height × width, and {shape} looks like "
                    "height × width × channels.",
                    name=wire.target,
                    shape=value_text(tensor.sample),
                )
                severity: Severity = "error" if wire.target in found.mismatches else "warning"
                fixes = tuple(_fixes(view, name))
                port = wire.target_port
                yield Problem(view.graph, wire.target, port, "channels", message, fixes, severity)


def is_channels_last(sample: tuple[Dim, ...]) -> bool:
    """True for a shape such as 28 × 28 × 1."""
    if len(sample) != 3 or not all(isinstance(dim, int) for dim in sample):
        return False
    return sample[-1] in COLORS and all(int(str(dim)) >= LEAST for dim in sample[:2])


def _fixes(view: View, name: str) -> Iterator[Fix]:
    """Turn the shape around where it was typed, else the images themselves."""
    shape = view.drawing.nodes[name].params["shape"]
    assert isinstance(shape, tuple)
    front = (shape[2], shape[0], shape[1])
    if view.data is None or view.data.shape == front:
        title = tr("Set the shape of {name} to {shape}", name=name, shape=value_text(front))
        yield fix(title, set_param(view.graph, name, "shape", front))
    if view.data is None or view.data.shape != front:
        steps = [
            insert(view.graph, wire, [("Permute", {"dims": (0, 3, 1, 2)})])
            for wire in view.drawing.outgoing(name)
            if wire.target in view.layers and view.layers[wire.target].type.endswith("2d")
        ]
        yield fix(tr("Insert Permute: channels first"), *steps)


def explains(view: View, found: Flow, name: str) -> bool:
    """True when the order of the axes says better why a layer cannot take what comes in."""
    wires = [slot.wires[0] for slot in view.inputs[name].slots if slot.wires]
    if not wires or view.drawing.nodes[wires[0].source].type != INPUT:
        return False
    tensor = found.tensors.get(wires[0].start)
    layer = view.layers[name]
    return tensor is not None and layer.type.endswith("2d") and is_channels_last(tensor.sample)
