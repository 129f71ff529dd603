"""Why: a run that breaks says where and why, in a sentence on the node where it began."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from designer.text import tr


def sentence(error: BaseException) -> str:
    """What went wrong, for the reader."""
    text = str(error).strip() or type(error).__name__
    if isinstance(error, torch.OutOfMemoryError) or "out of memory" in text.lower():
        return tr("The device has not enough memory: choose a smaller batch or network.")
    if "allocate memory" in text or isinstance(error, MemoryError):
        return tr("There is not enough memory: choose a smaller batch or network.")
    if "Expected more than 1 value per channel" in text:
        return tr(
            "Batch normalization needs two rows or more, and the last batch has one: choose "
            "another batch size."
        )
    if "should be between 0 and 1" in text:
        return tr(
            "BCELoss takes outputs from 0 to 1, and the network gave others: put a Sigmoid at its "
            "end, or choose BCEWithLogitsLoss."
        )
    if "derivative for" in text and "not implemented" in text:
        return tr("PyTorch has no second derivative of a layer here: choose CG or LBFGS.")
    return text.splitlines()[0]


def first_not_finite(
    model: nn.Module, batch: Sequence[Tensor], locate: Callable[[BaseException], str]
) -> str:
    """The node that is the first to give NaN or infinity in the forward pass; "" if none does.

    The batch, a tensor for each Input, goes through the network once more. What a module or a
    function called by the network itself gives is looked at, not what happens inside them:
    attention, for one, masks with infinities. `locate` finds the node in the traceback; without
    one it is the module.
    """
    watch = _Watch()
    handles = []
    for name, module in model.named_modules():
        if name:
            handles.append(module.register_forward_pre_hook(watch.enter))
            handles.append(module.register_forward_hook(watch.leaving(name)))
    try:
        with torch.no_grad(), watch:
            model(*batch)
    except _NotFiniteHereError as error:
        return locate(error) or error.module
    finally:
        for handle in handles:
            handle.remove()
    return ""


class _NotFiniteHereError(ArithmeticError):
    """Raised where the first value that is no number came out."""

    def __init__(self, module: str) -> None:
        super().__init__(module)
        self.module = module


class _Watch(TorchFunctionMode):
    """Looks at the results of functions that are called outside of any submodule."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Call the function and look at what it gives."""
        result = func(*args, **(kwargs or {}))
        if self._depth == 0:
            _refuse(result, "")
        return result

    def enter(self, *_: object) -> None:
        """A submodule begins."""
        self._depth += 1

    def leaving(self, name: str) -> Callable[..., None]:
        """A hook for the end of the submodule of that name."""

        def leave(_module: nn.Module, _inputs: Any, output: Any) -> None:
            if self._depth == 1:
                _refuse(output, name.split(".")[0])
            self._depth -= 1

        return leave


def _refuse(output: Any, module: str) -> None:
    if isinstance(output, Tensor) and not bool(torch.isfinite(output).all()):
        raise _NotFiniteHereError(module)
    if isinstance(output, tuple | list):
        for part in output:
            _refuse(part, module)
