"""Why: a drawing and its data must agree: shape, dtype, and the number of scores."""

from collections.abc import Iterator

from msgspec.structs import replace as of_shape

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, rename, replace, set_param
from designer.check.repairs.endings import loss_fixes
from designer.check.repairs.entrances import one_input
from designer.check.repairs.faults import setting_title, value_text
from designer.check.repairs.learning import fits, output_fixes, shape_fixes
from designer.check.repairs.samples import is_apart
from designer.check.report import Fix, Problem
from designer.check.view import View
from designer.layers import Dim, Sym, Tensor
from designer.layers.accept import described
from designer.model.names import objection
from designer.protocol import DataInfo, parts_of, width_of
from designer.protocol.losses import EMBEDDINGS, SEQUENCES
from designer.text import tr, trn

MANY = 20  # Inputs too many that get fixes


def one_input_is_fed(view: View, found: Flow) -> Iterator[Problem]:
    """Training feeds one Input, unless the data have an array for each."""
    if view.data is None:
        return
    inputs = _used_inputs(view)
    if view.data.inputs:
        yield from _by_name(view, found, view.data, inputs)
        return
    for number, name in enumerate(inputs[1:]):
        message = tr(
            "{name} gets no data: training fills one Input, and there are {count}.",
            name=name,
            count=len(inputs),
        )
        fixes = tuple(one_input(view, found, name, inputs[0])) if number < MANY else ()
        yield Problem(view.graph, name, "", "training", message, fixes)


def _by_name(view: View, found: Flow, data: DataInfo, inputs: tuple[str, ...]) -> Iterator[Problem]:
    """Each Input has an array of its name."""
    shapes = dict(data.inputs)
    free = [name for name in shapes if name not in view.drawing.nodes and not objection(name)]
    for name in inputs:
        if name in shapes:
            continue
        message = tr(
            "{name} gets no data: the arrays of {title} are {names}.",
            name=name,
            title=data.title,
            names=", ".join(shapes),
        )
        tensor = found.tensors.get((name, "out"))
        near = sorted(free, key=lambda array: tensor is None or tensor.sample != shapes[array])
        renamed = [
            fix(tr("Rename {old} to {new}", old=name, new=array), rename(view.graph, name, array))
            for array in near
        ]
        others = [other for other in inputs if other != name]
        fewer = one_input(view, found, name, others[0]) if others else ()
        yield Problem(view.graph, name, "", "training", message, (*renamed, *fewer))


def sample_shape(view: View, found: Flow) -> Iterator[Problem]:
    """Each Input has the shape and the dtype of one sample, or of its array."""
    data, names = view.data, _used_inputs(view)
    if data is None:
        return
    shapes = dict(data.inputs) or dict.fromkeys(names if len(names) == 1 else (), data.shape)
    for name in names:
        if name in shapes and (name, "out") in found.tensors:
            yield from _sample_shape(view, found, name, of_shape(data, shape=shapes[name]))


def _sample_shape(view: View, found: Flow, name: str, data: DataInfo) -> Iterator[Problem]:
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
        fixes = (_other_dtype(view, name, data.dtype),)
        yield Problem(view.graph, name, "out", "data-dtype", message, fixes)


def _other_dtype(view: View, name: str, dtype: str) -> Fix:
    """Change the Input, and what looks up numbers there that are none to look up."""
    title = setting_title("dtype", name, dtype)
    step = set_param(view.graph, name, "dtype", dtype)
    wires = view.drawing.outgoing(name)
    tables = [w.target for w in wires if view.drawing.nodes[w.target].type == "Embedding"]
    if not tables or not dtype.startswith("float"):
        return fix(title, step)
    others = ", ".join(tables)
    title = tr("{change}, and use Linear in place of {names}", change=title, names=others)
    return fix(title, step, *(replace(view.graph, table, "Linear") for table in tables))


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
    if data is None or tensor is None or view.target != "labels" or not is_apart(tensor):
        return  # where the samples are not apart, another rule says so
    if view.training.loss in (*EMBEDDINGS, SEQUENCES):
        return  # rows of any width, or many of them
    width, name = width_of(data, view.training.loss, view.partners), view.exits[0]
    if fits(tensor, width):
        return
    message = tr(
        "{name} needs {wanted}, and gets {got}.",
        name=name,
        wanted=_wanted_text(data, width, parts_of(view.training.loss, view.partners)),
        got=_got_text(tensor, width),
    )
    if data.task == "regression" and width == 1 and tensor.rank == 2:
        message = tr(
            "{name} needs 1 number, and gets {got}: all of them would be compared with the "
            "same target.",
            name=name,
            got=_got_text(tensor, width),
        )
    fixes = (*output_fixes(view, found, name, width), *_loss_that_fits(view, tensor))
    yield Problem(view.graph, name, "in", "data-classes", message, fixes)


def _got_text(tensor: Tensor, width: int) -> str:
    if tensor.rank == 1 and width == 1:
        return tr("a number without an axis for it")
    whole = tensor.dtype.startswith("int")
    return value_text(tensor.sample) if tensor.rank > 1 and not whole else described(tensor)


def _loss_that_fits(view: View, tensor: Tensor) -> tuple[Fix, ...]:
    """With two classes, the number of scores may be right for another loss."""
    data = view.data
    if data is None:
        return ()
    if data.task == "regression" and fits(tensor, width_of(data, "MSELoss")):
        return loss_fixes(view, "MSELoss")
    if data.task != "classification" or len(data.classes) != 2:
        return ()
    if fits(tensor, 1):
        return loss_fixes(view, "BCEWithLogitsLoss")
    return loss_fixes(view, "CrossEntropyLoss") if fits(tensor, 2) else ()


def _wanted_text(data: DataInfo, width: int, parts: int) -> str:
    if parts == 2:
        half = trn("{count} mean", "{count} means", width // 2)
        return tr("{means} and the logarithms of as many variances", means=half)
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
