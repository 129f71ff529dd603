"""Why: the bends between layers, without which a deep network would be one linear layer."""

from collections.abc import Callable

from designer.layers.accept import Rule
from designer.layers.activation_rules import hardtanh, keep, prelu, softmax
from designer.layers.spec import Layer, Param, Values
from designer.layers.write import functional
from designer.text import tr

CHINESE = ("激活", "激活函数")


def _float(name: str, default: float, note: str, minimum: float | None = None) -> Param:
    return Param(name, "float", default, help=note, minimum=minimum)


def _axis_words(values: Values) -> str:
    last = values["dim"] == -1
    return tr("last axis") if last else tr("axis {dim}", dim=values["dim"])


def _activation(
    kind: str,
    function: str,
    formula: str,
    note: str,
    params: tuple[Param, ...] = (),
    synonyms: tuple[str, ...] = (),
    source: str = "",
    rule: Rule = keep,
    words: Callable[[Values], str] = lambda _values: "",
) -> Layer:
    return Layer(
        type=kind,
        category="activation",
        help=note,
        rule=rule,
        reference=kind,
        params=params,
        expression=functional(function, params),
        words=words,
        prefix=kind.lower(),
        synonyms=(*synonyms, "activation", *CHINESE),
        source=source,
        formula=formula,
    )


PRELU = Layer(
    type="PReLU",
    category="activation",
    help="A LeakyReLU that learns the slope for negative values.",
    rule=prelu,
    nn="PReLU",
    params=(
        Param("num_parameters", "int", 1, help="1, or a slope for each channel.", minimum=1),
        _float("init", 0.25, "The slope at the start."),
    ),
    weights=lambda values, _inputs: values["num_parameters"],
    words=lambda values: tr("slope from {init}", init=f"{values['init']:g}"),
    prefix="prelu",
    synonyms=("parametric relu", "activation", "参数化修正线性单元", *CHINESE),
    source="He et al., Delving Deep into Rectifiers, 2015",
    formula="x for x > 0, else a x",
)

RECTIFIERS = (
    _activation(
        "ReLU",
        "F.relu",
        "max(0, x)",
        "Negative values become 0, others stay. The usual first choice between layers.",
        synonyms=("rectifier", "修正线性单元"),
        source="Nair and Hinton, Rectified Linear Units Improve RBMs, 2010",
    ),
    _activation(
        "LeakyReLU",
        "F.leaky_relu",
        "x for x > 0, else a x",
        "A ReLU that lets a little of negative values through, so that no neuron dies.",
        (_float("negative_slope", 0.01, "The slope a for negative values."),),
        ("leaky", "带泄漏修正线性单元"),
        "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Acoustic Models, 2013",
        words=lambda values: tr("slope {slope}", slope=f"{values['negative_slope']:g}"),
    ),
    PRELU,
    _activation(
        "ELU",
        "F.elu",
        "x for x > 0, else α (eˣ − 1)",
        "Like ReLU, but bends smoothly toward −α for negative values.",
        (_float("alpha", 1.0, "The limit α for very negative values.", 0.0),),
        ("exponential linear unit", "指数线性单元"),
        "Clevert, Unterthiner and Hochreiter, Exponential Linear Units, 2016",
        words=lambda values: tr("α {alpha}", alpha=f"{values['alpha']:g}"),
    ),
    _activation(
        "SELU",
        "F.selu",
        "λ x for x > 0, else λ α (eˣ − 1)",
        "An ELU scaled so that values keep mean 0 and spread 1 by themselves.",
        synonyms=("self-normalizing",),
        source="Klambauer et al., Self-Normalizing Neural Networks, 2017",
    ),
    _activation(
        "ReLU6",
        "F.relu6",
        "min(max(0, x), 6)",
        "A ReLU that is cut off at 6; used in networks for phones.",
        source="Howard et al., MobileNets, 2017",
    ),
    _activation(
        "Hardtanh",
        "F.hardtanh",
        "min(max(a, x), b)",
        "Cuts values off below and above; the straight version of Tanh.",
        (
            _float("min_val", -1.0, "The lower limit a."),
            _float("max_val", 1.0, "The upper limit b."),
        ),
        ("clip", "clamp"),
        rule=hardtanh,
        words=lambda values: f"{values['min_val']:g} … {values['max_val']:g}",
    ),
)

