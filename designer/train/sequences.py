"""Why: sequences of labels are shorter than what is read, and no two of one length."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from designer.text import tr


class CTC(nn.CTCLoss):
    """Log-probabilities (rows, steps, classes) against labels (rows, longest).

    Labels end where -1 or the blank begins. `lengths`, one a row, say how many of the steps
    count; without them all do.
    """

    def forward(self, output: Tensor, y: Tensor, lengths: Tensor | None = None) -> Tensor:
        """The loss of a batch. Raises ValueError for a label that is no class."""
        rows, steps, classes = output.shape
        if y.max() >= classes:  # torch would read beyond the end
            raise ValueError(
                tr(
                    "There are labels that the network has no score for: it knows {count} "
                    "classes, the blank among them.",
                    count=classes,
                )
            )
        read = y.new_full((rows,), steps) if lengths is None else steps_read(lengths, steps)
        wanted = is_label(y, self.blank).sum(1)
        loss: Tensor = super().forward(output.transpose(0, 1), y, read, wanted)
        return loss


def steps_read(lengths: Tensor, steps: int) -> Tensor:
    """How many steps of each row count: (rows,) of whole numbers, none above `steps`."""
    return lengths.detach().flatten().round().long().clamp(0, steps)


def is_label(y: Tensor, blank: int) -> Tensor:
    """Where something else stands than what fills a row up."""
    return (y >= 0) & (y != blank)


def has_gaps(y: Tensor, blank: int) -> bool:
    """Whether a label comes after what should fill up the end of a row."""
    there = is_label(y, blank)
    return bool((there[:, 1:] & ~there[:, :-1]).any())


def best_path(said: Sequence[Tensor], blank: int) -> Tensor:
    """The likeliest class of each step (rows, steps), and the blank in steps that don't count."""
    result, *lengths = said
    best = result.argmax(2)
    for counted in lengths:
        steps = best.shape[1]
        read = steps_read(counted, steps).unsqueeze(1)
        best = best.where(torch.arange(steps, device=best.device) < read, blank)
    return best


def exact(best: Tensor, y: Tensor, blank: int) -> dict[str, float]:
    """The share of rows in which all labels are right, from the likeliest class of each step."""
    keep = best != blank
    keep[:, 1:] &= best[:, 1:] != best[:, :-1]  # what is said twice in a row is meant once
    said, true = _packed(best, keep), _packed(y, is_label(y, blank))
    width = max(said.shape[1], true.shape[1])
    said, true = (nn.functional.pad(v, (0, width - v.shape[1]), value=-1) for v in (said, true))
    return {"accuracy": (said == true).all(1).double().mean().item()}


def _packed(values: Tensor, keep: Tensor) -> Tensor:
    """What is kept of each row at its beginning, then -1."""
    order = (~keep).long().argsort(dim=1, stable=True)
    return values.where(keep, -1).gather(1, order)
