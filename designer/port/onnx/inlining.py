"""Why: a file may have operations of its own, made of others; they are written out where used."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from designer.port.onnx.records import FunctionRecord, ModelRecord, NodeRecord, Reference
from designer.port.onnx.wire import Broken
from designer.text import tr

MOST = 1_000_000  # operations; a file that says more of itself is not meant well
Functions = Mapping[tuple[str, str], FunctionRecord]


def inlined(model: ModelRecord) -> tuple[NodeRecord, ...]:
    """The operations of the graph without calls of functions. Raises Broken."""
    if not model.functions:
        return model.graph.nodes
    found: list[NodeRecord] = []
    calls = count(1)
    waiting: list[tuple[NodeRecord, int]] = [(node, 0) for node in reversed(model.graph.nodes)]
    while waiting:
        node, depth = waiting.pop()
        function = model.functions.get((node.domain, node.op))
        if function is None:
            found.append(node)
            continue
        if depth > 64 or len(found) + len(waiting) > MOST:
            raise Broken(tr("its functions call themselves"))
        body = _body(node, function, f"{next(calls)}/")
        waiting += [(inner, depth + 1) for inner in reversed(body)]
    return tuple(found)


def _body(call: NodeRecord, function: FunctionRecord, prefix: str) -> list[NodeRecord]:
    """The operations of a function, with the values and attributes of its caller."""
    given = dict(zip(function.inputs, call.inputs, strict=False))
    names = dict.fromkeys(function.inputs, "") | given
    outputs = dict(zip(function.outputs, call.outputs, strict=False))
    passed = [name for name in outputs if name in names]
    names |= {name: value for name, value in outputs.items() if name not in names}
    attributes = {**function.defaults, **call.attributes}

    def named(value: str) -> str:
        return names.get(value, prefix + value) if value else ""

    body = [
        replace(
            node,
            inputs=tuple(map(named, node.inputs)),
            outputs=tuple(map(named, node.outputs)),
            attributes=_filled(node.attributes, attributes),
            name=f"{call.name}/{node.name}" if call.name.startswith("/") else node.name,
        )
        for node in function.nodes
    ]
    return body + [NodeRecord("Identity", (names[name],), (outputs[name],)) for name in passed]


def _filled(attributes: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes with what the caller says; one that it does not say is left out."""
    filled = {
        key: given.get(value.name) if isinstance(value, Reference) else value
        for key, value in attributes.items()
    }
    return {key: value for key, value in filled.items() if value is not None}
