"""Why: activations that take something away: a gate, or all that is close to 0."""

from designer.layers.activation_rules import halves
from designer.layers.activation_spec import activation, number
from designer.layers.spec import Param, Values
from designer.text import tr


def _bound(values: Values) -> str:
    return f"λ {values['lambd']:g}"


def _axis(values: Values) -> str:
    last = values["dim"] == -1
    return tr("last axis") if last else tr("axis {dim}", dim=values["dim"])


GATING = (
    activation(
        "GLU",
        "F.glu",
        "a σ(b)",
        "Halves an axis: the second half decides how much of the first goes through.",
        (Param("dim", "int", -1, help="The axis that is halved; -1 is the last one."),),
        ("gated linear unit", "gate", "门控线性单元"),
        "Dauphin et al., Language Modeling with Gated Convolutional Networks, 2017",
        rule=halves,
        words=_axis,
    ),
    activation(
        "Hardshrink",
        "F.hardshrink",
        "x for |x| > λ, else 0",
        "Sets values close to 0 to 0 and leaves the others.",
        (number("lambd", 0.5, "How close to 0 counts.", 0.0),),
        ("hard thresholding", "硬阈值"),
        words=_bound,
    ),
    activation(
        "Softshrink",
        "F.softshrink",
        "sign(x) max(0, |x| − λ)",
        "Brings all values closer to 0 by λ, as the lasso does; what is near 0 becomes 0.",
        (number("lambd", 0.5, "How far values are moved toward 0.", 0.0),),
        ("soft thresholding", "lasso", "软阈值"),
        words=_bound,
    ),
    activation(
        "Tanhshrink",
        "F.tanhshrink",
        "x − tanh(x)",
        "What Tanh cuts off: near 0 for small values, one less for large ones.",
    ),
)
