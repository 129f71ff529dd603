"""Why: what stands behind a dot: of a library, of a module of the file, of a tensor."""

import math
from typing import Any

from designer.port.pytorch import parts
from designer.port.pytorch.operators import subscript
from designer.port.pytorch.spelling import op
from designer.port.pytorch.values import (
    TRAINING,
    Chain,
    Class,
    Function,
    Instance,
    Made,
    Method,
    Named,
    Op,
    Unreadable,
    is_tensor,
)
from designer.port.pytorch.world import World
from designer.text import tr

CONSTANTS = {
    f"{room}.{name}": getattr(math, name)
    for room in ("math", "torch", "numpy")
    for name in ("pi", "e", "inf", "nan")
}
ANYWHERE = ("device", "is_cuda", "requires_grad", "layout")
"""What a tensor says of where it lies."""


def of(value: Any, name: str, world: World) -> Any:
    """What `value.name` is. Raises Unreadable."""
    if isinstance(value, Named):
        return CONSTANTS.get(f"{value.name}.{name}", Named(f"{value.name}.{name}"))
    if isinstance(value, Instance):
        return _of_instance(value, name, world)
    if isinstance(value, Class):
        return _of_class(value, name, world)
    if isinstance(value, Made):
        return _of_made(value, name, world)
    if is_tensor(value):
        return _of_tensor(value, name, world)
    if name == "_modules" and isinstance(value, Chain | Instance):
        return parts.named(value)
    if isinstance(value, Chain) and name.isdecimal():
        return list(value.parts.values())[int(name)]
    if isinstance(value, Chain) and name in value.parts:
        return value.parts[name]
    if isinstance(value, dict) and name in value:  # of an nn.ModuleDict
        return value[name]
    return Method(value, name)


def _of_tensor(value: Any, name: str, world: World) -> Any:
    if name == "shape":
        return Op("shape", (value,))
    if name == "data":
        return value
    if name == "dtype":
        return Op("dtype", (value,))
    if name in ANYWHERE:
        return Named(f"torch.{name}")
    if name in ("values", "indices"):
        return subscript(value, 0 if name == "values" else 1, world)
    if name == "T":
        axes = reversed(range(len(world.length(Op("shape", (value,))))))
        return op("permute", (value, *axes), {}, ".permute", world.line)
    if name in ("mT", "H"):
        return op("transpose", (value, -2, -1), {}, ".transpose", world.line)
    if name == "ndim":
        return len(world.length(Op("shape", (value,))))
    return Method(value, name)


def _of_made(value: Made, name: str, world: World) -> Any:
    if value.name.startswith("argparse.") and name in world.options:
        return world.options[name]
    if name in ("weight", "bias"):
        return Op(name, (value,), (), f".{name}")
    if name in value.named:
        return value.named[name]
    if name in (*ANYWHERE, "dtype"):
        return Named(f"torch.{name}")
    from designer.port.pytorch.makers import arguments  # it knows what the library calls them

    if name not in METHODS_OF_MADE:
        given = arguments(value)
        if name in given:
            return given[name]
    return Method(value, name)


METHODS_OF_MADE = frozenset({"to", "cuda", "cpu", "apply", "append", "extend", "parameters"})


def _of_instance(value: Instance, name: str, world: World) -> Any:
    if name in value.attributes:
        return world.changes.current(value.attributes[name], world.force)
    if name == "training":
        return TRAINING
    if value.chain is not None and name in value.chain.parts:
        return value.chain.parts[name]
    if name in ("forward", "__call__") and world.drawing and value is not world.inside:
        return Method(value, name)
    method = value.of.method(name)
    if method is not None:
        function = Function(method, {}, value, owner_of(value.of, method))
        decorators = {ast_name(part) for part in method.decorator_list}
        if "staticmethod" in decorators:
            function.of = None
        if "property" in decorators:
            from designer.port.pytorch.statements import run

            return run(function, [], {}, world)
        return function
    found = _of_class(value.of, name, world, None)
    if found is not None:
        return found
    return Method(value, name)


def owner_of(of: Class, method: Any) -> Class:
    """The class whose text has the method."""
    if method in of.node.body:
        return of
    above = [base for base in of.bases if isinstance(base, Class)]
    return next((owner_of(base, method) for base in above if base.method(method.name)), of)


def ast_name(node: Any) -> str:
    """The last word of a decorator."""
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _of_class(value: Class, name: str, world: World, default: Any = Ellipsis) -> Any:
    """A value that stands in the text of the class: `expansion = 4`."""
    from designer.port.pytorch.statements import class_values

    for part in value.line():
        found = class_values(part, world)
        if name in found:
            return found[name]
    if name == "__name__":
        return value.name
    if default is Ellipsis:
        raise Unreadable(tr("nothing in the file says what {name} is", name=name))
    return default
