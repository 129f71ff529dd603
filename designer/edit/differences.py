"""Why: what tells two drawings apart, as frozen values that can be shown, counted and taken."""

from dataclasses import dataclass, replace
from typing import Literal

from designer.model import Value, Wire

Kind = Literal[
    "project",  # what it is called
    "layer",  # one that only one of them has; `value` is its type, `wires` are all it has
    "name",  # of a layer that both have
    "type",  # `value` is it; the name may be another too
    "param",
    "bypass",  # `value` is whether it is bypassed
    "wire",  # between layers that both have
    "block",  # a definition that only one of them has; `value` is how many layers are inside
    "block-name",
    "offer",  # a parameter that a block offers, with its default
    "code",  # of a custom layer; `value` is its text
    "data",  # `key` is the setting, as for the next two
    "training",
    "output",  # how one Output is trained
]
Mark = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two drawings has: in which graph, of which layer, and what it is there."""

    graph: str = ""
    node: str = ""
    value: Value = None
    wires: tuple[Wire, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs from one drawing to another.

    `before` is None where only the second has it, `after` where only the first has it. `key`
    names the parameter or the setting.
    """

    kind: Kind
    before: Side | None
    after: Side | None
    key: str = ""

    @property
    def mark(self) -> Mark:
        """Whether it came, went or became something else."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def there(self) -> Side:
        """Where it is to be seen: in the second drawing, else in the first."""
        side = self.after or self.before
        assert side is not None
        return side

    def mirrored(self) -> "Difference":
        """The same, seen from the second drawing to the first."""
        return replace(self, before=self.after, after=self.before)
