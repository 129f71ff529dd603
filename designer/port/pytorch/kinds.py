"""Why: code asks what kind a value is; the text alone tells it of most."""

from typing import Any

from designer.port.pytorch.makers import class_of
from designer.port.pytorch.values import (
    Chain,
    Class,
    Function,
    Instance,
    Made,
    Named,
    Unreadable,
    is_tensor,
    plain,
)
from designer.text import tr

PLAIN: dict[str, type] = {
    kind.__name__: kind for kind in (bool, int, float, str, tuple, list, dict, set)
}
CHAINS = ("torch.nn.Sequential", "torch.nn.Module")
LISTS = {"torch.nn.ModuleList": list, "torch.nn.ModuleDict": dict}


def is_instance(args: list[Any], _named: dict[str, Any], at: Any, _world: Any) -> bool:
    """`isinstance(value, kinds)`. Raises Unreadable."""
    value, wanted = args
    rows = wanted if isinstance(wanted, tuple) else (wanted,)
    return any(_is_one(value, kind, at.line) for kind in rows)


def _is_one(value: Any, kind: Any, line: int) -> bool:
    name = kind.name if isinstance(kind, Named | Class) else ""
    is_one = isinstance(value, Made) and not value.name.startswith("torch.nn.")
    if is_tensor(value) or is_one:
        return name.rpartition(".")[2] in ("Tensor", "Parameter")[: 1 + isinstance(value, Made)]
    if isinstance(value, Instance):
        return kind in value.of.line() or name in (value.of.root, "torch.nn.Module")
    if isinstance(value, Chain):
        return name in CHAINS
    if isinstance(kind, Class):
        return False
    if isinstance(value, Made):
        mine, other = class_of(value.name), class_of(name)
        if mine is not None and (other is not None or name in PLAIN):
            return other is not None and issubclass(mine, other)
    elif name in PLAIN:
        return isinstance(plain(value), PLAIN[name])
    elif name in LISTS:
        return isinstance(value, LISTS[name])
    elif name.startswith("torch.") or isinstance(value, Function | Class):
        return False
    raise Unreadable(tr("it has no value that the text alone tells"), line)


def type_of(args: list[Any], _named: dict[str, Any], at: Any, _world: Any) -> Any:
    """`type(value)`, as it is compared with others. Raises Unreadable."""
    (value,) = args
    if isinstance(value, Instance):
        return value.of
    if isinstance(value, Made) and value.name.startswith("torch.nn."):
        return Named(value.name)
    name = type(plain(value)).__name__
    if is_tensor(value) or name not in PLAIN:
        raise Unreadable(tr("it has no value that the text alone tells"), at.line)
    return Named(name)
