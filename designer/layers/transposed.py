"""Why: convolutions that run backwards, and so make an image larger: decoders and generators."""

from math import prod

from designer.layers.accept import LAYOUTS, Sizes, need_spatial, per_axis
from designer.layers.convolution import GROUPS_HELP, check_groups, filter_params, filter_words
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor, image_text
from designer.text import tr


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
    channels, sizes = need_spatial(inputs[0], axes)
    check_groups(values, channels)
    kernel, stride, padding, extra, dilation = (
        per_axis(values[name], axes)
        for name in ("kernel_size", "stride", "padding", "output_padding", "dilation")
    )
    _check_output_padding(extra, stride, dilation)
    out = tuple(
        (size - 1) * s - 2 * p + d * (k - 1) + e + 1
        for size, s, p, d, k, e in zip(sizes, stride, padding, dilation, kernel, extra, strict=True)
    )
    if min(out) < 1:
        message = tr(
            "cuts off {padding} on each side, and of {sizes} nothing is left",
            padding=image_text(padding),
            sizes=image_text(sizes),
        )
        raise Mismatch("size", message, expected=1, got=out, param="padding")
    return (inputs[0].with_shape(inputs[0].shape[0], values["out_channels"], *out),)


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
            Param(
                "output_padding",
                "sizes",
                0,
                help="Added at the end of each axis, where several sizes would be right.",
                minimum=0,
                axes=axes,
                advanced=True,
            ),
            Param("groups", "int", 1, help=GROUPS_HELP, minimum=1, advanced=True),
            Param("bias", "bool", True, help="Add a learned number to each channel."),
            Param(
                "dilation",
                "sizes",
                1,
                help="Distance between the points that a filter paints.",
                minimum=1,
                axes=axes,
                advanced=True,
            ),
        ),
        weights=lambda values, _inputs: _weights(values, axes),
        words=lambda values: filter_words(values, axes),
        prefix="deconv",
        synonyms=(
            "deconvolution",
            "upconvolution",
            "upsampling",
            f"Conv{axes}DTranspose",
            "转置卷积",
            "反卷积",
            "上采样",
        ),
        source="Zeiler et al., Deconvolutional Networks, 2010",
    )


TRANSPOSED = tuple(_transposed(axes) for axes in (2, 1, 3))
