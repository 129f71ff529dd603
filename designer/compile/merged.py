"""Why: a class serves all uses of its block: what differs between them becomes an argument.

A value inside is written as people write it: the expression that was typed, else one from
further up that has the same value in every use, else the number where all uses agree on it, else
an expression from anywhere in the block, else an argument of the constructor.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from designer.compile.uses import Use, Uses
from designer.layers import Tensor, block_of
from designer.layers.expressions import (
    SIGN,
    evaluate,
    is_expression,
    parts_in,
    substituted,
    written,
)
from designer.layers.tensor import Dim, Sym
from designer.layers.write import Code, literal
from designer.model import Graph

PREFERRED = ("in_channels", "in_features", "input_size", "embed_dim", "d_model")
"""What an argument is called, where layers with several words for it need the same number."""
LETTERS = {2: "D", 3: "TD", 4: "CHW", 5: "CDHW"}
"""Names of axes whose length differs from use to use, by rank, without the batch."""
Row = tuple[Any, ...]
"""A value in each use."""


@dataclass
class Merged:
    """The values inside one graph, merged over its uses."""

    raw: Graph
    uses: Uses
    blocks: Mapping[str, "Merged"] = field(default_factory=dict)
    arguments: dict[str, Row] = field(default_factory=dict)
    _values: dict[str, dict[str, Any]] = field(default_factory=dict)
    _above: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """True for a node that every use has values of."""
        return all(name in use.found.values for use in self.uses)

    def row(self, name: str, param: str) -> Row:
        """A parameter's value in each use."""
        return tuple(use.found.values[name].get(param) for use in self.uses)

    def values(self, name: str) -> dict[str, Any]:
        """The parameters of a node, as values or as code."""
        if name not in self._values:
            self._values[name] = {p: self._value(name, p) for p in self.uses[0].found.values[name]}
        return self._values[name]

    def express(self, row: Row, node: str, wanted: str) -> Any:
        """The value that has these values in the uses: itself, an expression, an argument."""
        upstream = self._from_above(row, node)
        if upstream is not None:
            return upstream
        if all(value == row[0] for value in row):
            return row[0]
        lengths = {len(value) if isinstance(value, tuple) else 0 for value in row}
        if len(lengths) == 1 and max(lengths):
            parts = [self.express(part, node, wanted) for part in zip(*row, strict=True)]
            return parts[0] if len(parts) == 1 else Code(f"({', '.join(map(literal, parts))})")
        for text, values in self.offered():
            if values == row:
                return Code(text)
        return Code(self._argument(row, node, wanted))

    def tensor(self, name: str, index: int) -> Tensor:
        """What leaves a node there, with names for lengths that differ from use to use."""
        tensors = [use.found.outputs[name][index] for use in self.uses]
        first = tensors[0]
        if all(tensor == first for tensor in tensors):
            return first
        if any(tensor.rank != first.rank for tensor in tensors):
            return Tensor((Sym(), Sym(symbol="…")), first.dtype)
        letters = LETTERS.get(first.rank, "")
        arriving = self._arriving(first.rank)
        axes = zip(*(tensor.shape for tensor in tensors), strict=True)
        return first.with_shape(
            *[
                self._axis(name, row, letters[i - 1 : i] or "…", arriving[i] if arriving else row)
                for i, row in enumerate(axes)
            ]
        )

    def _arriving(self, rank: int) -> list[Row]:
        """The lengths of each axis at the first Input, where it has as many axes."""
        found = [use.found.outputs[use.view.entrances[0]][0].shape for use in self.uses]
        return list(zip(*found, strict=True)) if all(len(s) == rank for s in found) else []

    def _axis(self, name: str, row: Row, letter: str, arriving: Row) -> Dim:
        if all(dim == row[0] for dim in row):
            first: Dim = row[0]
            return first
        here = (*self._typed(name), *self._expressions(name), *self.offered())
        known = (*here, *self.arguments.items())
        for text, values in known:
            if values == row:
                return Sym(symbol=text.replace(" ", ""))
        return Sym(symbol=_scaled(letter, arriving, row, known))

    def offered(self) -> Iterator[tuple[str, Row]]:
        """The block's own parameters, and all expressions typed inside, with their values."""
        for name in self.raw.exposed:
            yield name, tuple(use.values.get(name) for use in self.uses)
        for node in self.raw.ordered_nodes():
            yield from self._typed(node.name)

    def _value(self, name: str, param: str) -> Any:
        use = self.uses[0]
        layer = use.view.layers[name]
        node = self.raw.nodes[layer.shares or name]
        given = node.params.get(param)
        if is_expression(given):
            return coded(str(given))
        if any(p.name == param and p.inferred for p in layer.params):
            return self.express(self.row(name, param), name, param)
        return use.found.values[name][param]

    def _from_above(self, row: Row, node: str) -> Code | None:
        """The nearest expression above that has the same value in every use."""
        if not all(isinstance(value, int) and value > 1 for value in row):
            return None
        for text, values in self._expressions(node):
            if values == row:
                return Code(text)
        return None

    def _expressions(self, node: str) -> list[tuple[str, Row]]:
        """Expressions typed above a node, nearest first, with their values."""
        if node not in self._above:
            self._above[node] = list(self._walk_up(node))
        return self._above[node]

    def _walk_up(self, node: str) -> Iterator[tuple[str, Row]]:
        waiting, seen = [node], {node}
        while waiting:
            for wire in self.raw.incoming(waiting.pop(0)):
                if wire.source not in seen:
                    seen.add(wire.source)
                    waiting.append(wire.source)
                    yield from self._typed(wire.source)

    def _typed(self, name: str) -> list[tuple[str, Row]]:
        """The expressions of one node, of a block those inside it too, with their values."""
        if not self.knows(name):
            return []
        node = self.raw.nodes[name]
        if is_expression(node.params.get("shape")) and name in self.uses[0].view.arriving:
            return self._stated(name, str(node.params["shape"]))
        found = [
            (written(str(given)), self.row(name, param))
            for param, given in node.params.items()
            if is_expression(given)
        ]
        block = self.blocks.get(block_of(node.type))
        if block is not None:
            scope = {**block.raw.exposed, **node.params}
            for text, _ in block.offered():
                outside = substituted(SIGN + text, scope)
                if is_expression(outside):
                    row = tuple(evaluate(SIGN + text, use.found.values[name]) for use in self.uses)
                    found.append((written(str(outside)), row))
        return found

    def _stated(self, name: str, shape: str) -> list[tuple[str, Row]]:
        """What an Input of a block says of its axes, where that is true in all uses."""
        texts = parts_in(shape)
        said = [use.view.drawing.nodes[name].params["shape"] for use in self.uses]
        come = [use.found.outputs[name][0].sample for use in self.uses]
        if any(
            not isinstance(sizes, tuple) or len(sizes) != len(texts) for sizes in (*said, *come)
        ):
            return []
        rows = zip(texts, zip(*said, strict=True), zip(*come, strict=True), strict=True)
        return [(text, b) for text, a, b in rows if a == b and not text.isdecimal()]

    def _argument(self, row: Row, node: str, wanted: str) -> str:
        """The argument with these values; a new one where there is none yet."""
        for name, values in self.arguments.items():
            if values == row:
                return name
        taken = {*self.arguments, *self.raw.exposed, *self.raw.nodes}
        chosen = wanted if wanted not in taken else f"{node}_{wanted}"
        self.arguments[chosen] = row
        return chosen


