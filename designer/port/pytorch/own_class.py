"""Why: a class that the text alone does not explain stays code, in a layer of its own."""

import ast
import builtins
from collections.abc import Iterator
from typing import Any

from designer import edit
from designer.edit import EditError
from designer.layers import known
from designer.layers.code_reading import ALWAYS_THERE
from designer.layers.custom import CODE
from designer.model import OUT
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.values import Class, Instance, Named, Op, Ref, Unreadable
from designer.text import tr


def draw(sheet: Sheet, module: Instance, op: Op, error: Unreadable) -> Any:
    """A custom layer with the text of the class. Raises the error where that cannot stand alone."""
    name = module.of.name
    inputs = [sheet.wired(part) for part in op.args[1:]]
    if name not in sheet.project.codes:
        _add_code(sheet, module.of, error)
    layer = known(sheet.project, CODE + name, sheet.graph)
    if layer is None or layer.code is None or layer.code.fault or len(layer.inputs) != len(inputs):
        raise error
    declared = {param.name for param in layer.params}
    params = {key: value for key, value in module.given.items() if key in declared}
    if set(module.given) - declared or op.named:
        raise error  # it was given what no parameter holds: a list, another module
    node = sheet.add(layer.type, sheet.free(module.called), params)
    for ref, port in zip(inputs, layer.inputs, strict=True):
        edit.connect(sheet.project, ref.node, node, ref.port, port.name, graph=sheet.graph)
    sheet.world.remark(
        tr(
            "Line {line}: {why}. The class {name} is kept as the code of a custom layer: "
            "look at it, then allow it to run.",
            line=error.line,
            why=error.why,
            name=name,
        )
    )
    ports = [port.name for port in layer.outputs]
    if len(ports) == 1:
        return Ref(node, OUT)
    return tuple(Ref(node, port) for port in ports)


def _add_code(sheet: Sheet, of: Class, error: Unreadable) -> None:
    lines = [*_imports(sheet, of.node, error), "", "", _source(sheet, of.node)]
    try:
        edit.add_code(sheet.project, "\n".join(lines))
    except EditError:
        raise error from None


def _source(sheet: Sheet, node: ast.ClassDef) -> str:
    return ast.get_source_segment(sheet.world.text, node) or ast.unparse(node)


def _imports(sheet: Sheet, node: ast.ClassDef, error: Unreadable) -> Iterator[str]:
    """The imports that the class needs. Raises the error where it needs more of the file."""
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    for name in sorted(used & set(sheet.world.names)):
        found = sheet.world.names[name]
        if name == node.name or ALWAYS_THERE.get(name) == getattr(found, "name", ""):
            continue
        if not isinstance(found, Named) or hasattr(builtins, name):
            raise error
        package, _, last = found.name.rpartition(".")
        if package:
            yield f"from {package} import {last}" + (f" as {name}" if name != last else "")
        else:
            yield f"import {last}" + (f" as {name}" if name != last else "")
