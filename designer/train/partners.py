"""Why: some losses look at two or three results at once; figures want one number of them."""

from collections.abc import Callable, Sequence
from typing import Any

from torch import Tensor, nn

from designer.protocol import Head, roles_of
from designer.protocol.heads import is_complete
from designer.protocol.losses import EMBEDDINGS, SEQUENCES
from designer.text import tr
from designer.train.sequences import best_path
from designer.train.targets import Misfit, shape_text

Distance = Callable[[Tensor, Tensor], Tensor]


def cosine_distance(a: Tensor, b: Tensor) -> Tensor:
    """One less the cosine of the angle between two rows: (rows, width) twice gives (rows,)."""
    return 1 - nn.functional.cosine_similarity(a, b)


def squared_distance(a: Tensor, b: Tensor) -> Tensor:
    """The square of the straight line between two rows: (rows, width) twice gives (rows,)."""
    return (a - b).square().sum(1)


DISTANCES: dict[str, Distance] = {"cosine": cosine_distance, "squared": squared_distance}


def distance_of(head: Head) -> Distance:
    """What a triplet loss measures with, without torch's own way round a slope of infinity."""
    params: dict[str, Any] = head.loss_params
    if head.loss == "TripletMarginLoss":
        return nn.PairwiseDistance(params.get("p", 2.0), params.get("eps", 1e-6))
    chosen = params.get("distance_function")
    return DISTANCES[chosen] if chosen else nn.PairwiseDistance()


def told(head: Head, said: Sequence[Tensor]) -> Tensor:
    """What figures are made of: the head's result, or one number (rows, 1) from several."""
    result, *partners = said
    if head.loss == SEQUENCES:
        blank: Any = head.loss_params.get("blank", 0)
        return best_path(said, blank)
    if not partners or head.loss == "GaussianNLLLoss":
        return result
    if head.loss == "MarginRankingLoss":
        return result - partners[0]
    if head.loss == "CosineEmbeddingLoss":
        return nn.functional.cosine_similarity(result, partners[0]).unsqueeze(1)
    distance = distance_of(head)
    positive, negative = partners
    return (distance(result, negative) - distance(result, positive)).unsqueeze(1)


def refuse_partners(head: Head, said: Sequence[Tensor]) -> None:
    """Raise Misfit where the other results that a loss takes along are not there or don't fit."""
    if not is_complete(head):
        raise Misfit(
            tr(
                "{loss} takes other Outputs along ({roles}): choose them.",
                loss=head.loss,
                roles=", ".join(roles_of(head.loss)),
            )
        )
    result, *partners = said
    if head.loss in EMBEDDINGS and result.ndim != 2:
        raise Misfit(
            tr(
                "The network gives {given} for a batch, {loss} needs a row of numbers for each "
                "sample: change the last layer.",
                given=shape_text(tuple(result.shape)),
                loss=head.loss,
            )
        )
    for name, partner in zip(head.partners, partners, strict=True):
        lengths = head.loss == SEQUENCES and partner.numel() == len(result)
        if partner.shape != result.shape and not lengths:
            raise Misfit(
                tr(
                    "{loss} takes {name} along, which gives {given} for a batch and not "
                    "{wanted}: change the last layer.",
                    loss=head.loss,
                    name=name,
                    given=shape_text(tuple(partner.shape)),
                    wanted=shape_text(tuple(result.shape)),
                )
            )


def with_distance(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a loss, a distance that they name as the function that it is."""
    name = params.get("distance_function")
    return {**params, "distance_function": DISTANCES[name]} if name else params
