"""Why: what is set at a module, and at its weights: parts, numbers, and what weights begin with."""

from typing import Any

from designer.port.pytorch import parts
from designer.port.pytorch.values import MODULES, Instance, Made, Op, Ref, Unreadable, plain
from designer.port.pytorch.world import World
from designer.text import tr

WEIGHTS = ("weight", "bias")


def keep(of: Any, name: str, value: Any, world: World) -> None:
    """Set an attribute; a module knows the first one that holds it. Raises Unreadable."""
    if isinstance(of, Instance):
        of.attributes[name] = value
        _call(value, name)
        if of.chain is not None and isinstance(value, MODULES):
            of.chain.parts[name] = value  # of a class of nn.Sequential, one more part
    elif name == "requires_grad":
        if plain(value) is False and not isinstance(of, Ref):
            parts.say_frozen(world, world.line)
    elif is_weight(of) and name == "data":
        parts.say_start(world, world.line)
    elif isinstance(of, Made) and of.name.startswith("torch.nn."):
        _change(of, name, value, world)
    else:
        raise Unreadable(tr("it has no value that the text alone tells"))


def is_weight(value: Any) -> bool:
    """True for the weights that a module of the library holds."""
    return isinstance(value, Op) and value.name in WEIGHTS


def _call(value: Any, name: str) -> None:
    if isinstance(value, MODULES) and not value.called:
        value.called = name
    inside: dict[Any, Any] = {}
    if isinstance(value, list):
        inside = dict(enumerate(value))
    elif isinstance(value, dict):
        inside = value
    for key, part in inside.items():
        if isinstance(part, MODULES) and not part.called:
            part.called = f"{name}_{key}"


def _change(of: Made, name: str, value: Any, world: World) -> None:
    """`layer.bias = None`, `layer.stride = 2`, `layer.weight = other.weight`."""
    from designer.port.pytorch.makers import arguments, signature

    known = signature(of.name)
    if name == "bias" and value is None and "bias" in known:
        of.named = {**arguments(of), "bias": False}
        of.args = ()
    elif name in WEIGHTS and is_weight(value):
        _tie(of, name, value, world)
    elif name in WEIGHTS and isinstance(value, Made):
        parts.say_start(world, world.line)
    elif name in known:
        of.named = {**arguments(of), name: value}
        of.args = ()
    else:
        raise Unreadable(tr("it has no value that the text alone tells"))


def _tie(of: Made, name: str, value: Op, world: World) -> None:
    """The weight of an embedding, turned around at the end; other shared weights are told."""
    from designer.port.pytorch.makers import arguments

    pair = {made.last: made for made in (of, value.args[0])}
    linear, embedding = pair.get("Linear"), pair.get("Embedding")
    if name == "weight" and linear and embedding and plain(arguments(linear).get("bias")) is False:
        world.tied[id(linear)] = embedding
        return
    world.remark(
        tr(
            "Line {line}: that two layers have one weight is not taken over: each has its own.",
            line=world.line,
        )
    )
