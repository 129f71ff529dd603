"""Why: a call is followed where the file has what is called; of libraries its meaning is known."""

import ast
import inspect
from dataclasses import dataclass
from functools import reduce
from typing import Any

from designer.port.pytorch import arithmetic, keeping, kinds, parts
from designer.port.pytorch.changes import held, is_changing, starts_in_place
from designer.port.pytorch.operators import axis
from designer.port.pytorch.spelling import op, signature
from designer.port.pytorch.tables import is_table
from designer.port.pytorch.values import (
    MODULES,
    Above,
    Chain,
    Class,
    Counted,
    Function,
    Hole,
    Instance,
    Made,
    Method,
    Named,
    Op,
    Partial,
    Scope,
    Symbol,
    Unreadable,
    has_tensor,
    is_tensor,
    plain,
)
from designer.port.pytorch.world import World
from designer.text import tr

BUILT_IN = frozenset(
    {"super", "print", "isinstance", "hasattr", "getattr", "setattr", "type", "id", "repr"}
)
INSIDE = (Instance, Chain)
LISTS = ("torch.nn.ModuleList", "torch.nn.ParameterList")
DICTS = ("torch.nn.ModuleDict", "torch.nn.ParameterDict")
WITHOUT_EFFECT = frozenset({"print", "torch.manual_seed", "warnings.warn", "torch._assert"})
WRAPPING = ("torch.autograd.Variable", "torch.compile", "torch.jit.script", "torch.nn.DataParallel")
"""What gives a module that computes the same."""
NORMED = (
    *("torch.nn.utils.spectral_norm", "torch.nn.utils.weight_norm"),
    "torch.nn.utils.parametrizations.spectral_norm",
    "torch.nn.utils.parametrizations.weight_norm",
)
WHOLE = (Named("torch.long"), Named("torch.int64"))
ELSEWHERE = frozenset({"to", "cuda", "cpu", "requires_grad_", "detach", "contiguous", "clone"})
UNASKED = frozenset({"need_weights", "average_attn_weights"})
"""Arguments of a module that change nothing of its first result."""
MUTATING = frozenset({"append", "extend", "insert", "update", "pop", "add_module", "reverse"})
ASKING = frozenset({"items", "keys", "values", "get", "copy", "index", "count", "format", "join"})
TEXT = frozenset({"lower", "upper", "split", "strip", "startswith", "endswith", "replace"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands, and how what it calls is written."""

    source: str
    line: int
    scope: Scope


def call(function: Any, args: list[Any], named: dict[str, Any], at: Place, world: World) -> Any:
    """What a call comes to. Raises Unreadable."""
    match function:
        case Named():
            return _library(function, args, named, at, world)
        case Class():
            from designer.port.pytorch.statements import instance

            return instance(function, args, named, at.line, world)
        case Function():
            from designer.port.pytorch.statements import run

            return run(function, args, named, world)
        case Partial():
            given = [*function.args, *args]
            return call(function.function, given, {**function.named, **named}, at, world)
        case Method():
            return _method(function, args, named, at, world)
        case Made() | Instance() | Chain() | Op() | Hole():
            return _module(function, args, named, at, world)
    raise Unreadable(tr("it has no value that the text alone tells"), at.line)


def _module(function: Any, args: list[Any], named: dict[str, Any], at: Place, world: World) -> Any:
    if isinstance(function, Made):
        args, named = _in_order(function, args, named)
    if not isinstance(function, Instance):  # of torch: what is None there is as if it were not
        named = {key: value for key, value in named.items() if value is not None}
    given = sorted((key, value) for key, value in named.items() if key not in UNASKED)
    found = Op("()", (function, *args), tuple(given), at.source, at.line)
    if args and starts_in_place(function):
        world.change(args[0], found, at.line)
    return found


def _in_order(module: Made, args: list[Any], named: dict[str, Any]) -> tuple[list[Any], Any]:
    """`conv(input=x)`: what a module is given by name stands where it has its place."""
    from designer.port.pytorch.makers import class_of

    kind = class_of(module.name)
    names = list(inspect.signature(kind.forward).parameters)[1:] if kind is not None else []
    args, named = list(args), dict(named)
    for name in names[len(args) :]:
        if name not in named:
            break
        args.append(named.pop(name))
    return args, named


def followed(value: Any, world: World) -> Any:
    """A value, with what classes of the file do drawn: they may change in place what they get."""
    is_call = isinstance(value, Op) and value.name == "()"
    return world.force(value, "") if is_call and isinstance(value.args[0], INSIDE) else value


def _library(
    function: Named, args: list[Any], named: dict[str, Any], at: Place, world: World
) -> Any:
    name = function.name
    if name in WITHOUT_EFFECT:
        return None
    if name in arithmetic.FUNCTIONS:
        return _built_in(name, args, named, at, world)
    if name in SPECIAL:
        return SPECIAL[name](args, named, at, world)
    tensors = has_tensor(args) or has_tensor(named)
    if name == "torch.arange" and any(isinstance(part, Op) for part in args):
        kept = [pair for pair in named.items() if pair[0] != "device" and pair[1] not in WHOLE]
        return Op("arange", tuple(args), tuple(sorted(kept)), name, at.line)
    if tensors and name not in BUILT_IN and not name.startswith("torch.nn.init."):
        return _of_tensors(function, args, named, at, world)
    return Made(name, tuple(args), named, at.line)


def _of_tensors(
    function: Named, args: list[Any], named: dict[str, Any], at: Place, world: World
) -> Any:
    order = list(signature(function.last.removesuffix("_")))
    given = dict(zip(order, args, strict=False)) | named
    first = args[0] if args else named.get("input")
    changed = named.pop("out", None)
    if changed is None and (is_changing(function.last) or plain(given.get("inplace")) is True):
        changed = first
    if "dropout" in function.last:
        _say_always(given, at, world)
    found = _computed(function, args, named, at)
    if changed is not None:
        world.change(changed, found, at.line)
    return found


def _say_always(given: dict[str, Any], at: Place, world: World) -> None:
    """Tell of a dropout that is there after training, too: that of the catalogue is not."""
    training = given.get("training", given.get("train", True))
    if plain(training) is True and not world.in_training:
        world.remark(
            tr(
                "Line {line}: “{text}” leaves out values after training, too. "
                "The layer that is drawn does so only while it trains.",
                line=at.line,
                text=at.source,
            )
        )


def _computed(function: Named, args: list[Any], named: dict[str, Any], at: Place) -> Any:
    source = function.name if function.name.startswith("torch.") else at.source
    if args and function.last == "einsum":
        rest = args[1] if len(args) == 2 and isinstance(args[1], list | tuple) else args[1:]
        return Op("einsum", (args[0], *rest), (), source, at.line)
    first = tuple(args[0]) if args and isinstance(args[0], list | tuple) else None
    rest = [first, *args[1:]] if first is not None else args
    for key in ("tensors", "input"):
        if key in named and not rest:
            value = named.pop(key)
            rest = [tuple(value) if isinstance(value, list) else value]
    if not rest or not function.name.startswith("torch."):
        return Op(source, tuple(rest), tuple(sorted(named.items())), source, at.line)
    return op(function.last, tuple(rest), dict(named), source, at.line)


def _built_in(name: str, args: list[Any], named: dict[str, Any], at: Place, world: World) -> Any:
    """A function of Python. Of rows of tensors, those that do not look at what is in them."""
    if not has_tensor(args):
        return arithmetic.call_plain(name, _without_sizes(args, world), named)
    if name == "abs":
        return op("abs", tuple(args), {}, ".abs", at.line)
    if name == "sum" and isinstance(args[0], list | tuple):
        from designer.port.pytorch.operators import binary

        return reduce(lambda a, b: binary(ast.Add, a, b, world), args[0])
    if name in arithmetic.KEEPING and not any(map(is_tensor, args)):
        return arithmetic.call_plain(name, args, named)
    if name == "len":
        return axis(args[0], 0)
    raise Unreadable(tr("it has no value that the text alone tells"), at.line)


def _without_sizes(args: list[Any], world: World) -> list[Any]:
    from designer.port.pytorch.operators import number

    return [number(part, world) for part in args]


def _sequential(args: list[Any], _named: dict[str, Any], _at: Place, _world: World) -> Any:
    if len(args) == 1 and isinstance(args[0], dict):
        return Chain({str(key): value for key, value in args[0].items()})
    count = args.times if isinstance(args, Counted) else None
    return Chain({str(i): part for i, part in enumerate(args)}, count)


def _list(args: list[Any], _named: dict[str, Any], _at: Place, _world: World) -> Any:
    return Counted(iterated(args[0]) if args else [])


def _dict(args: list[Any], _named: dict[str, Any], _at: Place, _world: World) -> Any:
    return dict(args[0]) if args else {}


def _partial(args: list[Any], named: dict[str, Any], _at: Place, _world: World) -> Any:
    return Partial(args[0], tuple(args[1:]), named)


def _super(args: list[Any], _named: dict[str, Any], at: Place, _world: World) -> Any:
    of = args[1] if len(args) == 2 else at.scope.get("self")
    owner = args[0] if args else at.scope.get("__class__")
    if not isinstance(of, Instance) or not isinstance(owner, Class):
        raise Unreadable(tr("it has no value that the text alone tells"), at.line)
    return Above(of, owner)


def _hasattr(args: list[Any], _named: dict[str, Any], at: Place, world: World) -> Any:
    from designer.port.pytorch import attributes

    of, name = args[0], str(plain(args[1]))
    if isinstance(of, Named) and of.name.partition(".")[0] == "torch":
        import torch

        found: Any = torch
        for part in [*of.name.split(".")[1:], name]:
            found = getattr(found, part, None)
        return found is not None
    if not isinstance(of, Instance):
        raise Unreadable(tr("it has no value that the text alone tells"), at.line)
    try:
        return not isinstance(attributes.of(of, name, world), Method)
    except Unreadable:
        return False


def _getattr(args: list[Any], _named: dict[str, Any], _at: Place, world: World) -> Any:
    from designer.port.pytorch import attributes

    if isinstance(args[0], Instance) and args[1] not in args[0].attributes and len(args) > 2:
        return args[2]
    return attributes.of(args[0], str(plain(args[1])), world)


def _setattr(args: list[Any], _named: dict[str, Any], _at: Place, world: World) -> Any:
    keeping.keep(args[0], str(plain(args[1])), args[2], world)


def _wrapped(args: list[Any], _named: dict[str, Any], _at: Place, _world: World) -> Any:
    return args[0]


def _normed(args: list[Any], _named: dict[str, Any], at: Place, world: World) -> Any:
    world.remark(
        tr("Line {line}: “{text}” is left out: its layer is drawn.", line=at.line, text=at.source)
    )
    return args[0]


def _checkpointed(args: list[Any], _named: dict[str, Any], at: Place, world: World) -> Any:
    return call(args[0], args[1:], {}, at, world)


SPECIAL: dict[str, Any] = {
    "torch.nn.Sequential": _sequential,
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(DICTS, _dict),
    "functools.partial": _partial,
    "super": _super,
    "isinstance": kinds.is_instance,
    "type": kinds.type_of,
    "hasattr": _hasattr,
    "getattr": _getattr,
    "setattr": _setattr,
    **dict.fromkeys(WRAPPING, _wrapped),
    **dict.fromkeys(NORMED, _normed),
    "torch.utils.checkpoint.checkpoint": _checkpointed,
}


def _method(
    function: Method, args: list[Any], named: dict[str, Any], at: Place, world: World
) -> Any:
    of, name = function.of, function.name
    if is_tensor(of):
        return _of_tensor(of, name, args, named, at, world)
    if isinstance(of, Op) and of.name == "shape" and name == "numel":
        raise Unreadable(tr("it depends on how many samples come in"), at.line)
    if isinstance(of, Above):
        from designer.port.pytorch.statements import call_above

        return call_above(of, name, args, named, at, world)
    row = isinstance(of, list | dict | str | tuple)
    if row and name in MUTATING | ASKING | TEXT:
        found = getattr(of, name)(*held(args, world.force), **named)
        return list(found) if name in ("items", "keys", "values") else found
    if row or isinstance(of, MODULES):
        return _of_module(of, name, args, named, at, world)
    raise Unreadable(tr("it has no value that the text alone tells"), at.line)


def _of_tensor(
    of: Any, name: str, args: list[Any], named: dict[str, Any], at: Place, world: World
) -> Any:
    if name in ("dim", "ndimension"):
        return len(world.length(Op("shape", (of,))))
    found = op(name, (of, *args), dict(named), f".{name}", at.line)
    if is_changing(name):
        world.change(of, found, at.line)
    return found


def _of_module(
    of: Any, name: str, args: list[Any], named: dict[str, Any], at: Place, world: World
) -> Any:
    if name in ("forward", "__call__") and isinstance(of, MODULES):
        return call(of, args, named, at, world)
    found = NotImplemented if is_table(of) else parts.common(of, name, args, world)
    if found is not NotImplemented:
        return found
    if isinstance(of, Instance):
        return _of_instance(of, name, args, world)
    if isinstance(of, Chain):
        return parts.of_chain(of, name, args)
    if is_table(of) and name not in ELSEWHERE:
        return Made(f".{name}", (of, *args), named, at.line)
    if isinstance(of, Made):
        return of  # `.to(device)`: the same, elsewhere
    raise Unreadable(tr("it has no value that the text alone tells"), at.line)


def _of_instance(of: Instance, name: str, args: list[Any], world: World) -> Any:
    if of.chain is not None and name in (*parts.ADDING, *parts.CHANGES):
        return parts.of_chain(of.chain, name, args)
    if name in (*parts.ADDING, "register_parameter", "register_buffer"):
        keeping.keep(of, str(plain(args[0])), args[1] if len(args) > 1 else None, world)
        return None
    raise Unreadable(tr("nothing in the file says what {name} is", name=name))


def iterated(value: Any) -> list[Any]:
    """What a loop goes through. Raises Unreadable."""
    if isinstance(value, Chain):
        return list(value.parts.values())
    if isinstance(value, Op | Symbol) or is_tensor(value):
        raise Unreadable(tr("how often it is done depends on the data"))
    return list(value)
