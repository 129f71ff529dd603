"""Why: rules about how nodes and wires hang together, whatever their shapes."""

from collections.abc import Callable, Iterator

from designer.check.code_rules import written_code
from designer.check.flow import Flow
from designer.check.muting import muted_layers
from designer.check.network import loop_through, network, tangles
from designer.check.ports import Slot
from designer.check.repairs.actions import fix, remove, set_param
from designer.check.repairs.ends import add_input, add_output, feed, lead_on
from designer.check.repairs.faults import fault_fixes, other_type, setting_title
from designer.check.repairs.wires import loose_wire, open_loop, thin_out
from designer.check.report import Problem, Severity
from designer.check.verdict import faults
from designer.check.view import View
from designer.layers import original_of, output_ports
from designer.model import Node, Wire
from designer.text import tr, trn

SHOWN = 6  # names of a loop that a sentence can hold
MANY = 100  # problems of a kind that get fixes: nobody reads more before repairing some


def ends(view: View, found: Flow) -> Iterator[Problem]:
    """A network has an Input and an Output."""
    if not view.entrances:
        message = tr("The network has no Input: add one where the data comes in.")
        yield Problem(view.graph, "", "", "no-input", message, add_input(view, found))
    if not view.exits:
        message = tr("The network has no Output: add one where the result leaves.")
        yield Problem(view.graph, "", "", "no-output", message, add_output(view))


def types(view: View, _found: Flow) -> Iterator[Problem]:
    """Every node is of a type that the catalogue has."""
    for name in view.marked("unknown"):
        node = view.drawing.nodes[name]
        fixes = other_type(view, node)
        yield Problem(view.graph, name, "", "unknown-type", _unknown(node), fixes)


def _unknown(node: Node) -> str:
    original = original_of(node.type)
    if original:
        return tr(
            "{name} shares the weights of “{original}”, which is no layer of this version of "
            "Designer.",
            name=node.name,
            original=original,
        )
    return tr(
        "{name} is of type “{type}”, which this version of Designer does not have.",
        name=node.name,
        type=node.type,
    )


def one_way(view: View, _found: Flow) -> Iterator[Problem]:
    """Data goes one way: no loops."""
    if len(view.order) == len(view.drawing.nodes):
        return
    for tangle in tangles(network(view.drawing), view.order):
        # The newest wire is most likely the one that closed the loop.
        edges = [wire for wire in view.drawing.wires if tangle.has_edge(wire.source, wire.target)]
        newest = max(edges, key=view.drawing.wires.__getitem__)
        loop = loop_through(tangle, newest)
        message = tr(
            "{name} lies on a loop, and data goes one way: {path}.",
            name=newest.target,
            path=_path([*loop, newest.target]),
        )
        fixes = open_loop(view, tangle, newest, loop)
        yield Problem(view.graph, newest.target, newest.target_port, "cycle", message, fixes)


def dangling(view: View, _found: Flow) -> Iterator[Problem]:
    """Every wire begins and ends at a port that the layer has."""
    loose = view.marked("loose")
    wires = [wire for name in loose for wire in view.drawing.wires_from(name)]
    for wire in sorted(wires, key=view.drawing.wires.__getitem__):
        if wire.source_port not in output_ports(view.layers[wire.source]):
            message = tr(
                "{name} has no output “{port}”, and a wire to {target} begins there.",
                name=wire.source,
                port=wire.source_port,
                target=wire.target,
            )
            yield _dangling(view, wire, wire.source, wire.source_port, message)
    for name in loose:
        for wire in view.inputs[name].dangling:
            message = tr(
                "{name} has no input “{port}”, and a wire from {source} ends there.",
                name=name,
                port=wire.target_port,
                source=wire.source,
            )
            yield _dangling(view, wire, name, wire.target_port, message)


def _dangling(view: View, wire: Wire, name: str, port: str, message: str) -> Problem:
    return Problem(view.graph, name, port, "dangling", message, loose_wire(view, wire))


def double_wires(view: View, _found: Flow) -> Iterator[Problem]:
    """No input has two wires."""
    for name in view.marked("double"):
        for slot in view.inputs[name].slots:
            if len(slot.wires) > 1:
                message = tr(
                    "{name} has {count} wires in its input “{port}”, which takes one.",
                    name=name,
                    count=len(slot.wires),
                    port=slot.port,
                )
                fixes = thin_out(view, name, slot)
                yield Problem(view.graph, name, slot.port, "double-wire", message, fixes)


def missing_inputs(view: View, found: Flow) -> Iterator[Problem]:
    """Every required input has a wire. Where nothing uses the result, this only warns."""
    for number, name in enumerate(view.marked("hungry")):
        missing = view.missing(name)
        message = _missing_text(name, missing, alone=len(view.layers[name].inputs) == 1)
        fixes = feed(view, found, name) if number < MANY else ()
        severity: Severity = "warning" if view.is_idle(name) else "error"
        port = missing[0].port
        yield Problem(view.graph, name, port, "missing-input", message, fixes, severity)


def _missing_text(name: str, missing: tuple[Slot, ...], alone: bool) -> str:
    if alone and missing[0].port == "in":
        return tr("{name} needs an input, and nothing is connected to it.", name=name)
    return trn(
        "{name} needs a wire in its input {ports}.",
        "{name} needs wires in its inputs {ports}.",
        len(missing),
        name=name,
        ports=", ".join(slot.port for slot in missing),
    )


def dead_ends(view: View, _found: Flow) -> Iterator[Problem]:
    """What is drawn leads to an Output; half a drawing is no error, so this only warns."""
    if not view.exits:
        return
    tips = [name for name in reversed(view.tips) if name not in view.marks["hungry"]]
    for number, name in enumerate(tips):
        message = tr("{name} leads to no Output: nothing uses its result.", name=name)
        fixes = lead_on(view, name) if number < MANY else ()
        yield Problem(view.graph, name, "", "unreachable", message, fixes, "warning")


def parameters(view: View, found: Flow) -> Iterator[Problem]:
    """Every parameter has a value that its declaration admits."""
    for name in view.marked("faulty"):
        if name in view.arriving or name in view.marks["link"]:
            continue  # an instance says what comes in; the original says what is wrong with both
        node = view.drawing.nodes[name]
        for fault in faults(view.layers[name], node.params):
            message = tr("{name}: {sentence}", name=name, sentence=fault.sentence)
            fixes = fault_fixes(view, found, node, fault)
            yield Problem(view.graph, name, "", "bad-param", message, fixes)


def left_out(view: View, _found: Flow) -> Iterator[Problem]:
    """A dropout lets something through."""
    for name in view.marked("nothing"):
        message = tr("{name} leaves out everything: training sees nothing but 0.", name=name)
        fixes = (
            fix(setting_title("p", name, 0.5), set_param(view.graph, name, "p", 0.5)),
            fix(tr("Remove {name}", name=name), remove(view.graph, name)),
        )
        yield Problem(view.graph, name, "", "bad-param", message, fixes, "warning")


RULES: tuple[Callable[[View, Flow], Iterator[Problem]], ...] = (
    ends,
    types,
    written_code,
    muted_layers,
    one_way,
    dangling,
    double_wires,
    missing_inputs,
    parameters,
    dead_ends,
    left_out,
)


def _path(names: list[str]) -> str:
    shown = names if len(names) <= SHOWN else [*names[:3], "…", *names[-2:]]
    return " → ".join(shown)
