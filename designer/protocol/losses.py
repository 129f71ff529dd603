"""Why: the trainer, the check and the script must agree on what a loss compares with what."""

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from designer.protocol.data import DataInfo

T = TypeVar("T")
Form = Literal["number", "list", "columns", "shares", "signs", "sign", "sequence"]

FORMS: dict[str, Form] = {
    "CrossEntropyLoss": "number",
    "NLLLoss": "number",
    "MultiMarginLoss": "number",
    "MultiLabelMarginLoss": "list",
    "KLDivLoss": "shares",
    "SoftMarginLoss": "signs",
    "HingeEmbeddingLoss": "signs",
    "MarginRankingLoss": "signs",
    "CosineEmbeddingLoss": "sign",
    "CTCLoss": "sequence",
}
LOGITS = (
    *("BCEWithLogitsLoss", "SoftMarginLoss", "MultiLabelSoftMarginLoss"),
    "MarginRankingLoss",  # the first result less the second
)
"""With these a single score above 0 is a yes; with the others it is one above a half."""

DISTANCES = "HingeEmbeddingLoss"
"""Here a small number is a yes: it says how far a sample is from its class."""

TARGET = "target"
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "GaussianNLLLoss": ("input", TARGET, "var"),
    "CosineEmbeddingLoss": ("input1", "input2", TARGET),
    "MarginRankingLoss": ("input1", "input2", TARGET),
    "TripletMarginLoss": ("anchor", "positive", "negative"),
    "TripletMarginWithDistanceLoss": ("anchor", "positive", "negative"),
    "CTCLoss": ("log_probs", TARGET, "input_lengths"),
}
"""What is not called with a result and a target alone, in torch's words; the result is first.

CTCLoss finds the lengths of its targets by itself.
"""

PAIRS = ("CosineEmbeddingLoss", "MarginRankingLoss")
"""These are told of two results whether they belong together, or which is the larger one."""

EMBEDDINGS = ("CosineEmbeddingLoss", "TripletMarginLoss", "TripletMarginWithDistanceLoss")
"""These compare results with each other, each a row of as many numbers as one likes."""

SEQUENCES = "CTCLoss"
"""This one reads a sequence of labels from steps of which nobody says which is which."""

ALONE = ("GaussianNLLLoss", SEQUENCES)
"""These can do without another Output: one gives all that they take."""

# The mean over all values that torch takes by itself is no divergence, as torch warns.
FIXED: dict[str, dict[str, Any]] = {"KLDivLoss": {"reduction": "batchmean"}}


def form_of(loss: str) -> Form:
    """How a loss takes the class of a sample.

    "number" is the class number; "list" the same in a row of -1; "columns" has a 1 among 0 for
    each class, "shares" too, and "signs" a 1 among -1. Two classes are one column, no or yes,
    unless they are "shares" or a "list". "sign" is -1 or 1 without a column for it. With
    "sequence" there are several class numbers, and -1 or the blank after the last one.
    """
    return FORMS.get(loss, "columns")


def width_of(info: DataInfo, loss: str, partners: Sequence[str] = ()) -> int:
    """How many numbers the network gives for one sample."""
    count = info.targets if info.task == "regression" else len(info.classes)
    if count == 2 and info.task == "classification" and form_of(loss) in ("columns", "signs"):
        count = 1
    return count * parts_of(loss, partners)


def parts_of(loss: str, partners: Sequence[str] = ()) -> int:
    """How many numbers stand for one target: two for a mean and a variance from one Output."""
    return 2 if loss == "GaussianNLLLoss" and not partners else 1


def roles_of(loss: str) -> tuple[str, ...]:
    """What a loss takes from other Outputs, as torch names its arguments."""
    return tuple(name for name in ARGUMENTS.get(loss, ())[1:] if name != TARGET)


def needs_partners(loss: str) -> bool:
    """True for a loss that can do nothing with one Output."""
    return bool(roles_of(loss)) and loss not in ALONE


def takes_labels(loss: str) -> bool:
    """False for a loss that compares Outputs with each other and with nothing else."""
    return TARGET in ARGUMENTS.get(loss, (TARGET,))


def in_order(loss: str, result: T, partners: Sequence[T], target: T) -> list[T]:
    """What the loss is called with, in its own order."""
    if not partners:
        return [result, target]
    others = iter(partners)
    rest = [target if name == TARGET else next(others) for name in ARGUMENTS[loss][1:]]
    return [result, *rest]


def border_of(loss: str, params: dict[str, Any]) -> float:
    """Where a single number begins to be a yes, or with distances ends to be one."""
    if loss == DISTANCES:
        return float(params.get("margin", 1.0)) / 2
    if loss == "CosineEmbeddingLoss":  # half-way from what a no may have to what a yes should
        return (1 + float(params.get("margin", 0.0))) / 2
    return 0.0 if loss in LOGITS else 0.5


def is_log_rate(loss: str, params: dict[str, Any]) -> bool:
    """True where the network gives the logarithm of what it predicts."""
    return loss == "PoissonNLLLoss" and bool(params.get("log_input", True))
