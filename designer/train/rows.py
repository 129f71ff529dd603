"""Why: samples and all that they are compared with are taken from the same rows, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from designer.data import DataError, Dataset
from designer.protocol import DataInfo, Head, form_of
from designer.protocol.losses import SEQUENCES
from designer.text import tr
from designer.train.sequences import has_gaps
from designer.train.targets import as_targets

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Rows:
    """Samples, a tensor for each Input, and targets, one for each head, as its loss takes them."""

    inputs: tuple[Tensor, ...]
    targets: tuple[Tensor, ...]

    def __len__(self) -> int:
        return len(self.inputs[0])

    def take(self, rows: Tensor | slice) -> "Rows":
        """Some of the rows. What is a target twice, or sample and target, is taken once."""
        taken = {id(whole): whole[rows] for whole in (*self.inputs, *self.targets)}
        inputs = tuple(taken[id(whole)] for whole in self.inputs)
        return Rows(inputs, tuple(taken[id(whole)] for whole in self.targets))


def rows_for(
    data: Dataset,
    arguments: Sequence[str],
    heads: Sequence[Head],
    infos: Sequence[DataInfo],
    device: torch.device,
) -> tuple[Rows, Rows]:
    """The rows to train on, and those held out. Raises DataError for counts below 0.

    `arguments` are the Inputs; `infos` are the data as each head sees them.
    """

    def rows(samples: list[Array], y: Array) -> Rows:
        inputs = tuple(torch.from_numpy(x).to(device) for x in samples)
        known: dict[Any, Tensor] = {
            "inputs": inputs[0],
            "outputs": inputs[0].new_empty((len(inputs[0]), 0)),  # nothing of the data
        }
        keys = []
        for head, info in zip(heads, infos, strict=True):
            key: Any = head.target
            if head.target == "labels":
                key = form_of(head.loss), head.columns
            keys.append(key)
            if key not in known:
                # NumPy would leave the columns as they lie, and sums over them round otherwise.
                wanted = np.ascontiguousarray(y[:, list(head.columns)]) if head.columns else y
                known[key] = as_targets(wanted, info, head).to(device)
            _refuse_negative(head, info, known[key])
            _refuse_gaps(head, info, known[key])
        return Rows(inputs, tuple(known[key] for key in keys))

    pairs = _samples(data, arguments)
    train, held_out = ([pair[part] for pair in pairs] for part in (0, 1))
    return rows(train, data.train_y), rows(held_out, data.val_y)


def _samples(data: Dataset, arguments: Sequence[str]) -> list[tuple[Array, Array]]:
    """For each Input its array, to train on and held out. Raises DataError for one without."""
    if not data.parts:
        return [(data.train_x, data.val_x)]
    missing = [name for name in arguments if name not in data.parts]
    if missing or not arguments:
        raise DataError(
            tr(
                "{title} has no array “{name}”; it has {names}.",
                title=data.info.title,
                name=", ".join(missing),
                names=", ".join(data.parts),
            )
        )
    return [data.parts[name] for name in arguments]


def _refuse_negative(head: Head, info: DataInfo, targets: Tensor) -> None:
    if head.loss == "PoissonNLLLoss" and bool((targets < 0).any()):
        raise DataError(
            tr(
                "PoissonNLLLoss is for counts, and {title} has targets below 0: choose MSELoss.",
                title=info.title,
            )
        )


def _refuse_gaps(head: Head, info: DataInfo, targets: Tensor) -> None:
    blank: Any = head.loss_params.get("blank", 0)
    if head.loss == SEQUENCES and has_gaps(targets, blank):
        raise DataError(
            tr(
                "CTCLoss takes labels one after the other and then -1, and {title} has some "
                "after a gap.",
                title=info.title,
            )
        )
