"""Why: everything that stands before the first step: device, weights, optimizer, schedule, loss."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from designer.protocol import TrainingSpec
from designer.protocol.losses import FIXED
from designer.text import tr

# These have a fused implementation on every device we know; it is faster and as exact.
FUSED = ("Adam", "AdamW", "SGD")
SCHEDULERS: dict[str, Any] = {
    "step": torch.optim.lr_scheduler.StepLR,
    "cosine": torch.optim.lr_scheduler.CosineAnnealingLR,
    "exponential": torch.optim.lr_scheduler.ExponentialLR,
    "warmup": torch.optim.lr_scheduler.LinearLR,
    "polynomial": torch.optim.lr_scheduler.PolynomialLR,
    "restarts": torch.optim.lr_scheduler.CosineAnnealingWarmRestarts,
    "plateau": torch.optim.lr_scheduler.ReduceLROnPlateau,
}
# Torch has no defaults for these; ours are those of the table of schedules.
NEEDED: dict[str, dict[str, Any]] = {
    "step": {"step_size": 10},
    "exponential": {"gamma": 0.95},
    "restarts": {"T_0": 10},
}


class UnknownDevice(ValueError):  # noqa: N818 - it says what the device is
    """A device that this machine does not have; the message is a sentence."""


def choose_device(wanted: str) -> torch.device:
    """The device: "auto" takes CUDA, then MPS, then the CPU. Raises UnknownDevice."""
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted == "auto":
        return torch.device(next(name for name, here in present.items() if here))
    if not present.get(wanted, False):
        raise UnknownDevice(
            tr("This machine has no {device} device: choose auto or cpu.", device=wanted.upper())
        )
    return torch.device(wanted)


def initialize(model: nn.Module, spec: TrainingSpec) -> None:
    """Draw the weights again, all those with two axes or more, and set biases to zero.

    With "default" the layers keep the values that PyTorch gave them.
    """
    if spec.initialization == "default":
        return
    draw: Callable[..., Tensor] = getattr(nn.init, f"{spec.initialization}_")
    for name, parameter in model.named_parameters():
        if parameter.ndim > 1:
            draw(parameter, **spec.initialization_params)
        elif "bias" in name:
            nn.init.zeros_(parameter)


def make_optimizer(model: nn.Module, spec: TrainingSpec) -> torch.optim.Optimizer:
    """The optimizer over all parameters, fused where there is such a one."""
    kind: Any = getattr(torch.optim, spec.optimizer)
    extra = {"fused": True} if spec.optimizer in FUSED else {}
    optimizer: torch.optim.Optimizer = kind(model.parameters(), **spec.optimizer_params, **extra)
    return optimizer


def make_scheduler(optimizer: torch.optim.Optimizer, spec: TrainingSpec) -> Any:
    """The learning-rate schedule, stepped once an epoch; None for a constant rate."""
    if spec.schedule == "constant":
        return None
    params = NEEDED.get(spec.schedule, {}) | spec.schedule_params
    if spec.schedule == "cosine":
        params["T_max"] = params.get("T_max") or spec.epochs
    return SCHEDULERS[spec.schedule](optimizer, **params)


def make_criterion(spec: TrainingSpec) -> nn.Module:
    """The loss, averaged over the batch."""
    kind: Any = GaussianNLL if spec.loss == "GaussianNLLLoss" else getattr(nn, spec.loss)
    criterion: nn.Module = kind(**FIXED.get(spec.loss, {}), **spec.loss_params)
    return criterion


class GaussianNLL(nn.GaussianNLLLoss):
    """Of one output (rows, 2 × targets): all means, then the logarithms of all variances."""

    def forward(self, output: Tensor, y: Tensor) -> Tensor:
        """The loss of a batch."""
        mean, log_variance = output.chunk(2, 1)
        loss: Tensor = super().forward(mean, y, log_variance.exp())
        return loss


def penalty(model: nn.Module, spec: TrainingSpec) -> Tensor | None:
    """l1 * sum |w| + l2 * sum w² over weights of two axes or more; None when both are 0."""
    if not spec.l1 and not spec.l2:
        return None
    weights = [p for p in model.parameters() if p.ndim > 1]
    total: Any = 0
    if spec.l1:
        total = total + spec.l1 * sum(w.abs().sum() for w in weights)
    if spec.l2:
        total = total + spec.l2 * sum(w.square().sum() for w in weights)
    return total
