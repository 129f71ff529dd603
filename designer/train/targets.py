"""Why: losses want their targets in different shapes; wrong ones broadcast without a word."""

import numpy as np
import torch
from torch import Tensor

from designer.data import Dataset
from designer.protocol import DataInfo, TrainingSpec
from designer.text import tr

BY_CLASS_NUMBER = ("CrossEntropyLoss", "NLLLoss")


def as_targets(
    y: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", info: DataInfo, spec: TrainingSpec
) -> Tensor:
    """Targets as the loss takes them.

    Class numbers (rows,) for cross-entropy and NLL; for other losses on classes, 0 or 1 in one
    column (rows, 1) when there are two, else one column a class (rows, classes). Regression
    stays (rows, targets).
    """
    values = torch.from_numpy(y)
    if info.task == "regression" or spec.loss in BY_CLASS_NUMBER:
        return values
    if len(info.classes) == 2:
        return values.float().unsqueeze(1)
    return torch.nn.functional.one_hot(values, len(info.classes)).float()


class Misfit(ValueError):  # noqa: N818 - it says what the output is
    """The network's output does not fit the targets; the message is a sentence."""


def refuse_misfit(output: object, y: Tensor, info: DataInfo, spec: TrainingSpec) -> None:
    """Raise Misfit where the loss would broadcast in silence or fail in riddles."""
    if not isinstance(output, Tensor):
        raise Misfit(tr("Training needs a network with one output."))
    if spec.loss in BY_CLASS_NUMBER and info.task == "classification":
        classes = len(info.classes)
        if output.ndim == 2 and output.shape[1] >= classes:
            return
        wanted = _shape((len(y), classes))
    elif output.shape == y.shape:
        return
    else:
        wanted = _shape(tuple(y.shape))
    raise Misfit(
        tr(
            "The network gives {given} for a batch, {loss} needs {wanted}: change the last layer.",
            given=_shape(tuple(output.shape)),
            loss=spec.loss,
            wanted=wanted,
        )
    )


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


def class_numbers(targets: Tensor) -> Tensor:
    """Targets of any of these forms as class numbers (rows,)."""
    if targets.ndim == 1:
        return targets
    return (targets[:, 0] > 0.5).long() if targets.shape[1] == 1 else targets.argmax(1)


def predicted_classes(output: Tensor, spec: TrainingSpec) -> Tensor:
    """Class numbers (rows,) from the network's output (rows, columns)."""
    if output.shape[1] > 1:
        return output.argmax(1)
    border = 0.0 if spec.loss == "BCEWithLogitsLoss" else 0.5
    return (output[:, 0] > border).long()


def tensors(data: Dataset, spec: TrainingSpec, device: torch.device) -> tuple[Tensor, ...]:
    """train_x, train_y, val_x, val_y on the device."""
    return (
        torch.from_numpy(data.train_x).to(device),
        as_targets(data.train_y, data.info, spec).to(device),
        torch.from_numpy(data.val_x).to(device),
        as_targets(data.val_y, data.info, spec).to(device),
    )
