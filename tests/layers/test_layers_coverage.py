"""Why: what torch.nn offers is in the palette, or somebody has said why it is not."""

import inspect

import pytest
from torch import nn
from torch.nn.modules import container
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules.loss import _Loss

from designer.layers import LAYERS

LEFT_OUT = {
    "Module": "the base of all",
    "RNNBase": "the base of RNN, LSTM and GRU",
    "RNNCellBase": "the base of their cells",
    "DataParallel": "spreads a network over several GPUs and computes nothing itself",
    "SyncBatchNorm": "a BatchNorm over several processes, made of one when they are started",
    "AdaptiveLogSoftmaxWithLoss": "a loss that takes the targets",
    "CrossMapLRN2d": "the older LocalResponseNorm, which does the same",
    "UpsamplingNearest2d": "deprecated; an Upsample with mode nearest",
    "UpsamplingBilinear2d": "deprecated; an Upsample with mode bilinear",
    "Unflatten": "the entry of this name writes the method, which needs no module",
}


def layers_of_torch() -> dict[str, type[nn.Module]]:
    """The public classes of torch.nn that compute something: no losses, no containers."""
    classes = {name: kind for name, kind in vars(nn).items() if inspect.isclass(kind)}
    return {
        name: kind
        for name, kind in classes.items()
        if issubclass(kind, nn.Module)
        and not name.startswith("_")
        and not issubclass(kind, _Loss | LazyModuleMixin)
        and kind.__module__ != container.__name__
    }


@pytest.mark.parametrize("name", sorted(layers_of_torch()))
def test_a_layer_of_torch_is_in_the_catalogue_or_left_out_for_a_reason(name: str) -> None:
    named = {layer.nn for layer in LAYERS.values()} | {layer.reference for layer in LAYERS.values()}
    assert (name in named) != (name in LEFT_OUT)


def test_nothing_is_left_out_that_torch_does_not_have() -> None:
    assert LEFT_OUT.keys() <= layers_of_torch().keys()
