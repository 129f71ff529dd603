"""Why: convolutions that run backwards, and so make an image larger: decoders and generators."""

from math import prod

from designer.layers.accept import LAYOUTS, Sizes, need_layout, per_axis
from designer.layers.convolution import (
    BIAS_HELP,
    DILATION_HELP,
    GROUPS_HELP,
    check_groups,
    filter_params,
    filter_words,
)
from designer.layers.params import extent, switch, whole
from designer.layers.spec import Inputs, Layer, Values
from designer.layers.tensor import Dim, Mismatch, Tensor, image_text
from designer.text import tr

EXTRA_HELP = "Added at the end of each axis, where several sizes would be right."
SYNONYMS = ("deconvolution", "upconvolution", "upsampling", "转置卷积", "反卷积", "上采样")


def _check_output_padding(extra: Sizes, stride: Sizes, dilation: Sizes) -> None:
    most = tuple(max(s, d) - 1 for s, d in zip(stride, dilation, strict=True))
    if any(e > m for e, m in zip(extra, most, strict=True)):
        message = tr(
            "adds {extra} at the end, and can add at most {most}: less than its stride",
            extra=image_text(extra),
            most=image_text(most),
        )
        raise Mismatch("size", message, expected=most, got=extra, param="output_padding")


def _expand(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html, "Shape"."""
    channels, sizes = need_layout(inputs[0], axes)
    check_groups(values, channels)
    kernel, stride, padding, extra, dilation = (
        per_axis(values[name], axes)
        for name in ("kernel_size", "stride", "padding", "output_padding", "dilation")
    )
    _check_output_padding(extra, stride, dilation)
    more = tuple(
        d * (k - 1) + e + 1 - 2 * p - s
        for s, p, d, k, e in zip(stride, padding, dilation, kernel, extra, strict=True)
    )
    out = tuple(map(_stretched, sizes, stride, more))
    if any(isinstance(size, int) and size < 1 for size in out):
        message = tr(
            "cuts off {padding} on each side, and of {sizes} nothing is left",
            padding=image_text(padding),
            sizes=image_text(sizes),
        )
        raise Mismatch("size", message, expected=1, got=out, param="padding")
    return (inputs[0].with_shape(inputs[0].shape[0], values["out_channels"], *out),)


def _stretched(size: Dim, stride: int, more: int) -> Dim:
    """Stride times the size, and what the last window adds. Raises Mismatch "open"."""
    if isinstance(size, int):
        return size * stride + more
    if more == 0:
        return size * stride
    message = tr(
        "needs a fixed length, or a padding that makes {dim} exactly {times} times as long",
        dim=size,
        times=stride,
    )
    raise Mismatch("open", message, got=str(size), param="padding")


def _weights(values: Values, axes: int) -> int:
    filters = int(values["out_channels"])
    window = prod(per_axis(values["kernel_size"], axes))
    count = int(values["in_channels"]) * (filters // int(values["groups"])) * window
    return count + (filters if values["bias"] else 0)


def _transposed(axes: int) -> Layer:
    return Layer(
        type=f"ConvTranspose{axes}d",
        category="convolution",
        help=(
            "A convolution backwards: every value paints its filter into a larger output. "
            "Takes " + LAYOUTS[axes] + "."
        ),
        rule=lambda values, inputs: _expand(values, inputs, axes),
        nn=f"ConvTranspose{axes}d",
        params=(
            *filter_params(axes, "Width of the border that is cut off on each side afterwards."),
            extent("output_padding", 0, EXTRA_HELP, axes, 0, advanced=True),
            whole("groups", 1, GROUPS_HELP, advanced=True),
            switch("bias", True, BIAS_HELP),
            extent("dilation", 1, DILATION_HELP, axes, 1, advanced=True),
        ),
        weights=lambda values, _inputs: _weights(values, axes),
        words=lambda values: filter_words(values, axes),
        prefix="deconv",
        synonyms=(*SYNONYMS, f"Conv{axes}DTranspose"),
        source="Zeiler et al., Deconvolutional Networks, 2010",
        formula="yₖ = bₖ + Σᵢ wᵢₖ ∗ xᵢ, with stride − 1 zeros between the values of xᵢ",
    )


TRANSPOSED = tuple(_transposed(axes) for axes in (2, 1, 3))
