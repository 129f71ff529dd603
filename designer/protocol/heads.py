"""Why: the trainer, the check and the script must agree on which Outputs are trained, and on what.

What is compared with a target is a head of the network. The first Output is one without a word
said about it; of each further one `TrainingSpec.outputs` has to say what it is for, unless the
loss of a head takes it along: that is what it is for then.
"""

from collections.abc import Sequence
from math import prod
from typing import Literal, Protocol

from msgspec import Struct, structs

from designer.protocol.data import DataInfo
from designer.protocol.losses import needs_partners, roles_of, takes_labels
from designer.protocol.training import OutputSpec, Setting, TrainingSpec

Compared = Literal["labels", "inputs", "outputs"]
"""What a head is compared with; "outputs" for nothing but its partners."""


class Measured(Protocol):
    """What has a loss: a training, or one of its heads."""

    @property
    def loss(self) -> str:
        """A row of LOSSES."""

    @property
    def loss_params(self) -> dict[str, Setting]:
        """What differs from the row's defaults."""

    @property
    def partners(self) -> tuple[str, ...]:
        """Other Outputs that the loss takes along."""


class Head(Struct, frozen=True, kw_only=True):
    """An Output that is trained. `index` is its place among all that the network gives.

    `partners` are the Outputs that its loss takes along, `places` where those are that there are.
    """

    name: str
    index: int
    loss: str
    loss_params: dict[str, Setting]
    weight: float
    target: Compared
    columns: tuple[int, ...]
    partners: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def spec_of(training: TrainingSpec, results: Sequence[str], name: str) -> OutputSpec | None:
    """How an Output is trained; None where nobody has said so. `results` are all Outputs."""
    said = training.outputs.get(name)
    if said is None and taken_by(training, name):
        return OutputSpec(target="none")
    plain = OutputSpec() if not results or name == results[0] else None
    return said or plain


def taken_by(training: TrainingSpec, name: str) -> str:
    """The Output whose loss takes this one along; "" when there is none."""
    for other, spec in training.outputs.items():
        if spec.target != "none" and name in partners_of(training, spec):
            return other
    return ""


def partners_of(training: TrainingSpec, spec: OutputSpec) -> tuple[str, ...]:
    """The other Outputs that are taken along, no more than the loss has a place for."""
    names = spec.partners[: len(roles_of(spec.loss or training.loss))]
    return names if any(names) else ()


def heads_of(training: TrainingSpec, results: Sequence[str]) -> tuple[Head, ...]:
    """The heads of a network with these Outputs, in order; one without names has one Output."""
    heads = []
    for index, name in enumerate(results or ("",)):
        spec = spec_of(training, results, name)
        if spec is not None and spec.target != "none":
            heads.append(_head(training, spec, results, index))
    return tuple(heads)


def _head(training: TrainingSpec, spec: OutputSpec, results: Sequence[str], index: int) -> Head:
    chosen: Measured = spec if spec.loss else training
    partners = partners_of(training, spec)
    target: Compared = "inputs" if spec.target == "inputs" else "labels"
    if not takes_labels(chosen.loss):
        target = "outputs"
    return Head(
        name=results[index] if results else "",
        index=index,
        loss=chosen.loss,
        loss_params=chosen.loss_params,
        weight=spec.weight,
        target=target,
        columns=spec.columns,
        partners=partners,
        places=tuple(results.index(partner) for partner in partners if partner in results),
    )


def is_complete(head: Head) -> bool:
    """Whether all Outputs are there that the loss takes along."""
    if not head.partners:
        return not needs_partners(head.loss)
    return len(head.places) == len(roles_of(head.loss))


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
