"""Why: operation by operation a graph becomes a sketch; nothing of it is lost without a word."""

from collections import ChainMap
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from designer.layers import Mismatch
from designer.port.onnx.activating import ACTIVATING
from designer.port.onnx.calculating import CALCULATING
from designer.port.onnx.carrying import carried
from designer.port.onnx.convolving import CONVOLVING
from designer.port.onnx.folding import constant, filled, fold, foldable, room, shape, size
from designer.port.onnx.laying import LAYING
from designer.port.onnx.multiplying import MULTIPLYING
from designer.port.onnx.normalizing import NORMALIZING
from designer.port.onnx.picking import PICKING
from designer.port.onnx.records import STANDARD, GraphRecord, NodeRecord
from designer.port.onnx.recurring import RECURRING
from designer.port.onnx.reducing import REDUCING
from designer.port.onnx.resizing import RESIZING
from designer.port.onnx.sketch import Sketch, Unfit
from designer.port.onnx.step import Handler, Step, array_of, origin_of
from designer.port.onnx.tensors import TensorRecord
from designer.port.onnx.values import Fixed, Flow, Value
from designer.port.onnx.wire import Broken
from designer.text import tr

COMPUTED: dict[str, Handler] = {
    "Shape": shape,
    "Size": size,
    "Constant": constant,
    "ConstantOfShape": filled,
}
HANDLERS: dict[str, Handler] = {
    **COMPUTED,
    **ACTIVATING,
    **CALCULATING,
    **CONVOLVING,
    **LAYING,
    **MULTIPLYING,
    **NORMALIZING,
    **PICKING,
    **RECURRING,
    **REDUCING,
    **RESIZING,
}
"""What reads an operation, by its name."""
FRIENDS = (*STANDARD, "com.microsoft", "pkg.onnxscript.torch_lib")
"""Domains whose operations of a known name do what that name says."""


class OpenLength(ValueError):  # noqa: N818  # a state, told as such
    """A layer needs the length of an axis that the file leaves open; `most` is room for so many."""

    def __init__(self, most: int = 0) -> None:
        super().__init__()
        self.most = most


def makers_of(graph: GraphRecord) -> dict[str, NodeRecord]:
    """The operations of a graph by the values that they make."""
    return {name: node for node in graph.nodes for name in node.outputs if name}


def ordered(
    makers: Mapping[str, NodeRecord], results: Iterable[str], known: Container[str] = ()
) -> list[NodeRecord]:
    """The operations that lead to some values, each behind those that it takes from.

    What makes values that are `known` is left out. Raises Broken where they go round in a circle.
    """
    done: set[int] = set()
    path: set[int] = set()
    found: list[NodeRecord] = []
    waiting = [makers[name] for name in results if name in makers and name not in known][::-1]
    while waiting:
        node = waiting[-1]
        if id(node) in done:
            waiting.pop()
            continue
        needs = [makers[name] for name in taken(node) if name in makers and name not in known]
        missing = [other for other in needs if id(other) not in done]
        if not missing:
            waiting.pop()
            done.add(id(node))
            path.discard(id(node))
            found.append(node)
            continue
        path.add(id(node))
        if any(id(other) in path for other in missing):
            raise Broken(tr("its operations go round in a circle"))
        waiting += reversed(missing)
    return found


def taken(node: NodeRecord) -> list[str]:
    """The values that an operation takes, those of the graphs inside it included."""
    names = list(node.inputs)
    for value in node.attributes.values():
        if isinstance(value, GraphRecord):
            names += [result.name for result in value.outputs]
            names += [name for inner in value.nodes for name in taken(inner)]
    return names


