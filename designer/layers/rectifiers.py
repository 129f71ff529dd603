"""Why: activations that are straight for positive values: the usual choice between layers."""

from designer.layers.activation_rules import hardtanh, prelu, rrelu
from designer.layers.activation_spec import CHINESE, activation, number
from designer.layers.spec import Layer, Param
from designer.text import tr

PRELU = Layer(
    type="PReLU",
    category="activation",
    help="A LeakyReLU that learns the slope for negative values.",
    rule=prelu,
    nn="PReLU",
    params=(
        Param("num_parameters", "int", 1, help="1, or a slope for each channel.", minimum=1),
        number("init", 0.25, "The slope at the start."),
    ),
    weights=lambda values, _inputs: values["num_parameters"],
    words=lambda values: tr("slope from {init}", init=f"{values['init']:g}"),
    prefix="prelu",
    synonyms=("parametric relu", "activation", "参数化修正线性单元", *CHINESE),
    source="He et al., Delving Deep into Rectifiers, 2015",
    formula="x for x > 0, else a x",
    pointwise=True,
)

RRELU = Layer(
    type="RReLU",
    category="activation",
    help="A LeakyReLU with a slope drawn by chance while training, and its mean afterwards.",
    rule=rrelu,
    nn="RReLU",
    params=(
        number("lower", 1 / 8, "The smallest slope for negative values.", 0.0),
        number("upper", 1 / 3, "The largest slope for negative values.", 0.0),
    ),
    words=lambda values: f"{values['lower']:.3g} … {values['upper']:.3g}",
    prefix="rrelu",
    synonyms=("randomized leaky relu", "activation", "随机修正线性单元", *CHINESE),
    source="Xu et al., Empirical Evaluation of Rectified Activations, 2015",
    formula="x for x > 0, else a x with a random",
    pointwise=True,
)

RECTIFIERS = (
    activation(
        "ReLU",
        "F.relu",
        "max(0, x)",
        "Negative values become 0, others stay. The usual first choice between layers.",
        synonyms=("rectifier", "修正线性单元"),
        source="Nair and Hinton, Rectified Linear Units Improve RBMs, 2010",
    ),
    activation(
        "LeakyReLU",
        "F.leaky_relu",
        "x for x > 0, else a x",
        "A ReLU that lets a little of negative values through, so that no neuron dies.",
        (number("negative_slope", 0.01, "The slope a for negative values."),),
        ("leaky", "带泄漏修正线性单元"),
        "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Acoustic Models, 2013",
        words=lambda values: tr("slope {slope}", slope=f"{values['negative_slope']:g}"),
    ),
    PRELU,
    RRELU,
    activation(
        "ELU",
        "F.elu",
        "x for x > 0, else α (eˣ − 1)",
        "Like ReLU, but bends smoothly toward −α for negative values.",
        (number("alpha", 1.0, "The limit α for very negative values.", 0.0),),
        ("exponential linear unit", "指数线性单元"),
        "Clevert, Unterthiner and Hochreiter, Exponential Linear Units, 2016",
        words=lambda values: tr("α {alpha}", alpha=f"{values['alpha']:g}"),
    ),
    activation(
        "CELU",
        "F.celu",
        "max(0, x) + min(0, α (exp(x / α) − 1))",
        "An ELU whose slope has no jump at 0, whatever α is.",
        (number("alpha", 1.0, "The limit α for very negative values.", 1e-6),),
        ("continuously differentiable elu", "连续可微指数线性单元"),
        "Barron, Continuously Differentiable Exponential Linear Units, 2017",
        words=lambda values: tr("α {alpha}", alpha=f"{values['alpha']:g}"),
    ),
    activation(
        "SELU",
        "F.selu",
        "λ x for x > 0, else λ α (eˣ − 1)",
        "An ELU scaled so that values keep mean 0 and spread 1 by themselves.",
        synonyms=("self-normalizing",),
        source="Klambauer et al., Self-Normalizing Neural Networks, 2017",
    ),
    activation(
        "ReLU6",
        "F.relu6",
        "min(max(0, x), 6)",
        "A ReLU that is cut off at 6; used in networks for phones.",
        source="Howard et al., MobileNets, 2017",
    ),
    activation(
        "Hardtanh",
        "F.hardtanh",
        "min(max(a, x), b)",
        "Cuts values off below and above; the straight version of Tanh.",
        (
            number("min_val", -1.0, "The lower limit a."),
            number("max_val", 1.0, "The upper limit b."),
        ),
        ("clip", "clamp"),
        rule=hardtanh,
        words=lambda values: f"{values['min_val']:g} … {values['max_val']:g}",
    ),
    activation(
        "Threshold",
        "F.threshold",
        "x for x > t, else v",
        "Keeps values above a threshold and puts one number in place of all others.",
        (
            Param("threshold", "float", 0.0, help="The threshold t.", positional=True),
            Param("value", "float", 0.0, help="The number v for the others.", positional=True),
        ),
        ("cutoff", "阈值"),
        words=lambda values: f"> {values['threshold']:g}, {values['value']:g}",
    ),
)
