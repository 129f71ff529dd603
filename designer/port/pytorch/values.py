"""Why: what a line of Python comes to is known without running it; these are its values.

Besides them, numbers, texts, tuples, lists and dictionaries stand for themselves.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Scope = dict[str, Any]


class Unreadable(Exception):  # noqa: N818  # no error: what follows is read in another way
    """Something that cannot be told from the text alone; `why` is for people, `line` its place."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a library, by its full name: "torch.nn.Conv2d"."""

    name: str

    @property
    def last(self) -> str:
        """Its own name: "Conv2d"."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number that a class is given when it is built, or arithmetic with some.

    `value` is what it is in this case; `text` is how it reads, and what a block offers.
    """

    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that runs along a wire: an output of a node that is drawn already.

    `copy` tells apart what lies in a memory of its own. A value that is `lost` was changed in
    place at that line, and nothing is drawn of what it is since.
    """

    node: str
    port: str
    copy: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Hole:
    """The place of an input, or of the module, in the pattern of a layer."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """A computation with tensors that is not drawn yet, spelled in one way: `relu` of a value.

    `source` is how it was written, and `line` where.
    """

    name: str
    args: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()
    source: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    of: Any = field(default=None, compare=False)  # the tensor whose size the batch is; or Flat


@dataclass(frozen=True, slots=True)
class Flat:
    """How many numbers a sample has that is laid flat: 400 of `x.view(-1, 400)`."""

    count: Any


@dataclass(eq=False, slots=True)
class Made:
    """A call of the library that needs no tensor: `nn.Conv2d(1, 6, 5)`, `torch.zeros(3)`."""

    name: str
    args: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    line: int = 0
    called: str = ""  # the attribute that holds it
    parts: list[tuple[Any, Any]] = field(default_factory=list)  # that were set: `pe[:, 0::2] = …`

    @property
    def last(self) -> str:
        """The name of what was called, without its package."""
        return self.name.rpartition(".")[2]

    @property
    def is_learned(self) -> bool:
        """True for a tensor that the module holds itself."""
        return self.name in HELD or self.name.startswith("torch.nn.init.")


@dataclass(eq=False, slots=True)
class Class:
    """A class of the file."""

    node: ast.ClassDef
    bases: tuple[Any, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.node.name

    def method(self, name: str) -> ast.FunctionDef | None:
        """The method of that name, its own or that of a class above."""
        for part in self.node.body:
            if isinstance(part, ast.FunctionDef) and part.name == name:
                return part
        above = (base.method(name) for base in self.bases if isinstance(base, Class))
        return next((found for found in above if found is not None), None)

    def line(self) -> Iterator["Class"]:
        """The class itself, and those of the file that are above it."""
        yield self
        for base in self.bases:
            if isinstance(base, Class):
                yield from base.line()

    @property
    def root(self) -> str:
        """The class of the library that it is one of in the end: "torch.nn.Module"."""
        for base in self.bases:
            found = base.root if isinstance(base, Class) else getattr(base, "name", "")
            if found:
                return str(found)
        return ""


@dataclass(eq=False, slots=True)
class Instance:
    """A module of a class of the file. `given` are the arguments that it was built with."""

    of: Class
    given: dict[str, Any] = field(default_factory=dict)
    usual: dict[str, Any] = field(default_factory=dict)  # the defaults of the arguments
    attributes: dict[str, Any] = field(default_factory=dict)
    chain: "Chain | None" = None  # of one that is a Sequential itself
    called: str = ""
    line: int = 0


@dataclass(eq=False, slots=True)
class Chain:
    """Modules that are called one after the other: an `nn.Sequential`.

    `count` is how many there are, where that is a symbol.
    """

    parts: dict[str, Any] = field(default_factory=dict)
    count: Symbol | None = None
    called: str = ""

    def __len__(self) -> int:
        return len(self.parts)


class Counted(list[Any]):
    """A list of which as many were made as a symbol says."""

    times: Symbol | None = None


@dataclass(eq=False, slots=True)
class Function:
    """A function of the file, or a method with the object it is of."""

    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    of: Instance | None = None
    owner: Class | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """What is called with a dot: `x.view`, `layers.append`."""

    of: Any
    name: str


@dataclass(eq=False, slots=True)
class Partial:
    """A call some of whose arguments are given already."""

    function: Any
    args: tuple[Any, ...]
    named: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Above:
    """`super()` in a method."""

    of: Instance
    owner: Class


HELD = ("torch.nn.Parameter", "torch.nn.Buffer")
MODULES = (Made, Instance, Chain)
TRAINING = Op("training", source="self.training")
BATCH = Op("batch")
"""The size of axis 0: how many samples come in."""
NO_TENSORS = ("training", "batch", "size", "shape", "dtype")


def is_tensor(value: Any) -> bool:
    """True for one tensor."""
    if isinstance(value, Made):
        return value.is_learned
    return isinstance(value, Ref | Hole) or (isinstance(value, Op) and value.name not in NO_TENSORS)


def plain(value: Any) -> Any:
    """The value itself of a symbol, also inside of tuples."""
    if isinstance(value, Symbol):
        return value.value
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value


def has_tensor(value: Any) -> bool:
    """True when it is computed from what comes in."""
    if is_tensor(value):
        return True
    if isinstance(value, tuple | list):
        return any(has_tensor(part) for part in value)
    if isinstance(value, dict):
        return any(has_tensor(part) for part in value.values())
    return False


def is_dataless(value: Any) -> bool:
    """True for a computation into which nothing comes but how large something is."""
    if isinstance(value, Ref):
        return False
    if isinstance(value, Op) and value.name not in ("size", "batch", "shape", "dtype"):
        return all(map(is_dataless, (*value.args, *(part for _, part in value.named))))
    if isinstance(value, tuple | list):
        return all(map(is_dataless, value))
    return True


def is_large(value: Any, most: int = 2000) -> bool:
    """True for what has more parts than anybody writes: `k = k * k`, in a loop."""
    rows, count = [value], 0
    while rows and count <= most:
        part = rows.pop()
        count += 1
        if isinstance(part, Made):
            rows += [*part.args, *part.named.values()]
        elif isinstance(part, Op):
            rows += [*part.args, *(inner for _, inner in part.named)]
        elif isinstance(part, tuple | list):
            rows += part
    return count > most


def is_constant(value: Any) -> bool:
    """True for what a parameter can be."""
    if isinstance(value, tuple | list):
        return all(is_constant(part) for part in value)
    return value is None or isinstance(value, int | float | str | Symbol)
