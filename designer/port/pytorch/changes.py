"""Why: what is changed in place is another value from there on, under every name that it has.

`y = x` and `x.view(…)` are the same memory: `y += 1` changes `x` too. The value itself is followed
to what it is then. What is a part of it, or it in another shape, is lost: where that is used
again, it is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from designer.port.pytorch.values import Made, Op, Ref, is_dataless, plain

VIEWS = frozenset(
    {
        *("[]", "chunk", "detach", "expand", "flatten", "narrow", "permute", "reshape", "select"),
        *("split", "squeeze", "tensor_split", "to", "transpose", "unbind", "unflatten"),
        *("unsqueeze", "dropout", "diagonal", "movedim", "real", "unfold", "view_as", "t"),
    }
)
"""Computations that may give the memory that comes in."""
VIEWING = frozenset({"Flatten", "Unflatten", "Identity", "Dropout", "Dropout1d", "Dropout2d"})
"""Modules that do."""
HARMLESS = frozenset({"requires_grad_", "retain_grad_", "detach_", "_"})
COPIES = count(1)
MOST = 1000
COPY = object()
Parts = tuple[tuple[Any, Any], ...]


@dataclass
class Changes:
    """`now` is what a value became, `views` the memory that it lies in and the parts of it."""

    now: dict[Ref, Any] = field(default_factory=dict)
    views: dict[Ref, tuple[Ref, Parts]] = field(default_factory=dict)
    lost: dict[Ref, int] = field(default_factory=dict)

    def current(self, value: Any, force: Callable[[Any, str], Any]) -> Any:
        """The value as it is now, after what was done to it."""
        if not (self.now or self.lost) or is_long(value):
            return value
        if isinstance(value, Ref):
            return self._follow(value, force)
        if isinstance(value, tuple):
            found = tuple(self.current(part, force) for part in value)
            return value if all(a is b for a, b in zip(found, value, strict=True)) else found
        if isinstance(value, list):
            value[:] = [self.current(part, force) for part in value]
        elif isinstance(value, dict):
            value |= {key: self.current(part, force) for key, part in value.items()}
        return value

    def _follow(self, value: Ref, force: Callable[[Any, str], Any]) -> Any:
        seen: set[Ref] = set()
        while isinstance(value, Ref) and value in self.now and value not in seen:
            seen.add(value)
            after = self.now[value]
            if isinstance(after, Op):
                after = self.now[value] = force(after, "")
            value = after
        if isinstance(value, Ref) and value in self.lost:
            return replace(value, lost=self.lost[value])
        return value

    def change(self, before: Any, after: Any, line: int) -> None:
        """Remember that a value was changed in place."""
        root, parts = self.root(before)
        if root is None:
            return
        for ref in list(self._family(root, parts)):
            if ref != before and ref not in self.now:
                self.lost.setdefault(ref, line)
        if isinstance(before, Ref):
            self.now[before] = after

    def _family(self, root: Ref, parts: Parts) -> Iterator[Ref]:
        yield root
        mine = dict(parts)
        for ref, (of, theirs) in self.views.items():
            if of == root and not any(mine.get(key, place) != place for key, place in theirs):
                yield ref

    def root(self, value: Any) -> tuple[Ref | None, Parts]:
        """The memory in which a value lies that is drawn already, and which part of it it is."""
        if isinstance(value, Ref):
            return self.root_of(value)
        inside = viewed(value)
        if inside is None:
            return None, ()
        root, parts = self.root(inside)
        return root, (*parts, *part(value))

    def root_of(self, ref: Ref) -> tuple[Ref, Parts]:
        """The memory in which what runs along a wire lies."""
        return self.views.get(ref, (ref, ()))

    def know(self, op: Op, found: Any) -> None:
        """Remember in which memory a computation gives its results."""
        if viewed(op) is None:
            return
        root, parts = self.root(op)
        if root is None:
            return
        for place, ref in enumerate(found if isinstance(found, tuple) else (found,)):
            if isinstance(ref, Ref) and ref != root:
                own = ((found[0], place),) if isinstance(found, tuple) else ()
                self.views.setdefault(ref, (root, (*parts, *own)))


def viewed(value: Any) -> Any:
    """What comes into a computation that may give the same memory; None for all others."""
    if not isinstance(value, Op) or not value.args or value.of is COPY:
        return None
    if value.name == "()":
        module = value.args[0]
        viewing = isinstance(module, Made) and module.last in VIEWING
        return value.args[1] if viewing and len(value.args) > 1 else None
    return value.args[0] if value.name in VIEWS else None


def held(value: Any, force: Callable[[Any, str], Any]) -> Any:
    """A value that gets a name: a part of another is drawn, before that is changed in place."""
    if isinstance(value, Op):
        part = viewed(value) is not None and not is_dataless(value)
        return force(value, "") if part else value
    if is_long(value):
        return value
    if isinstance(value, tuple):
        return tuple(held(part, force) for part in value)
    if isinstance(value, list):
        value[:] = [held(part, force) for part in value]
    elif isinstance(value, dict):
        value |= {key: held(part, force) for key, part in value.items()}
    return value


def is_long(value: Any) -> bool:
    """True for a row of numbers: there are not so many tensors in a drawing."""
    return isinstance(value, tuple | list | dict) and len(value) > MOST


def part(op: Op) -> Parts:
    """Of `x[:, 1]`, `x[0]` that it is one of several that share nothing."""
    if op.name != "[]" or not isinstance(op.args[0], Ref):
        return ()
    taken = [(place, plain(index)) for place, index in enumerate(op.args[1:]) if index is not None]
    numbers = [(place, index) for place, index in taken if type(index) is int and index >= 0]
    if len(numbers) != 1 or not all(index == (":", None, None, None) for _, index in taken[:-1]):
        return ()
    return (((op.args[0], numbers[0][0]), numbers[0][1]),) if numbers[0] == taken[-1] else ()


def copied(value: Any) -> Any:
    """`x.clone()`: the same numbers in a memory of their own."""
    if isinstance(value, Ref):
        return replace(value, copy=next(COPIES))
    return replace(value, of=COPY) if viewed(value) is not None else value


def is_changing(name: str) -> bool:
    """True for the name of a method or function that changes what it is called for."""
    return name.endswith("_") and not name.endswith("__") and name not in HARMLESS


def starts_in_place(module: Any) -> bool:
    """True for a module that changes what comes in: `nn.ReLU(inplace=True)`."""
    if not isinstance(module, Made) or not module.name.startswith("torch.nn."):
        return False
    from designer.port.pytorch.makers import arguments

    return plain(arguments(module).get("inplace")) is True
