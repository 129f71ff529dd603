"""Why: how a layer reads as Python: its line in the constructor and its lines in `forward`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from designer.layers.spec import Call, Layer, Param, Port, Values


class Code(str):
    """An expression that is written as it is: `4 * channels`."""

    __slots__ = ()


def literal(value: Any, param: Param | None = None) -> str:
    """A parameter's value as Python source; equal sizes as one number, strings in double quotes."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, (tuple, list)):
        if param is not None and param.kind == "sizes" and len(set(value)) == 1:
            return literal(value[0])
        inside = ", ".join(literal(item) for item in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, float):
        return repr(value).replace("e-0", "e-")  # 1e-6, as people write it
    return repr(value)


def arguments(params: Iterable[Param], values: Values) -> list[str]:
    """The arguments of a call: positional ones first, then those that differ from the default."""
    written = [p for p in params if p.in_code]
    positional = [literal(values[p.name], p) for p in written if p.positional]
    keywords = [
        f"{p.name}={literal(values[p.name], p)}"
        for p in written
        if not p.positional and (p.always or _differs(p, values[p.name]))
    ]
    return positional + keywords


def constructor(layer: Layer, values: Values) -> str:
    """`nn.Conv2d(1, 6, kernel_size=5, padding=2)`, from complete values."""
    if layer.made is not None:
        return layer.made(values)
    return f"nn.{layer.nn}({', '.join(arguments(layer.params, values))})"


def line(layer: Layer, call: Call) -> list[str]:
    """The lines of `forward` for one node: `x = self.conv1(x)`."""
    if callable(layer.expression):
        return layer.expression(call)
    given = [name for name in call.inputs if name is not None]
    fields: Mapping[str, str] = {
        **{name: literal(value) for name, value in call.values.items()},
        "self": f"self.{call.name}",
        "x": given[0] if given else "",
        "inputs": ", ".join(given),
    }
    return [assigned(call, layer.expression.format(**fields))]


def assigned(call: Call, expression: str) -> str:
    """The expression, assigned to the variable of the only output."""
    for variable in call.outputs.values():
        return f"{variable} = {expression}"
    return expression


def unpacked(call: Call, ports: Iterable[Port], expression: str) -> str:
    """The expression, unpacked into a variable for each port; `_` for those nobody uses."""
    return f"{', '.join(call.outputs.get(port.name, '_') for port in ports)} = {expression}"


def functional(function: str, params: tuple[Param, ...] = ()) -> Callable[[Call], list[str]]:
    """Writes a layer without state as a call: `F.leaky_relu(x, negative_slope=0.2)`."""

    def write(call: Call) -> list[str]:
        inside = ", ".join([str(call.inputs[0]), *arguments(params, call.values)])
        return [assigned(call, f"{function}({inside})")]

    return write


def joined(operator: str) -> Callable[[Call], list[str]]:
    """Writes a layer as its inputs with an operator between them: `x + skip`."""

    def write(call: Call) -> list[str]:
        given = [name for name in call.inputs if name is not None]
        return [assigned(call, f" {operator} ".join(given))]

    return write


def _differs(param: Param, value: Any) -> bool:
    if param.kind == "sizes" and isinstance(value, (tuple, list)) and len(set(value)) == 1:
        value = value[0]
    return bool(value != param.default)
