"""Why: normalizations that look at one sample alone, and so work for any batch size."""

from math import prod

from designer.layers.accept import described, fixed, length, need_float, need_layout
from designer.layers.normalization import AXES, eps, last_axes, last_axes_rule, last_axes_words
from designer.layers.params import inferred, switch
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.text import tr, trn

TAKES = {1: "sequences", 2: "images", 3: "volumes"}
SHAPE_HELP = "The lengths of these axes."


def _channels(x: Tensor) -> int:
    if x.rank < 2:
        raise Mismatch(
            "rank", tr("needs channels, and gets {got}", got=described(x)), expected=2, got=x.rank
        )
    need_float(x)
    return fixed(x, 1, "channels")


def _group(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, groups = inputs[0], values["num_groups"]
    channels = _channels(x)
    if channels % groups:
        message = tr(
            "makes {groups} groups of equal size, and gets {channels} channels",
            groups=groups,
            channels=channels,
        )
        raise Mismatch("channels", message, expected=groups, got=channels, param="num_groups")
    return (x,)


def _scales(values: Values, _inputs: Inputs) -> int:
    return 2 * values["num_channels"] if values["affine"] else 0


def _instance(inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    _, sizes = need_layout(inputs[0], axes)
    if all(size == 1 for size in sizes):
        message = tr("needs more than one value in each channel, and gets one")
        raise Mismatch("size", message, expected=2, got=1)
    return (inputs[0],)


def _of_instances(axes: int) -> Layer:
    return Layer(
        type=f"InstanceNorm{axes}d",
        category="normalization",
        help=(
            "Gives each channel of each sample mean 0 and spread 1, which takes contrast away: "
            f"usual when a style is transferred. Takes {TAKES[axes]}."
        ),
        rule=lambda _values, inputs: _instance(inputs, axes),
        nn=f"InstanceNorm{axes}d",
        params=(
            inferred("num_features", "Number of channels that come in.", length(1)),
            eps(),
            Param(
                "momentum",
                "float",
                0.1,
                help="How fast the running mean follows, where it is kept.",
                minimum=0,
                maximum=1,
                advanced=True,
            ),
            switch("affine", False, "Learn a scale and an offset for each channel."),
            switch(
                "track_running_stats", False, "Remember mean and spread of training.", advanced=True
            ),
        ),
        weights=lambda values, _inputs: 2 * values["num_features"] if values["affine"] else 0,
        prefix="norm",
        synonyms=("contrast", "style transfer", "实例归一化"),
        source="Ulyanov, Vedaldi and Lempitsky, Instance Normalization, 2016",
        formula="γ (x − mean) / √(var + ε) + β",
    )


def _rms_weights(values: Values, _inputs: Inputs) -> int:
    shape = values["normalized_shape"]
    size = shape if isinstance(shape, int) else prod(shape)
    return size if values["elementwise_affine"] else 0


def _response(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    if x.rank < 3:
        message = tr("needs channels of more than one value, and gets {got}", got=described(x))
        raise Mismatch("rank", message, expected=4, got=x.rank)
    need_float(x)
    fixed(x, 1, "channels")
    return (x,)


def _number(name: str, default: float, note: str, minimum: float = 0.0) -> Param:
    return Param(name, "float", default, help=note, minimum=minimum, advanced=True)


SAMPLE_NORMS = (
    Layer(
        type="GroupNorm",
        category="normalization",
        help=(
            "Gives groups of channels of each sample mean 0 and spread 1: steady where batches "
            "are too small for BatchNorm."
        ),
        rule=_group,
        nn="GroupNorm",
        params=(
            Param(
                "num_groups",
                "int",
                8,
                help="Number of groups; it divides the number of channels.",
                minimum=1,
                positional=True,
            ),
            inferred("num_channels", "Number of channels that come in.", length(1)),
            eps(),
            switch("affine", True, "Learn a scale and an offset for each channel."),
        ),
        weights=_scales,
        words=lambda values: trn("{count} group", "{count} groups", values["num_groups"]),
        prefix="norm",
        synonyms=("gn", "组归一化"),
        source="Wu and He, Group Normalization, 2018",
        formula="γ (x − mean) / √(var + ε) + β",
    ),
    *(_of_instances(axes) for axes in (2, 1, 3)),
    Layer(
        type="RMSNorm",
        category="normalization",
        help=(
            "Divides by the root of the mean square over the last axes: a LayerNorm without mean, "
            "usual in large language models."
        ),
        rule=last_axes_rule,
        nn="RMSNorm",
        params=(
            AXES,
            Param("normalized_shape", "shape", help=SHAPE_HELP, positional=True, infer=last_axes),
            Param(
                "eps",
                "float",
                help="A small number that keeps the division safe; empty for the smallest.",
                minimum=1e-12,
                optional=True,
                advanced=True,
            ),
            switch("elementwise_affine", True, "Learn a scale for each value."),
        ),
        weights=_rms_weights,
        words=last_axes_words,
        prefix="norm",
        synonyms=("root mean square", "均方根归一化"),
        source="Zhang and Sennrich, Root Mean Square Layer Normalization, 2019",
        formula="γ x / √(mean(x²) + ε)",
    ),
    Layer(
        type="LocalResponseNorm",
        category="normalization",
        help=(
            "Divides each value by the strength of neighboring channels at its place, as AlexNet "
            "did before there was BatchNorm."
        ),
        rule=_response,
        nn="LocalResponseNorm",
        params=(
            Param(
                "size",
                "int",
                5,
                help="Number of neighboring channels that count.",
                minimum=1,
                positional=True,
            ),
            _number("alpha", 1e-4, "Strength of the neighbors α."),
            _number("beta", 0.75, "The exponent β."),
            _number("k", 1.0, "What is added before dividing.", 1e-6),
        ),
        words=lambda values: trn("{count} channel", "{count} channels", values["size"]),
        prefix="lrn",
        synonyms=("lrn", "alexnet", "局部响应归一化"),
        source="Krizhevsky, Sutskever and Hinton, ImageNet Classification, 2012",
        formula="x / (k + α mean(neighbors²))^β",
    ),
)
