"""Why: a layer whose code a person wrote is a layer like any other: ports, parameters, a line.

A node of type "#Name" is a layer of the class Name, whose text the project has in `codes`.
"""

from collections.abc import Mapping
from functools import partial

from designer.layers.code_reading import read_code
from designer.layers.spec import Call, CustomCode, Inputs, Layer, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import arguments, assigned
from designer.model import Project
from designer.text import listed, tr
from designer.text.remembering import per_language

CODE = "#"
NEW = CODE
"""The type that stands for a custom layer that is still to be written."""
FIRST_NAME = "Custom"
TEMPLATE = '''class {name}(nn.Module):
    """Multiplies what comes in by a factor that is learned."""

    def __init__(self, start: float = 1.0):
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(start))

    def forward(self, x):
        return self.factor * x'''
NOT_ALLOWED = "not-allowed"
BROKEN = "code"


def code_of(kind: str) -> str:
    """The class that a node of this type is a layer of; "" for other types."""
    return kind[1:] if kind.startswith(CODE) else ""


def title_of(kind: str) -> str:
    """What people call a type: without the sign of blocks and custom layers."""
    return (
        tr("Custom layer…")
        if kind == NEW
        else kind.removeprefix("@").removeprefix("+").removeprefix(CODE)
    )


def custom_layer(project: Project, kind: str) -> Layer | None:
    """The layer of a type "#Name"; None where the project has no such code."""
    if kind == NEW:
        return _layer(NEW, FIRST_NAME, TEMPLATE.format(name=FIRST_NAME))
    text = project.codes.get(code_of(kind))
    return None if text is None else _layer(kind, code_of(kind), text)


@per_language(512)
def _layer(kind: str, name: str, text: str) -> Layer:
    code = read_code(name, text)
    return Layer(
        type=kind,
        category="custom",
        help=code.help or "A layer whose code you write.",
        rule=_asked_of_its_code,
        nn=name,
        inputs=code.inputs,
        outputs=code.outputs,
        params=code.params,
        made=lambda values: f"{name}({', '.join(arguments(code.params, values))})",
        expression=partial(_write, code),
        words=_words,
        prefix=name.rstrip("0123456789").lower(),
        synonyms=("custom layer", "own code", "python", "自定义"),
        edition=code.digest,
        code=code,
    )


def _asked_of_its_code(_values: Values, _inputs: Inputs) -> tuple[Tensor, ...]:
    """What is not allowed to run answers nothing; `check` asks those that are."""
    raise Mismatch(NOT_ALLOWED, tr("has code of its own that has not been looked at"))


def _write(code: CustomCode, call: Call) -> list[str]:
    given: list[str] = []
    skipped = False
    for (name, keyword), variable in zip(code.arguments, call.inputs, strict=True):
        if variable is not None:
            given.append(f"{name}={variable}" if keyword or skipped else variable)
        skipped = skipped or variable is None
    call_text = f"self.{call.name}({', '.join(given)})"
    if len(code.outputs) < 2:
        return [assigned(call, call_text)]
    made = ", ".join(call.outputs.get(port.name, "_") for port in code.outputs)
    return [f"{made} = {call_text}"]


def _words(values: Mapping[str, object]) -> str:
    shown = [f"{name} {value}" for name, value in values.items() if value is not None]
    return listed(shown[:3])
