"""Why: a module that the catalogue does not have is made by a custom layer of its own."""

from typing import Any

from designer import edit
from designer.model import OUT
from designer.port.pytorch.own_code import free_class
from designer.port.pytorch.sheet import Sheet, ports_of
from designer.port.pytorch.values import Made, Op, Ref, Unreadable, is_constant, plain
from designer.text import tr

STATES = {"LSTM": "sequence, (hidden, cell)", "GRU": "sequence, hidden", "RNN": "sequence, hidden"}
"""What modules give that begin with a state: one that they are given, unlike the catalogue's."""


def foreign(sheet: Sheet, module: Made, op: Op) -> Any:
    """A module that the catalogue does not have, as a custom layer that makes it itself."""
    known = all(map(is_constant, (*module.args, *module.named.values())))
    if module.name != f"torch.nn.{module.last}" or not known or op.named:
        sentence = tr("nothing in the file says what {name} is", name=module.name)
        raise Unreadable(sentence, module.line or op.line)
    inputs: dict[str, Ref] = {}
    given = ", ".join([_variable(sheet, part, inputs) for part in op.args[1:]])
    if id(module) in sheet.modules:
        name = sheet.again(module)
    else:
        text = _text(module, free_class(sheet, module.last), given, inputs)
        name = sheet.add(f"#{edit.add_code(sheet.project, text)}", sheet.free(module.called), {})
        sheet.remember(module, name)
        _say(sheet, module, name)
    for variable, ref in inputs.items():
        port = variable if len(inputs) > 1 else ""
        edit.connect(sheet.project, ref.node, name, ref.port, port, graph=sheet.graph)
    return _given(sheet, name, STATES.get(module.last, ""))


def _variable(sheet: Sheet, value: Any, inputs: dict[str, Ref]) -> str:
    """An argument as the code of the layer has it: `x`, or `(x2, x3)`."""
    if isinstance(value, tuple):
        inside = [_variable(sheet, part, inputs) for part in value]
        return f"({', '.join(inside)}{',' if len(inside) == 1 else ''})"
    name = f"x{len(inputs) + 1}" if inputs else "x"
    inputs[name] = sheet.wired(value)
    return name


def _text(module: Made, kind: str, given: str, inputs: dict[str, Ref]) -> str:
    args = [repr(plain(part)) for part in module.args]
    args += [f"{key}={plain(part)!r}" for key, part in module.named.items()]
    gives = STATES.get(module.last, "")
    flat = gives.replace("(", "").replace(")", "")
    last = f"{gives} = self.module({given})\n        return {flat}"
    return (
        f"class {kind}(nn.Module):\n"
        f"    def __init__(self):\n"
        f"        super().__init__()\n"
        f"        self.module = nn.{module.last}({', '.join(args)})\n\n"
        f"    def forward(self, {', '.join(inputs)}):\n"
        f"        {last if gives else f'return self.module({given})'}"
    )


def _given(sheet: Sheet, name: str, gives: str) -> Any:
    """The outputs, as the module itself gives them."""
    if not gives:
        return Ref(name, OUT)
    ports = [Ref(name, port) for port in ports_of(sheet, sheet.original(name).type)]
    return (ports[0], tuple(ports[1:])) if "(" in gives else tuple(ports)


def _say(sheet: Sheet, module: Made, name: str) -> None:
    sheet.world.remark(
        tr(
            "Line {line}: “{text}” is no layer of the catalogue. It is drawn as the custom layer "
            "{name}: look at its code, then allow it to run.",
            line=module.line,
            text=f"nn.{module.last}",
            name=name,
        )
    )
