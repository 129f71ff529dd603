"""Why: learned weights come from a run folder into a network, or it is said why they do not fit."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer.port.errors import PortError
from designer.text import tr

if TYPE_CHECKING:
    import torch
    from torch import nn

BEST = "best.safetensors"


def load_weights(module: "nn.Module", run: Path) -> None:
    """Fill a module with the best weights of a run folder (or those of a safetensors file).

    Raises PortError when there are none or when they belong to another network.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    path = run / BEST if run.is_dir() else run
    if not path.is_file():
        raise PortError(
            tr("There are no weights in '{path}': give the folder of a finished run.", path=run)
        )
    try:
        weights = load_file(path)
    except (SafetensorError, OSError) as error:
        raise PortError(
            tr("'{path}' cannot be read as safetensors: {why}.", path=path, why=error)
        ) from error
    misfit = _misfit(module.state_dict(), weights)
    if misfit:
        raise PortError(
            tr("The weights in '{path}' belong to another network: {why}.", path=run, why=misfit)
        )
    module.load_state_dict(weights)


def _misfit(own: "dict[str, torch.Tensor]", given: "dict[str, torch.Tensor]") -> str:
    """The first difference between two sets of weights, in words; "" when there is none."""
    for name, tensor in own.items():
        if name not in given:
            return tr("{name} is missing", name=name)
        if given[name].shape != tensor.shape:
            there, here = tuple(given[name].shape), tuple(tensor.shape)
            return tr("{name} is {there} there and {here} here", name=name, there=there, here=here)
    for name in given:
        if name not in own:
            return tr("there is no {name} here", name=name)
    return ""
