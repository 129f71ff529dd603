"""Why: the trainer, the check and the script must agree on which Outputs are trained, and on what.

What is compared with a target is a head of the network. The first Output is one without a word
said about it; of each further one `TrainingSpec.outputs` has to say what it is for.
"""

from collections.abc import Sequence
from math import prod
from typing import Protocol

from msgspec import Struct, structs

from designer.protocol.data import DataInfo
from designer.protocol.training import OutputSpec, Setting, Target, TrainingSpec


class Measured(Protocol):
    """What has a loss: a training, or one of its heads."""

    @property
    def loss(self) -> str:
        """A row of LOSSES."""

    @property
    def loss_params(self) -> dict[str, Setting]:
        """What differs from the row's defaults."""


class Head(Struct, frozen=True, kw_only=True):
    """An Output that is trained. `index` is its place among all that the network gives."""

    name: str
    index: int
    loss: str
    loss_params: dict[str, Setting]
    weight: float
    target: Target
    columns: tuple[int, ...]


def spec_of(training: TrainingSpec, results: Sequence[str], name: str) -> OutputSpec | None:
    """How an Output is trained; None where nobody has said so. `results` are all Outputs."""
    plain = OutputSpec() if not results or name == results[0] else None
    return training.outputs.get(name, plain)


def heads_of(training: TrainingSpec, results: Sequence[str]) -> tuple[Head, ...]:
    """The heads of a network with these Outputs, in order; one without names has one Output."""
    heads = []
    for index, name in enumerate(results or ("",)):
        spec = spec_of(training, results, name)
        if spec is not None and spec.target != "none":
            heads.append(_head(training, spec, name, index))
    return tuple(heads)


def _head(training: TrainingSpec, spec: OutputSpec, name: str, index: int) -> Head:
    chosen: Measured = spec if spec.loss else training
    return Head(
        name=name,
        index=index,
        loss=chosen.loss,
        loss_params=chosen.loss_params,
        weight=spec.weight,
        target=spec.target,
        columns=spec.columns,
    )


def measured_head(heads: Sequence[Head]) -> Head:
    """The one whose figures are told: the first that is compared with labels, else the first."""
    return next((head for head in heads if head.target == "labels"), heads[0])


def part_names(heads: Sequence[Head]) -> tuple[str, ...]:
    """What the losses of several heads are called among the figures of an epoch."""
    return tuple(f"{head.name}_loss" for head in heads) if len(heads) > 1 else ()


def info_for(head: Head, info: DataInfo) -> DataInfo:
    """The data as this head sees them: a sample is as many numbers to predict as it has."""
    if head.target == "inputs":
        return structs.replace(info, task="regression", classes=(), targets=prod(info.shape))
    if head.columns and info.task == "regression":
        return structs.replace(info, targets=len(head.columns))
    return info
