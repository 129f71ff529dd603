"""Why: activations without a corner at 0."""

from designer.layers.activation_spec import activation, number
from designer.layers.spec import Param
from designer.text import tr

SMOOTH = (
    activation(
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
    activation(
        "SiLU",
        "F.silu",
        "x σ(x)",
        "A smooth ReLU: each value times its sigmoid.",
        synonyms=("swish",),
        source="Ramachandran, Zoph and Le, Searching for Activation Functions, 2017",
    ),
    activation(
        "Mish",
        "F.mish",
        "x tanh(ln(1 + eˣ))",
        "A smooth ReLU with a small dip below 0.",
        source="Misra, Mish: A Self Regularized Activation Function, 2019",
    ),
    activation(
        "Hardswish",
        "F.hardswish",
        "x min(max(0, x + 3), 6) / 6",
        "SiLU made of straight pieces, faster on phones.",
        synonyms=("hard swish",),
        source="Howard et al., Searching for MobileNetV3, 2019",
    ),
    activation(
        "Softplus",
        "F.softplus",
        "ln(1 + exp(β x)) / β",
        "A smooth ReLU whose results are always positive.",
        (
            number("beta", 1.0, "How sharp the bend is.", 1e-6),
            number("threshold", 20.0, "Above it, the straight line is used.", 0.0),
        ),
        words=lambda values: tr("β {beta}", beta=f"{values['beta']:g}"),
    ),
)
