"""Why: activations that keep their results within limits, such as probabilities."""

from designer.layers.activation_rules import channels, softmax
from designer.layers.activation_spec import CHINESE, activation
from designer.layers.spec import Layer, Param, Values
from designer.text import tr


def _axis_words(values: Values) -> str:
    last = values["dim"] == -1
    return tr("last axis") if last else tr("axis {dim}", dim=values["dim"])


DIM = Param(
    "dim", "int", -1, help="The axis whose values are compared; -1 is the last one.", always=True
)


def _along_axis(
    kind: str, function: str, formula: str, note: str, synonyms: tuple[str, ...]
) -> Layer:
    return activation(
        kind, function, formula, note, (DIM,), synonyms, rule=softmax, words=_axis_words
    )


SOFTMAX2D = Layer(
    type="Softmax2d",
    category="activation",
    help="Turns the channels of each pixel into probabilities, as when pixels are classified.",
    rule=channels,
    nn="Softmax2d",
    prefix="softmax2d",
    synonyms=("segmentation", "probabilities", "activation", *CHINESE),
    formula="exp(xᵢ) / Σⱼ exp(xⱼ) over channels",
)

SQUASHING = (
    activation(
        "Sigmoid",
        "torch.sigmoid",
        "1 / (1 + e⁻ˣ)",
        "Squeezes values into 0 to 1, like a probability.",
        synonyms=("logistic", "σ"),
    ),
    activation(
        "Hardsigmoid",
        "F.hardsigmoid",
        "min(max(0, x + 3), 6) / 6",
        "A sigmoid made of straight pieces, faster on phones.",
        synonyms=("hard sigmoid",),
        source="Courbariaux, Bengio and David, BinaryConnect, 2015",
    ),
    activation(
        "Tanh",
        "torch.tanh",
        "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        "Squeezes values into −1 to 1.",
        synonyms=("hyperbolic tangent", "双曲正切"),
    ),
    activation(
        "Softsign",
        "F.softsign",
        "x / (1 + |x|)",
        "Squeezes values into −1 to 1, more slowly than Tanh.",
    ),
    activation(
        "LogSigmoid",
        "F.logsigmoid",
        "ln(1 / (1 + e⁻ˣ))",
        "The logarithm of the sigmoid, computed safely.",
    ),
    _along_axis(
        "Softmax",
        "torch.softmax",
        "exp(xᵢ) / Σⱼ exp(xⱼ)",
        "Turns scores into probabilities that sum to 1. Cross-entropy loss contains it.",
        ("probabilities", "归一化指数"),
    ),
    _along_axis(
        "Softmin",
        "F.softmin",
        "exp(−xᵢ) / Σⱼ exp(−xⱼ)",
        "Turns costs into probabilities that sum to 1: the smallest gets the most.",
        ("probabilities", "归一化指数"),
    ),
    SOFTMAX2D,
    _along_axis(
        "LogSoftmax",
        "torch.log_softmax",
        "xᵢ − ln Σⱼ exp(xⱼ)",
        "The logarithm of Softmax, for the negative log-likelihood loss.",
        ("log probabilities",),
    ),
)
