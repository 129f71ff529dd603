"""Why: a value that cannot be has a nearest one that can."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, put_params, remove, retype
from designer.check.repairs.ends import input_params
from designer.check.report import Fix
from designer.check.verdict import Fault, fault_of
from designer.check.view import INPUT, View
from designer.edit.values import clean
from designer.layers import LAYERS, Layer, Param
from designer.model import Node
from designer.text import tr

MOST = 3
LISTS = ("dims",)  # numbers of axes, which no × should stand between


def fault_fixes(view: View, found: Flow, node: Node, fault: Fault) -> tuple[Fix, ...]:
    """Give the parameter the nearest value that it admits, or take a foreign one away."""
    layer = view.layers[node.name]
    if all(param.name != fault.param for param in layer.params):
        title = tr("Remove {param} from {name}", param=fault.param, name=node.name)
        return (fix(title, put_params(view.graph, node.name, {}, [fault.param])),)
    param = layer.param(fault.param)
    if param.inferred:
        title = tr("Let {param} follow from what comes in", param=param.name)
        return (fix(title, put_params(view.graph, node.name, {}, [param.name])),)
    values = _admitted(param, _candidates(view, found, node, param))
    if layer.category == "dropout" and param.name == "p":
        values = [value for value in values if value != 1]  # which would leave out everything
    if not values:
        values = _admitted(param, (param.minimum, 1, 1.0, False, (1,), ""))
    return tuple(
        fix(
            setting_title(param.name, node.name, value),
            put_params(view.graph, node.name, {param.name: value}),
        )
        for value in values[:MOST]
    )


def setting_title(param: str, name: str, value: object) -> str:
    """The title of a fix that sets a parameter."""
    if value is None:
        return tr("Leave {param} of {name} empty", param=param, name=name)
    text = value_text(value)
    if param in LISTS and isinstance(value, tuple):
        text = ", ".join(str(part) for part in value)
    return tr("Set {param} of {name} to {value}", param=param, name=name, value=text)


def value_text(value: object) -> str:
    """A value as sentences show it: shapes with ×."""
    if isinstance(value, tuple):
        return " × ".join(str(part) for part in value) or "()"
    if isinstance(value, float):
        return f"{value:g}"
    return tr("nothing") if value is None else str(value)


def _candidates(view: View, found: Flow, node: Node, param: Param) -> Iterator[Any]:
    given = node.params.get(param.name)
    if isinstance(given, tuple):
        yield tuple(_nearest(param, part) for part in given)
        yield from (_nearest(param, part) for part in given[:1])
    else:
        if param.maximum == 1 and isinstance(given, int | float) and 1 < given <= 100:
            yield given / 100  # a percentage
        yield _nearest(param, given)
    if isinstance(given, str) and param.choices:
        yield from difflib.get_close_matches(given, param.choices, n=MOST, cutoff=0.5)
    if param.default is not None:
        yield param.default
    if node.type == INPUT and param.name == "shape":
        yield from _input_shapes(view, found, node.name)
    yield from param.choices
    if param.optional:
        yield None


def _admitted(param: Param, candidates: Iterable[Any]) -> list[Any]:
    """The candidates that can be, in the form of the model, each once."""
    values: list[Any] = []
    for candidate in candidates:
        if not fault_of(param, candidate) and clean(param, candidate) not in values:
            values.append(clean(param, candidate))
    return values


def _nearest(param: Param, given: object) -> object:
    """The number meant, inside its range; anything else as it is."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return given
    try:
        number = float(given)
    except ValueError:
        return given
    if number != number or abs(number) > 1e15:
        return given
    if param.minimum is not None:
        number = max(number, param.minimum)
    if param.maximum is not None:
        number = min(number, param.maximum)
    return number if param.kind == "float" else round(number)


def _input_shapes(view: View, found: Flow, name: str) -> Iterator[tuple[int, ...]]:
    if view.data is not None:
        yield view.data.shape
    for wire in view.drawing.outgoing(name):
        if wire.target in view.layers:
            yield input_params(view, found, wire.target)["shape"]
    yield (1, 28, 28)


def other_type(view: View, node: Node) -> tuple[Fix, ...]:
    """Make it a layer of a similar name, or take it away."""
    by_lower = {key.lower(): key for key in LAYERS}
    near = difflib.get_close_matches(node.type.lower(), by_lower, n=MOST, cutoff=0.6)
    fixes = [_becoming(view, node, LAYERS[by_lower[key]]) for key in near]
    title = tr("Remove {name}", name=node.name)
    return (*fixes, fix(title, remove(view.graph, node.name)))


def _becoming(view: View, node: Node, layer: Layer) -> Fix:
    title = tr("Make {name} a layer of type {type}", name=node.name, type=layer.type)
    return fix(title, retype(view.graph, node.name, layer.type, fitting_params(layer, node)))


def fitting_params(layer: Layer, node: Node) -> dict[str, Any]:
    """The node's parameters that another layer admits too."""
    known = {param.name: param for param in layer.params}
    return {
        name: value
        for name, value in node.params.items()
        if name in known and not fault_of(known[name], value)
    }
