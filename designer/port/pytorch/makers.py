"""Why: `nn.Conv2d(1, 6, 5)` is found in the catalogue by what its declarations would write."""

import inspect
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from designer.layers import LAYERS, Layer
from designer.layers.write import constructor
from designer.port.pytorch.guessing import constants, spelled_values, unspelled
from designer.port.pytorch.values import Made, Named, Symbol, is_large, plain

EMPTY = inspect.Parameter.empty
SILENT = frozenset({"inplace", "device", "dtype", "enable_nested_tensor", "persistent"})
"""Arguments that change nothing of what a layer computes."""
Found = tuple[Layer, dict[str, Any], dict[str, Any]]
"""A layer, its parameters, and those of the text that the drawing finds out by itself."""


def layers_of(made: Made) -> Iterator[Found]:
    """The layers whose constructor this is, those with one of their own first."""
    if is_large(made):
        return
    for layer in _by_class().get(("made", _class_of(made)), ()):
        values = _solved(layer, made)
        if values is not None:
            yield _sorted(layer, values)
    for layer in _by_class().get(("nn", made.name), ()):
        values = _bound(layer, made)
        if values is not None:
            yield _sorted(layer, values)


@lru_cache(maxsize=1)
def _by_class() -> dict[tuple[str, str], list[Layer]]:
    found: dict[tuple[str, str], list[Layer]] = {}
    for layer in LAYERS.values():
        kind = "made" if layer.made is not None else "nn"
        name = layer.nn or layer.reference or layer.type
        found.setdefault((kind, f"torch.nn.{name}"), []).append(layer)
    return found


def _class_of(made: Made) -> str:
    """The class in the middle: of `nn.init.normal_(nn.Parameter(…))` it is Parameter."""
    if made.name.startswith("torch.nn.init.") and made.args and isinstance(made.args[0], Made):
        return _class_of(made.args[0])
    return made.name


def _sorted(layer: Layer, values: dict[str, Any]) -> Found:
    """The parameters that people set, and apart from them those that follow from what comes in."""
    inferred = {param.name for param in layer.params if param.inferred}
    own = {name: value for name, value in values.items() if name not in inferred}
    if "normalized_shape" in values and any(p.name == "axes" for p in layer.params):
        shape = plain(values["normalized_shape"])
        own["axes"] = len(shape) if isinstance(shape, tuple | list) else 1
    return layer, own, {name: values[name] for name in inferred if name in values}


def _bound(layer: Layer, made: Made) -> dict[str, Any] | None:
    """The parameters of a layer from the arguments; None where it does not know one of them."""
    given = arguments(made)
    names = {param.name for param in layer.params}
    defaults = signature(made.name)
    for name, value in given.items():
        known = name in names or name in SILENT
        if not known and plain(value) != defaults.get(name, EMPTY):
            return None
    values = {name: value for name, value in given.items() if name in names}
    for param in layer.params:  # where torch has another default than the catalogue
        if param.name not in values and param.always and param.in_code:
            default = defaults.get(param.name, EMPTY)
            if default is not EMPTY and not callable(default):
                values[param.name] = default
    return _padded(values)


