"""Why: a layer that moves or mixes the samples of a batch has a setting that leaves them alone."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from designer.check.flow import Flow
from designer.check.reflow import tried
from designer.check.repairs.actions import (
    connect,
    disconnect,
    fix,
    insert,
    remove,
    set_param,
)
from designer.check.repairs.case import Case
from designer.check.repairs.faults import setting_title
from designer.check.report import Fix
from designer.check.verdict import faults
from designer.check.view import View
from designer.layers import N, Tensor, output_ports
from designer.model import Wire
from designer.text import tr

SOME = 8  # causes for which the whole network is asked again
LAST = "last"  # the output of a recurrent layer that has one row for each sample


def is_apart(tensor: Tensor) -> bool:
    """True when the first axis counts the samples, one entry each."""
    return tensor.shape[:1] == (N,)


def culprit(view: View, found: Flow, wire: Wire) -> Wire:
    """The wire at which samples are no longer apart: up from this one, where they are not."""
    while True:
        above = [
            slot.wires[0]
            for slot in view.inputs[wire.source].slots
            if slot.wires and _is_mixed(found, slot.wires[0])
        ]
        if not above:
            return wire
        wire = above[0]


def _is_mixed(found: Flow, wire: Wire) -> bool:
    tensor = found.tensors.get(wire.start)
    return tensor is not None and not is_apart(tensor)


def samples_kept(
    view: View, found: Flow, wire: Wire, healed: Callable[[Flow], bool]
) -> Iterator[Fix]:
    """What leaves the batch alone where `wire` begins; `healed` says whether that is enough."""
    name = wire.source
    for changes in _settings(view, found, name):
        node = view.drawing.nodes[name]
        params = {**node.params, **changes}
        after = None if faults(node.type, params) else tried(view, found, {name: params})
        if after is not None and name not in after.mismatches and healed(after):
            steps = [set_param(view.graph, name, *change) for change in changes.items()]
            yield fix(_settings_title(name, changes), *steps)
    yield from _last_step(view, wire)


def kept_above(case: Case) -> Iterator[Fix]:
    """Leave the samples apart further up, where that is why a layer cannot take what comes."""
    if case.name not in islice(case.found.mismatches, SOME):
        return
    if case.wire is not None and case.tensor is not None and not is_apart(case.tensor):
        wire = culprit(case.view, case.found, case.wire)
        yield from samples_kept(
            case.view, case.found, wire, lambda after: case.name in after.outputs
        )
        before = case.found.inputs[wire.source]
        alone = before[0] if len(before) == 1 and wire == case.wire else None
        if alone is not None and case.accepts({case.index: alone}):
            yield from without(case.view, case.found, wire.source)


def without(view: View, found: Flow, name: str) -> Iterator[Fix]:
    """Remove a layer that only moves values about."""
    if len(found.inputs[name]) == 1 and found.parameters.get(name) == 0:
        yield fix(tr("Remove {name}", name=name), remove(view.graph, name))


def without_both(view: View, found: Flow, name: str) -> Iterator[Fix]:
    """Remove a layer that moves the samples, and those that move them back."""
    names = [name]
    for other in view.drawing.below([name]) - {name}:
        inputs, outputs = found.inputs[other], found.outputs.get(other, ())
        moved = len(inputs) == 1 and inputs[0] is not None and not is_apart(inputs[0])
        if moved and outputs and is_apart(outputs[0]):
            names.append(other)
    names.sort(key=view.age)
    if all(found.parameters.get(each) == 0 for each in names):
        yield fix(tr("Remove {name}", name=", ".join(names)), remove(view.graph, *names))


def back_again(view: View, found: Flow, wire: Wire) -> Iterator[Fix]:
    """Bring the samples back to the first axis at the end of this wire, where that was meant."""
    tensor = found.tensors.get(wire.start)
    cause = view.drawing.nodes[culprit(view, found, wire).source].type
    if tensor is not None and N in tensor.shape[1:] and cause in ("Permute", "Transpose"):
        chain = [("Transpose", {"dim0": 0, "dim1": tensor.shape.index(N)})]
        title = tr("Insert Transpose before {name}", name=wire.target)
        yield fix(title, insert(view.graph, wire, chain))


def _settings_title(name: str, changes: Mapping[str, Any]) -> str:
    if len(changes) == 1:
        [(param, value)] = changes.items()
        return setting_title(param, name, value)
    text = ", ".join(f"{param}={value}" for param, value in changes.items())
    return tr("Set {changes} in {name}", changes=text, name=name)


def _settings(view: View, found: Flow, name: str) -> Iterator[Mapping[str, Any]]:
    """Values of parameters that speak of axes, without the batch among them."""
    node = view.drawing.nodes[name]
    first = found.inputs[name][0] if found.inputs[name] else None
    rank = first.rank if first is not None else 0
    values: Mapping[str, Any] = found.values.get(name, {})
    match node.type:
        case "Flatten":
            yield {"start_dim": 1} if values["end_dim"] == -1 else {"start_dim": 1, "end_dim": -1}
        case "Permute":
            rest = [dim % rank for dim in values["dims"] if dim % rank]
            if rest == sorted(rest):  # nothing else is moved: the batch was not counted
                rest[:2] = rest[1::-1]
            yield {"dims": (0, *rest)}
        case "Transpose":
            ends = {values["dim0"] % rank, values["dim1"] % rank} - {0}
            free = [dim for dim in range(1, rank) if dim not in ends]
            zero = "dim0" if values["dim0"] % rank == 0 else "dim1"
            yield from ({zero: dim} for dim in free[:1])
        case "Concat":
            yield from ({"dim": dim} for dim in range(1, rank))


def _last_step(view: View, wire: Wire) -> Iterator[Fix]:
    ports = output_ports(view.layers[wire.source])
    if LAST in ports and wire.source_port != LAST:
        other = Wire(wire.source, wire.target, LAST, wire.target_port)
        title = tr("Use the output “{port}” of {name}", port=LAST, name=wire.source)
        yield fix(title, disconnect(view.graph, [wire]), connect(view.graph, other))
