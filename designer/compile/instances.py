"""Why: an instance is its class called; repeats are a Sequential, as people write them."""

from itertools import pairwise
from typing import Any

from designer.compile.merged import Merged, Row, arguments_of
from designer.compile.uses import Usage
from designer.layers import block_of
from designer.layers.blocks import REPEAT
from designer.layers.expressions import is_expression, written
from designer.layers.write import Code, literal
from designer.model import Node

COUNTER = "i"


def instance(node: Node, merged: Merged, usage: Usage, blocks: dict[str, Merged]) -> str:
    """The constructor of a block's instance: `Bottleneck(64, channels=64, stride=2)`."""
    block = block_of(node.type)
    own = _own(node, merged, blocks[block])
    rows = _rows(node, merged, usage, blocks[block])
    count = merged.values(node.name).get(REPEAT, 1)
    if count == 1 and not isinstance(count, Code):
        return _call(block, {n: merged.express(r[0], node.name, n) for n, r in rows.items()}, own)
    return _repeated(node, block, merged, rows, own, count)


def signature(merged: Merged) -> list[str]:
    """The parameters of a block's constructor, those that have no default first."""
    offered = merged.raw.exposed.items()
    named = [name for name, default in offered if _is_said(merged, name, default)]
    rest = [f"{name}={literal(default)}" for name, default in offered if name not in named]
    return [*merged.arguments, *named, *rest]


def _is_said(inner: Merged, name: str, default: Any) -> bool:
    """True for a size in which instances differ: each of them says it, and none is the usual."""
    sized = isinstance(default, tuple) or (type(default) is int and default > 1)
    return sized and any(use.values.get(name, default) != default for use in inner.uses)


def _own(node: Node, merged: Merged, inner: Merged) -> list[str]:
    """The offered parameters that an instance has to give, as they are written.

    Those that are handed on under their own names need no keyword: `MLP(width, dropout)`.
    """
    raw = merged.raw.nodes[node.name].params
    values = merged.values(node.name)
    texts: list[str] = []
    in_row = True
    for name in [text.partition("=")[0] for text in signature(inner)[len(inner.arguments) :]]:
        typed, default = is_expression(raw.get(name)), inner.raw.exposed[name]
        if not typed and values[name] == default and not _is_said(inner, name, default):
            in_row = False
            continue
        text = written(str(raw[name])) if typed else literal(values[name])
        in_row = in_row and text == name
        texts.append(text if in_row else f"{name}={text}")
    return texts


def _rows(node: Node, merged: Merged, usage: Usage, inner: Merged) -> dict[str, list[Row]]:
    """For each argument its values: by repeat, then by use of what the instance is in."""
    given = [
        [arguments_of(inner, stage) for stage in usage.of(use, node.name)] for use in merged.uses
    ]
    repeats = max(len(stages) for stages in given)
    return {
        name: [
            tuple(stages[min(i, len(stages) - 1)][name] for stages in given) for i in range(repeats)
        ]
        for name in inner.arguments
    }


def _call(block: str, arguments: dict[str, Any], own: list[str]) -> str:
    texts = [literal(value) for value in arguments.values()]
    return f"{block}({', '.join([*texts, *own])})"


def _repeated(
    node: Node,
    block: str,
    merged: Merged,
    rows: dict[str, list[Row]],
    own: list[str],
    count: Any,
) -> str:
    """`nn.Sequential(*[Block(64) for _ in range(3)])`, the first apart where it is another."""
    first = {
        name: merged.express(by_repeat[0], node.name, name) for name, by_repeat in rows.items()
    }
    varying = [name for name, by_repeat in rows.items() if len(set(by_repeat)) > 1]
    if not varying:
        inside = f"{_call(block, first, own)} for _ in range({literal(count)})"
        return f"nn.Sequential(*[{inside}])"
    stepped = {name: _step(node, merged, rows[name], name, first[name]) for name in varying}
    if all(stepped.values()):
        inside = _call(block, {**first, **stepped}, own)
        return f"nn.Sequential(*[{inside} for {COUNTER} in range({literal(count)})])"
    if all(len(set(rows[name][1:])) == 1 for name in varying):
        rest = {n: merged.express(r[-1], node.name, n) for n, r in rows.items()}
        left = Code(f"{count} - 1") if isinstance(count, Code) else count - 1
        again = f"*[{_call(block, rest, own)} for _ in range({literal(left)})]"
        if left == 1:
            again = _call(block, rest, own)
        return f"nn.Sequential({_call(block, first, own)}, {again})"
    return _listed(node, block, merged, rows, own, first, varying)


def _step(node: Node, merged: Merged, by_repeat: list[Row], name: str, start: Any) -> Code | None:
    """`64 + i * 32`, where an argument grows by the same amount with each repeat."""
    if not all(isinstance(value, int) for row in by_repeat for value in row):
        return None
    steps = {
        tuple(b - a for a, b in zip(before, after, strict=True))
        for before, after in pairwise(by_repeat)
    }
    if len(steps) != 1 or len(by_repeat) < 3:
        return None
    step = merged.express(next(iter(steps)), node.name, f"{name}_step")
    return Code(f"{literal(start)} + {COUNTER} * {_factor(step)}")


def _factor(value: Any) -> str:
    text = literal(value)
    return text if text.isidentifier() or text.isdecimal() else f"({text})"


def _listed(
    node: Node,
    block: str,
    merged: Merged,
    rows: dict[str, list[Row]],
    own: list[str],
    first: dict[str, Any],
    varying: list[str],
) -> str:
    """Values one by one, where nothing else says them: `for in_channels in (64, 96, 160)`."""
    lists = {
        name: merged.express(tuple(zip(*rows[name], strict=True)), node.name, f"{node.name}_{name}")
        for name in varying
    }
    arguments = {**first, **{name: Code(name) for name in varying}}
    texts = [literal(values) for values in lists.values()]
    source = texts[0] if len(texts) == 1 else f"zip({', '.join(texts)})"
    inside = f"{_call(block, arguments, own)} for {', '.join(varying)} in {source}"
    return f"nn.Sequential(*[{inside}])"
