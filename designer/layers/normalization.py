"""Why: layers that keep values in a range in which the next layer learns well."""

from math import prod
from typing import Any

from designer.layers.accept import described, fixed, length, need_float, need_layout
from designer.layers.params import inferred, switch
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.text import tr

TAKES = {1: "features or sequences", 2: "images", 3: "volumes"}
STATS_HELP = "Remember mean and spread of training for use afterwards."
MOMENTUM = Param(
    "momentum",
    "float",
    0.1,
    help="How fast the running mean follows; empty for the mean of all batches.",
    minimum=0,
    maximum=1,
    optional=True,
    advanced=True,
)


def _batch_norm(inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    x = inputs[0]
    if axes == 1 and x.rank == 2:
        need_float(x)
        fixed(x, 1, "channels")
    else:
        need_layout(x, axes)
    return (x,)


def _batch(axes: int) -> Layer:
    return Layer(
        type=f"BatchNorm{axes}d",
        category="normalization",
        help=(
            "Gives each channel mean 0 and spread 1 over the batch, then a learned scale and "
            f"offset. Training gets faster and steadier. Takes {TAKES[axes]}."
        ),
        rule=lambda _values, inputs: _batch_norm(inputs, axes),
        nn=f"BatchNorm{axes}d",
        params=(
            inferred("num_features", "Number of channels that come in.", length(1)),
            eps(),
            MOMENTUM,
            switch("affine", True, "Learn a scale and an offset for each channel."),
            switch("track_running_stats", True, STATS_HELP, advanced=True),
        ),
        weights=lambda values, _inputs: 2 * values["num_features"] if values["affine"] else 0,
        prefix="norm",
        synonyms=("bn", "batch normalization", "BatchNormalization", "批归一化", "批标准化"),
        source="Ioffe and Szegedy, Batch Normalization, 2015",
        formula="γ (x − mean) / √(var + ε) + β",
    )


def eps() -> Param:
    """What keeps the division safe."""
    return Param(
        "eps",
        "float",
        1e-5,
        help="A small number that keeps the division safe.",
        minimum=1e-12,
        advanced=True,
    )


def last_axes(inputs: Inputs, values: Values) -> Any:
    """The lengths of the axes that are normalized together; None when they are open."""
    axes = values["axes"]
    if not inputs or not 0 < axes < inputs[0].rank:
        return None
    shape = inputs[0].shape[-axes:]
    if not all(isinstance(dim, int) for dim in shape):
        return None
    return shape[0] if axes == 1 else shape


def last_axes_rule(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Normalizes over the last axes of a sample. Raises Mismatch "rank" or "features"."""
    x, axes = inputs[0], values["axes"]
    need_float(x)
    if axes >= x.rank:
        message = tr(
            "normalizes over the last {axes} axes of a sample, and gets {got}",
            axes=axes,
            got=described(x),
        )
        raise Mismatch("rank", message, expected=axes + 1, got=x.rank, param="axes")
    for axis in range(x.rank - axes, x.rank):
        fixed(x, axis, "features")
    return (x,)


def _layer_weights(values: Values, _inputs: Inputs) -> int:
    shape = values["normalized_shape"]
    size = shape if isinstance(shape, int) else prod(shape)
    if not values["elementwise_affine"]:
        return 0
    return 2 * size if values["bias"] else size


def last_axes_words(values: Values) -> str:
    """Over which axes."""
    axes = values["axes"]
    return tr("last axis") if axes == 1 else tr("last {axes} axes", axes=axes)


AXES = Param(
    "axes",
    "int",
    1,
    help="How many of the last axes are normalized together.",
    minimum=1,
    maximum=8,
    in_code=False,
)

LAYER_NORM = Layer(
    type="LayerNorm",
    category="normalization",
    help=(
        "Gives each sample mean 0 and spread 1 over its last axes, then a learned scale and "
        "offset. Works the same for every batch size; usual in transformers."
    ),
    rule=last_axes_rule,
    nn="LayerNorm",
    params=(
        AXES,
        Param(
            "normalized_shape",
            "shape",
            help="The lengths of these axes.",
            positional=True,
            infer=last_axes,
        ),
        eps(),
        switch("elementwise_affine", True, "Learn a scale and an offset."),
        switch("bias", True, "Learn the offset too.", advanced=True),
    ),
    weights=_layer_weights,
    words=last_axes_words,
    prefix="norm",
    synonyms=("ln", "layer normalization", "LayerNormalization", "层归一化"),
    source="Ba, Kiros and Hinton, Layer Normalization, 2016",
    formula="γ (x − mean) / √(var + ε) + β",
)

NORMALIZATION = (*(_batch(axes) for axes in (2, 1, 3)), LAYER_NORM)
