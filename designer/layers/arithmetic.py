"""Why: places where branches of a network come together."""

from designer.layers.accept import axis_of
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Dim, Mismatch, Sym, Tensor, has_batch
from designer.layers.write import assigned, joined, literal
from designer.text import tr

MANY = (Port("in", help="What is put together", variadic=True),)


def need_alike(inputs: Inputs) -> Tensor:
    """The first of at least two inputs of one number of axes and one dtype. Raises Mismatch."""
    if len(inputs) < 2:
        message = tr("needs at least two inputs, and gets {count}", count=len(inputs))
        port = f"in{len(inputs) + 1}"
        raise Mismatch("missing-input", message, port=port, expected=2, got=len(inputs))
    first = inputs[0]
    for port, other in _others(inputs):
        if other.dtype != first.dtype:
            message = tr(
                "needs numbers of one kind, and gets {a} and {b}", a=first.dtype, b=other.dtype
            )
            raise Mismatch("dtype", message, port=port, expected=first.dtype, got=other.dtype)
        if other.rank != first.rank:
            message = tr("needs equally many axes, and gets {a} and {b}", a=first, b=other)
            raise Mismatch("rank", message, port=port, expected=first.rank, got=other.rank)
    return first


def _others(inputs: Inputs) -> list[tuple[str, Tensor]]:
    """Port and tensor of all inputs but the first."""
    return [(f"in{number}", tensor) for number, tensor in enumerate(inputs[1:], start=2)]


def _equal(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Shapes must be equal: torch would repeat the smaller one, rarely what is meant.

    What there is once for all samples, such as a Parameter, is repeated for each.
    """
    result = need_alike(inputs)
    for port, other in _others(inputs):
        batches = {*result.shape[:1], *other.shape[:1]}
        if other.sample != result.sample or len(batches - {1}) > 1:
            message = tr(
                "needs inputs of equal shape, and gets {a} and {b}: {axes} differ",
                a=result,
                b=other,
                axes=differing(result, other),
            )
            expected, got = result.sample, other.sample
            raise Mismatch("broadcast", message, port=port, expected=expected, got=got)
        result = result if result.shape[:1] != (1,) else other
    return (result,)


def _difference(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    for port, tensor in zip(("in1", "in2"), inputs, strict=False):
        if tensor.dtype == "bool":
            message = tr("needs numbers, and gets {got}", got=tensor.dtype)
            raise Mismatch("dtype", message, port=port, expected="float32", got=tensor.dtype)
    return _equal(values, inputs)


def differing(first: Tensor, other: Tensor) -> str:
    """The axes on which two tensors of one rank differ, in words."""
    names = {2: (tr("features"),), 4: (tr("channels"), tr("heights"), tr("widths"))}
    words = names.get(first.rank, ())
    pairs = enumerate(zip(first.shape, other.shape, strict=True))
    apart = [axis for axis, (a, b) in pairs if a != b]
    plain = [0 < axis <= len(words) for axis in apart]
    if not all(plain):
        return tr("axes {axes}", axes=", ".join(map(str, apart)))
    return ", ".join(words[axis - 1] for axis in apart)


def scaled(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """An axis of length 1 is repeated, as where one number scales a whole channel."""
    result = need_alike(inputs)
    for port, other in _others(inputs):
        pairs = list(zip(result.shape, other.shape, strict=True))
        if any(a != b and 1 not in (a, b) for a, b in pairs):
            message = tr(
                "needs inputs of equal shape, or length 1 where they differ, and gets {a} and {b}",
                a=result,
                b=other,
            )
            raise Mismatch(
                "broadcast", message, port=port, expected=result.sample, got=other.sample
            )
        result = result.with_shape(*(b if a == 1 else a for a, b in pairs))
    return (result,)


def _concat(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    first = need_alike(inputs)
    axis = axis_of(first, values["dim"])
    for port, other in _others(inputs):
        like = first.with_shape(*first.shape[:axis], other.shape[axis], *first.shape[axis + 1 :])
        if other.shape != like.shape:
            message = tr(
                "joins along axis {axis}, so the others must agree, and gets {a} and {b}: "
                "{axes} differ",
                axis=axis,
                a=first,
                b=other,
                axes=differing(like, other),
            )
            raise Mismatch("size", message, port=port, expected=first.sample, got=other.sample)
    total = _total([tensor.shape[axis] for tensor in inputs])
    return (first.with_shape(*first.shape[:axis], total, *first.shape[axis + 1 :]),)


def _total(dims: list[Dim]) -> Dim:
    numbers = [dim for dim in dims if isinstance(dim, int)]
    syms = [dim for dim in dims if isinstance(dim, Sym)]
    if not syms:
        return sum(numbers)
    if numbers or len({dim.symbol for dim in syms}) > 1:
        message = tr("cannot join {dims} along one axis", dims=" + ".join(map(str, dims)))
        code = "size" if any(map(has_batch, syms)) else "open"
        raise Mismatch(code, message, port="in2", param="dim")
    return Sym(sum(dim.scale for dim in syms), syms[0].symbol)


def _write_concat(call: Call) -> list[str]:
    names = ", ".join(name for name in call.inputs if name is not None)
    return [assigned(call, f"torch.cat([{names}], dim={literal(call.values['dim'])})")]


ARITHMETIC = (
    Layer(
        type="Add",
        category="arithmetic",
        help="Adds its inputs value by value, as where a shortcut joins the main path of a ResNet.",
        rule=_equal,
        inputs=MANY,
        expression=joined("+"),
        prefix="add",
        synonyms=("plus", "sum", "residual", "skip", "shortcut", "+", "加", "相加", "残差"),
        source="He et al., Deep Residual Learning for Image Recognition, 2015",
        formula="a + b",
    ),
    Layer(
        type="Concat",
        category="arithmetic",
        help="Puts its inputs side by side along one axis, for the next layer to see all of them.",
        rule=_concat,
        inputs=MANY,
        params=(
            Param(
                "dim",
                "int",
                1,
                help="The axis to join along; 1 is channels or features.",
                in_code=False,
            ),
        ),
        expression=_write_concat,
        words=lambda values: tr("axis {dim}", dim=values["dim"]),
        prefix="cat",
        synonyms=("cat", "concatenate", "merge", "join", "拼接", "连接", "合并"),
    ),
    Layer(
        type="Multiply",
        category="arithmetic",
        help="Multiplies its inputs value by value, as where a gate weighs what comes through.",
        rule=scaled,
        inputs=MANY,
        expression=joined("*"),
        prefix="mul",
        synonyms=("times", "product", "gate", "mask", "hadamard", "*", "乘", "相乘"),
        formula="a · b",
    ),
    Layer(
        type="Subtract",
        category="arithmetic",
        help="Takes the second input away from the first, value by value.",
        rule=_difference,
        inputs=(Port("in1", help="What is left over from"), Port("in2", help="What is taken")),
        expression=joined("-"),
        prefix="sub",
        synonyms=("minus", "difference", "-", "减", "相减"),
        formula="a − b",
    ),
)
