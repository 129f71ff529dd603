"""Why: a network is put together from parts that are taken out, put in and gone through by name."""

from collections.abc import Callable
from typing import Any

from designer.port.pytorch.values import MODULES, Chain, Instance, Unreadable, plain
from designer.port.pytorch.world import World
from designer.text import tr

WEIGHTS = frozenset({"parameters", "named_parameters", "buffers", "named_buffers", "state_dict"})
ALL = frozenset({"modules", "named_modules"})
SAME = frozenset({"apply", "to", "cuda", "cpu", "eval", "train", "float", "double", "half"}) | {
    "load_state_dict",
    "share_memory",
}
"""What leaves a module as it is, but for its weights and where they lie."""
ADDING = frozenset({"add_module", "register_module"})


def common(of: Any, name: str, args: list[Any], world: World) -> Any:
    """What a method gives that every module has; NotImplemented for others. Raises Unreadable."""
    if name in SAME:
        return of
    if name == "requires_grad_":
        if not args or plain(args[0]) is not False:
            return of
        say_frozen(world, world.line)
        return of
    if name in WEIGHTS or name in ALL:
        if world.drawing:
            raise Unreadable(tr("this cannot be followed by the text alone"))
        return []  # what is done to them changes weights, not the network
    if name == "children":
        return list(named(of).values())
    if name == "named_children":
        return list(named(of).items())
    return NotImplemented


def named(of: Any) -> dict[str, Any]:
    """The modules of a module by their names. Raises Unreadable where that is not sure."""
    if isinstance(of, Chain):
        return dict(of.parts)
    if isinstance(of, list | tuple):
        return {str(place): part for place, part in enumerate(of)}
    if isinstance(of, dict):
        return of
    if not isinstance(of, Instance):
        return {}
    if of.chain is not None:
        return dict(of.chain.parts)
    for value in of.attributes.values():
        inside = value.values() if isinstance(value, dict) else value
        if isinstance(value, list | dict) and any(isinstance(p, MODULES) for p in inside):
            raise Unreadable(tr("this cannot be followed by the text alone"))
    found = {name: part for name, part in of.attributes.items() if isinstance(part, MODULES)}
    first: dict[int, str] = {}
    return {name: part for name, part in found.items() if first.setdefault(id(part), name) == name}


def of_chain(of: Chain, name: str, args: list[Any]) -> Any:
    """What a method of an `nn.Sequential` gives. Raises Unreadable."""
    if name in ADDING:
        of.parts[str(plain(args[0]))] = args[1]
        return None
    change = CHANGES.get(name)
    if change is None:
        raise Unreadable(tr("nothing in the file says what {name} is", name=name))
    of.count = None
    rows = list(of.parts.values())
    found = change(rows, *args)
    of.parts = {str(place): part for place, part in enumerate(rows)}
    return of if found is None else found


def _insert(rows: list[Any], place: Any, part: Any) -> None:
    rows.insert(plain(place), part)


def _extend(rows: list[Any], more: Any) -> None:
    rows.extend(named(more).values())


def _pop(rows: list[Any], place: Any) -> Any:
    return rows.pop(plain(place))


CHANGES: dict[str, Callable[..., Any]] = {
    "append": list.append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
}


def put(of: Chain, place: Any, part: Any) -> None:
    """`chain[1] = part`. Raises LookupError."""
    key = list(of.parts)[plain(place)]
    of.parts[key] = part


def take_out(of: Chain, place: Any) -> None:
    """`del chain[1]`; those behind move up. Raises LookupError."""
    rows = list(of.parts.items())
    del rows[_plain_slice(place)]
    numbers = all(key.isdecimal() for key in of.parts)
    of.count = None
    of.parts = {str(i) if numbers else key: part for i, (key, part) in enumerate(rows)}


def _plain_slice(place: Any) -> Any:
    if isinstance(place, slice):
        return slice(*(plain(part) for part in (place.start, place.stop, place.step)))
    return plain(place)


def joined(one: Chain, other: Chain) -> Chain:
    """`nn.Sequential(…) + nn.Sequential(…)`."""
    rows = [*one.parts.values(), *other.parts.values()]
    return Chain({str(place): part for place, part in enumerate(rows)})


def say_frozen(world: World, line: int) -> None:
    """Tell that all weights are trained here, those too that the file keeps as they are."""
    world.remark(
        tr(
            "Line {line}: that weights are not trained is not taken over: all weights are.",
            line=line,
        )
    )


def say_start(world: World, line: int) -> None:
    """Tell that weights begin as torch begins them."""
    world.remark(
        tr(
            "Line {line}: how weights begin is not taken over. "
            "Choose it under Training, Initialization.",
            line=line,
        )
    )