def convert(graph: GraphRecord, opset: int, sketch: Sketch, values: dict[str, Value]) -> None:
    """Sketch the operations of a graph; `values` gets what each of them gives.

    Raises Broken and OpenLength.
    """
    makers = makers_of(graph)
    sketch.uses.update(
        name for node in graph.nodes if node.op not in COMPUTED for name in node.inputs
    )
    sketch.uses.update(result.name for result in graph.outputs)
    for node in ordered(makers, [result.name for result in graph.outputs]):
        _sketched(node, graph, opset, sketch, values, makers)
    sketch.leave()


def _sketched(
    node: NodeRecord,
    graph: GraphRecord,
    opset: int,
    sketch: Sketch,
    values: dict[str, Value],
    makers: Mapping[str, NodeRecord],
) -> None:
    """Sketch an operation; what a pattern took for one, and is not, is read in its parts."""
    if node.op == "If" and _decided(node, graph, opset, sketch, values):
        return
    given = tuple(_value(graph, values, name) for name in node.inputs)
    step = Step(sketch, node, given, opset)
    sketch.origin = origin_of(step)
    made = _given(step, graph)
    if made is not None:
        pairs = zip(node.outputs, made, strict=False)
        for name, value in pairs:
            if name and value is not None:
                values[name] = value
            if name and isinstance(value, Flow):
                sketch.values.setdefault(value.node, []).append(name)
    elif node.instead is not None:
        for part in (*ordered(makers, taken(node.instead), values), node.instead):
            _sketched(part, graph, opset, sketch, values, makers)


def _decided(
    node: NodeRecord, graph: GraphRecord, opset: int, sketch: Sketch, values: dict[str, Value]
) -> bool:
    """Take the branch of an If that does not depend on data; False where it does."""
    condition = _value(graph, values, node.inputs[0]) if node.inputs else None
    number = condition.number if isinstance(condition, Fixed) else None
    branch = node.attributes.get("then_branch" if number else "else_branch")
    if number is None or not isinstance(branch, GraphRecord):
        return False
    inner = replace(
        branch,
        weights=ChainMap(dict(branch.weights), cast("dict[str, TensorRecord]", graph.weights)),
    )
    convert(inner, opset, sketch, values)
    for name, result in zip(node.outputs, inner.outputs, strict=False):
        value = _value(inner, values, result.name)
        if value is not None:
            values[name] = value
    return True


def _value(graph: GraphRecord, values: Mapping[str, Value], name: str) -> Value | None:
    if name in values:
        return values[name]
    return array_of(graph.weights[name]) if name in graph.weights else None


def _given(step: Step, graph: GraphRecord) -> Sequence[Value | None] | None:
    """What an operation gives, by a layer, a fold, or code of its own.

    None where it is what a pattern made of several, and no layer does all of it.
    """
    try:
        found = _read(step)
        return [found] if isinstance(found, Value) else found
    except Mismatch as error:
        if error.code == "open" and step.sketch.is_open:
            raise OpenLength from None
        why = error.message
    except Broken:
        raise
    except Unfit as error:
        if foldable(step) and _is_too_long(step):
            raise OpenLength(room(step)) from None
        why = str(error)
    except (ValueError, TypeError, IndexError, KeyError, ArithmeticError):
        why = tr("it is not as the standard says")
    if step.node.instead is not None:
        return None
    return carried(step, why, [graph.known.get(name) for name in step.node.outputs])


def _is_too_long(step: Step) -> bool:
    """True where there may be as many numbers as data are long, or less room than for these."""
    return step.sketch.is_open or 0 < room(step) < step.sketch.fixed


def _read(step: Step) -> Value | Sequence[Value | None]:
    node = step.node
    if node.domain not in FRIENDS:
        raise Unfit(tr("it is an operation of {domain}", domain=node.domain))
    if node.op in COMPUTED:
        return COMPUTED[node.op](step)
    if any(name and value is None for name, value in zip(node.inputs, step.inputs, strict=True)):
        raise Unfit(tr("what it takes is not in the file"))
    if foldable(step):
        return fold(step)
    if node.op not in HANDLERS:
        raise Unfit("")
    return HANDLERS[node.op](step)
