"""Why: loss and settings that cannot work, or not well, are seen before the first step."""

from collections.abc import Iterator

from designer.check.data_rules import result
from designer.check.flow import Flow
from designer.check.repairs.actions import fix, replace, set_data, set_training
from designer.check.repairs.case import passed
from designer.check.repairs.endings import loss_fixes
from designer.check.repairs.learning import fits, learning_fixes
from designer.check.report import Fix, Problem, Severity
from designer.check.view import View
from designer.layers import LOSSES, Tensor
from designer.protocol import DataInfo, width_of
from designer.protocol.losses import SEQUENCES
from designer.protocol.steps import batch_size_of
from designer.text import tr


def loss_and_task(view: View, found: Flow) -> Iterator[Problem]:
    """Losses for classes need classes; those for numbers learn classes, but poorly."""
    data, option = view.data, LOSSES.get(view.training.loss)
    if data is None or option is None or option.task in ("", data.task) or not view.exits:
        return
    if view.target != "labels":
        return
    name = view.exits[0]
    if data.task == "regression":
        message = tr(
            "{name} is trained with {loss}, which needs classes, and {title} has numbers.",
            name=name,
            loss=option.key,
            title=data.title,
        )
        fixes = loss_fixes(view, "MSELoss", "HuberLoss", "L1Loss")
        yield Problem(view.graph, name, "in", "loss", message, fixes)
        return
    message = tr(
        "{name} is trained with {loss}, which is meant for numbers, and {title} has classes.",
        name=name,
        loss=option.key,
        title=data.title,
    )
    fixes = _class_losses(view, data, result(view, found))
    fails = option.key == SEQUENCES  # one class is no row of labels
    severity: Severity = "error" if fails else "warning"
    yield Problem(view.graph, name, "in", "loss", message, fixes, severity)


def _class_losses(view: View, data: DataInfo, tensor: Tensor | None) -> tuple[Fix, ...]:
    losses = ["CrossEntropyLoss"]
    if len(data.classes) == 2:
        losses.append("BCEWithLogitsLoss")
    losses.sort(key=lambda loss: not fits(tensor, width_of(data, loss)))
    return loss_fixes(view, *losses)


def batches(view: View, found: Flow) -> Iterator[Problem]:
    """A batch is no larger than the data, and never so small that a layer cannot work."""
    data = view.data
    if data is None or view.training.batch_size < 1:
        return
    size = batch_size_of(view.training, data.train_rows)
    if size > data.train_rows:
        message = tr(
            "A batch of {size} is more than the {rows} rows there are to train on.",
            size=f"{size:,}",
            rows=f"{data.train_rows:,}",
        )
        yield Problem(view.graph, "", "", "training", message, _batch_fixes(data.train_rows))
    elif size == 1 or data.train_rows % size == 1:
        for name in _batch_norms(view, found):
            message = tr(
                "{name} needs two samples or more, and the last batch of {rows} rows has one.",
                name=name,
                rows=f"{data.train_rows:,}",
            )
            if size == 1:
                message = tr("{name} needs two samples or more, and each batch has one.", name=name)
            fixes = (*_batch_fixes(data.train_rows, size)[:2], *_sample_norm(view, found, name))
            yield Problem(view.graph, name, "in", "training", message, fixes)


def _batch_norms(view: View, found: Flow) -> Iterator[str]:
    """Layers that take the mean of each feature over the batch alone."""
    for name in view.marked("norm"):
        if name in found.outputs:
            tensor = found.inputs[name][0]
            if tensor is not None and all(dim == 1 for dim in tensor.shape[2:]):
                yield name


def _sample_norm(view: View, found: Flow, name: str) -> Iterator[Fix]:
    """A norm of each sample alone works for any batch."""
    if passed("LayerNorm", {}, found.inputs[name]) is not None and len(found.inputs[name]) == 1:
        tensor = found.inputs[name][0]
        if tensor is not None and tensor.shape[-1] != 1:
            title = tr("Use {type} instead", type="LayerNorm")
            yield fix(title, replace(view.graph, name, "LayerNorm"))


def _batch_fixes(rows: int, near: int = 0) -> tuple[Fix, ...]:
    powers = [2**k for k in range(1, 13) if 2**k <= rows and rows % 2**k != 1]
    powers.sort(key=lambda size: (abs(size - near), size) if near else (-min(size, 64), size))
    sizes = [*powers[:2], *([rows] if rows > 1 else [])]
    fixes = tuple(
        fix(tr("Set the batch size to {size}", size=size), set_training(batch_size=size))
        for size in dict.fromkeys(sizes)
    )
    if rows < 2:
        return (fix(tr("Hold out 20 % of the rows"), set_data(validation=0.2)),)
    return fixes


def watching(view: View, _found: Flow) -> Iterator[Problem]:
    """What watches the validation loss has rows to watch."""
    data, training = view.data, view.training
    if data is None or data.val_rows:
        return
    hold_out = fix(tr("Hold out 20 % of the rows"), set_data(validation=0.2))
    if training.patience > 0:
        message = tr("Early stopping watches the validation loss, and no rows are held out.")
        off = fix(tr("Switch early stopping off"), set_training(patience=0))
        yield Problem(view.graph, "", "", "training", message, (hold_out, off), "warning")
    if training.schedule == "plateau":
        message = tr(
            "The learning rate follows the validation loss, and no rows are held out for it."
        )
        constant = fix(tr("Use a constant learning rate"), set_training(schedule="constant"))
        yield Problem(view.graph, "", "", "training", message, (hold_out, constant), "warning")


def something_to_learn(view: View, found: Flow) -> Iterator[Problem]:
    """The network has parameters."""
    data, tensor = view.data, result(view, found)
    if data is None or tensor is None:
        return
    if not any(found.parameters.get(name) for name in view.useful):
        name = view.exits[0]
        wire = view.inputs[name].slots[0].wire
        message = tr("{name} has nothing to learn before it: no layer has parameters.", name=name)
        width = width_of(data, view.training.loss, view.partners)
        fixes = tuple(learning_fixes(view, wire, tensor, width)) if wire is not None else ()
        yield Problem(view.graph, name, "in", "training", message, fixes)
