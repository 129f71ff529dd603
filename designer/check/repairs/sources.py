"""Why: what comes in wrong may be set right where it comes from."""

from collections.abc import Iterator
from typing import Any

from designer.check.reflow import tried
from designer.check.repairs.actions import connect, disconnect, fix, remove, set_param
from designer.check.repairs.case import Case, passed
from designer.check.repairs.faults import setting_title, value_text
from designer.check.repairs.inserting import likely_shapes
from designer.check.repairs.upstream import changed, has_width, path_up, width_of
from designer.check.report import Fix
from designer.check.verdict import faults
from designer.check.view import INPUT
from designer.layers import N, Tensor, output_ports
from designer.layers.tensor import NOMINAL
from designer.model import Node, Wire
from designer.text import tr


def other_output(case: Case) -> Iterator[Fix]:
    """Another output of the layer above: the last step in place of the sequence."""
    for index in dict.fromkeys((case.index, 0)):
        slots = case.view.inputs[case.name].slots
        wire = slots[index].wire if slots else None
        if wire is not None and wire.source in case.view.layers:
            yield from _other_outputs(case, index, wire)


def _other_outputs(case: Case, index: int, wire: Wire) -> Iterator[Fix]:
    for port in output_ports(case.view.layers[wire.source]):
        tensor = case.found.tensors.get((wire.source, port))
        apart = tensor is not None and tensor.shape[:1] == (N,)
        if port != wire.source_port and tensor and apart and case.accepts({index: tensor}):
            other = Wire(wire.source, wire.target, port, wire.target_port)
            title = tr("Use the output “{port}” of {name}", port=port, name=wire.source)
            yield fix(title, disconnect(case.graph, [wire]), connect(case.graph, other))


def input_shape(case: Case) -> Iterator[Fix]:
    """Another shape of the Input that feeds the layer, unless it is that of the data.

    Not inside a block, whose instances bring the shapes; so too for the repairs below.
    """
    source = _source(case)
    if source is None or source.type != INPUT or case.tensor is None:
        return
    if source.name in case.view.arriving:
        return
    data = case.view.data
    if data is not None and data.shape == case.tensor.sample:
        return
    for shape in _input_shapes(case):
        if case.accepts({case.index: Tensor((N, *shape), case.tensor.dtype)}):
            title = tr(
                "Set the shape of {name} to {shape}", name=source.name, shape=value_text(shape)
            )
            yield fix(title, set_param(case.graph, source.name, "shape", shape))


def _input_shapes(case: Case) -> Iterator[tuple[int, ...]]:
    data, tensor = case.view.data, case.tensor
    if data is not None:
        yield data.shape
    if tensor is None:
        return
    expected = case.mismatch.expected
    if case.mismatch.code == "size" and isinstance(expected, tuple):
        sizes = zip(tensor.sample[-len(expected) :], expected, strict=False)
        larger = tuple(max(a, b) for a, b in sizes if isinstance(a, int))
        head = tuple(dim for dim in tensor.sample[: -len(expected)] if isinstance(dim, int))
        yield (*head, *larger)
    yield from likely_shapes(case)


def larger_input(case: Case) -> Iterator[Fix]:
    """A larger image at the Input above, where one gets too small on its way."""
    path = path_up(case.view, case.wire, lambda layer: layer.type == INPUT)
    if len(path) < 2 or case.view.data is not None:
        return
    name = path[-1].source
    if name in case.view.arriving:
        return
    channels, *sizes = case.found.tensors[name, path[-1].source_port].sample
    for factor in (2, 4, 8):
        shape = (channels, *(size * factor for size in sizes))
        tensor = changed(case.view, case.found, path, "shape", shape)
        if tensor is not None and case.accepts({case.index: tensor}):
            title = tr("Set the shape of {name} to {shape}", name=name, shape=value_text(shape))
            yield fix(title, set_param(case.graph, name, "shape", shape))
            return


def input_length(case: Case) -> Iterator[Fix]:
    """A fixed length in an Input that has an open one: that of the data, or the usual one."""
    for name in case.view.entrances:
        node = case.view.drawing.nodes[name]
        shape, data = node.params.get("shape"), case.view.data
        if not isinstance(shape, tuple) or all(isinstance(size, int) for size in shape):
            continue
        if name in case.view.arriving:
            continue
        fixed = tuple(size if isinstance(size, int) else NOMINAL for size in shape)
        if data is not None and len(data.shape) == len(shape):
            fixed = data.shape
        after = tried(case.view, case.found, {name: {**node.params, "shape": fixed}})
        if case.name not in after.mismatches:
            title = setting_title("shape", name, fixed)
            yield fix(title, set_param(case.graph, name, "shape", fixed))


