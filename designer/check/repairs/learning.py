"""Why: a drawing that works may still not fit its data; these repairs bring the two together."""

from collections.abc import Iterator
from typing import Any

from designer.check.flow import Flow, flow
from designer.check.repairs.actions import (
    Chain,
    connect,
    disconnect,
    fix,
    insert,
    remove,
    replace,
    set_data,
    set_param,
)
from designer.check.repairs.case import passed, through
from designer.check.repairs.faults import setting_title, value_text
from designer.check.repairs.inserting import FLATTEN
from designer.check.repairs.upstream import FARTHEST, changed, down, has_width, path_up, width_of
from designer.check.report import Fix
from designer.check.view import View
from designer.layers import N, Tensor, output_ports
from designer.model import Wire
from designer.protocol import DataInfo
from designer.text import tr, trn

MOST = 4
LOSS_OWN = ("Softmax", "LogSoftmax", "Sigmoid")  # what belongs to a loss, in front of it or inside


def shape_fixes(view: View, found: Flow, name: str, data: DataInfo) -> tuple[Fix, ...]:
    """Change the Input, unless that breaks what follows: then rather change the samples."""
    node = view.drawing.nodes[name]
    title = tr("Set the shape of {name} to {shape}", name=name, shape=value_text(data.shape))
    drawn = fix(title, set_param(view.graph, name, "shape", data.shape))
    after = flow(view, {name: {**node.params, "shape": data.shape}})
    others = tuple(_sample_fixes(view, found.tensors[name, "out"].sample, data))
    breaks = len(after.mismatches) > len(found.mismatches)
    return (*others, drawn) if breaks else (drawn, *others)


def _sample_fixes(view: View, wanted: tuple[Any, ...], data: DataInfo) -> Iterator[Fix]:
    if data.inputs:
        return  # several arrays are taken as they are
    if not all(isinstance(size, int) for size in wanted):
        return
    images = view.samples.shape is None and len(wanted) == len(data.shape) == 3
    if images and wanted[0] == data.shape[0]:
        title = tr("Resize the data to {size}", size=value_text(wanted[1:]))
        yield fix(title, set_data(resize=wanted[1:]))
    if _count(wanted) == _count(data.shape):
        title = tr("Reshape the data to {shape}", shape=value_text(wanted))
        yield fix(title, set_data(shape=wanted))