def _padded(values: dict[str, Any]) -> dict[str, Any]:
    """A padding that is said in a word, as the number that it stands for."""
    word = plain(values.get("padding"))
    if word == "valid":
        values["padding"] = 0
    elif word == "same":
        kernel = plain(values["kernel_size"])
        dilation = plain(values.get("dilation", 1))
        sizes = kernel if isinstance(kernel, tuple) else (kernel,)
        steps = dilation if isinstance(dilation, tuple) else (dilation,) * len(sizes)
        if all((k - 1) * d % 2 == 0 for k, d in zip(sizes, steps, strict=True)):
            both = tuple((k - 1) * d // 2 for k, d in zip(sizes, steps, strict=True))
            values["padding"] = both if len(both) > 1 else both[0]
    return values


def arguments(made: Made) -> dict[str, Any]:
    """The arguments by their names, as the library calls them."""
    names = list(signature(made.name))
    found = {**dict(zip(names, made.args, strict=False)), **made.named}
    return {name: _by_name(value) for name, value in found.items()}


def _by_name(value: Any) -> Any:
    """`F.relu` and `torch.relu` as torch takes them, too: "relu"."""
    is_function = isinstance(value, Named) and value.name.startswith("torch.")
    return value.last if is_function and value.last in ("relu", "gelu") else value


@lru_cache(maxsize=256)
def class_of(name: str) -> Any:
    """The class of torch of that name; None where there is none."""
    import torch

    found: Any = torch if name.startswith("torch.") else None
    for part in name.split(".")[1:]:
        found = getattr(found, part, None)
    return found if inspect.isclass(found) else None


@lru_cache(maxsize=256)
def signature(name: str) -> dict[str, Any]:
    """The arguments of a constructor of torch, and their defaults."""
    found = class_of(name)
    if found is None:
        return {}
    for kind in found.__mro__:
        if "__init__" in vars(kind):
            parameters = list(inspect.signature(vars(kind)["__init__"]).parameters.values())[1:]
            if not any(p.kind is p.VAR_POSITIONAL for p in parameters):
                known = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
                return {p.name: p.default for p in known if p.name != "mode" or kind is found}
    return {}


def _solved(layer: Layer, made: Made) -> dict[str, Any] | None:
    """The parameters with which the layer would write this; None where there are none."""
    wanted = _normal(made)
    for values in spelled_values(layer.params, constants(wanted)):
        try:
            text = constructor(layer, values.written)
        except (TypeError, ValueError, KeyError):
            continue
        if _normal(_worked_out(text, values.symbols)) == wanted:
            return unspelled(values)
    return None


def _worked_out(text: str, symbols: tuple[tuple[str, Symbol], ...]) -> Any:
    from designer.port.pytorch.written import worked_out

    return worked_out(text, symbols)


def _normal(value: Any) -> Any:
    """What was made, so that it can be compared: arguments by name, without what is usual."""
    if not isinstance(value, Made):
        return tuple(map(_normal, value)) if isinstance(value, list | tuple) else value
    value = _usual(value)
    defaults = signature(value.name)
    named = {
        name: _normal(part)
        for name, part in arguments(value).items()
        if name not in SILENT and not _is_usual(part, defaults.get(name, EMPTY))
    }
    rest = tuple(map(_normal, value.args[len(defaults) :]))
    if len(rest) == 1 and isinstance(rest[0], tuple):
        rest = rest[0]  # torch.zeros((1, 64)), torch.zeros(1, 64)
    return value.name, rest, tuple(sorted(named.items(), key=lambda item: item[0]))


def _is_usual(value: Any, default: Any) -> bool:
    """True for a default, also where that is a function: `F.relu`, called "relu"."""
    value = plain(value)
    wanted = default.__name__ if inspect.isfunction(default) else default
    return bool(value == wanted)


def _usual(made: Made) -> Made:
    """Random numbers at the start, however they are asked for, as the catalogue asks for them."""
    if made.name == "torch.nn.Parameter" and made.args and isinstance(made.args[0], Made):
        inner, spread = made.args[0], 1.0
        if inner.name == "*":
            numbers = [part for part in inner.args if not isinstance(part, Made)]
            inner = next(part for part in inner.args if isinstance(part, Made))
            spread = float(plain(numbers[0])) if numbers else 1.0
        if inner.name == "torch.randn":
            empty = Made("torch.nn.Parameter", (Made("torch.empty", inner.args),))
            return Made("torch.nn.init.normal_", (empty,), {"std": spread})
        if inner.name in ("torch.Tensor", "torch.FloatTensor"):
            return Made("torch.nn.Parameter", (Made("torch.empty", inner.args),))
    if made.name == "torch.nn.init.trunc_normal_":
        return Made("torch.nn.init.normal_", made.args, made.named)
    return made