def input_dtype(case: Case) -> Iterator[Fix]:
    """The kind of numbers that the layer needs, set where they come in, unless data say else."""
    source, data = _source(case), case.view.data
    wanted = case.mismatch.expected
    if source is None or source.type != INPUT or case.tensor is None:
        return
    if data is not None and data.dtype != wanted:
        return
    if isinstance(wanted, str) and case.accepts({case.index: Tensor(case.tensor.shape, wanted)}):
        params = {**source.params, "dtype": wanted}
        if not faults(source.type, params):
            title = setting_title("dtype", source.name, wanted)
            yield fix(title, set_param(case.graph, source.name, "dtype", wanted))


def without_source(case: Case) -> Iterator[Fix]:
    """Remove the layer above, where what goes into it would fit: a Flatten too early."""
    source = _source(case)
    if source is None or len(case.view.drawing.outgoing(source.name)) != 1:
        return
    inputs = case.found.inputs[source.name]
    if len(inputs) == 1 and inputs[0] is not None and case.accepts({case.index: inputs[0]}):
        yield fix(tr("Remove {name}", name=source.name), remove(case.graph, source.name))


def without_itself(case: Case) -> Iterator[Fix]:
    """Remove the layer itself and close the gap."""
    if len(case.inputs) == 1 and case.layer.outputs:
        yield fix(tr("Remove {name}", name=case.name), remove(case.graph, case.name))


def without_pooling(case: Case) -> Iterator[Fix]:
    """Remove a pooling where there is no image to make smaller."""
    if case.layer.category == "pooling":
        yield from without_itself(case)


def without_wire(case: Case) -> Iterator[Fix]:
    """Remove the wire, where several come together."""
    if case.wire is not None and len(case.inputs) > 2:
        rest = tuple(t for i, t in enumerate(case.inputs) if i != case.index)
        if passed(case.layer, case.node.params, rest) is not None:
            title = tr("Remove the wire from {name}", name=case.wire.source)
            yield fix(title, disconnect(case.graph, [case.wire]))


def width_above(case: Case) -> Iterator[Fix]:
    """Another number of channels or features where a branch got its own."""
    for index, path, goal in _causes(case):
        width = width_of(case.view.layers[path[-1].source])
        yield from _changed(case, index, path, width, goal.shape[_width_axis(width)])
    if case.node.type == "MatMul":  # columns of the first are rows of the second
        for index, path, goal in _causes(case):
            if index == 0:
                width = width_of(case.view.layers[path[-1].source])
                yield from _changed(case, index, path, width, goal.shape[-2])


def border_above(case: Case) -> Iterator[Fix]:
    """A border or a step that lets a branch keep its size."""
    for index, path, _ in _causes(case):
        values = case.found.values.get(path[-1].source, {})
        kernel = values.get("kernel_size")
        if "output_padding" in values:
            yield from _changed(case, index, path, "output_padding", 1)
        elif isinstance(kernel, int) and kernel > 1:
            yield from _changed(case, index, path, "padding", kernel // 2)


def _causes(case: Case) -> Iterator[tuple[int, list[Wire], Tensor]]:
    """The layers above that give branches their widths, and what each branch should be like."""
    if len(case.inputs) < 2:
        return
    for index in dict.fromkeys((case.index, 0)):
        goal = case.inputs[0 if index else case.index or 1]
        path = path_up(case.view, case.view.inputs[case.name].slots[index].wire, has_width)
        if goal is not None and goal.rank >= 2 and path:
            yield index, path, goal


def _width_axis(param: str) -> int:
    return 1 if param == "out_channels" else -1


def _changed(case: Case, index: int, path: list[Wire], param: str, value: Any) -> Iterator[Fix]:
    """The fix, if the layer takes what comes down the path then."""
    tensor = changed(case.view, case.found, path, param, value)
    if tensor is not None and case.accepts({index: tensor}):
        top = path[-1].source
        yield fix(setting_title(param, top, value), set_param(case.graph, top, param, value))


def _source(case: Case) -> Node | None:
    wire = case.wire
    if wire is None or wire.source not in case.view.layers:
        return None
    return case.view.drawing.nodes[wire.source]
