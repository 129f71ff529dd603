"""Why: a layer that the catalogue writes in several lines is found as those lines, too."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from designer.layers import LAYERS, Layer
from designer.layers.spec import Call
from designer.layers.write import line
from designer.port.pytorch.guessing import constants, spelled_values
from designer.port.pytorch.matching import Reading
from designer.port.pytorch.values import Scope, is_tensor

NAME, INPUT, OUTPUT = "HOLE_NAME", "HOLE_INPUT", "HOLE_OUTPUT"
HOLES = {NAME: r"(?P<name>\w+?)", INPUT: r"(?P<input>\w+)", OUTPUT: r"(?P<output>\w+)"}


def phrase(statements: Sequence[ast.stmt], scope: Scope) -> tuple[int, Reading, str, str] | None:
    """How many statements are one layer, which, its name, and the variable that gets its result."""
    for layer, count, ending in _layers():
        rows = statements[:count]
        if not _begins(rows[0], ending):
            continue
        if len(rows) == count and all(isinstance(row, ast.Assign) for row in rows):
            found = _read(layer, rows, scope)
            if found is not None:
                return count, *found
    return None


def _begins(row: ast.stmt, ending: str) -> bool:
    target = row.targets[0] if isinstance(row, ast.Assign) else None
    return isinstance(target, ast.Name) and target.id.endswith(ending)


@lru_cache(maxsize=1)
def _layers() -> list[tuple[Layer, int, str]]:
    """The layers of one input and one output that write several lines; how many, and how the
    variable of the first one ends.
    """
    found = []
    for layer in LAYERS.values():
        if len(layer.inputs) == len(layer.outputs) == 1 and callable(layer.expression):
            try:
                lines = _lines(layer, {param.name: param.default for param in layer.params})
            except (TypeError, ValueError, KeyError):
                continue
            if len(lines) > 1:
                found.append((layer, len(lines), lines[0].split()[0].removeprefix(NAME)))
    return found


def _lines(layer: Layer, values: dict[str, Any]) -> list[str]:
    return line(layer, Call(NAME, (INPUT,), {layer.outputs[0].name: OUTPUT}, values))


def _read(layer: Layer, rows: Sequence[ast.stmt], scope: Scope) -> tuple[Reading, str, str] | None:
    text = "\n".join(ast.unparse(row) for row in rows)
    numbers = [
        node.value for row in rows for node in ast.walk(row) if isinstance(node, ast.Constant)
    ]
    for values in spelled_values(layer.params, constants(tuple(numbers))):
        written = _lines(layer, values.written)
        wanted = re.escape("\n".join(ast.unparse(ast.parse(part)) for part in written))
        found = re.fullmatch("".join(_expression(wanted)), text)
        if found is not None and is_tensor(scope.get(found["input"])):
            inputs = {layer.inputs[0].name: scope[found["input"]]}
            gives = layer.outputs[0].name
            return Reading(layer, values.written, inputs, gives), found["name"], found["output"]
    return None


def _expression(wanted: str) -> Iterator[str]:
    """The pattern of lines: the first time a hole is anything, then the same again."""
    seen: set[str] = set()
    for part in re.split(f"({'|'.join(HOLES)})", wanted):
        if part in seen:
            yield f"(?P={part.removeprefix('HOLE_').lower()})"
        else:
            yield HOLES.get(part, part)
        if part in HOLES:
            seen.add(part)
