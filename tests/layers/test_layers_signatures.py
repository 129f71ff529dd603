"""Why: a declaration is a copy of torch's signature; this holds the copy to the original."""

import importlib
import inspect
from typing import Any

import pytest
import torch
from scipy.optimize._optimize import _minimize_cg, _minimize_newtoncg
from scipy.optimize._trustregion import _minimize_trust_region
from torch import nn

from designer.layers import (
    INITIALIZATIONS,
    LAYERS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    Layer,
    Option,
    Param,
)
from designer.protocol.steps import NEEDED, SCHEDULERS, SCIPY, WITH_MUON
from tests.layers.layers_torch import signature

OMITTED = {
    "return_indices": "what MaxPoolWithIndices is for",
    "divisor_override": "rare",
    "max_norm": "rare",
    "norm_type": "belongs to max_norm",
    "scale_grad_by_freq": "rare",
    "sparse": "few optimizers take sparse gradients",
    "_weight": "private",
    "_freeze": "private",
    "proj_size": "rare",
    "min_value": "deprecated",
    "max_value": "deprecated",
}
OMITTED_IN: dict[str, tuple[str, ...]] = {
    "output_size": ("FractionalMaxPool2d", "FractionalMaxPool3d"),  # the ratio says it
    "_random_samples": ("FractionalMaxPool2d", "FractionalMaxPool3d"),  # private
    "include_last_offset": ("EmbeddingBag",),  # for rows of different lengths
    "size": ("Upsample",),  # what Interpolate is for
    "align_corners": ("Upsample",),  # rare
    "recompute_scale_factor": ("Upsample",),  # rare
    "add_bias_kv": ("MultiheadAttention",),  # rare
    "add_zero_attn": ("MultiheadAttention",),  # rare
    "padding_mode": tuple(f"ConvTranspose{axes}d" for axes in (1, 2, 3)),  # takes zeros only
    # New, and rare.
    "bias": (
        "GroupNorm",
        *(f"{kind}Norm{n}d" for kind in ("Batch", "Instance") for n in (1, 2, 3)),
    ),
}
TORCHS = [
    layer for layer in LAYERS.values() if (layer.nn or layer.reference) and layer.made is None
]
OPTIONS = [
    option
    for table in (OPTIMIZERS, LOSSES, SCHEDULES, INITIALIZATIONS)
    for option in table.values()
    if option.torch
]


def assert_same_default(param: Param, theirs: inspect.Parameter) -> None:
    """Ours is torch's own, or the parameter is always written."""
    same = param.default == theirs.default and type(theirs.default) is not type
    assert same or param.always or param.positional, (param.name, param.default, theirs.default)
    if param.always:
        assert not same, f"{param.name} need not be written always"


@pytest.mark.parametrize("layer", TORCHS, ids=[layer.type for layer in TORCHS])
def test_parameters_are_torchs(layer: Layer) -> None:
    theirs = signature(getattr(nn, layer.nn or layer.reference))
    ours = {param.name: param for param in layer.params if param.in_code}
    assert ours.keys() <= theirs.keys()
    missing = {
        name
        for name in theirs.keys() - ours.keys() - OMITTED.keys()
        if layer.type not in OMITTED_IN.get(name, ())
    }
    assert not missing
    for name, param in ours.items():
        assert_same_default(param, theirs[name])
    positional = [param.name for param in ours.values() if param.positional]
    assert positional == list(theirs)[: len(positional)]


@pytest.mark.parametrize("layer", TORCHS, ids=[layer.type for layer in TORCHS])
def test_kinds_fit_the_defaults_and_ranges(layer: Layer) -> None:
    for param in layer.params:
        if param.default is None or param.inferred:
            continue
        expected: Any = {"bool": bool, "choice": str, "float": float, "shape": tuple}
        assert type(param.default) is expected.get(param.kind, int), param.name
        if param.kind == "choice":
            assert param.default in param.choices
        numbers = param.default if isinstance(param.default, tuple) else (param.default,)
        for number in numbers:
            assert param.minimum is None or number >= param.minimum
            assert param.maximum is None or number <= param.maximum


@pytest.mark.parametrize("option", OPTIONS, ids=[option.key for option in OPTIONS])
def test_training_choices_are_torchs(option: Option) -> None:
    module, name = option.torch.rsplit(".", 1)
    theirs = signature(getattr(importlib.import_module(module), name))
    for param in option.params:
        if not param.in_code:
            continue
        assert param.name in theirs
        assert_same_default(param, theirs[param.name])
        assert param.help


LEFT_OUT = {
    "AdaptiveLogSoftmaxWithLoss": "has weights of its own: a layer rather than a loss",
    "LinearCrossEntropyLoss": "has weights of its own: a layer rather than a loss",
}


def test_every_loss_of_torch_is_there_or_left_out_for_a_reason() -> None:
    theirs = {name for name in dir(nn) if name.endswith("Loss")}
    assert theirs == LOSSES.keys() | LEFT_OUT.keys()
    assert not LOSSES.keys() & LEFT_OUT.keys()


NO_CHOICES = {
    "SparseAdam": "takes sparse gradients alone, and no layer gives them",
    "Optimizer": "what all are made from",
    "LRScheduler": "what all are made from",
    "LambdaLR": "takes a function",
    "MultiplicativeLR": "takes a function",
    "ChainedScheduler": "takes schedules",
}


def test_every_optimizer_and_schedule_of_torch_is_there_or_left_out_for_a_reason() -> None:
    kinds = torch.optim.lr_scheduler
    theirs = {
        name
        for module, base in ((torch.optim, torch.optim.Optimizer), (kinds, kinds.LRScheduler))
        for name, kind in vars(module).items()
        if inspect.isclass(kind) and issubclass(kind, base) and not name.startswith("_")
    }
    ours = {option.torch.rsplit(".", 1)[-1] for option in OPTIONS} | set(SCHEDULERS.values())
    assert theirs == (ours & theirs) | NO_CHOICES.keys()
    assert not ours & NO_CHOICES.keys()


@pytest.mark.parametrize("key", SCIPY)
def test_steps_of_scipy_have_its_own_parameters(key: str) -> None:
    """SciPy takes them as a dict, whose names and defaults are those of a private function."""
    kinds = {"CG": _minimize_cg, "NewtonCG": _minimize_newtoncg, "TrustNCG": _minimize_trust_region}
    theirs = inspect.signature(kinds[key]).parameters
    for param in OPTIMIZERS[key].params:
        assert_same_default(param, theirs[param.name])
        assert param.help


def test_the_trainer_has_the_defaults_of_the_catalogue() -> None:
    """It never sees the catalogue; what torch has no default for, it has to know itself."""
    for key, option in (SCHEDULES | OPTIMIZERS).items():
        always = {p.name: p.default for p in option.params if p.always and not p.optional}
        assert always == NEEDED.get(key, {}), key
    assert {p.name: p.default for p in OPTIMIZERS["Muon"].params if not p.in_code} == WITH_MUON
    assert SCHEDULERS.keys() == SCHEDULES.keys() - {"constant"}
    for key, name in SCHEDULERS.items():
        assert SCHEDULES[key].torch in ("", f"torch.optim.lr_scheduler.{name}")
