"""Why: the trainer, the check and the script must agree on what a loss compares with what."""

from typing import Any, Literal

from designer.protocol.data import DataInfo

Form = Literal["number", "list", "columns", "shares", "signs"]

FORMS: dict[str, Form] = {
    "CrossEntropyLoss": "number",
    "NLLLoss": "number",
    "MultiMarginLoss": "number",
    "MultiLabelMarginLoss": "list",
    "KLDivLoss": "shares",
    "SoftMarginLoss": "signs",
    "HingeEmbeddingLoss": "signs",
}
LOGITS = ("BCEWithLogitsLoss", "SoftMarginLoss", "MultiLabelSoftMarginLoss")
"""With these a single score above 0 is a yes; with the others it is one above a half."""

DISTANCES = "HingeEmbeddingLoss"
"""Here a small number is a yes: it says how far a sample is from its class."""

# The mean over all values that torch takes by itself is no divergence, as torch warns.
FIXED: dict[str, dict[str, Any]] = {"KLDivLoss": {"reduction": "batchmean"}}


def form_of(loss: str) -> Form:
    """How a loss takes the class of a sample.

    "number" is the class number; "list" the same in a row of -1; "columns" has a 1 among 0 for
    each class, "shares" too, and "signs" a 1 among -1. Two classes are one column, no or yes,
    unless they are "shares" or a "list".
    """
    return FORMS.get(loss, "columns")


def width_of(info: DataInfo, loss: str) -> int:
    """How many numbers the network gives for one sample."""
    count = info.targets if info.task == "regression" else len(info.classes)
    if count == 2 and info.task == "classification" and form_of(loss) in ("columns", "signs"):
        count = 1
    return count * parts_of(loss)


def parts_of(loss: str) -> int:
    """How many numbers stand for one target: two for a mean and a variance."""
    return 2 if loss == "GaussianNLLLoss" else 1


def is_log_rate(loss: str, params: dict[str, Any]) -> bool:
    """True where the network gives the logarithm of what it predicts."""
    return loss == "PoissonNLLLoss" and bool(params.get("log_input", True))
