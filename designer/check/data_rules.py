"""Why: a drawing and its data must agree: shape, dtype, and the number of scores."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, remove, set_param
from designer.check.repairs.faults import setting_title, value_text
from designer.check.repairs.learning import fits, loss_fixes, output_fixes, shape_fixes
from designer.check.report import Fix, Problem
from designer.check.view import View
from designer.layers import Dim, Sym, Tensor
from designer.protocol import DataInfo
from designer.text import tr, trn

BY_CLASS_NUMBER = ("CrossEntropyLoss", "NLLLoss")


def one_of_each(view: View, _found: Flow) -> Iterator[Problem]:
    """Training feeds one Input and compares one Output."""
    if view.data is None:
        return
    for kind, names in (("Input", _used_inputs(view)), ("Output", view.exits)):
        for name in names[1:]:
            message = tr(
                "{name} is one of {count} layers of type {kind}, and training takes exactly one.",
                name=name,
                count=len(names),
                kind=kind,
            )
            others = [other for other in names if other != name]
            fixes = (
                fix(tr("Remove {name}", name=name), remove(view.graph, name)),
                fix(
                    tr("Keep only {name}", name=name),
                    remove(view.graph, *others),
                ),
            )
            yield Problem(view.graph, name, "", "training", message, fixes)


def sample_shape(view: View, found: Flow) -> Iterator[Problem]:
    """The Input has the shape and the dtype of one sample."""
    data, names = view.data, _used_inputs(view)
    if data is None or len(names) != 1 or (names[0], "out") not in found.tensors:
        return
    name = names[0]
    tensor = found.tensors[name, "out"]
    if not holds(tensor.sample, data.shape):
        message = tr(
            "{name} takes samples of {shape}, and those of {title} are {got}.",
            name=name,
            shape=value_text(tensor.sample),
            title=data.title,
            got=value_text(data.shape),
        )
        fixes = shape_fixes(view, found, name, data)
        yield Problem(view.graph, name, "out", "data-shape", message, fixes)
    if tensor.dtype != data.dtype:
        message = tr(
            "{name} takes {dtype}, and the samples of {title} are {got}.",
            name=name,
            dtype=tensor.dtype,
            title=data.title,
            got=data.dtype,
        )
        step = set_param(view.graph, name, "dtype", data.dtype)
        fixes = (fix(setting_title("dtype", name, data.dtype), step),)
        yield Problem(view.graph, name, "out", "data-dtype", message, fixes)


def holds(sample: tuple[Dim, ...], shape: tuple[int, ...]) -> bool:
    """True for the same shape, where an axis of open length takes any."""
    lengths: dict[Dim, int] = {}
    return len(sample) == len(shape) and all(
        lengths.setdefault(dim, size) == size if isinstance(dim, Sym) else dim == size
        for dim, size in zip(sample, shape, strict=True)
    )


def scores(view: View, found: Flow) -> Iterator[Problem]:
    """The Output has one score for each class, or one for each number to predict."""
    data, tensor = view.data, result(view, found)
    if data is None or tensor is None:
        return
    width, name = wanted_width(data, view.training.loss), view.exits[0]
    if fits(tensor, width):
        return
    message = tr(
        "{name} needs {wanted}, and gets {got}.",
        name=name,
        wanted=_wanted_text(data, width),
        got=value_text(tensor.sample),
    )
    fixes = (*output_fixes(view, found, name, width), *_loss_that_fits(data, tensor))
    yield Problem(view.graph, name, "in", "data-classes", message, fixes)


def _loss_that_fits(data: DataInfo, tensor: Tensor) -> tuple[Fix, ...]:
    """With two classes, the number of scores may be right for another loss."""
    if data.task != "classification" or len(data.classes) != 2:
        return ()
    if fits(tensor, 1):
        return loss_fixes("BCEWithLogitsLoss")
    return loss_fixes("CrossEntropyLoss") if fits(tensor, 2) else ()


def wanted_width(data: DataInfo, loss: str) -> int:
    """How many scores the loss compares with the targets of one sample."""
    if data.task == "regression":
        return data.targets
    count = len(data.classes)
    return count if loss in BY_CLASS_NUMBER or count != 2 else 1


def _wanted_text(data: DataInfo, width: int) -> str:
    if data.task == "regression":
        return trn("{count} number", "{count} numbers", width)
    if width == 1:
        return tr("one score for two classes")
    return tr("one score for each of {count} classes", count=width)


def result(view: View, found: Flow) -> Tensor | None:
    """What comes to the only Output; None when there are more or it is not known."""
    if len(view.exits) != 1:
        return None
    inputs = found.inputs[view.exits[0]]
    return inputs[0] if len(inputs) == 1 else None


def _used_inputs(view: View) -> tuple[str, ...]:
    return tuple(name for name in view.entrances if not view.is_idle(name))
