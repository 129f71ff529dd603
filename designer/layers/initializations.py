"""Why: the values that weights have before the first step."""

from designer.layers.options import Option, by_key, number
from designer.layers.spec import Param


def _gain() -> Param:
    return number("gain", 1.0, "Factor on the spread.")


def _kaiming() -> tuple[Param, ...]:
    return (
        Param(
            "mode",
            "choice",
            "fan_in",
            "Keep the spread of values forward (fan_in) or of gradients backward (fan_out).",
            choices=("fan_in", "fan_out"),
        ),
        Param(
            "nonlinearity",
            "choice",
            "leaky_relu",
            "The activation that follows.",
            choices=("relu", "leaky_relu", "tanh", "sigmoid", "selu", "linear"),
        ),
    )


INITIALIZATIONS: dict[str, Option] = by_key(
    Option(
        "default", "PyTorch's default", "Each layer starts as PyTorch starts it: a good choice."
    ),
    Option(
        "xavier_uniform",
        "Xavier uniform",
        "Keeps the spread of values from layer to layer; fits tanh and sigmoid.",
        (_gain(),),
        "torch.nn.init.xavier_uniform_",
    ),
    Option(
        "xavier_normal",
        "Xavier normal",
        "As Xavier uniform, drawn from a normal distribution.",
        (_gain(),),
        "torch.nn.init.xavier_normal_",
    ),
    Option(
        "kaiming_uniform",
        "Kaiming uniform",
        "Keeps the spread of values behind ReLU.",
        _kaiming(),
        "torch.nn.init.kaiming_uniform_",
    ),
    Option(
        "kaiming_normal",
        "Kaiming normal",
        "As Kaiming uniform, drawn from a normal distribution.",
        _kaiming(),
        "torch.nn.init.kaiming_normal_",
    ),
    Option(
        "normal",
        "Normal",
        "Drawn from a normal distribution of your choice.",
        (
            number("mean", 0.0, "Center of the values.", None),
            number("std", 1.0, "Spread of the values; 0.01 to 0.1 is usual."),
        ),
        "torch.nn.init.normal_",
    ),
    Option(
        "orthogonal",
        "Orthogonal",
        "Orthogonal matrices; long used for recurrent networks.",
        (_gain(),),
        "torch.nn.init.orthogonal_",
    ),
    Option(
        "zeros",
        "Zeros",
        "All weights 0: no layer but the last can learn. To see why chance is needed.",
        (),
        "torch.nn.init.zeros_",
    ),
)