def _count(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def output_fixes(view: View, found: Flow, name: str, width: int) -> tuple[Fix, ...]:
    """What gives the Output so many scores: another width above, or layers in between."""
    wire = view.inputs[name].slots[0].wire
    tensor = found.inputs[name][0]
    if wire is None or tensor is None:
        return ()
    fixes = [
        *_widened(view, found, wire, width),
        *_uncovered(view, found, wire, width),
        *_last_step(view, found, wire, width),
    ]
    inserted = _put_before(view, wire, tensor, width)
    if view.layers[wire.source].category == "activation" and not _is_loss_own(view, wire):
        fixes = [*inserted, *fixes]  # what ends in an activation is no last layer
    else:
        fixes += inserted
    return tuple({f.title: f for f in fixes}.values())[:MOST]


def _is_loss_own(view: View, wire: Wire) -> bool:
    return view.drawing.nodes[wire.source].type in LOSS_OWN


def fits(tensor: Tensor | None, width: int) -> bool:
    """True for one row of so many scores for each sample."""
    return tensor == Tensor((N, width))


def _widened(view: View, found: Flow, wire: Wire, width: int) -> Iterator[Fix]:
    path = path_up(view, wire, has_width)
    if path:
        top = path[-1].source
        param = width_of(view.layers[top])
        if fits(changed(view, found, path, param, width), width):
            step = set_param(view.graph, top, param, width)
            yield fix(setting_title(param, top, width), step)


def _uncovered(view: View, found: Flow, wire: Wire, width: int) -> Iterator[Fix]:
    """Remove the last layer where what goes into it is wanted: an ArgMax, a Softmax."""
    before = found.inputs[wire.source]
    if len(before) == 1 and fits(before[0], width):
        yield fix(tr("Remove {name}", name=wire.source), remove(view.graph, wire.source))


def _last_step(view: View, found: Flow, wire: Wire, width: int) -> Iterator[Fix]:
    """Take another output of the recurrent layer above: its last step, not all of them."""
    path = path_up(view, wire, lambda layer: len(layer.outputs) > 1)
    if not path:
        return
    old, top = path[-1], path[-1].source
    for port in output_ports(view.layers[top]):
        tensor = down(view, path, found.tensors.get((top, port)))
        if port == old.source_port or tensor is None or tensor.rank != 2:
            continue
        new = Wire(top, old.target, port, old.target_port)
        steps = [disconnect(view.graph, [old]), connect(view.graph, new)]
        if fits(tensor, width):
            title = tr("Use the output “{port}” of {name}", port=port, name=top)
            yield fix(title, *steps)
        elif len(path) == 1:
            chain: Chain = [("Linear", {"out_features": width})]
            title = tr("Use the output “{port}” of {name}, insert Linear", port=port, name=top)
            yield fix(title, *steps, insert(view.graph, new, chain))


def learning_fixes(view: View, wire: Wire, tensor: Tensor, width: int) -> Iterator[Fix]:
    """Layers with weights in front of the Output."""
    yield from _put_before(view, wire, tensor, width, weights=True)


def _put_before(
    view: View, wire: Wire, tensor: Tensor, width: int, weights: bool = False
) -> Iterator[Fix]:
    linear = ("Linear", {"out_features": width})
    words = trn("a Linear with {count} output", "a Linear with {count} outputs", width)
    options: list[tuple[str, Chain]] = [(tr("Insert {layer}", layer=words), [linear])]
    if tensor.rank > 2:
        title = tr("Insert Flatten and {layer}", layer=words)
        options = [(tr("Insert Flatten"), [FLATTEN]), *options, (title, [FLATTEN, linear])]
    for title, chain in _summaries(view, wire, tensor):
        options.append((title, chain))
        options.append((tr("{what} and insert a Linear", what=title), [*chain, linear]))
    options.sort(key=lambda option: linear in option[1])  # what fits without new weights is meant
    for title, chain in options:
        if weights and linear not in chain:
            continue
        if fits(through(tensor, chain), width):
            yield fix(title, insert(view.graph, wire, chain))


def _summaries(view: View, wire: Wire, tensor: Tensor) -> Iterator[tuple[str, Chain]]:
    """Ways to bring all steps of a sequence, or all pixels of an image, down to one row."""
    axes = tensor.rank - 2
    if axes == 1 and _has_steps(view, wire):
        yield tr("Take the mean of all steps"), [("Mean", {"dims": (1,)})]
        yield tr("Take the last step"), [("Select", {"dim": 1, "index": -1})]
    elif axes in (1, 2, 3):
        pool = (f"AdaptiveAvgPool{axes}d", {"output_size": 1})
        yield tr("Pool to {size}", size=" × ".join("1" * axes)), [pool, FLATTEN]


def _has_steps(view: View, wire: Wire | None) -> bool:
    """True for steps × features, false for the channels × length of a convolution above."""
    for _ in range(FARTHEST):
        if wire is None or wire.source not in view.layers:
            return True
        category = view.layers[wire.source].category
        if category in ("convolution", "pooling"):
            return False
        slots = view.inputs[wire.source].slots
        if category in ("recurrent", "attention", "linear") or not slots:
            return True
        wire = slots[0].wire
    return True


def activation_fixes(
    view: View, found: Flow, wire: Wire, tensor: Tensor, type_: str
) -> Iterator[Fix]:
    """Another last activation, or one where there is none."""
    source = wire.source
    plain = view.layers[source].category == "activation" and found.inputs[source] == (tensor,)
    if plain:
        title = tr("Use {type} instead", type=type_)
        yield fix(title, replace(view.graph, source, type_))
    elif passed(type_, {}, (tensor,)) is not None:
        yield fix(tr("Insert {layer}", layer=type_), insert(view.graph, wire, [(type_, {})]))
