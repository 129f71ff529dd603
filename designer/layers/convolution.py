"""Why: filters that slide over sequences, images and volumes, one declaration for all three."""

from math import prod

from designer.layers.accept import (
    LAYOUTS,
    Sizes,
    length,
    need_layout,
    one_or_each,
    per_axis,
    size_text,
    windows,
)
from designer.layers.params import extent, inferred, switch, whole, width
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Dim, Mismatch, Tensor, image_text
from designer.text import listed, tr, trn

BIAS_HELP = "Add a learned number to each channel."
DILATION_HELP = "Distance between the points of a filter."
GROUPS_HELP = "Split the channels into groups that do not see each other."
PADDING_MODE = Param(
    "padding_mode",
    "choice",
    "zeros",
    help="What the added border is filled with.",
    choices=("zeros", "reflect", "replicate", "circular"),
    advanced=True,
)
CHINESE = {1: "一维卷积", 2: "二维卷积", 3: "三维卷积"}


def check_groups(values: Values, channels: int) -> None:
    """Raises Mismatch "channels" when groups do not divide the channels on both sides."""
    groups, filters = values["groups"], values["out_channels"]
    if channels % groups:
        message = tr(
            "splits its channels into {groups} groups, and {channels} channels come in",
            groups=groups,
            channels=channels,
        )
        raise Mismatch("channels", message, expected=groups, got=channels, param="groups")
    if filters % groups:
        message = tr(
            "splits its filters into {groups} groups, so {filters} filters cannot be shared out",
            groups=groups,
            filters=filters,
        )
        raise Mismatch("param", message, expected=groups, got=filters, param="out_channels")


def _check_padding(values: Values, padding: Sizes, sizes: tuple[Dim, ...]) -> None:
    """Raises Mismatch "size" where there are too few values to pad with, or may be."""
    mode = values["padding_mode"]
    spare = {"reflect": 1, "circular": 0}.get(mode)
    if spare is None:
        return
    pairs = list(zip(padding, sizes, strict=True))
    if all(p <= size - spare if isinstance(size, int) else p == 0 for p, size in pairs):
        return
    message = tr(
        "pads by {padding} in mode {mode}, more than its input of {sizes} has",
        padding=image_text(padding),
        mode=mode,
        sizes=image_text(sizes),
    )
    code = "size" if all(isinstance(size, int) for size in sizes) else "open"
    raise Mismatch(code, message, expected=sizes, got=padding, param="padding")


def _convolve(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html, "Shape"."""
    channels, sizes = need_layout(inputs[0], axes)
    check_groups(values, channels)
    kernel, stride, padding, dilation = (
        per_axis(values[name], axes) for name in ("kernel_size", "stride", "padding", "dilation")
    )
    _check_padding(values, padding, sizes)
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    needed = tuple(max(1, r - 2 * p) for r, p in zip(reach, padding, strict=True))
    if any(isinstance(s, int) and s < least for s, least in zip(sizes, needed, strict=True)):
        message = tr(
            "needs at least {needed} for its kernel, and gets {sizes}",
            needed=image_text(needed),
            sizes=image_text(sizes),
        )
        raise Mismatch("size", message, expected=needed, got=sizes, param="kernel_size")
    out = map(windows, sizes, reach, stride, padding)
    return (inputs[0].with_shape(inputs[0].shape[0], values["out_channels"], *out),)


def _weights(values: Values, axes: int) -> int:
    filters = int(values["out_channels"])
    window = prod(per_axis(values["kernel_size"], axes))
    count = filters * (int(values["in_channels"]) // int(values["groups"])) * window
    return count + (filters if values["bias"] else 0)


def filter_words(values: Values, axes: int) -> str:
    """`6 filters, 5×5, padding 2`."""
    size = size_text(values["kernel_size"], axes)
    words = [trn("{count} filter", "{count} filters", values["out_channels"])]
    words.append(size if axes > 1 else tr("size {size}", size=size))
    if values["stride"] != 1:
        words.append(tr("stride {size}", size=one_or_each(values["stride"], axes)))
    if values["padding"] != 0:
        words.append(tr("padding {size}", size=one_or_each(values["padding"], axes)))
    return listed(words)


def filter_params(axes: int, padding_help: str) -> tuple[Param, ...]:
    """The parameters that convolutions and transposed convolutions have in common."""
    kernel_help = "Size of the window that each filter looks at."
    filters_help = "Number of filters, and so of channels that go out."
    return (
        inferred("in_channels", "Number of channels that come in.", length(1)),
        width("out_channels", 16, filters_help),
        Param("kernel_size", "sizes", 3, kernel_help, minimum=1, axes=axes, always=True),
        extent("stride", 1, "How far the window moves each time; 2 halves the size.", axes, 1),
        extent("padding", 0, padding_help, axes, 0),
    )


def _conv(axes: int) -> Layer:
    return Layer(
        type=f"Conv{axes}d",
        category="convolution",
        help=(
            "Small filters slide over the input and answer where their pattern occurs; the same "
            "weights are used everywhere. Takes " + LAYOUTS[axes] + "."
        ),
        rule=lambda values, inputs: _convolve(values, inputs, axes),
        nn=f"Conv{axes}d",
        params=(
            *filter_params(axes, "Width of the border that is added on each side before."),
            extent("dilation", 1, DILATION_HELP, axes, 1, advanced=True),
            whole("groups", 1, GROUPS_HELP, advanced=True),
            switch("bias", True, BIAS_HELP),
            PADDING_MODE,
        ),
        weights=lambda values, _inputs: _weights(values, axes),
        words=lambda values: filter_words(values, axes),
        prefix="conv",
        synonyms=("conv", "filter", "kernel", f"Convolution{axes}D", "卷积", CHINESE[axes]),
        source="LeCun et al., Gradient-Based Learning Applied to Document Recognition, 1998",
        formula="yₖ = bₖ + Σᵢ wₖᵢ ⋆ xᵢ over channels i",
    )


CONVOLUTION = tuple(_conv(axes) for axes in (2, 1, 3))
