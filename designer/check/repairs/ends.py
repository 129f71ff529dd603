"""Why: a drawing with open ends can be closed: an Input above, an Output below, a wire between."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product
from typing import Any

from designer.check.flow import Flow
from designer.check.repairs.actions import (
    Step,
    add_above,
    add_alone,
    add_below,
    connect,
    fix,
    remove,
    wire_text,
)
from designer.check.report import Fix
from designer.check.verdict import judge
from designer.check.view import INPUT, OUTPUT, View
from designer.layers import N, Tensor
from designer.model import OUT, Wire
from designer.text import tr, trn

MOST = 3
TRIED = 200  # ways to feed a layer that are looked at
NEAR = 12  # layers that may feed another
SHAPES = ((1, 28, 28), (64,), (1, 64), (1, 16, 16, 16), (3, 64, 64))


def add_input(view: View, found: Flow) -> tuple[Fix, ...]:
    """An Input above each layer that lacks one, with a shape that the layer takes."""
    hungry = view.marked("hungry")
    fixes = []
    for name in hungry[:MOST]:
        wire = Wire("", name, OUT, view.missing(name)[0].port)
        step = add_above(view.graph, INPUT, input_params(view, found, name), wire)
        fixes.append(fix(tr("Add an Input before {name}", name=name), step))
    if not fixes:
        params = {"shape": view.data.shape if view.data else SHAPES[0]}
        fixes.append(fix(tr("Add an Input"), add_alone(view.graph, INPUT, params)))
    return tuple(fixes)


def input_params(view: View, found: Flow, name: str) -> dict[str, Any]:
    """Parameters of an Input that `name` can take: those of the data, if possible."""
    node, slots = view.drawing.nodes[name], view.inputs[name].slots
    shapes = [view.data.shape, *SHAPES] if view.data else list(SHAPES)
    if not view.is_faultless(name):
        return {"shape": shapes[0]}
    options = [(shape, dtype) for dtype in ("float32", "int64") for shape in shapes]
    if view.data is not None:
        options.insert(0, (view.data.shape, view.data.dtype))
    for shape, dtype in options:
        tensor = Tensor((N, *shape), dtype)
        known = [
            before or (None if slot.optional else tensor)
            for before, slot in zip(found.inputs[name], slots, strict=True)
        ]
        if judge(view.layers[name], node.params, known).mismatch is None:
            return {"shape": shape} if dtype == "float32" else {"shape": shape, "dtype": dtype}
    return {"shape": shapes[0]}


def add_output(view: View) -> tuple[Fix, ...]:
    """An Output below each layer that nothing follows, the deepest first."""
    fixes = [
        fix(
            tr("Add an Output after {name}", name=name),
            add_below(view.graph, OUTPUT, name, view.first_output(name)),
        )
        for name in view.tips[:MOST]
    ]
    if not fixes:
        fixes.append(fix(tr("Add an Output"), add_alone(view.graph, OUTPUT, {})))
    return tuple(fixes)


def lead_on(view: View, name: str) -> tuple[Fix, ...]:
    """Connect a dead end to an Output that waits for it, or take the dead branch away."""
    fixes = []
    for end in view.exits[:MOST]:
        if view.missing(end):
            wire = Wire(name, end, view.first_output(name), view.missing(end)[0].port)
            title = tr("Connect {wire}", wire=wire_text(wire, view.drawing))
            fixes.append(fix(title, connect(view.graph, wire)))
    doomed = [n for n in _dead(view, name) if n == name or n not in view.marks["entrance"]]
    title = tr("Remove {name}", name=name)
    if len(doomed) > 1:
        title = trn(
            "Remove the {count} layer that leads nowhere",
            "Remove the {count} layers that lead nowhere",
            len(doomed),
        )
    return (*fixes, fix(title, remove(view.graph, *doomed)))


def _dead(view: View, name: str) -> list[str]:
    """A dead end and what leads to it alone, oldest first: what leads to an Output, stays."""
    found = {name}
    waiting = [name]
    while waiting:
        for wire in view.drawing.wires_to(waiting.pop()):
            if wire.source not in view.useful and wire.source not in found:
                found.add(wire.source)
                waiting.append(wire.source)
    return sorted(found, key=view.age)


def feed(view: View, found: Flow, name: str) -> tuple[Fix, ...]:
    """Connect what is missing to layers whose output fits, the nearest first."""
    fixes = [_feeding(view, wires) for wires in islice(_feeds(view, found, name), MOST)]
    missing = view.missing(name)
    if not view.entrances and len(missing) == 1:
        step = add_above(
            view.graph, INPUT, input_params(view, found, name), Wire("", name, OUT, missing[0].port)
        )
        fixes.append(fix(tr("Add an Input before {name}", name=name), step))
    title = tr("Remove {name}", name=name)
    return (*fixes, fix(title, remove(view.graph, name)))


def _feeding(view: View, wires: tuple[Wire, ...]) -> Fix:
    steps: list[Step] = [connect(view.graph, wire) for wire in wires]
    text = ", ".join(wire_text(wire, view.drawing) for wire in wires)
    return fix(tr("Connect {wires}", wires=text), *steps)


def _feeds(view: View, found: Flow, name: str) -> Iterator[tuple[Wire, ...]]:
    """Wires that fill all missing inputs: first those that the layer can take."""
    missing = view.missing(name)
    near = _near(view, name)
    variadic = view.layers[name].inputs[0].variadic
    ways = combinations(near, len(missing)) if variadic else product(near, repeat=len(missing))
    second: list[tuple[Wire, ...]] = []
    for sources in islice(ways, TRIED):
        wires = tuple(
            Wire(source, name, view.first_output(source), slot.port)
            for source, slot in zip(_by_age(view, sources, variadic), missing, strict=True)
        )
        fits = _fits(view, found, name, wires)
        if fits:
            yield wires
        elif fits is None or all(source in view.tips for source in sources):
            second.append(wires)
    yield from second


def _by_age(view: View, names: tuple[str, ...], variadic: bool) -> Sequence[str]:
    """What comes in first is what was drawn first, where it makes no other difference."""
    return sorted(names, key=view.age) if variadic else names


def _near(view: View, name: str) -> list[str]:
    """Layers that may feed this one without a loop: open ends first, then the nearest."""
    after = view.drawing.below([name])
    tips = [n for n in view.tips if n not in after][:NEAR]
    place = bisect_left(view.nodes, view.age(name), key=lambda node: node.order)
    around = sorted(range(place - NEAR, place + NEAR), key=lambda i: (abs(place - i), i))
    names = [view.nodes[i].name for i in around if 0 <= i < len(view.nodes)]
    others = [n for n in names if n not in after and n in view.layers and view.layers[n].outputs]
    return list(dict.fromkeys((*tips, *others)))[:NEAR]


def _fits(view: View, found: Flow, name: str, wires: tuple[Wire, ...]) -> bool | None:
    """Whether the layer takes these wires; None when that is not known."""
    node, slots = view.drawing.nodes[name], view.inputs[name].slots
    starts = {wire.target_port: found.tensors.get(wire.start) for wire in wires}
    inputs = [
        starts.get(slot.port, before)
        for slot, before in zip(slots, found.inputs[name], strict=True)
    ]
    unknown = any(
        t is None and (s.wires or not s.optional) for t, s in zip(inputs, slots, strict=True)
    )
    if unknown or not view.is_faultless(node.name):
        return None
    return judge(view.layers[name], node.params, inputs).mismatch is None
