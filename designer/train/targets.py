"""Why: losses want their targets in different shapes; wrong ones broadcast without a word."""

import numpy as np
import torch
from torch import Tensor

from designer.protocol import DataInfo, Measured, form_of, is_log_rate, parts_of
from designer.protocol.losses import DISTANCES, EMBEDDINGS, SEQUENCES, border_of
from designer.text import tr


def as_targets(
    y: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", info: DataInfo, spec: Measured
) -> Tensor:
    """Targets as the loss takes them.

    Regression stays (rows, targets). Classes take the form of the loss: class numbers (rows,),
    one column of no or yes (rows, 1) for two classes, one column a class (rows, classes), or -1
    and 1 without a column (rows,); sequences of them stay (rows, longest).
    """
    values, form = torch.from_numpy(y), form_of(spec.loss)
    if form == "sequence":
        return values.long()
    if info.task == "regression" or form == "number":
        return values
    classes = len(info.classes)
    if form == "sign":
        return 2 * values.float() - 1
    if form == "list":  # the right class, then -1: no more are right
        return torch.nn.functional.pad(values.unsqueeze(1), (0, classes - 1), value=-1)
    if classes == 2 and form != "shares":
        columns = values.float().unsqueeze(1)
    else:
        columns = torch.nn.functional.one_hot(values, classes).float()
    return 2 * columns - 1 if form == "signs" else columns


class Misfit(ValueError):  # noqa: N818 - it says what the output is
    """The network's output does not fit the targets; the message is a sentence.

    `node` is the Output that it is about, "" when that is not known.
    """

    node = ""


def refuse_misfit(output: object, y: Tensor, info: DataInfo, spec: Measured) -> None:
    """Raise Misfit where the loss would broadcast in silence or fail in riddles."""
    if not isinstance(output, Tensor):
        raise Misfit(tr("Training needs a network with one output."))
    if spec.loss in EMBEDDINGS:
        return  # rows of any width, which are compared with each other
    if spec.loss == SEQUENCES:
        if output.ndim != 3:
            raise Misfit(
                tr(
                    "The network gives {given} for a batch, {loss} needs scores for each step: "
                    "change the last layer.",
                    given=shape_text(tuple(output.shape)),
                    loss=spec.loss,
                )
            )
        return
    if form_of(spec.loss) == "number" and info.task == "classification":
        classes = len(info.classes)
        if output.ndim == 2 and output.shape[1] >= classes:
            return
        wanted = shape_text((len(y), classes))
    else:
        shape = (*y.shape[:-1], y.shape[-1] * parts_of(spec.loss, spec.partners))
        if output.shape == shape:
            return
        wanted = shape_text(shape)
    raise Misfit(
        tr(
            "The network gives {given} for a batch, {loss} needs {wanted}: change the last layer.",
            given=shape_text(tuple(output.shape)),
            loss=spec.loss,
            wanted=wanted,
        )
    )


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as people write it."""
    return " × ".join(map(str, shape))


def class_numbers(targets: Tensor, spec: Measured) -> Tensor:
    """Targets of any of these forms as class numbers (rows,)."""
    if form_of(spec.loss) == "sign":
        return (targets > 0).long()
    if targets.ndim == 1:
        return targets
    if form_of(spec.loss) == "list":
        return targets[:, 0]
    return (targets[:, 0] > 0.5).long() if targets.shape[1] == 1 else targets.argmax(1)


def predicted(output: Tensor, spec: Measured) -> Tensor:
    """What the network's output says in the measure of the targets (rows, columns)."""
    if is_log_rate(spec.loss, spec.loss_params):
        return output.exp()
    return output.chunk(2, 1)[0] if parts_of(spec.loss, spec.partners) == 2 else output


def predicted_classes(output: Tensor, spec: Measured) -> Tensor:
    """Class numbers (rows,) from the network's output (rows, columns)."""
    output = predicted(output, spec)
    border = border_of(spec.loss, spec.loss_params)
    if spec.loss == DISTANCES:
        return output.argmin(1) if output.shape[1] > 1 else (output[:, 0] < border).long()
    if output.shape[1] > 1:
        return output.argmax(1)
    return (output[:, 0] > border).long()
