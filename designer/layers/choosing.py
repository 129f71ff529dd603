"""Why: values are compared, and one or another is taken: masks, gates and lookups."""

from designer.layers.accept import fixed, need_float
from designer.layers.arithmetic import need_alike, scaled
from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned, joined, literal, unpacked
from designer.text import tr

SIGNS = (">", ">=", "<", "<=", "==", "!=")
BEST = (Port("values", help="The largest values"), Port("indices", help="Where they stood"))


def _sign() -> Param:
    return Param("sign", "choice", ">", "What must hold.", choices=SIGNS, in_code=False)


def _compare(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (Tensor(scaled(values, inputs)[0].shape, "bool"),)


def _condition(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (Tensor(inputs[0].shape, "bool"),)


def _where(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    condition = inputs[0]
    need_alike(inputs[1:])
    (result,) = scaled(values, inputs[1:])
    if condition.dtype != "bool":
        message = tr("takes a condition (bool), and gets {got}", got=condition.dtype)
        raise Mismatch("dtype", message, port="condition", expected="bool", got=condition.dtype)
    if condition.rank != result.rank:
        message = tr("needs equally many axes, and gets {a} and {b}", a=condition, b=result)
        expected, got = result.rank, condition.rank
        raise Mismatch("rank", message, port="condition", expected=expected, got=got)
    pairs = list(zip(condition.shape, result.shape, strict=True))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        message = tr(
            "needs a condition for each value, and gets {a} and {b}", a=condition, b=result
        )
        sample, got_sample = result.sample, condition.sample
        raise Mismatch("broadcast", message, port="condition", expected=sample, got=got_sample)
    return (result.with_shape(*(b if a == 1 else a for a, b in pairs)),)


def _gather(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Torch would leave out what lies beyond the index on other axes; here they agree."""
    x, index = inputs
    axis, _ = inner(x, values["dim"])
    if index.dtype != "int64":
        message = tr("takes the numbers of entries (int64), and gets {got}", got=index.dtype)
        raise Mismatch("dtype", message, port="index", expected="int64", got=index.dtype)
    if index.rank != x.rank:
        message = tr("needs equally many axes, and gets {a} and {b}", a=x, b=index)
        raise Mismatch("rank", message, port="index", expected=x.rank, got=index.rank)
    if any(a != b for i, (a, b) in enumerate(zip(x.shape, index.shape, strict=True)) if i != axis):
        message = tr(
            "takes entries of axis {axis}, so the other axes must agree, and gets {a} and {b}",
            axis=axis,
            a=x,
            b=index,
        )
        raise Mismatch("size", message, port="index", expected=x.sample, got=index.sample)
    return (x.with_shape(*index.shape),)


def _write_gather(call: Call) -> list[str]:
    x, index = call.inputs
    return [assigned(call, f"{x}.gather({literal(call.values['dim'])}, {index})")]


def _best(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, k = need_float(inputs[0]), values["k"]
    axis, _ = inner(x, values["dim"])
    length = fixed(x, axis, "size")
    if k > length:
        message = tr(
            "keeps the {k} largest of axis {axis}, which has {length}",
            k=k,
            axis=axis,
            length=length,
        )
        raise Mismatch("size", message, expected=length, got=k, param="k")
    shape = (*x.shape[:axis], k, *x.shape[axis + 1 :])
    return x.with_shape(*shape), Tensor(shape, "int64")


def _write_best(call: Call) -> list[str]:
    k, dim = (literal(call.values[name]) for name in ("k", "dim"))
    return [unpacked(call, BEST, f"{call.inputs[0]}.topk({k}, dim={dim})")]


def _dim(default: int) -> Param:
    note = "The axis; 0 is the batch, -1 the last."
    return Param("dim", "int", default, help=note, in_code=False)


CHOOSING = (
    Layer(
        type="Compare",
        category="arithmetic",
        help="Compares two inputs value by value: what comes out is true or false, for Where.",
        rule=_compare,
        inputs=(Port("in1", help="The left side"), Port("in2", help="The right side")),
        params=(_sign(),),
        expression=lambda call: joined(call.values["sign"])(call),
        words=lambda values: str(values["sign"]),
        prefix="compare",
        synonyms=("greater", "less", "equal", "mask", "比较", "大于", "小于"),
    ),
    Layer(
        type="Condition",
        category="math",
        help="Compares each value with a number: what comes out is true or false, for Where.",
        rule=_condition,
        params=(
            _sign(),
            Param("value", "float", 0.0, help="The number on the right side.", in_code=False),
        ),
        expression=lambda call: [
            assigned(call, f"{call.inputs[0]} {call.values['sign']} {call.values['value']!r}")
        ],
        words=lambda values: f"{values['sign']} {values['value']:g}",
        prefix="condition",
        synonyms=("compare", "greater", "less", "mask", "条件", "比较"),
    ),
    Layer(
        type="Where",
        category="arithmetic",
        help="Takes a value of the first input where the condition is true, else of the second.",
        rule=_where,
        inputs=(
            Port("condition", help="True or false: of a Compare or Condition"),
            Port("in1", help="What is taken where it is true"),
            Port("in2", help="What is taken where it is false"),
        ),
        expression="torch.where({inputs})",
        prefix="where",
        synonyms=("if", "select", "mask", "masked_fill", "条件选择", "掩码"),
        formula="a where c, else b",
    ),
    Layer(
        type="Gather",
        category="shape",
        help="Takes entries of an axis by their numbers, as the step at which each sample ends.",
        rule=_gather,
        inputs=(
            Port("in", help="What is taken from"),
            Port("index", help="The number of each entry, with as many axes"),
        ),
        params=(_dim(1),),
        expression=_write_gather,
        words=lambda values: tr("axis {dim}", dim=values["dim"]),
        prefix="gather",
        synonyms=("index", "lookup", "take_along_axis", "收集", "索引"),
    ),
    Layer(
        type="TopK",
        category="math",
        help="Keeps the k largest values of an axis, the largest first, and says where they stood.",
        rule=_best,
        outputs=BEST,
        params=(
            Param("k", "int", 1, help="How many are kept.", minimum=1, in_code=False),
            _dim(-1),
        ),
        expression=_write_best,
        words=lambda values: tr("{k} of axis {dim}", **values),
        prefix="topk",
        synonyms=("largest", "sort", "beam", "router", "mixture of experts", "前 k 个", "排序"),
    ),
)
