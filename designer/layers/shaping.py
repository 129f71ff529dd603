"""Why: operations that only lay out values anew; they have nothing to learn."""

from math import prod

from designer.layers.accept import axis_of, described, product
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Sym, Tensor, divided, has_batch, image_text
from designer.layers.write import assigned, literal
from designer.text import tr


def _flatten(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    start = axis_of(x, values["start_dim"], "start_dim")
    end = axis_of(x, values["end_dim"], "end_dim")
    if start > end:
        message = tr("begins at axis {start}, behind its end at axis {end}", start=start, end=end)
        raise Mismatch("rank", message, expected=end, got=start, param="start_dim")
    joined = product(x.shape[start : end + 1])
    return (x.with_shape(*x.shape[:start], joined, *x.shape[end + 1 :]),)


def _write_flatten(call: Call) -> list[str]:
    parts = [str(call.inputs[0]), literal(call.values["start_dim"])]
    if call.values["end_dim"] != -1:
        parts.append(literal(call.values["end_dim"]))
    return [assigned(call, f"torch.flatten({', '.join(parts)})")]


def _reshape(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, shape = inputs[0], values["shape"]
    if shape is None or 0 in shape or shape.count(-1) > 1:
        message = tr("needs the shape of one sample: whole numbers, at most one of them -1")
        raise Mismatch("param", message, got=shape, param="shape")
    total = product(x.sample)
    known = prod(size for size in shape if size != -1)
    rest = divided(total, known)
    if rest is None or (-1 not in shape and rest != 1):
        sentence = tr("needs {known} values for {shape}, and gets {got}: {total} values")
        if len(shape) == 1:
            sentence = tr("needs {known} values, and gets {got}: {total} values")
        message = sentence.format(
            known=known,
            shape=image_text(shape),
            got=described(x),
            total=total,
        )
        code = "open" if isinstance(total, Sym) and not has_batch(total) else "size"
        raise Mismatch(code, message, expected=known, got=str(total), param="shape")
    if has_batch(rest):
        message = tr("lays out each sample alone, and gets {got}", got=x)
        raise Mismatch("size", message, expected=known, got=str(total), param="shape")
    sizes = tuple(rest if size == -1 else size for size in shape)
    return (x.with_shape(x.shape[0], *sizes),)


def _write_reshape(call: Call) -> list[str]:
    x = call.inputs[0]
    sizes = ", ".join(literal(size) for size in call.values["shape"])
    return [assigned(call, f"{x}.reshape({x}.shape[0], {sizes})")]


def _permute(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, dims = inputs[0], values["dims"]
    if dims is None or sorted(_from_zero(x.rank, dims)) != list(range(x.rank)):
        message = tr(
            "needs each axis from 0 to {last} once, and has {dims}",
            last=x.rank - 1,
            dims=tr("none") if dims is None else literal(dims),
        )
        raise Mismatch("rank", message, expected=x.rank, got=dims, param="dims")
    return (x.with_shape(*(x.shape[axis] for axis in dims)),)


def _from_zero(rank: int, dims: tuple[int, ...]) -> list[int]:
    """Axes counted from the start; those that do not exist stay out of range."""
    return [dim + rank if -rank <= dim < 0 else dim for dim in dims]


def _write_permute(call: Call) -> list[str]:
    dims = ", ".join(literal(dim) for dim in call.values["dims"])
    return [assigned(call, f"{call.inputs[0]}.permute({dims})")]


def _shape_words(values: Values) -> str:
    return image_text(values["shape"] or ())


def _dims_words(values: Values) -> str:
    return ", ".join(str(dim) for dim in values["dims"] or ())


def _joint_words(values: Values) -> str:
    start, end = values["start_dim"], values["end_dim"]
    return "" if (start, end) == (1, -1) else tr("axes {start} to {end}", start=start, end=end)


SHAPING = (
    Layer(
        type="Flatten",
        category="shape",
        help="Lays an image out as one row of features, so that a Linear layer can take it.",
        rule=_flatten,
        reference="Flatten",
        params=(
            Param(
                "start_dim", "int", 1, help="First axis to join; 1 keeps the batch.", advanced=True
            ),
            Param(
                "end_dim", "int", -1, help="Last axis to join; -1 is the last one.", advanced=True
            ),
        ),
        expression=_write_flatten,
        words=_joint_words,
        prefix="flatten",
        synonyms=("view", "ravel", "vectorize", "展平", "拉平"),
    ),
    Layer(
        type="Reshape",
        category="shape",
        help="Lays the values of each sample out in another shape, in the same order.",
        rule=_reshape,
        params=(
            Param(
                "shape",
                "shape",
                help="The new shape of one sample; one axis may be -1, and fits itself.",
                minimum=-1,
                in_code=False,
            ),
        ),
        expression=_write_reshape,
        words=_shape_words,
        prefix="reshape",
        synonyms=("view", "unflatten", "resize", "重塑", "变形"),
    ),
    Layer(
        type="Permute",
        category="shape",
        help="Puts the axes in another order, as from steps × features to features × steps.",
        rule=_permute,
        params=(
            Param(
                "dims",
                "shape",
                help="The old number of each new axis; 0 is the batch: 0, 2, 1.",
                in_code=False,
            ),
        ),
        expression=_write_permute,
        words=_dims_words,
        prefix="permute",
        synonyms=("transpose", "swap axes", "moveaxis", "置换", "转置"),
    ),
)
