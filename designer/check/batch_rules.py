"""Why: the first axis is the batch; a layer that moves or mixes it teaches nonsense in silence."""

from collections.abc import Callable, Iterator, Sequence

from designer.check.flow import Flow
from designer.check.heads import trained_names
from designer.check.repairs.samples import (
    SOME,
    back_again,
    culprit,
    is_apart,
    samples_kept,
    without,
    without_both,
)
from designer.check.report import Fix, Problem, Severity
from designer.check.view import View
from designer.layers import N, Sym, Tensor
from designer.model import Wire
from designer.text import tr, trn


def samples_apart(view: View, found: Flow) -> Iterator[Problem]:
    """What leaves the network, and what a layer cannot take, has the samples on its first axis."""
    told: set[str] = set()
    for wire in (*_leaving(view, found), *_refused(view, found)):
        cause = culprit(view, found, wire)
        if cause.source in told:
            continue
        told.add(cause.source)
        tensor = found.tensors[cause.start]
        fixes = _apart_again(view, found, cause, wire) if len(told) <= SOME else ()
        # Training compares the first axis with the targets, and would fail.
        fails = view.data is not None and wire.target in trained_names(view)
        severity: Severity = "error" if fails else "warning"
        message = _happens(view, cause, tensor)
        yield Problem(view.graph, cause.source, "", "batch", message, fixes, severity)


def _apart_again(view: View, found: Flow, cause: Wire, end: Wire) -> tuple[Fix, ...]:
    return (
        *samples_kept(view, found, cause, _healed(end)),
        *(back_again(view, found, end) if end.target in view.exits else ()),
        *without(view, found, cause.source),
    )


def samples_compared(view: View, found: Flow) -> Iterator[Problem]:
    """No product runs over the samples of a batch."""
    products = [name for name in view.marks["product"] if name in found.outputs]
    told = 0
    for name in sorted(products, key=view.place):
        inputs = [tensor for tensor in found.inputs[name] if tensor is not None]
        if _open_axes(inputs) > 1 or not _compares(inputs, found.outputs[name]):
            continue  # what was mixed before is told there
        told += 1
        message = tr(
            "{name} multiplies over axis {axis}, which counts the samples: each of them gets "
            "something of all others in its batch.",
            name=name,
            axis=_batch_axis(inputs),
        )
        fixes = _uncompared_again(view, found, name) if told <= SOME else ()
        yield Problem(view.graph, name, "", "batch", message, fixes, "warning")


def _uncompared_again(view: View, found: Flow, name: str) -> tuple[Fix, ...]:
    slots = zip(view.inputs[name].slots, found.inputs[name], strict=True)
    mixed = [slot.wires[0] for slot, tensor in slots if tensor and not is_apart(tensor)]
    cause = culprit(view, found, mixed[0])
    return (
        *without_both(view, found, cause.source),
        *samples_kept(view, found, cause, _uncompared(name)),
    )


def _uncompared(name: str) -> Callable[[Flow], bool]:
    def uncompared(after: Flow) -> bool:
        inputs = [tensor for tensor in after.inputs[name] if tensor is not None]
        return name in after.outputs and not _compares(inputs, after.outputs[name])

    return uncompared


def _compares(inputs: list[Tensor], outputs: tuple[Tensor, ...]) -> bool:
    contracted = isinstance(inputs[0].shape[-1], Sym)
    return contracted or _open_axes(outputs) > 1


def _open_axes(tensors: Sequence[Tensor]) -> int:
    return max(sum(isinstance(dim, Sym) for dim in tensor.shape) for tensor in tensors)


def _batch_axis(inputs: list[Tensor]) -> int:
    mixed = next(tensor for tensor in inputs if not is_apart(tensor))
    return next(axis for axis, dim in enumerate(mixed.shape) if isinstance(dim, Sym))


def _leaving(view: View, found: Flow) -> Iterator[Wire]:
    """Wires into an Output on which the samples are not apart."""
    for name in view.exits:
        wire = view.inputs[name].slots[0].wire
        tensor = found.tensors.get(wire.start) if wire is not None else None
        if wire is not None and tensor is not None and not is_apart(tensor):
            yield wire


def _refused(view: View, found: Flow) -> Iterator[Wire]:
    """Such wires into layers that cannot take what comes in."""
    for name in found.mismatches:
        slots = zip(view.inputs[name].slots, found.inputs[name], strict=True)
        for slot, tensor in slots:
            if tensor is not None and not is_apart(tensor):
                yield slot.wires[0]


def _healed(wire: Wire) -> Callable[[Flow], bool]:
    """Whether the samples are apart again at the end of the wire, and its layer takes them."""

    def healed(after: Flow) -> bool:
        tensor = after.tensors.get(wire.start)
        apart = tensor is not None and is_apart(tensor)
        return apart and wire.target not in after.mismatches

    return healed


def _happens(view: View, cause: Wire, tensor: Tensor) -> str:
    """What happens to the samples where they are no longer apart."""
    name, first = cause.source, tensor.shape[0] if tensor.shape else 1
    if isinstance(first, Sym) and len(view.inputs[name].slots) > 1:
        return tr(
            "{name} puts the batches that come in one behind the other: {count} results for "
            "N samples.",
            name=name,
            count=first,
        )
    if isinstance(first, Sym):
        return tr(
            "{name} lays all samples of a batch on one axis of {count} entries: which belongs "
            "to which sample is lost.",
            name=name,
            count=first,
        )
    if N in tensor.shape and view.layers[name].category == "recurrent":
        return tr(
            "{name} has the samples on axis {axis} of its output “{port}”: axis 0, which should "
            "count them, counts its layers.",
            name=name,
            axis=tensor.shape.index(N),
            port=cause.source_port,
        )
    if N in tensor.shape:
        return trn(
            "{name} moves the samples to axis {axis}: axis 0, which should count them, "
            "has {count} entry.",
            "{name} moves the samples to axis {axis}: axis 0, which should count them, "
            "has {count} entries.",
            first,
            name=name,
            axis=tensor.shape.index(N),
        )
    return tr("{name} mixes the samples of a batch: {shape} comes out.", name=name, shape=tensor)
