"""Why: activations that keep their results within limits, such as probabilities."""

from designer.layers.activation_rules import softmax
from designer.layers.activation_spec import activation
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


SQUASHING = (
    activation(
        "Sigmoid",
        "torch.sigmoid",
        "1 / (1 + e⁻ˣ)",
        "Squeezes values into 0 to 1, like a probability.",
        synonyms=("logistic", "σ"),
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
        "LogSoftmax",
        "torch.log_softmax",
        "xᵢ − ln Σⱼ exp(xⱼ)",
        "The logarithm of Softmax, for the negative log-likelihood loss.",
        ("log probabilities",),
    ),
)
