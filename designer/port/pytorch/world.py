"""Why: what all parts of reading a file share: names, what is drawn so far, what is to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from designer.port.pytorch.changes import Changes
from designer.port.pytorch.values import Op, Unreadable
from designer.text import tr

MOST_STEPS = 200_000
DEEPEST = 60


@dataclass
class World:
    """`names` are those of the module. `force` draws a computation and gives what it comes to;
    `length` says how long an axis is, as far as it is drawn; both are those of the drawing that
    is being made. `phrase` draws several statements that are one layer, and says how many.
    """

    names: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    options: dict[str, Any] = field(default_factory=dict)  # of the command line: their defaults
    remarks: dict[str, None] = field(default_factory=dict)
    force: Callable[[Any, str], Any] = field(default=lambda value, _hint: value)
    length: Callable[[Op], Any] = field(default=lambda value: value)
    said: dict[str, list[tuple[str, str, Any]]] = field(default_factory=dict)  # by block
    built: set[str] = field(default_factory=set)  # the classes of which there are modules
    phrase: Callable[[Any, dict[str, Any]], int] = field(default=lambda _rows, _scope: 0)
    changes: Changes = field(default_factory=Changes)  # in place, in the drawing that is made
    changing: dict[str, set[str]] = field(default_factory=dict)  # block → Inputs that it changes
    given: dict[tuple[str, str], list[Any]] = field(default_factory=dict)  # block, argument
    defined: dict[str, tuple[str, Any]] = field(default_factory=dict)  # see `blocks.define`
    drawing: bool = False  # `forward` is read, and no longer what builds the network
    whole: Any = None  # the class of which the network is
    norms: dict[int, Any] = field(default_factory=dict)  # by a weight: the module that has it
    inside: Any = None  # the module whose `forward` is read
    chains: dict[int, Any] = field(default_factory=dict)  # of copies that torch makes of a layer
    tied: dict[int, Any] = field(default_factory=dict)  # a Linear with an embedding's weight
    in_training: bool = False  # what is read now is done only while the network trains
    asked: int = 0  # how often a length was asked for
    steps: int = 0
    depth: int = 0
    line: int = 0

    def step(self, line: int = 0) -> None:
        """Count what is done: no file keeps the reader busy for ever. Raises Unreadable."""
        self.steps += 1
        self.line = line or self.line
        if self.steps > MOST_STEPS:
            raise Unreadable(tr("there is too much to work out"), line)

    def change(self, before: Any, after: Any, line: int = 0) -> None:
        """Have a value changed in place, under every name that it has."""
        if any(value is before for value in self.changes.now.values()):
            before = self.force(before, "")
        self.changes.change(before, after, line or self.line)

    def remark(self, sentence: str) -> None:
        """Have something said, once."""
        self.remarks.setdefault(sentence)
