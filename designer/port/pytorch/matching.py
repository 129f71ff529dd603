"""Why: a computation is one layer when that layer would write it: the catalogue, read backwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from designer.layers import LAYERS, Layer
from designer.layers.spec import Param
from designer.layers.write import Code
from designer.port.pytorch import makers
from designer.port.pytorch.guessing import Values, constants, spelled_values, unspelled
from designer.port.pytorch.values import BATCH, Hole, Made, Op, has_tensor, is_tensor
from designer.port.pytorch.written import SELF, Pattern, pattern

MOST_INPUTS = 64
SIZE_OF = ".shape[0]"


@dataclass(frozen=True, slots=True)
class Reading:
    """A layer that computes just this. `inputs` are by port; `made` is its module, if it has one.

    `gives` are its outputs as Python gives them: ports, in tuples where there are several.
    """

    layer: Layer
    values: dict[str, Any]
    inputs: dict[str, Any]
    gives: Any
    made: Made | None = None
    said: Mapping[str, Any] | None = None  # what the text says of inferred parameters


def readings(op: Op) -> Iterator[Reading]:
    """The layers that compute this, those that take the largest part of it in one go first."""
    for layer in _by_head().get(op.name, ()):
        found = _read(layer, op)
        if found is not None:
            yield found


def called(op: Op) -> Iterator[Reading]:
    """The layers that a call of a module of the library is."""
    made, given = op.args[0], op.args[1:]
    for layer, values, said in makers.layers_of(made):
        if not layer.nn:  # the module computes what the catalogue writes as a function
            ports = [port.name for port in layer.inputs]
            if len(given) == len(ports) and not op.named:
                inputs = dict(zip(ports, given, strict=True))
                yield Reading(layer, values, inputs, layer.outputs[0].name, None, said)
            continue
        found = _called(layer, values, op)
        if found is not None:
            yield Reading(layer, *found, made, said)


def _called(
    layer: Layer, known: dict[str, Any], op: Op
) -> tuple[dict[str, Any], dict[str, Any], Any] | None:
    """Parameters, inputs and outputs of a layer whose module is known; None where it differs."""
    hidden = [param for param in layer.params if not param.in_code or param.inferred]
    names = {param.name for param in hidden} - set(known)
    complete = {param.name: known.get(param.name, param.default) for param in layer.params}
    fixed = {name: value for name, value in complete.items() if name not in names}
    for values in spelled_values(layer.params, constants(op), fixed):
        for inputs in _wirings(layer, op):
            found = _fits(layer, values, inputs, op)
            if found is not None:
                given, bound, gives = found
                return {**known, **_told(given, hidden)}, bound, gives
    return None


def _told(values: dict[str, Any], hidden: list[Param]) -> dict[str, Any]:
    return {p.name: values[p.name] for p in hidden if not p.inferred and p.name in values}


def _read(layer: Layer, op: Op) -> Reading | None:
    module = _held(op) if layer.nn else None
    if layer.nn and module is None:
        return None
    known: dict[str, Any] = {}
    said: Mapping[str, Any] = {}
    if module is not None:
        found = next((f for f in makers.layers_of(module) if f[0] is layer), None)
        if found is None:
            return None
        known, said = found[1], found[2]
    fixed = {**_defaults(layer, known), **known} if module is not None else {}
    for values in spelled_values(layer.params, constants(op), fixed):
        for inputs in _wirings(layer, op):
            fitting = _fits(layer, values, inputs, op)
            if fitting is not None:
                given, bound, gives = fitting
                inferred = {param.name for param in layer.params if param.inferred}
                own = {name: value for name, value in given.items() if name not in inferred}
                return Reading(layer, {**own, **known}, bound, gives, module, said)
    return None


def _defaults(layer: Layer, known: dict[str, Any]) -> dict[str, Any]:
    """What the text of the module leaves out: the default there, so the default here."""
    return {p.name: p.default for p in layer.params if p.in_code and p.name not in known}


def _held(op: Op) -> Made | None:
    """The one module that stands in a computation: `self.position` of `x + self.position[…]`."""
    found = list(_modules(op, 0))
    return found[0] if len(found) == 1 else None


def _modules(value: Any, depth: int) -> Iterator[Made]:
    if isinstance(value, Made):
        yield value
    elif isinstance(value, Op) and depth < 4:
        for part in value.args:
            yield from _modules(part, depth + 1)
    elif isinstance(value, tuple):
        for part in value:
            yield from _modules(part, depth)


def _fits(
    layer: Layer, values: Values, inputs: tuple[str | None, ...], op: Op
) -> tuple[dict[str, Any], dict[str, Any], Any] | None:
    found = pattern(layer, values.written, inputs, values.symbols)
    if found is None:
        return None
    bound: dict[str, Any] = {}
    if not unify(found.value, op, bound):
        return None
    bound.pop(SELF.name, None)
    ports = [name for name in inputs if name is not None]
    for name in ports:  # of what is there only for its size, any of the batch will do
        if f"{name}{SIZE_OF}" in bound:
            bound.setdefault(name, bound[f"{name}{SIZE_OF}"])
    if set(ports) - set(bound):
        return None
    return unspelled(values), {_port(name): bound[name] for name in ports}, found.gives


def _port(name: str) -> str:
    return name.removeprefix("in_port_")


def _wirings(layer: Layer, op: Op) -> Iterator[tuple[str | None, ...]]:
    """The variables that come in, in port order: with and without those that may stay away."""
    rows: list[list[list[str | None]]] = []
    count = len(op.args[0]) if op.args and isinstance(op.args[0], tuple) else len(op.args)
    for port in layer.inputs:
        name = f"in_port_{port.name}"
        if port.variadic:
            several = min(count, MOST_INPUTS) - (op.name == "einsum")
            rows.append([[f"{name}{number}" for number in range(1, several + 1)]])
        else:
            rows.append([[None], [name]] if port.optional else [[name]])
    for row in product(*rows):
        yield tuple(name for part in row for name in part)


def unify(wanted: Any, found: Any, bound: dict[str, Any]) -> bool:
    """True when a pattern is this value, with what `bound` then has for its holes."""
    if isinstance(wanted, Hole):
        if wanted == SELF:
            fits = isinstance(found, Made)
        else:
            fits = is_tensor(found) and not (isinstance(found, Op) and found.name == "weight")
        return fits and bound.setdefault(wanted.name, found) == found
    if isinstance(wanted, Op):
        if wanted == BATCH == found and isinstance(wanted.of, Hole):
            bound.setdefault(f"{wanted.of.name}{SIZE_OF}", found.of)
        return (
            isinstance(found, Op)
            and wanted.name == found.name
            and unify(wanted.args, found.args, bound)
            and [key for key, _ in wanted.named] == [key for key, _ in found.named]
            and all(
                unify(a, b, bound) for (_, a), (_, b) in zip(wanted.named, found.named, strict=True)
            )
        )
    if isinstance(wanted, tuple | list):
        return (
            isinstance(found, tuple | list)
            and len(wanted) == len(found)
            and all(unify(a, b, bound) for a, b in zip(wanted, found, strict=True))
        )
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    return not has_tensor(found) and bool(wanted == found)


@lru_cache(maxsize=1)
def _by_head() -> dict[str, list[Layer]]:
    """What stands at the outside of a computation → the layers that write it so."""
    found: dict[str, dict[str, tuple[int, Layer]]] = {}
    for layer in LAYERS.values():
        for sample in _samples(layer):
            if isinstance(sample.value, Op) and sample.value.name != "()":
                row = found.setdefault(sample.value.name, {})
                row.setdefault(layer.type, (_size(sample.value), layer))
    return {
        head: [layer for _, layer in sorted(row.values(), key=lambda pair: -pair[0])]
        for head, row in found.items()
    }


def _samples(layer: Layer) -> Iterator[Pattern]:
    choices = [param for param in layer.params if param.kind == "choice" and not param.in_code]
    rows = product(*(param.choices for param in choices))
    for row in rows:
        chosen = dict(zip((param.name for param in choices), row, strict=True))
        for shape in ((2,), (1, 2)):
            values = {p.name: _sample(p, shape) for p in layer.params} | chosen
            for inputs in _wirings(layer, Op("", (1, 2))):
                found = pattern(layer, values, inputs)
                if found is not None:
                    yield found


def _sample(param: Param, shape: tuple[int, ...]) -> Any:
    if param.default is not None and not isinstance(param.default, Code):
        return param.default
    return {"int": 1, "float": 1.0, "shape": shape, "sizes": 2, "text": "nij,njk->nik"}.get(
        param.kind
    )


def _size(value: Any) -> int:
    """How many computations a pattern has in it."""
    if isinstance(value, Op):
        return 1 + sum(_size(part) for part in (*value.args, *(v for _, v in value.named)))
    return sum(map(_size, value)) if isinstance(value, tuple) else 0
