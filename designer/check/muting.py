"""Why: what is bypassed stays in the drawing, and what comes in stands for what it would give."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from designer.check.ports import Inputs, inputs_of
from designer.check.report import Fix, Problem
from designer.check.verdict import faults, judge
from designer.edit import mute
from designer.edit.bypassing import can_be_muted, first_wire
from designer.layers import LAYERS, Layer, Port, Tensor, original_of, output_ports
from designer.layers.spec import Values
from designer.model import OUT, Graph, Node, Project, Wire
from designer.text import tr

if TYPE_CHECKING:
    from designer.check.flow import Flow
    from designer.check.view import View

PLAIN = LAYERS["Identity"]
NOTHING: Mapping[str, "Muted"] = {}


@dataclass(frozen=True, slots=True)
class Muted:
    """A layer that is bypassed, as it is drawn: its node, what it is, and all its wires."""

    node: Node
    layer: Layer | None
    inputs: Inputs | None


def stand_in(layer: Layer | None, drawing: Graph, name: str) -> Layer:
    """A layer with the ports of this one, that gives what comes into the first of them."""
    first = first_wire(layer, drawing, name)
    if layer is not None:
        ports = output_ports(layer)
    else:
        ports = list(dict.fromkeys(wire.source_port for wire in drawing.outgoing(name))) or [OUT]
    entrance = first.target_port if first is not None else _first_port(layer)

    def passed(_values: Values, inputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        return (inputs[0],) * len(ports)

    return replace(
        PLAIN,
        rule=passed,
        inputs=(Port(entrance),),
        outputs=tuple(Port(port) for port in ports),
        edition=f"in place of {len(ports)}",
    )


def _first_port(layer: Layer | None) -> str:
    if layer is None or not layer.inputs:
        return "in"
    first = layer.inputs[0]
    return f"{first.name}1" if first.variadic else first.name


def left_out(
    drawing: Graph, layer_of: Callable[[Node], Layer | None]
) -> tuple[Graph, Mapping[str, Muted], Mapping[str, Layer]]:
    """The drawing in which muted layers are plain ones with one input; those layers, and these."""
    found: dict[str, Muted] = {}
    plain: dict[str, Layer] = {}
    unused: list[Wire] = []
    for node in drawing.nodes.values():
        if node.muted and can_be_muted(node):
            layer, incoming = layer_of(node), drawing.incoming(node.name)
            wired = inputs_of(layer, incoming) if layer is not None else None
            found[node.name] = Muted(node, layer, wired)
            own = plain[node.name] = stand_in(layer, drawing, node.name)
            unused += [wire for wire in incoming if wire.target_port != own.inputs[0].name]
    if not found:
        return drawing, NOTHING, plain
    nodes = {name: replace(muted.node, type=PLAIN.type, params={}) for name, muted in found.items()}
    return drawing.with_nodes(nodes, unused), found, plain


def heirs(nodes: Iterable[Node], muted: Mapping[str, Muted]) -> dict[str, Layer]:
    """The first caller of each bypassed layer whose weights are shared, with that layer."""
    found: dict[str, Layer] = {}
    taken: set[str] = set()
    for node in nodes if muted else ():
        original = original_of(node.type)
        layer = muted[original].layer if original in muted else None
        if layer is not None and original not in taken:
            taken.add(original)
            found[node.name] = layer
    return found


def muted_layers(view: "View", found: "Flow") -> Iterator[Problem]:
    """What comes into a layer that is bypassed can stand for what the layer would give."""
    for name, muted in view.muted.items():
        message = _misfit(view, found, name, muted)
        if message:
            yield Problem(view.graph, name, "", "muted", message, (_again(view.graph, name),))


def _misfit(view: "View", found: "Flow", name: str, muted: Muted) -> str:
    comes = found.inputs[name][0]
    layer = muted.layer
    used = {wire.source_port for wire in view.drawing.outgoing(name)}
    if layer is None or comes is None or not used:
        return ""
    others = [port for port in output_ports(layer)[1:] if port in used]
    if others:
        return tr(
            "{name} is bypassed: what comes in cannot stand for its output “{port}”.",
            name=name,
            port=others[0],
        )
    gives = _given(found, muted, layer)
    if gives is None or (gives.rank == comes.rank and gives.dtype == comes.dtype):
        return ""
    return tr(
        "{name} is bypassed: {comes} comes in and cannot stand for {gives}, which it would give.",
        name=name,
        comes=_written(comes),
        gives=_written(gives),
    )


def _given(found: "Flow", muted: Muted, layer: Layer) -> Tensor | None:
    """What the layer would give, where that is known."""
    assert muted.inputs is not None, "a known layer has its wires on ports"
    inputs = [found.tensors.get(s.wires[0].start) if s.wires else None for s in muted.inputs.slots]
    slots = zip(inputs, muted.inputs.slots, strict=True)
    known = all(tensor is not None or (s.optional and not s.wires) for tensor, s in slots)
    if not known or faults(layer, muted.node.params):
        return None
    outputs = judge(layer, muted.node.params, inputs).outputs
    return outputs[0] if outputs else None


def _written(tensor: Tensor) -> str:
    return str(tensor) if tensor.dtype == "float32" else f"{tensor} {tensor.dtype}"


def _again(graph: str, name: str) -> Fix:
    def use(project: Project) -> None:
        mute(project, [name], False, graph)

    return Fix(tr("Use {name} again", name=name), use)
