"""Why: a run that breaks says where and why, in a sentence on the node where it began."""

from typing import Any

import torch
from torch import Tensor, nn

from designer.text import tr


def sentence(error: BaseException) -> str:
    """What went wrong, for the reader."""
    if isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error).lower():
        return tr("The device has not enough memory: choose a smaller batch or network.")
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0]


def first_not_finite(model: nn.Module, batch: Tensor) -> str:
    """The first module, in the order of the forward pass, that gives NaN or infinity; "" if none.

    A module whose own weights are not finite counts too. Dropout is off while looking, so that
    torch's random state stays as it is.
    """
    found: list[str] = []

    def look(name: str) -> Any:
        def hook(module: nn.Module, inputs: Any, output: Any) -> None:
            weights = module.parameters(recurse=False)
            if not found and not all(_finite(value) for value in (*_tensors(output), *weights)):
                found.append(name.split(".")[0])

        return hook

    hooks = [m.register_forward_hook(look(n)) for n, m in model.named_modules() if n]
    was_training = model.training
    try:
        with torch.no_grad():
            model.eval()(batch)
    finally:
        for handle in hooks:
            handle.remove()
        model.train(was_training)
    return found[0] if found else ""


def _tensors(output: Any) -> list[Tensor]:
    if isinstance(output, Tensor):
        return [output]
    if isinstance(output, tuple | list):
        return [tensor for part in output for tensor in _tensors(part)]
    return []


def _finite(value: Tensor) -> bool:
    return bool(torch.isfinite(value).all())
