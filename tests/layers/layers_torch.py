"""Why: what torch makes of a layer, through the very lines that the code would have."""

import inspect
import typing
from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from designer.layers import Call, Layer, Tensor, output_ports
from designer.layers.write import constructor, line
from tests.layers.layers_examples import LENGTHS, with_batch

NOT_OURS = frozenset({"self", "device", "dtype", "inplace", "args", "kwargs"})


def written_module(layer: Layer, values: dict[str, Any]) -> Any:
    """The module of the written constructor; None for an operation without state."""
    if not layer.nn:
        return None
    return _run(f"made = {constructor(layer, values)}")["made"]


def direct_module(kind: str, layer: Layer, values: dict[str, Any]) -> Any:
    """The module made by calling torch's class with every parameter by name."""
    known = {p.name: values[p.name] for p in layer.params if p.in_code}
    return getattr(nn, kind)(**known)


def forward(
    layer: Layer, values: dict[str, Any], tensors: Sequence[torch.Tensor], module: Any
) -> dict[str, torch.Tensor]:
    """Every output of the layer, by running its lines of `forward`."""
    return run_lines(layer, values, tensors, module, output_ports(layer))


def run_lines(
    layer: Layer,
    values: dict[str, Any],
    tensors: Sequence[torch.Tensor],
    module: Any,
    ports: Sequence[str],
) -> dict[str, torch.Tensor]:
    """The outputs of some ports, when only these are in use."""
    names = [f"x{number}" for number in range(len(tensors))]
    missing = 0 if layer.inputs[0].variadic else len(layer.inputs) - len(names)
    given = (*names, *[None] * missing)
    call = Call("layer", given, {port: f"y_{port}" for port in ports}, values)
    found = _run("\n".join(line(layer, call)), module, dict(zip(names, tensors, strict=True)))
    return {port: found[f"y_{port}"] for port in ports}


def random_tensor(tensor: Tensor, rows: int = 1, length: int = LENGTHS[0]) -> torch.Tensor:
    """A tensor of that shape and dtype; whole numbers are below `rows`."""
    generator = torch.Generator().manual_seed(0)
    shape = with_batch(tensor, length=length)
    if tensor.dtype == "int64":
        return torch.randint(0, rows, shape, generator=generator)
    if tensor.dtype == "bool":
        return torch.rand(shape, generator=generator) > 0.5
    return torch.randn(shape, generator=generator)


def signature(kind: Any) -> dict[str, inspect.Parameter]:
    """Parameters of a class or function of torch, of its first overload where it has several."""
    found = typing.get_overloads(kind.__init__) if inspect.isclass(kind) else []
    parameters = inspect.signature(found[0] if found else kind).parameters
    return {name: p for name, p in parameters.items() if name not in NOT_OURS}


def _run(text: str, module: Any = None, names: dict[str, Any] | None = None) -> dict[str, Any]:
    class Self:
        layer = module
        training = getattr(module, "training", False)

    scope: dict[str, Any] = {"torch": torch, "nn": nn, "F": F, "self": Self, **(names or {})}
    exec(compile(text, "<lines>", "exec"), scope)
    return scope
