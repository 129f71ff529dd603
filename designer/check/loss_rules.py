"""Why: some losses need what a last activation gives; without it they fail or learn nonsense."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from designer.check.data_rules import result
from designer.check.flow import Flow
from designer.check.repairs.actions import fix
from designer.check.repairs.endings import loss_fixes, train_with
from designer.check.repairs.learning import activation_fixes
from designer.check.report import Fix, Problem, Severity
from designer.check.view import View
from designer.layers import Tensor
from designer.model import Wire
from designer.text import tr

SHARES = ("Softmax", "Softmin", "Softmax2d")
UNIT = (*SHARES, "Sigmoid", "Hardsigmoid")
NOT_NEGATIVE = (
    *UNIT,
    *("ReLU", "ReLU6", "Softplus", "Exp", "Abs", "Square", "Sqrt"),
    *("Norm", "PairwiseDistance", "Std", "Var"),
)
SAME_VALUES = frozenset(
    {
        *("Flatten", "Reshape", "Unflatten", "Permute", "Transpose", "Squeeze", "Unsqueeze"),
        *("Select", "Slice", "Split", "Flip", "Roll", "Repeat", "Identity"),
    }
)
"""Layers that leave the values as they are: what matters stands before them."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a loss needs: the types that give it, the one to offer, and losses without the need.

    With a `strict` one the run breaks off where the network gives anything else.
    """

    words: str
    types: tuple[str, ...]
    offer: str
    instead: tuple[str, ...]
    strict: bool = False


NEEDS = {
    "NLLLoss": Need(
        "log-probabilities, as LogSoftmax gives them",
        ("LogSoftmax",),
        "LogSoftmax",
        ("CrossEntropyLoss",),
    ),
    "KLDivLoss": Need(
        "log-probabilities, as LogSoftmax gives them",
        ("LogSoftmax",),
        "LogSoftmax",
        ("CrossEntropyLoss",),
    ),
    "CTCLoss": Need(
        "log-probabilities, as LogSoftmax gives them", ("LogSoftmax",), "LogSoftmax", ()
    ),
    "BCELoss": Need(
        "numbers from 0 to 1, as Sigmoid gives them",
        UNIT,
        "Sigmoid",
        ("BCEWithLogitsLoss",),
        strict=True,
    ),
    "HingeEmbeddingLoss": Need(
        "distances of 0 or more, as Softplus gives them",
        NOT_NEGATIVE,
        "Softplus",
        ("SoftMarginLoss",),
    ),
    "PoissonNLLLoss": Need(
        "counts of 0 or more, as Softplus gives them", NOT_NEGATIVE, "Softplus", ()
    ),
}

VARIANCE = Need(
    "variances of 0 or more, as Softplus gives them", NOT_NEGATIVE, "Softplus", (), strict=True
)


def needed_activation(view: View, found: Flow) -> Iterator[Problem]:
    """What comes to the Output has the range that the loss is defined on."""
    need = NEEDS.get(view.training.loss)
    if view.data is None or need is None or _takes_logarithms(view):
        return
    yield from _met(view, found, need)


def variances(view: View, found: Flow) -> Iterator[Problem]:
    """An Output that gives variances gives none below 0, which the loss refuses."""
    if view.training.loss == "GaussianNLLLoss":
        for partner in view.partners:
            if partner in view.layers:
                yield from _met(replace(view, end=partner, partners=()), found, VARIANCE)


def _met(view: View, found: Flow, need: Need) -> Iterator[Problem]:
    tensor, name = result(view, found), view.exits[0]
    wire = view.inputs[name].slots[0].wire
    source = _source(view, wire)
    if tensor is None or wire is None or source not in view.layers:
        return
    if _is_given(need, view, source, tensor):
        return
    message = tr(
        "{name} is trained with {loss}, which needs {needed}, and gets those of {source}.",
        name=name,
        loss=view.training.loss,
        needed=tr(need.words),
        source=source,
    )
    fixes = tuple(_fixes(view, found, wire, tensor, need))
    # A layer with weights gives any numbers; of others it is not known.
    fails = need.strict and bool(found.parameters.get(source))
    severity: Severity = "error" if fails else "warning"
    yield Problem(view.graph, name, "in", "loss", message, fixes, severity)


def _takes_logarithms(view: View) -> bool:
    training = view.training
    return training.loss == "PoissonNLLLoss" and bool(training.loss_params.get("log_input", True))


def _source(view: View, wire: Wire | None) -> str:
    """The layer that made the values, "" where that cannot be followed."""
    while wire is not None:
        node = view.drawing.nodes[wire.source]
        if node.type not in SAME_VALUES:
            return node.name
        wire = view.inputs[node.name].slots[0].wire
    return ""


def _is_given(need: Need, view: View, source: str, tensor: Tensor) -> bool:
    type_ = view.drawing.nodes[source].type
    alone = tensor.rank == 2 and tensor.shape[1] == 1
    return type_ in need.types and not (alone and type_ in SHARES)  # a share of one is always 1


def _fixes(view: View, found: Flow, wire: Wire, tensor: Tensor, need: Need) -> Iterator[Fix]:
    yield from activation_fixes(view, found, wire, tensor, need.offer)
    yield from loss_fixes(view, *need.instead)
    if view.training.loss == "PoissonNLLLoss":
        given = {k: v for k, v in view.training.loss_params.items() if k != "log_input"}
        title = tr("Take the output as a logarithm")
        yield fix(title, train_with(view, loss_params=given))