SMOOTH = (
    _activation(
        "GELU",
        "F.gelu",
        "x Φ(x)",
        "A smooth ReLU, usual in transformers.",
        (
            Param(
                "approximate",
                "choice",
                "none",
                help="tanh is a faster approximation.",
                choices=("none", "tanh"),
                advanced=True,
            ),
        ),
        ("gaussian error linear unit", "高斯误差线性单元"),
        "Hendrycks and Gimpel, Gaussian Error Linear Units, 2016",
    ),
    _activation(
        "SiLU",
        "F.silu",
        "x σ(x)",
        "A smooth ReLU: each value times its sigmoid.",
        synonyms=("swish",),
        source="Ramachandran, Zoph and Le, Searching for Activation Functions, 2017",
    ),
    _activation(
        "Mish",
        "F.mish",
        "x tanh(ln(1 + eˣ))",
        "A smooth ReLU with a small dip below 0.",
        source="Misra, Mish: A Self Regularized Activation Function, 2019",
    ),
    _activation(
        "Hardswish",
        "F.hardswish",
        "x min(max(0, x + 3), 6) / 6",
        "SiLU made of straight pieces, faster on phones.",
        synonyms=("hard swish",),
        source="Howard et al., Searching for MobileNetV3, 2019",
    ),
    _activation(
        "Softplus",
        "F.softplus",
        "ln(1 + exp(β x)) / β",
        "A smooth ReLU whose results are always positive.",
        (
            _float("beta", 1.0, "How sharp the bend is.", 1e-6),
            _float("threshold", 20.0, "Above it, the straight line is used.", 0.0),
        ),
        words=lambda values: tr("β {beta}", beta=f"{values['beta']:g}"),
    ),
)

SQUASHING = (
    _activation(
        "Sigmoid",
        "torch.sigmoid",
        "1 / (1 + e⁻ˣ)",
        "Squeezes values into 0 to 1, like a probability.",
        synonyms=("logistic", "σ"),
    ),
    _activation(
        "Tanh",
        "torch.tanh",
        "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        "Squeezes values into −1 to 1.",
        synonyms=("hyperbolic tangent", "双曲正切"),
    ),
    _activation(
        "Softsign",
        "F.softsign",
        "x / (1 + |x|)",
        "Squeezes values into −1 to 1, more slowly than Tanh.",
    ),
    _activation(
        "LogSigmoid",
        "F.logsigmoid",
        "ln(1 / (1 + e⁻ˣ))",
        "The logarithm of the sigmoid, computed safely.",
    ),
    *(
        _activation(
            kind,
            function,
            formula,
            note,
            (
                Param(
                    "dim",
                    "int",
                    -1,
                    help="The axis whose values are compared; -1 is the last one.",
                    always=True,
                ),
            ),
            synonyms,
            rule=softmax,
            words=_axis_words,
        )
        for kind, function, formula, note, synonyms in (
            (
                "Softmax",
                "torch.softmax",
                "eˣⁱ / Σⱼ eˣʲ",
                "Turns scores into probabilities that sum to 1. Cross-entropy loss contains it.",
                ("probabilities", "归一化指数"),
            ),
            (
                "LogSoftmax",
                "torch.log_softmax",
                "xᵢ − ln Σⱼ eˣʲ",
                "The logarithm of Softmax, for the negative log-likelihood loss.",
                ("log probabilities",),
            ),
        )
    ),
)

ACTIVATION = (*RECTIFIERS, *SMOOTH, *SQUASHING)
