"""Why: the last layer before the loss is where beginners put what the loss does not expect."""

from collections.abc import Iterator

from designer.check.data_rules import result
from designer.check.flow import Flow
from designer.check.loss_rules import NEEDS
from designer.check.repairs.actions import fix, remove, set_data
from designer.check.repairs.endings import PROBABILITIES, last_layers
from designer.check.repairs.learning import fits
from designer.check.report import Fix, Problem
from designer.check.view import View
from designer.layers import N, Tensor
from designer.protocol import DataInfo, width_of
from designer.text import tr

POSITIVE = ("ReLU", "ReLU6", "Softplus", "Square", "Abs", "Exp")
ONE_SIDED = (*POSITIVE, "GELU", "SiLU", "Mish", "ELU", "Hardswish")
UNIT = ("Sigmoid", "Hardsigmoid", "Softmax")
BOTH_SIDES = ("Tanh", "Hardtanh", "Softsign")


def last_activation(view: View, found: Flow) -> Iterator[Problem]:
    """Some losses contain the last activation."""
    if view.data is None or result(view, found) is None:
        return
    if view.data.task != "classification" and view.target == "labels":
        return
    loss = view.training.loss
    types = {name: view.drawing.nodes[name].type for name in last_layers(view)}
    for name, type_ in types.items():
        if type_ in PROBABILITIES.get(loss, ()):
            message = tr(
                "{name} is one too many: {loss} takes plain scores, and learns slowly from others.",
                name=name,
                loss=loss,
            )
            yield _away(view, name, message)


def last_range(view: View, found: Flow) -> Iterator[Problem]:
    """Scores and numbers to predict may be anything: no activation bounds them."""
    data = view.data
    if view.training.loss in NEEDS:
        return  # this loss does bound them
    if data is None or not _is_last(view, result(view, found), data):
        return
    for name in last_layers(view):
        type_ = view.drawing.nodes[name].type
        message = ""
        if data.task == "regression":
            message = _bounded(name, type_, data.title)
        elif view.training.loss not in PROBABILITIES:
            continue
        elif type_ in ONE_SIDED:
            message = tr(
                "{name} holds back scores below 0, and {loss} learns from those too.",
                name=name,
                loss=view.training.loss,
            )
        elif type_ in BOTH_SIDES:
            message = tr(
                "{name} keeps scores between −1 and 1, and {loss} needs larger ones to be sure.",
                name=name,
                loss=view.training.loss,
            )
        if message:
            yield _away(view, name, message, *_scaled(view, type_))


def _scaled(view: View, type_: str) -> tuple[Fix, ...]:
    """A last layer that gives no number below 0 is right for samples from 0 to 1."""
    if view.target != "inputs" or type_ in BOTH_SIDES:
        return ()
    return (fix(tr("Scale the samples to 0 to 1"), set_data(normalize="minmax")),)


def _is_last(view: View, tensor: Tensor | None, data: DataInfo) -> bool:
    """Whether no other last layer is needed anyway, and the targets may be any numbers."""
    if view.target == "inputs":
        return tensor == Tensor((N, *data.shape)) and view.samples.normalize == "standard"
    return fits(tensor, width_of(data, view.training.loss, view.partners))


def _bounded(name: str, type_: str, title: str) -> str:
    for types, bounds in (
        (POSITIVE, tr("from 0 up")),
        (UNIT, tr("between 0 and 1")),
        (BOTH_SIDES, tr("between −1 and 1")),
    ):
        if type_ in types:
            return tr(
                "{name} gives only numbers {bounds}: no others of {title} can be predicted.",
                name=name,
                bounds=bounds,
                title=title,
            )
    return ""


def last_dropout(view: View, found: Flow) -> Iterator[Problem]:
    """Nothing is left out between the last layer and the loss."""
    if view.data is None or result(view, found) is None:
        return
    for name in last_layers(view):
        if view.layers[name].category == "dropout":
            message = tr(
                "{name} leaves out results right before the loss: it belongs in front of the "
                "last layer with weights.",
                name=name,
            )
            yield _away(view, name, message)


def _away(view: View, name: str, message: str, *others: Fix) -> Problem:
    away = fix(tr("Remove {name}", name=name), remove(view.graph, name))
    return Problem(view.graph, name, "", "loss", message, (*others, away), "warning")
