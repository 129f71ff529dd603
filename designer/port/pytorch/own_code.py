"""Why: a computation that no layer of the catalogue has stays code, in a custom layer."""

import re
from math import isfinite
from typing import Any

from designer import edit
from designer.model import OUT
from designer.model.names import fresh
from designer.port.pytorch import spelling
from designer.port.pytorch.operators import TURNED, spelled
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.values import Made, Op, Ref, Unreadable, is_dataless, is_tensor, plain
from designer.text import tr


class Inputs(dict[Ref, str]):
    """What comes into a custom layer, by the names in its code; and what it learns itself."""

    def __init__(self) -> None:
        super().__init__()
        self.learned: dict[str, Made] = {}

    def variable(self, ref: Ref) -> str:
        """The name of something that comes in."""
        return self.setdefault(ref, f"x{len(self) + 1}" if self else "x")

    def learn(self, made: Made) -> str:
        """The attribute of a tensor that the layer learns."""
        known = [name for name, part in self.learned.items() if part is made]
        name = known[0] if known else made.called.strip("_") or "weight"
        name = name if known or name not in self.learned else fresh(name, self.learned)
        self.learned[name] = made
        return f"self.{name}"


def own_code(sheet: Sheet, op: Op, hint: str) -> Any:
    """A custom layer that computes just this; a remark says where it comes from."""
    if op.name == "if":
        raise Unreadable(tr("it goes another way while the network trains"), op.line)
    inputs = Inputs()
    text = _text(sheet, op, inputs, whole=True)
    if not inputs:
        raise Unreadable(tr("“{text}” is not known", text=text), op.line)
    kind = free_class(sheet, _class_name(op.name))
    names = sheet.project
    code = edit.add_code(names, _written(sheet, text, kind, inputs), kind)
    name = sheet.add(f"#{code}", sheet.free(hint), {})
    for ref, variable in inputs.items():
        port = variable if len(inputs) > 1 else ""
        edit.connect(names, ref.node, name, ref.port, port, graph=sheet.graph)
    sheet.world.remark(
        tr(
            "Line {line}: “{text}” is no layer of the catalogue. It is drawn as the custom layer "
            "{name}: look at its code, then allow it to run.",
            line=op.line,
            text=text,
            name=name,
        )
    )
    return Ref(name, OUT)


def _written(sheet: Sheet, text: str, kind: str, inputs: Inputs) -> str:
    """The computation; in a class, where that has something to learn."""
    if not inputs.learned:
        return text
    rows = []
    for name, made in inputs.learned.items():
        if id(made) in sheet.inlined:
            raise Unreadable(tr("{name} is learned, and used in several places", name=name))
        sheet.inlined.add(id(made))
        rows.append(f"        self.{name} = {_of_made(sheet, made, Inputs())}\n")
    return (
        f"class {kind}(nn.Module):\n"
        f"    def __init__(self):\n"
        f"        super().__init__()\n"
        f"{''.join(rows)}\n"
        f"    def forward(self, {', '.join(inputs.values())}):\n"
        f"        return {text}"
    )


def _class_name(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name.rpartition(".")[2])
    found = "".join(word[0].upper() + word[1:] for word in words)
    return found if found and found[0].isalpha() else "Custom"


def free_class(sheet: Sheet, wanted: str) -> str:
    """A name for a class that no block and no custom layer has."""
    from designer.model.names import block_objection, fresh

    taken = {*sheet.project.graphs, *sheet.project.codes}
    if block_objection(wanted):
        wanted = f"Own{wanted}" if not block_objection(f"Own{wanted}") else "Custom"
    return wanted if wanted not in taken else fresh(wanted.rstrip("0123456789"), taken, first=2)


def _text(sheet: Sheet, value: Any, inputs: Inputs, whole: bool = False) -> str:
    """A computation as Python again, over what comes in."""
    if isinstance(value, Op) and not whole and is_tensor(value) and not is_dataless(value):
        value = sheet.force(value)
    if isinstance(value, Made) and value.is_learned:
        if not sheet.can_hold(value):
            return inputs.learn(value)
        value = sheet.force(value)
    if isinstance(value, Ref):
        return inputs.variable(value)
    if isinstance(value, Op):
        return _computed(sheet, value, inputs)
    if isinstance(value, tuple | list):
        inside = ", ".join(_text(sheet, part, inputs) for part in value)
        closing = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{closing})"
    if isinstance(value, Made):
        return _of_made(sheet, value, inputs)
    if hasattr(value, "name"):
        return str(value.name)
    return literal(plain(value))


def _of_made(sheet: Sheet, value: Made, inputs: Inputs) -> str:
    """The numbers that a network holds, made once more."""
    sheet.world.step()
    if value.parts:
        raise Unreadable(tr("a part of a tensor is changed in place"), value.line)
    if value.name == "[]":
        index = value.args[1] if isinstance(value.args[1], tuple) else (value.args[1],)
        places = [_index_text(sheet, spelled(part), inputs) for part in index]
        return f"{_text(sheet, value.args[0], inputs)}[{', '.join(places)}]"
    texts = [_text(sheet, part, inputs) for part in value.args]
    if value.name in spelling.SIGNS or value.name in TURNED:
        return f"({f' {value.name} '.join(f'({text})' for text in texts)})"
    named = [f"{key}={_text(sheet, part, inputs)}" for key, part in value.named.items()]
    if value.name.startswith("."):
        return f"{texts[0]}{value.name}({', '.join([*texts[1:], *named])})"
    return f"{value.name}({', '.join([*texts, *named])})"


def literal(value: Any) -> str:
    """A value as Python has it: also what is larger than any number."""
    if isinstance(value, float) and not isfinite(value):
        return f'float("{value}")'
    return repr(value)


def _computed(sheet: Sheet, op: Op, inputs: Inputs) -> str:
    if op.name == "batch":
        return f"{_text(sheet, op.of, inputs)}.shape[0]"
    texts = [_text(sheet, part, inputs) for part in op.args]
    if op.name == "size":
        return f"{texts[0]}.shape[{texts[1]}]"
    if op.name == "shape":
        return f"{texts[0]}.shape"
    if op.name == "[]":
        places = [_index_text(sheet, part, inputs) for part in op.args[1:]]
        return f"{texts[0]}[{', '.join(places)}]"
    named = [f"{key}={_text(sheet, part, inputs)}" for key, part in op.named]
    if not op.source.replace(".", "").replace("_", "").isalnum():
        return f" {op.source} ".join(texts) if len(texts) > 1 else f"{op.source}{texts[0]}"
    if op.source.startswith("."):
        return f"{texts[0]}{op.source}({', '.join([*texts[1:], *named])})"
    if op.name in spelling.ROWS:
        texts = [texts[0], f"({', '.join(texts[1:])},)"]
    source = op.source.replace("torch.nn.functional.", "F.").replace("torch.nn.", "nn.")
    return f"{source}({', '.join([*texts, *named])})"


def _index_text(sheet: Sheet, part: Any, inputs: Inputs) -> str:
    if isinstance(part, tuple) and part and part[0] == ":":
        low, high, step = ("" if p is None else _text(sheet, p, inputs) for p in part[1:])
        return f"{low}:{high}" + (f":{step}" if step else "")
    return "..." if part == "..." else _text(sheet, part, inputs)