def coded(expression: str) -> Any:
    """An expression as code; a tuple as a tuple, whose parts are numbers or code."""
    parts = parts_in(expression)
    if not parts:
        return Code(written(expression))
    return tuple(int(part) if part.lstrip("-").isdecimal() else Code(part) for part in parts)


def _scaled(letter: str, before: Row, after: Row, known: Sequence[tuple[str, Row]]) -> str:
    """A length by what it is where the block begins: `H`, `H/2`, `H/stride`, `2*H`; else `H'`."""
    if before == after:
        return letter
    pairs = list(zip(before, after, strict=True))
    if all(isinstance(length, int) for pair in pairs for length in pair):
        if all(old % new == 0 for old, new in pairs):
            factor = _factor(tuple(old // new for old, new in pairs), known)
            return f"{letter}/{factor}" if factor else f"{letter}'"
        if all(new % old == 0 for old, new in pairs):
            factor = _factor(tuple(new // old for old, new in pairs), known)
            return f"{factor}*{letter}" if factor else f"{letter}'"
    return f"{letter}'"


def _factor(row: Row, known: Sequence[tuple[str, Row]]) -> str:
    """The number that all uses agree on, or the parameter that has these values; "" for neither."""
    if all(value == row[0] for value in row):
        return str(row[0])
    return next((text for text, values in known if values == row and text.isidentifier()), "")


def settle_names(merged: Merged, nodes: Sequence[str]) -> None:
    """Meet all inferred values once, preferred words first, so that arguments are named well."""
    for preferred in (*PREFERRED, ""):
        for name in nodes:
            for param in merged.uses[0].view.layers[name].params:
                if param.inferred and (param.name == preferred or not preferred):
                    merged.express(merged.row(name, param.name), name, param.name)


def arguments_of(merged: Merged, use: Use) -> Mapping[str, Any]:
    """The arguments that one use of a definition gives, with their values."""
    place = next(i for i, other in enumerate(merged.uses) if other is use)
    return {name: row[place] for name, row in merged.arguments.items()}
