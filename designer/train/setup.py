"""Why: everything that stands before the first step: device, weights, optimizer, schedule, loss."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from designer.protocol import Measured, TrainingSpec, parts_of
from designer.protocol.losses import FIXED
from designer.protocol.steps import FUSED, NEEDED, SCHEDULERS, SCIPY, WITH_MUON, steps_per_epoch
from designer.text import tr
from designer.train.partners import with_distance
from designer.train.sequences import CTC

OWN: dict[str, type[nn.Module]] = {"CTCLoss": CTC}


class UnknownDevice(ValueError):  # noqa: N818 - it says what the device is
    """A device that this machine does not have; the message is a sentence."""


class Unsuited(ValueError):  # noqa: N818 - it says what the network is
    """A network that the optimizer cannot train; the message is a sentence."""


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


def make_optimizers(model: nn.Module, spec: TrainingSpec) -> tuple[torch.optim.Optimizer, ...]:
    """The optimizer over all parameters, fused where there is such a one.

    With Muon there are two, and none where SciPy takes the steps. Raises Unsuited.
    """
    if spec.optimizer in SCIPY:
        return ()
    if spec.optimizer == "Muon":
        return _muon(model, spec)
    kind: Any = getattr(torch.optim, spec.optimizer)
    extra = {"fused": True} if spec.optimizer in FUSED else {}
    return (kind(model.parameters(), **spec.optimizer_params, **extra),)


def _muon(model: nn.Module, spec: TrainingSpec) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices between layers, AdamW for tables, norms, biases and all others.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html
    """
    kinds = (nn.Embedding, nn.EmbeddingBag, nn.LayerNorm, nn.RMSNorm)
    tables = [module for module in model.modules() if isinstance(module, kinds)]
    apart = {weight for table in tables for weight in table.parameters()}
    hidden = [p for p in model.parameters() if p.ndim == 2 and p not in apart]
    others = [p for p in model.parameters() if p.ndim != 2 or p in apart]
    if not hidden:
        raise Unsuited(
            tr("Muon is for matrices of weights, and this network has none: choose AdamW.")
        )
    params: dict[str, Any] = WITH_MUON | spec.optimizer_params
    lr = params.pop("adamw_lr")
    muon = torch.optim.Muon(hidden, **params)
    return (muon, torch.optim.AdamW(others, lr=lr, fused=True)) if others else (muon,)


def make_schedulers(
    optimizers: tuple[torch.optim.Optimizer, ...], spec: TrainingSpec, rows: int
) -> tuple[Any, ...]:
    """The schedule of each optimizer's learning rate; none for a constant one.

    `rows` are those to train on: some schedules go on with each batch.
    """
    if spec.schedule == "constant":
        return ()
    return tuple(_scheduler(optimizer, spec, rows) for optimizer in optimizers)


def _scheduler(optimizer: torch.optim.Optimizer, spec: TrainingSpec, rows: int) -> Any:
    params: dict[str, Any] = NEEDED.get(spec.schedule, {}) | spec.schedule_params
    if spec.schedule == "warmup_cosine":
        return _warmup_then_cosine(optimizer, spec.epochs, **params)
    if spec.schedule == "cosine":
        params["T_max"] = params.get("T_max") or spec.epochs
    if spec.schedule == "onecycle":
        params |= {"epochs": spec.epochs, "steps_per_epoch": steps_per_epoch(spec, rows)}
    return getattr(torch.optim.lr_scheduler, SCHEDULERS[spec.schedule])(optimizer, **params)


def _warmup_then_cosine(
    optimizer: torch.optim.Optimizer,
    epochs: int,
    start_factor: float,
    total_iters: int,
    eta_min: float,
) -> Any:
    kinds = torch.optim.lr_scheduler
    warmup = kinds.LinearLR(optimizer, start_factor=start_factor, total_iters=total_iters)
    length = max(1, epochs - total_iters)
    cosine = kinds.CosineAnnealingLR(optimizer, T_max=length, eta_min=eta_min)
    return kinds.SequentialLR(optimizer, [warmup, cosine], milestones=[total_iters])


def make_criterion(spec: Measured) -> nn.Module:
    """The loss, averaged over the batch."""
    given = with_distance(spec.loss_params)
    alone = parts_of(spec.loss, spec.partners) == 2
    kind: Any = GaussianNLL if alone else OWN.get(spec.loss) or getattr(nn, spec.loss)
    criterion: nn.Module = kind(**FIXED.get(spec.loss, {}), **given)
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
