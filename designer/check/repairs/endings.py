"""Why: what stands last before an Output decides what the loss gets to see."""

from collections.abc import Iterator

from designer.check.repairs.actions import Step, fix, remove, set_output, set_training
from designer.check.report import Fix
from designer.check.view import View
from designer.layers import LOSSES
from designer.text import tr

PROBABILITIES = {
    "CrossEntropyLoss": ("Softmax", "Sigmoid"),
    "BCEWithLogitsLoss": ("Sigmoid", "Softmax", "LogSoftmax"),
    "MultiLabelSoftMarginLoss": ("Sigmoid", "Softmax", "LogSoftmax"),
    "SoftMarginLoss": ("Sigmoid", "Softmax", "LogSoftmax"),
    "MultiMarginLoss": ("Sigmoid", "Softmax"),
    "MultiLabelMarginLoss": ("Sigmoid", "Softmax"),
}
"""What should not stand before a loss that contains it already."""

PASSING = ("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze")
FARTHEST = 8


def last_layers(view: View) -> Iterator[str]:
    """The layers above the only Output, the nearest first, up to one that computes something."""
    wire = view.inputs[view.exits[0]].slots[0].wire if len(view.exits) == 1 else None
    for _ in range(FARTHEST):
        layer = view.layers.get(wire.source) if wire is not None else None
        if wire is None or layer is None:
            return
        yield wire.source
        if layer.category != "dropout" and layer.type not in PASSING:
            return
        slots = view.inputs[wire.source].slots
        wire = slots[0].wire if len(slots) == 1 else None


def loss_fixes(view: View, *losses: str) -> tuple[Fix, ...]:
    """Train with another loss, without an activation that this one contains already."""
    return tuple(_loss_fix(view, loss) for loss in losses if loss in LOSSES)


def _loss_fix(view: View, loss: str) -> Fix:
    kinds = PROBABILITIES.get(loss, ())
    extra = [name for name in last_layers(view) if view.drawing.nodes[name].type in kinds]
    if not extra:
        return fix(tr("Use {loss}", loss=loss), train_with(view, loss=loss))
    title = tr("Use {loss} and remove {name}", loss=loss, name=extra[0])
    return fix(title, train_with(view, loss=loss), remove(view.graph, extra[0]))


def train_with(view: View, **changes: object) -> Step:
    """Change the loss of the Output that is looked at, or the training's, which is the same."""
    if not view.own_loss:
        return set_training(**changes)
    return set_output(view.end, **{"loss": view.training.loss, **changes})
