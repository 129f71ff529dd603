"""Why: many values become one along an axis: the mean of all steps, the largest of all pixels."""

from collections.abc import Callable

from designer.layers.accept import Rule, need_float
from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned, literal
from designer.text import tr

KEEPDIM = Param("keepdim", "bool", False, help="Keep these axes, with length 1.", in_code=False)


def _axes(x: Tensor, dims: tuple[int, ...]) -> set[int]:
    axes = {inner(x, dim, "dims")[0] for dim in dims}
    if not axes or len(axes) < len(dims):
        message = tr("needs each axis once, and has {dims}", dims=literal(dims))
        raise Mismatch("param", message, got=dims, param="dims")
    return axes


def _reduced(x: Tensor, axes: set[int], keepdim: bool) -> Tensor:
    if keepdim:
        return x.with_shape(*(1 if i in axes else dim for i, dim in enumerate(x.shape)))
    return x.with_shape(*(dim for i, dim in enumerate(x.shape) if i not in axes))


def _over(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = need_float(inputs[0])
    return (_reduced(x, _axes(x, values["dims"]), values["keepdim"]),)


def _spread(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """A single value has no spread, which torch says with NaN."""
    x = need_float(inputs[0])
    if all(x.shape[axis] == 1 for axis in _axes(x, values["dims"])):
        message = tr("needs more than one value along its axes, and gets one")
        raise Mismatch("size", message, expected=2, got=1, param="dims")
    return _over(values, inputs)


def _along(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = need_float(inputs[0])
    inner(x, values["dim"])
    return (x,)


def _one_axis(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = need_float(inputs[0])
    axis, _ = inner(x, values["dim"])
    return (_reduced(x, {axis}, values["keepdim"]),)


def _which(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (Tensor(_one_axis(values, inputs)[0].shape, "int64"),)


def _where(values: Values) -> str:
    """`dim=1, keepdim=True`."""
    dims = values["dims"] if "dims" in values else (values["dim"],)
    dim = literal(dims[0] if len(dims) == 1 else dims)
    return f"dim={dim}, keepdim=True" if values.get("keepdim") else f"dim={dim}"


def _call(method: str) -> Callable[[Call], list[str]]:
    """Writes `x.sum(dim=1)`."""
    return lambda call: [assigned(call, f"{call.inputs[0]}.{method}({_where(call.values)})")]


def _write_norm(call: Call) -> list[str]:
    parts = f"{call.inputs[0]}, ord={literal(call.values['p'])}, {_where(call.values)}"
    return [assigned(call, f"torch.linalg.vector_norm({parts})")]


def _dims_words(values: Values) -> str:
    return tr("over axis {dims}", dims=", ".join(str(dim) for dim in values["dims"]))


def _dim_words(values: Values) -> str:
    return tr("axis {dim}", dim=values["dim"])


def _dims() -> Param:
    return Param("dims", "shape", (-1,), help="The axes; -1 is the last.", in_code=False)


def _dim() -> Param:
    return Param("dim", "int", -1, help="The axis; -1 is the last.", in_code=False)


def _over_axes(
    kind: str, method: str, note: str, synonyms: tuple[str, ...], rule: Rule = _over
) -> Layer:
    return Layer(
        type=kind,
        category="math",
        help=note,
        rule=rule,
        params=(_dims(), KEEPDIM),
        expression=_call(method),
        words=_dims_words,
        prefix=kind.lower(),
        synonyms=(*synonyms, "reduce"),
    )


def _over_axis(
    kind: str, method: str, note: str, synonyms: tuple[str, ...], rule: Rule, keeps: bool = False
) -> Layer:
    return Layer(
        type=kind,
        category="math",
        help=note,
        rule=rule,
        params=(_dim(),) if keeps else (_dim(), KEEPDIM),
        expression=_call(method),
        words=_dim_words,
        prefix=kind.lower(),
        synonyms=(*synonyms, "reduce"),
    )


REDUCING = (
    _over_axes(
        "Mean",
        "mean",
        "Takes the mean along axes, as of all steps of a sequence or all pixels of an image.",
        ("average", "global average pooling", "平均", "均值"),
    ),
    _over_axes("Sum", "sum", "Adds up all values along axes.", ("total", "求和")),
    _over_axes("Max", "amax", "Keeps the largest value along axes.", ("maximum", "最大值")),
    _over_axes("Min", "amin", "Keeps the smallest value along axes.", ("minimum", "最小值")),
    _over_axes(
        "Std",
        "std",
        "The standard deviation along axes: how far values lie apart.",
        ("deviation", "标准差"),
        _spread,
    ),
    _over_axes(
        "Var", "var", "The variance along axes: the square of the spread.", ("方差",), _spread
    ),
    _over_axes(
        "LogSumExp",
        "logsumexp",
        "The logarithm of the sum of exponentials: a smooth maximum along axes.",
        ("smooth maximum", "softmax", "对数和指数"),
    ),
    Layer(
        type="Norm",
        category="math",
        help="The length of vectors along axes.",
        rule=_over,
        params=(
            Param(
                "p",
                "float",
                2.0,
                help="2 is the straight length, 1 the sum of absolute values.",
                minimum=0.1,
                in_code=False,
            ),
            _dims(),
            KEEPDIM,
        ),
        expression=_write_norm,
        words=lambda values: f"L{values['p']:g}",
        prefix="norm",
        synonyms=("length", "magnitude", "reduce", "范数"),
        formula="(Σ |x|ᵖ)^(1/p)",
    ),
    _over_axis("Prod", "prod", "Multiplies all values along an axis.", ("连乘",), _one_axis),
    _over_axis(
        "ArgMax",
        "argmax",
        "Which entry of an axis is the largest, as a whole number: the predicted class.",
        ("prediction", "index", "最大值索引"),
        _which,
    ),
    _over_axis(
        "ArgMin",
        "argmin",
        "Which entry of an axis is the smallest, as a whole number: the nearest of several.",
        ("nearest", "index", "最小值索引"),
        _which,
    ),
    _over_axis(
        "CumSum", "cumsum", "Adds up values along an axis, step by step.", ("累加",), _along, True
    ),
)
