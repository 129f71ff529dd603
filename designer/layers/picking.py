"""Why: operations that take a part of what comes in."""

from designer.layers.accept import axis_of, fixed
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Dim, Mismatch, Sym, Tensor, has_batch
from designer.layers.write import assigned, literal
from designer.text import tr


def inner(x: Tensor, dim: int, param: str = "dim") -> tuple[int, Dim]:
    """An axis that is not the batch, and its length, which may be open. Raises Mismatch."""
    axis = axis_of(x, dim, param)
    length = x.shape[axis]
    if has_batch(length):
        message = tr("works on axis {axis}, which is the batch: use another axis", axis=axis)
        raise Mismatch("param", message, expected=1, got=dim, param=param)
    return axis, length


def _without(x: Tensor, axis: int) -> Tensor:
    return x.with_shape(*x.shape[:axis], *x.shape[axis + 1 :])


def _select(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, index = inputs[0], values["index"]
    axis, length = inner(x, values["dim"])
    if isinstance(length, Sym) and index in (0, -1):
        return (_without(x, axis),)
    length = fixed(x, axis, "size")
    if not -length <= index < length:
        message = tr(
            "takes number {index} of axis {axis}, which has 0 to {last}",
            index=index,
            axis=axis,
            last=length - 1,
        )
        raise Mismatch("size", message, expected=length, got=index, param="index")
    return (_without(x, axis),)


def _slice(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    axis, length = inner(x, values["dim"])
    if isinstance(length, Sym) and (values["start"], values["stop"]) == (0, None):
        return (x,)
    length = fixed(x, axis, "size")
    count = len(range(*slice(values["start"], values["stop"]).indices(length)))
    if count == 0:
        start, stop = values["start"], values["stop"]
        message = tr(
            "takes nothing: it begins at {start}, and axis {axis} has 0 to {last}",
            start=start,
            axis=axis,
            last=length - 1,
        )
        if stop is not None and start < length:
            message = tr(
                "takes nothing: it begins at {start} and ends before {stop}", start=start, stop=stop
            )
        raise Mismatch("size", message, expected=length, got=0, param="stop")
    return (x.with_shape(*x.shape[:axis], count, *x.shape[axis + 1 :]),)


def _part(values: Values) -> str:
    start, stop = values["start"], values["stop"]
    return f"{start or ''}:{'' if stop is None else stop}"


def _at(dim: int, what: str) -> str:
    """An index expression for one axis: `[:, -1]`, `[..., 0]`."""
    if dim >= 0:
        return f"[{', '.join([':'] * dim + [what])}]"
    return f"[{', '.join(['...', what] + [':'] * (-dim - 1))}]"


def _write_select(call: Call) -> list[str]:
    index = _at(call.values["dim"], literal(call.values["index"]))
    return [assigned(call, f"{call.inputs[0]}{index}")]


def _write_slice(call: Call) -> list[str]:
    return [assigned(call, f"{call.inputs[0]}{_at(call.values['dim'], _part(call.values))}")]


def _select_words(values: Values) -> str:
    return tr("number {index} of axis {dim}", index=values["index"], dim=values["dim"])


def _slice_words(values: Values) -> str:
    return tr("{part} of axis {dim}", part=_part(values), dim=values["dim"])


def _dim() -> Param:
    return Param("dim", "int", 1, help="The axis; 0 is the batch, -1 the last.", in_code=False)


PICKING = (
    Layer(
        type="Select",
        category="shape",
        help="Takes one entry of an axis, which is gone afterwards: the last step of a sequence.",
        rule=_select,
        params=(
            _dim(),
            Param("index", "int", -1, help="Which one; -1 is the last.", in_code=False),
        ),
        expression=_write_select,
        words=_select_words,
        prefix="select",
        synonyms=("index", "last step", "take", "Lambda", "选择", "索引"),
    ),
    Layer(
        type="Slice",
        category="shape",
        help="Takes a part of an axis, as Python's start:stop does.",
        rule=_slice,
        params=(
            _dim(),
            Param("start", "int", 0, help="The first one to take.", in_code=False),
            Param(
                "stop",
                "int",
                help="The first one not to take; empty for all that follow.",
                optional=True,
                in_code=False,
            ),
        ),
        expression=_write_slice,
        words=_slice_words,
        prefix="slice",
        synonyms=("narrow", "crop", "split", "Cropping", "切片", "裁剪"),
    ),
)
