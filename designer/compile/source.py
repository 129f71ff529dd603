"""Why: a plan becomes source that a person might have written, and knows the node of each line."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from designer.check.probing import need_allowed
from designer.compile.plans import Argument, Plan, Step
from designer.compile.wrap import INDENT, WIDTH, wrap
from designer.layers import CustomCode
from designer.layers.tensor import Dim, Tensor
from designer.text import tr

Ports = tuple[str, ...]

BODY = INDENT * 2
COLUMN = 60  # a few longer lines do not push all comments to the right
IMPORTS = (
    ("import torch", r"(?<![\w.])torch\."),
    ("import torch.nn.functional as F", r"(?<![\w.])F\."),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Python text that defines `class_name`, an `nn.Module` built without arguments.

    `lines` maps line numbers (from 1), both of the constructor and of `forward`, to node names.
    `written` has, for lines of people's own code, the name of its class and the line in its text.
    `arguments` are those of `forward`; `results` the Output nodes, in the order of the tuple
    that comes back when there are several. `ports` has, for lines that fill other outputs of a
    node than its first, which of them each value is that is assigned there, "" for none.
    """

    text: str
    class_name: str
    lines: dict[int, str]
    arguments: tuple[Argument, ...] = ()
    results: tuple[str, ...] = ()
    written: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    ports: dict[int, Ports] = field(default_factory=dict)

    def their_lines(self) -> dict[int, str]:
        """What people call the lines that they wrote: "line 4 of Gate"."""
        return {
            number: tr("line {line} of {name}", line=line, name=name)
            for number, (name, line) in self.written.items()
        }

    @property
    def argument_names(self) -> tuple[str, ...]:
        """The Input nodes, in the order of the arguments."""
        return tuple(argument.name for argument in self.arguments)

    def node_lines(self, name: str) -> list[int]:
        """The lines that were written for a node, in order."""
        return [number for number, node in self.lines.items() if node == name]


@dataclass(slots=True)
class _Lines:
    """Lines of source under construction: text, node, comment and ports of each."""

    text: list[str] = field(default_factory=list)
    node: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    ports: list[Ports] = field(default_factory=list)

    def add(self, texts: list[str], node: str = "", comment: str = "", ports: Ports = ()) -> None:
        """Put lines of one statement behind the others; the comment goes to its last line."""
        self.text += texts
        self.node += [node] * len(texts)
        self.ports += [ports] * len(texts)
        self.comment += [*[""] * (len(texts) - 1), comment]


def emit(plan: Plan) -> Source:
    """The source of a plan: code of people's own, the classes of blocks, then its own.

    The same plan gives the same bytes. Code that is not allowed is never written.
    """
    texts: list[str] = []
    nodes: list[str] = []
    written: dict[int, tuple[str, int]] = {}
    for code in plan.codes:
        need_allowed(code)
        texts += ["", ""] if texts else []
        for line, number in zip(code.lines, code.numbers, strict=True):
            written[len(texts)] = code.name, number
            texts.append(line)
    nodes += [""] * len(texts)
    ports: list[Ports] = [()] * len(texts)
    for part in (*plan.blocks, plan):
        lines = _class(part)
        gap = ["", ""] if texts else []
        texts += [*gap, *_with_comments(lines)]
        nodes += [*gap, *lines.node]
        ports += [*[()] * len(gap), *lines.ports]
    head = [*_imports("\n".join(texts), plan.codes), "", ""]
    begin = len(head) + 1
    known = {i: node for i, node in enumerate(nodes, begin) if node}
    filled = {i: names for i, names in enumerate(ports, begin) if names}
    text = "\n".join([*head, *texts]) + "\n"
    results = tuple(name for name, _ in plan.results)
    theirs = {begin + i: place for i, place in written.items()}
    return Source(text, plan.class_name, known, plan.arguments, results, theirs, filled)


def _imports(body: str, codes: Sequence[CustomCode]) -> list[str]:
    """What stands above: of the standard library first, then what is installed."""
    theirs = {text for code in codes for text in code.imports}
    standard = {text for text in theirs if module_of(text) in sys.stdlib_module_names}
    used = {text for text, use in IMPORTS if re.search(use, body)}
    for code in codes:  # people may write `getattr(torch, name)`
        words = set(re.findall(r"\w+", "\n".join(code.lines)))
        used |= {text for text, _ in IMPORTS if text.split()[-1] in words}
    groups = (standard, theirs - standard | used | {"from torch import nn"})
    first, second = (sorted(group, key=lambda x: (x.startswith("from"), x)) for group in groups)
    return [*first, "", *second] if first else second


