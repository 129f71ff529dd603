"""Why: a network may learn several things at once: one loss each, and their weighted sum."""

from collections.abc import Sequence

import torch
from torch import Tensor

from designer.protocol import DataInfo, Head, in_order, measured_head, part_names
from designer.text import tr
from designer.train.measure import Table, measure
from designer.train.partners import refuse_partners, told
from designer.train.reporting import mean_loss
from designer.train.setup import make_criterion
from designer.train.targets import Misfit, refuse_misfit

Said = tuple[Tensor, ...]
"""The result of a head, and those of the Outputs that its loss takes along."""


class Objective:
    """What training makes small: the weighted sum of what the heads are wrong by.

    `infos` are the data as each head sees them, for figures; `measured` is the place, among the
    heads, of the one whose figures are told. Raises Misfit when there is no head.
    """

    def __init__(self, heads: tuple[Head, ...], infos: Sequence[DataInfo] = ()) -> None:
        if not heads:
            raise Misfit(tr("No Output is trained: give one of them a target."))
        self.heads, self.infos = heads, infos
        self.measured = heads.index(measured_head(heads))
        self._criteria = [make_criterion(head) for head in heads]

    def outputs(self, said: object) -> tuple[Said, ...]:
        """What the network said, for each head."""
        every = said if isinstance(said, tuple) else (said,)
        return tuple(
            tuple(every[place] for place in (head.index, *head.places)) for head in self.heads
        )

    def told(self, outputs: Sequence[Said]) -> Tensor:
        """What the measured head said, as figures are made of it."""
        return told(self.heads[self.measured], outputs[self.measured])

    def refuse_misfit(self, said: object, targets: Sequence[Tensor], expected: int) -> None:
        """Raise Misfit where a loss would broadcast in silence or fail in riddles.

        `expected` is the number of outputs that are known of.
        """
        count = len(said) if isinstance(said, tuple) else 1
        if count != expected:
            message = tr(
                "The network has {count} outputs, and {expected} are known of.",
                count=count,
                expected=expected,
            )
            raise Misfit(message)
        outputs = self.outputs(said)
        for head, info, output, y in zip(self.heads, self.infos, outputs, targets, strict=True):
            try:
                refuse_partners(head, output)
                refuse_misfit(output[0], y, info, head)
            except Misfit as error:
                error.node = head.name
                raise

    def __call__(
        self, outputs: Sequence[Said], targets: Sequence[Tensor]
    ) -> tuple[Tensor, list[Tensor]]:
        """The loss of a batch, and that of each head without its weight."""
        parts = [
            criterion(*in_order(head.loss, output[0], output[1:], y))
            for head, criterion, output, y in zip(
                self.heads, self._criteria, outputs, targets, strict=True
            )
        ]
        shares = [_weighted(head, part) for head, part in zip(self.heads, parts, strict=True)]
        total = shares[0]
        for share in shares[1:]:
            total = total + share
        return total, parts

    def measure(self, outputs: Sequence[Tensor], targets: Tensor) -> tuple[dict[str, float], Table]:
        """Metrics by name and confusion matrix, from what was `told` of each batch."""
        head, info = self.heads[self.measured], self.infos[self.measured]
        return measure(torch.cat(list(outputs)), targets, info, head)

    def means(self, parts: Sequence[Tensor], sizes: Sequence[int]) -> dict[str, float]:
        """The mean loss of each head, from those of each batch; nothing where there is one."""
        names = part_names(self.heads)
        if not names:
            return {}
        columns = torch.stack(list(parts)).T.tolist()
        return {name: mean_loss(losses, sizes) for name, losses in zip(names, columns, strict=True)}


def _weighted(head: Head, part: Tensor) -> Tensor:
    return part if head.weight == 1 else head.weight * part
