"""Why: torch itself says how much work one layer is, without data and without a training's notice.

torch.utils.flop_counter.FlopCounterMode hooks into the modules of *all* threads, a running
training included; so its table of formulas is used here with a dispatch mode, which belongs
to one thread.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from designer.compile.loaded import load
from designer.compile.private import private_random

Shape = tuple[int, ...]


@cache
def measure(
    text: str, class_name: str, inputs: tuple[tuple[Shape, str], ...] | None
) -> tuple[int, int, int]:
    """Floating-point operations, parameters and trainable parameters of generated source.

    `inputs` are (shape, dtype) of each argument, or None for what has no operations to count.
    A multiplication and an addition count as two operations; element-wise work counts as none,
    as in torch.utils.flop_counter. Runs on the meta device: no memory, no random numbers.
    """
    import torch

    flops = 0
    with torch.device("meta"), torch.no_grad():
        module = load(text, class_name, {}).make().eval()
        if inputs is not None:
            given = [torch.zeros(shape, dtype=getattr(torch, kind)) for shape, kind in inputs]
            flops = _counted(module, given)
    sizes = [(p.numel(), p.requires_grad) for p in module.parameters()]
    return flops, sum(n for n, _ in sizes), sum(n for n, trained in sizes if trained)


@cache
def counted_on_cpu(text: str, class_name: str) -> tuple[int, int, int]:
    """No operations, and the parameters of what cannot be made on the meta device."""
    with private_random(0):
        module = load(text, class_name, {}).make()
    sizes = [(p.numel(), p.requires_grad) for p in module.parameters()]
    return 0, sum(n for n, _ in sizes), sum(n for n, trained in sizes if trained)


def _counted(module: Any, arguments: Sequence[Any]) -> int:
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils.flop_counter import flop_registry

    total = 0

    class Count(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            nonlocal total
            kwargs = kwargs or {}
            formula = flop_registry.get(func._overloadpacket)
            if formula is None:
                with self:
                    parts = func.decompose(*args, **kwargs)
                if parts is not NotImplemented:
                    return parts
            out = func(*args, **kwargs)
            if formula is not None:
                total += int(formula(*args, **kwargs, out_val=out))
            return out

    with Count():
        module(*arguments)
    return total