def module_of(statement: str) -> str:
    """The package that an import is of."""
    return statement.split()[1].partition(".")[0]


def _class(plan: Plan) -> _Lines:
    lines = _Lines()
    lines.add([f"class {plan.class_name}(nn.Module):"])
    _constructor(plan, lines)
    _forward(plan, lines)
    return lines


def _constructor(plan: Plan, lines: _Lines) -> None:
    steps = [step for step in plan.steps if step.made]
    if not steps and not plan.parameters:
        return
    head = f"def __init__({', '.join(('self', *plan.parameters))})"
    lines.add([*wrap(head, INDENT, ":"), f"{BODY}super().__init__()"])
    for name, attribute in plan.kept:
        lines.add([f"{BODY}self.{attribute} = {name}"])
    for step in steps:
        lines.add(wrap(f"self.{step.name} = {step.made}", BODY), step.key)
    lines.add([""])


def _forward(plan: Plan, lines: _Lines) -> None:
    names = ", ".join(["self", *(argument.variable for argument in plan.arguments)])
    shapes = ", ".join(shape_text(a.tensor) for a in plan.arguments if a.tensor is not None)
    first = plan.arguments[0].key if len(plan.arguments) == 1 else ""
    lines.add(wrap(f"def forward({names})", INDENT, ":"), first, shapes)
    for step in plan.steps:
        statements = step.lines()
        rows = zip(statements, _comments(step, statements), _ports(step, statements), strict=True)
        for statement, comment, ports in rows:
            lines.add(wrap(statement, BODY), step.key, comment, ports)
    results = ", ".join(variable for _, variable in plan.results)
    lines.add(wrap(f"return {results}", BODY), plan.results[0][0])


def _comments(step: Step, statements: list[str]) -> list[str]:
    """For each statement the shapes of the values that get their final form there."""
    shapes: list[list[str]] = [[] for _ in statements]
    filled = _filled(step, statements)
    for port, tensor in step.tensors.items():
        if port in filled:
            shapes[filled[port]].append(shape_text(tensor))
    return [", ".join(texts) for texts in shapes]


def _ports(step: Step, statements: list[str]) -> list[Ports]:
    """For each statement that fills other outputs than the first: which, value by value."""
    first = {port.name for port in step.layer.outputs[:1]}
    filled = {p: at for p, at in _filled(step, statements).items() if p not in first}
    found: list[Ports] = []
    for number, names in enumerate(map(_assigned, statements)):
        ports = {step.outputs[port]: port for port, at in filled.items() if at == number}
        found.append(tuple(ports.get(name, "") for name in names) if ports else ())
    return found


def _filled(step: Step, statements: list[str]) -> dict[str, int]:
    """The number of the statement in which each output gets its final form."""
    assigned = list(map(_assigned, statements))
    found = {}
    for port in step.outputs:
        at = [i for i, names in enumerate(assigned) if step.outputs[port] in names]
        if at:
            found[port] = at[-1]
    return found


def _assigned(statement: str) -> list[str]:
    """The variables that a statement fills."""
    names, equals, _ = statement.partition(" = ")
    return re.findall(r"\w+", names) if equals else []


def shape_text(tensor: Tensor) -> str:
    """A shape as Python prints it, `(N, 6, 28, 28)`; with the dtype when it is not float32."""
    axes = [_axis(dim) for dim in tensor.shape]
    text = f"({', '.join(axes)}{',' if len(axes) == 1 else ''})"
    return text if tensor.dtype == "float32" else f"{text} {tensor.dtype}"


def _axis(dim: Dim) -> str:
    if isinstance(dim, int):
        return str(dim)
    names = "*".join(dim.names)
    return names if dim.scale == 1 else f"{dim.scale}*{names}"


def _with_comments(lines: _Lines) -> list[str]:
    """The lines, shape comments in one column where they fit, left out where they don't."""
    rows = list(zip(lines.text, lines.comment, strict=True))
    lengths = [len(text) for text, note in rows if note and len(text) <= COLUMN]
    widest = max((len(note) + 4 for _, note in rows if note), default=0)
    column = max(0, min(max(lengths, default=0), WIDTH - widest))
    return [_with_comment(text, note, column) for text, note in rows]


def _with_comment(text: str, note: str, column: int) -> str:
    if not note or max(len(text), column) + len(note) + 4 > WIDTH:
        return text
    return f"{text:<{column}}  # {note}"
