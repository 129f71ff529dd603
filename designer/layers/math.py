"""Why: the plain functions between layers: each value alone, without anything to learn."""

from collections.abc import Callable

from designer.layers.accept import Rule, need_float
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned, literal
from designer.text import tr

CHINESE = ("运算", "数学")


def _keep(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (need_float(inputs[0]),)


def _clamp(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    low, high = values["min"], values["max"]
    if low is None and high is None:
        raise Mismatch("param", tr("needs a limit below, above, or both"), param="min")
    if low is not None and high is not None and low > high:
        message = tr(
            "cuts off below {low} and above {high}, which leaves nothing", low=low, high=high
        )
        raise Mismatch("param", message, expected=low, got=high, param="max")
    return _keep(values, inputs)


def _write_clamp(call: Call) -> list[str]:
    limits = [
        f"{name}={literal(call.values[name])}"
        for name in ("min", "max")
        if call.values[name] is not None
    ]
    return [assigned(call, f"{call.inputs[0]}.clamp({', '.join(limits)})")]


def _clamp_words(values: Values) -> str:
    low, high = ("" if values[n] is None else f"{values[n]:g}" for n in ("min", "max"))
    return f"{low} … {high}"


def _function(
    kind: str, expression: str, formula: str, note: str, synonyms: tuple[str, ...] = ()
) -> Layer:
    return _with_number(kind, expression, formula, note, (), synonyms=synonyms)


def _with_number(
    kind: str,
    expression: str,
    formula: str,
    note: str,
    params: tuple[Param, ...],
    words: Callable[[Values], str] = lambda _values: "",
    synonyms: tuple[str, ...] = (),
    rule: Rule = _keep,
) -> Layer:
    return Layer(
        type=kind,
        category="math",
        help=note,
        rule=rule,
        params=params,
        expression=expression,
        words=words,
        prefix=kind.lower(),
        synonyms=(*synonyms, *CHINESE),
        formula=formula,
        pointwise=True,
    )


def _number(name: str, default: float, note: str) -> Param:
    return Param(name, "float", default, help=note, in_code=False)


MATH = (
    _with_number(
        "Scale",
        "{x} * {factor}",
        "c x",
        "Multiplies all values by one number that stays as it is.",
        (_number("factor", 1.0, "The number c."),),
        lambda values: f"× {values['factor']:g}",
        ("multiply", "temperature", "缩放"),
    ),
    _with_number(
        "Shift",
        "{x} + {amount}",
        "x + c",
        "Adds one number that stays as it is to all values.",
        (_number("amount", 0.0, "The number c."),),
        lambda values: f"+ {values['amount']:g}",
        ("add", "offset", "Rescaling", "平移"),
    ),
    _with_number(
        "Power",
        "{x}**{exponent}",
        "xᵖ",
        "Raises all values to a power; roots of negative values are not numbers.",
        (_number("exponent", 2.0, "The exponent p."),),
        lambda values: tr("to the power {p}", p=f"{values['exponent']:g}"),
        ("pow", "幂"),
    ),
    Layer(
        type="Clamp",
        category="math",
        help="Cuts values off below and above; empty for no limit.",
        rule=_clamp,
        params=(
            Param("min", "float", 0.0, help="The lower limit.", optional=True, in_code=False),
            Param("max", "float", help="The upper limit.", optional=True, in_code=False),
        ),
        expression=_write_clamp,
        words=_clamp_words,
        prefix="clamp",
        synonyms=("clip", "limit", "截断", *CHINESE),
        formula="min(max(a, x), b)",
        pointwise=True,
    ),
    _function("Exp", "{x}.exp()", "eˣ", "The exponential of each value.", ("指数",)),
    _function("Log", "{x}.log()", "ln x", "The natural logarithm of each value.", ("ln", "对数")),
    _function("Log1p", "{x}.log1p()", "ln(1 + x)", "The logarithm of 1 + x, exact near 0."),
    _function("Sqrt", "{x}.sqrt()", "√x", "The square root of each value.", ("root", "平方根")),
    _function("Rsqrt", "{x}.rsqrt()", "1 / √x", "One divided by the square root of each value."),
    _function("Square", "{x}.square()", "x²", "The square of each value.", ("平方",)),
    _function("Abs", "{x}.abs()", "|x|", "Each value without its sign.", ("absolute", "绝对值")),
    _function("Negative", "-{x}", "−x", "Each value with the other sign.", ("negate", "minus")),
    _function("Reciprocal", "{x}.reciprocal()", "1 / x", "One divided by each value.", ("倒数",)),
    _function("Sign", "{x}.sign()", "sign(x)", "−1, 0 or 1 for each value, without slope."),
    _function("Sin", "{x}.sin()", "sin x", "The sine of each value, in radians.", ("正弦",)),
    _function("Cos", "{x}.cos()", "cos x", "The cosine of each value, in radians.", ("余弦",)),
    _function("Erf", "{x}.erf()", "erf x", "The error function, the area under a bell curve."),
)
