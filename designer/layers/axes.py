"""Why: axes are added, dropped, swapped, split and turned around between layers."""

from math import prod

from designer.layers.accept import axis_of, fixed
from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Sym, Tensor, divided, image_text
from designer.layers.write import assigned, literal
from designer.text import tr


def _squeeze(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    axis, length = inner(x, values["dim"])
    if length != 1:
        message = tr(
            "drops an axis of length 1, and axis {axis} has {length}", axis=axis, length=length
        )
        raise Mismatch("param", message, expected=1, got=length, param="dim")
    return (x.with_shape(*x.shape[:axis], *x.shape[axis + 1 :]),)


def _unsqueeze(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, dim = inputs[0], values["dim"]
    axis = dim + x.rank + 1 if dim < 0 else dim
    if not 1 <= axis <= x.rank:
        message = tr(
            "puts an axis behind the batch, at 1 to {last}, and has {dim}", last=x.rank, dim=dim
        )
        raise Mismatch("param", message, expected=1, got=dim, param="dim")
    return (x.with_shape(*x.shape[:axis], 1, *x.shape[axis:]),)


def _transpose(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    a, b = (axis_of(x, values[name], name) for name in ("dim0", "dim1"))
    dims = list(x.shape)
    dims[a], dims[b] = dims[b], dims[a]
    return (x.with_shape(*dims),)


def _unflatten(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, shape = inputs[0], values["shape"]
    axis, length = inner(x, values["dim"])
    if not shape or 0 in shape or shape.count(-1) > 1 or min(shape) < -1:
        message = tr("needs the lengths that an axis is split into, at most one of them -1")
        raise Mismatch("param", message, got=shape, param="shape")
    known = prod(size for size in shape if size != -1)
    rest = divided(length, known)
    if rest is None or (-1 not in shape and rest != 1):
        message = tr(
            "splits axis {axis} into {shape}, and it has {length}",
            axis=axis,
            shape=image_text(shape),
            length=length,
        )
        code = "open" if isinstance(length, Sym) else "size"
        raise Mismatch(code, message, expected=known, got=length, param="shape")
    sizes = (rest if size == -1 else size for size in shape)
    return (x.with_shape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :]),)


def _along(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    inner(inputs[0], values["dim"])
    return (inputs[0],)


def _repeat(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    axis, length = inner(x, values["dim"])
    return (x.with_shape(*x.shape[:axis], length * values["times"], *x.shape[axis + 1 :]),)


def _split(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, size = inputs[0], values["size"]
    axis, _ = inner(x, values["dim"])
    length = fixed(x, axis, "size")
    if size >= length:
        message = tr(
            "takes the first {size} of axis {axis} and leaves the rest, and it has {length}",
            size=size,
            axis=axis,
            length=length,
        )
        raise Mismatch("size", message, expected=size + 1, got=length, param="size")
    before, behind = x.shape[:axis], x.shape[axis + 1 :]
    return tuple(x.with_shape(*before, part, *behind) for part in (size, length - size))


def _write_split(call: Call) -> list[str]:
    values = call.values
    ports = [call.outputs.get(port, "_") for port in ("first", "rest")]
    # The rest as one part: torch.split would cut it into many.
    cut = f"torch.tensor_split({call.inputs[0]}, ({values['size']},), dim={values['dim']})"
    return [f"{', '.join(ports)} = {cut}"]


def _cast(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (Tensor(inputs[0].shape, values["dtype"]),)


def _same(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (inputs[0],)


def _stack(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    if len(inputs) < 2:
        message = tr("needs at least two inputs, and gets {count}", count=len(inputs))
        port = f"in{len(inputs) + 1}"
        raise Mismatch("missing-input", message, port=port, expected=2, got=len(inputs))
    first = inputs[0]
    for number, other in enumerate(inputs[1:], start=2):
        if other != first:
            code = "dtype" if other.dtype != first.dtype else "broadcast"
            message = tr("needs inputs of equal shape, and gets {a} and {b}", a=first, b=other)
            port = f"in{number}"
            raise Mismatch(code, message, port=port, expected=first.sample, got=other.sample)
    axis = values["dim"] + first.rank + 1 if values["dim"] < 0 else values["dim"]
    if not 1 <= axis <= first.rank:
        message = tr(
            "puts an axis behind the batch, at 1 to {last}, and has {dim}",
            last=first.rank,
            dim=values["dim"],
        )
        raise Mismatch("param", message, port="in1", got=values["dim"], param="dim")
    return (first.with_shape(*first.shape[:axis], len(inputs), *first.shape[axis:]),)


def _write_stack(call: Call) -> list[str]:
    names = ", ".join(name for name in call.inputs if name is not None)
    return [assigned(call, f"torch.stack([{names}], dim={literal(call.values['dim'])})")]


def _dim(default: int, name: str = "dim") -> Param:
    note = "The axis; 0 is the batch, -1 the last."
    return Param(name, "int", default, help=note, in_code=False)


def _dim_words(values: Values) -> str:
    return tr("axis {dim}", dim=values["dim"])


AXES = (
    Layer(
        type="Transpose",
        category="shape",
        help="Swaps two axes, as steps and features of a sequence.",
        rule=_transpose,
        params=(_dim(1, "dim0"), _dim(2, "dim1")),
        expression="{x}.transpose({dim0}, {dim1})",
        words=lambda values: f"{values['dim0']} ↔ {values['dim1']}",
        prefix="transpose",
        synonyms=("swap axes", "Permute", "转置"),
    ),
    Layer(
        type="Squeeze",
        category="shape",
        help="Drops an axis of length 1.",
        rule=_squeeze,
        params=(_dim(-1),),
        expression="{x}.squeeze({dim})",
        words=_dim_words,
        prefix="squeeze",
        synonyms=("drop axis", "压缩维度"),
    ),
    Layer(
        type="Unsqueeze",
        category="shape",
        help="Adds an axis of length 1, as the one channel of a gray image.",
        rule=_unsqueeze,
        params=(_dim(1),),
        expression="{x}.unsqueeze({dim})",
        words=_dim_words,
        prefix="unsqueeze",
        synonyms=("expand dims", "add axis", "newaxis", "增加维度"),
    ),
    Layer(
        type="Unflatten",
        category="shape",
        help="Splits one axis into several, as features into heads × head size.",
        rule=_unflatten,
        params=(
            _dim(-1),
            Param(
                "shape",
                "shape",
                help="The lengths that the axis is split into; one may be -1, and fits itself.",
                minimum=-1,
                in_code=False,
            ),
        ),
        expression="{x}.unflatten({dim}, {shape})",
        words=lambda values: image_text(values["shape"] or ()),
        prefix="unflatten",
        synonyms=("split axis", "view", "heads", "拆分维度"),
    ),
    Layer(
        type="Split",
        category="shape",
        help="Cuts an axis in two: the first part and the rest.",
        rule=_split,
        outputs=(Port("first", help="The first part"), Port("rest", help="What is left")),
        params=(
            _dim(1),
            Param("size", "int", 1, help="Length of the first part.", minimum=1, in_code=False),
        ),
        expression=_write_split,
        words=lambda values: tr("first {size} of axis {dim}", **values),
        prefix="split",
        synonyms=("chunk", "divide", "拆分"),
    ),
    Layer(
        type="Stack",
        category="arithmetic",
        help="Puts inputs of equal shape on top of each other, along an axis of their own.",
        rule=_stack,
        inputs=(Port("in", help="What is put together", variadic=True),),
        params=(_dim(1),),
        expression=_write_stack,
        words=_dim_words,
        prefix="stack",
        synonyms=("pile", "join", "堆叠"),
    ),
    Layer(
        type="Flip",
        category="shape",
        help="Turns an axis around, as a sequence that is read backwards or an image in a mirror.",
        rule=_along,
        params=(_dim(-1),),
        expression="{x}.flip({dim})",
        words=_dim_words,
        prefix="flip",
        synonyms=("reverse", "mirror", "翻转"),
    ),
    Layer(
        type="Roll",
        category="shape",
        help="Moves values along an axis; what falls off comes in at the other end.",
        rule=_along,
        params=(
            Param("shifts", "int", 1, help="How far; negative for the other way.", in_code=False),
            _dim(-1),
        ),
        expression="{x}.roll({shifts}, {dim})",
        words=lambda values: tr("by {shifts} on axis {dim}", **values),
        prefix="roll",
        synonyms=("shift", "rotate", "Swin", "滚动"),
    ),
    Layer(
        type="Repeat",
        category="shape",
        help="Repeats each entry of an axis.",
        rule=_repeat,
        params=(
            Param("times", "int", 2, help="How many times each.", minimum=1, in_code=False),
            _dim(1),
        ),
        expression="{x}.repeat_interleave({times}, dim={dim})",
        words=lambda values: tr("{times} × on axis {dim}", **values),
        prefix="repeat",
        synonyms=("RepeatVector", "tile", "expand", "重复"),
    ),
    Layer(
        type="Cast",
        category="shape",
        help="Holds the same values as another kind of number.",
        rule=_cast,
        params=(
            Param(
                "dtype",
                "choice",
                "float32",
                help="float32 to compute with, int64 to pick rows of a table, bool for Where.",
                choices=("float32", "int64", "bool"),
                in_code=False,
            ),
        ),
        expression=lambda call: [
            assigned(call, f"{call.inputs[0]}.to(torch.{call.values['dtype']})")
        ],
        words=lambda values: str(values["dtype"]),
        prefix="cast",
        synonyms=("type", "float", "long", "convert", "类型转换"),
    ),
    Layer(
        type="Identity",
        category="shape",
        help="Passes on what comes in: a place to branch off from, or to fill later.",
        rule=_same,
        nn="Identity",
        prefix="identity",
        synonyms=("pass", "noop", "placeholder", "恒等"),
        formula="x",
    ),
)
