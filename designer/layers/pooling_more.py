"""Why: windows are summed up in other ways: by a power mean, or at places drawn by chance."""

from designer.layers.accept import need_spatial, per_axis, size_text
from designer.layers.pooling import CEIL, WHAT, average_volumes, pool, too_small
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Tensor
from designer.text import tr


def _kernel(default: int, axes: int) -> Param:
    note = "Size of the window."
    return Param("kernel_size", "sizes", default, note, minimum=1, axes=axes, positional=True)


def _power_words(values: Values, axes: int) -> str:
    return f"L{values['norm_type']:g}, {size_text(values['kernel_size'], axes)}"


def _power(axes: int) -> Layer:
    return Layer(
        type=f"LPPool{axes}d",
        category="pooling",
        help=f"Takes the power mean of each window of {WHAT[axes]}: between mean and maximum.",
        rule=average_volumes if axes == 3 else lambda values, inputs: pool(values, inputs, axes),
        nn=f"LPPool{axes}d",
        params=(
            Param(
                "norm_type",
                "float",
                2.0,
                help="The power: 1 sums up, larger ones come close to the maximum.",
                minimum=1,
                positional=True,
            ),
            _kernel(2, axes),
            Param(
                "stride",
                "sizes",
                help="How far the window moves; as far as it is large when left empty.",
                minimum=1,
                axes=axes,
                optional=True,
            ),
            CEIL,
        ),
        words=lambda values: _power_words(values, axes),
        prefix="pool",
        synonyms=("power average", "norm", "pool", "幂平均池化", "池化"),
        formula="(Σ xᵖ)^(1/p)",
    )


def _fraction(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    channels, sizes = need_spatial(inputs[0], axes)
    out = tuple(int(size * values["output_ratio"]) for size in sizes)
    kernel = per_axis(values["kernel_size"], axes)
    spare = 1 if axes == 3 else 0  # torch wants one more for volumes than for images
    reach = tuple(max(1, o) + k - 1 + spare for o, k in zip(out, kernel, strict=True))
    if min(out) < 1 or any(r > size for r, size in zip(reach, sizes, strict=True)):
        needed = tuple(max(r, 2) for r in reach)
        raise too_small(needed, sizes)
    return (inputs[0].with_shape(inputs[0].shape[0], channels, *out),)


def _fractional(axes: int) -> Layer:
    return Layer(
        type=f"FractionalMaxPool{axes}d",
        category="pooling",
        help=(
            f"Keeps the largest value of windows at places drawn by chance, so that {WHAT[axes]} "
            "shrinks by any factor."
        ),
        rule=lambda values, inputs: _fraction(values, inputs, axes),
        nn=f"FractionalMaxPool{axes}d",
        params=(
            _kernel(2, axes),
            Param(
                "output_ratio",
                "float",
                0.5,
                help="The size that goes out, as a share of what comes in.",
                minimum=0.01,
                maximum=0.99,
                always=True,
            ),
        ),
        words=lambda values: (
            f"{size_text(values['kernel_size'], axes)}, "
            + tr("to {share} %", share=f"{100 * values['output_ratio']:g}")
        ),
        prefix="pool",
        synonyms=("random pooling", "pool", "分数池化", "池化"),
        source="Graham, Fractional Max-Pooling, 2015",
        formula="yⱼ = max xᵢ for i in window j, drawn by chance",
    )


POOLING_MORE = (
    *(_power(axes) for axes in (2, 1, 3)),
    *(_fractional(axes) for axes in (2, 3)),
)
