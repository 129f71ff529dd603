"""Why: branches meet in other ways than by adding: one divides, bounds, transforms the other."""

from designer.layers.accept import described, need_float
from designer.layers.arithmetic import need_alike, scaled
from designer.layers.spec import Inputs, Layer, Port, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import joined
from designer.text import tr


def _decimals(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    for number, tensor in enumerate(inputs, start=1):
        need_float(tensor, f"in{number}")
    return scaled(values, inputs)


def _matrices(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    first = need_float(need_alike(inputs), "in1")
    other = inputs[1]
    if first.rank < 3:
        message = tr("multiplies tables of rows × columns, and gets {got}", got=described(first))
        raise Mismatch("rank", message, port="in1", expected=3, got=first.rank)
    if first.shape[:-2] != other.shape[:-2] or first.shape[-1] != other.shape[-2]:
        message = tr(
            "needs as many rows in the second as columns in the first, and gets {a} and {b}",
            a=first,
            b=other,
        )
        expected, got = first.sample, other.sample
        raise Mismatch("size", message, port="in2", expected=expected, got=got)
    return (first.with_shape(*first.shape[:-1], other.shape[-1]),)


def _two(first: str, second: str) -> tuple[Port, ...]:
    return (Port("in1", help=first), Port("in2", help=second))


PRODUCTS = (
    Layer(
        type="Divide",
        category="arithmetic",
        help="Divides the first input by the second, value by value.",
        rule=_decimals,
        inputs=_two("What is divided", "What it is divided by"),
        expression=joined("/"),
        prefix="div",
        synonyms=("quotient", "ratio", "/", "除", "相除"),
        formula="a / b",
    ),
    Layer(
        type="MatMul",
        category="arithmetic",
        help="Multiplies tables: rows of the first with columns of the second, sample by sample.",
        rule=_matrices,
        inputs=_two("rows × inner", "inner × columns"),
        expression=joined("@"),
        prefix="matmul",
        synonyms=("dot", "bmm", "matrix product", "@", "矩阵乘法"),
        formula="A B",
    ),
    Layer(
        type="Maximum",
        category="arithmetic",
        help="Keeps the larger of two values, place by place.",
        rule=_decimals,
        inputs=_two("The first", "The second"),
        expression="torch.maximum({inputs})",
        prefix="maximum",
        synonyms=("larger", "maxout", "最大"),
        formula="max(a, b)",
    ),
    Layer(
        type="Minimum",
        category="arithmetic",
        help="Keeps the smaller of two values, place by place.",
        rule=_decimals,
        inputs=_two("The first", "The second"),
        expression="torch.minimum({inputs})",
        prefix="minimum",
        synonyms=("smaller", "最小"),
        formula="min(a, b)",
    ),
)
