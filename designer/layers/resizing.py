"""Why: images are made larger again, as where a network draws or segments."""

from math import floor

from designer.layers.accept import (
    described,
    need_float,
    need_layout,
    need_spatial,
    per_axis,
    size_text,
)
from designer.layers.params import extent
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor, image_text
from designer.layers.write import assigned, literal
from designer.text import tr, trn

MODES = {
    "nearest": (3, 4, 5),
    "nearest-exact": (3, 4, 5),
    "linear": (3,),
    "bilinear": (4,),
    "bicubic": (4,),
    "trilinear": (5,),
}
"""Modes of torch's interpolation, and the ranks that each can take."""

MODE = Param(
    "mode",
    "choice",
    "nearest",
    help="nearest repeats values; bilinear and bicubic blend them smoothly (images only).",
    choices=tuple(MODES),
)


def _need_mode(x: Tensor, mode: str) -> None:
    need_float(x)
    if x.rank not in MODES[mode]:
        message = tr("cannot work with mode {mode} on {got}", mode=mode, got=described(x))
        if x.rank in MODES["nearest"]:
            raise Mismatch("param", message, expected=MODES[mode], got=x.rank, param="mode")
        raise Mismatch("rank", message, expected=4, got=x.rank)


def _scale(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, factor = inputs[0], values["scale_factor"]
    _need_mode(x, values["mode"])
    channels, sizes = need_layout(x, x.rank - 2)
    if factor == int(factor):
        return (x.with_shape(x.shape[0], channels, *(size * int(factor) for size in sizes)),)
    _, sizes = need_spatial(x, x.rank - 2)
    out = tuple(floor(size * factor) for size in sizes)
    if min(out) < 1:
        message = tr("makes {sizes} smaller than one value", sizes=image_text(sizes))
        raise Mismatch("size", message, expected=1, got=sizes, param="scale_factor")
    return (x.with_shape(x.shape[0], channels, *out),)


def _resize(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, size = inputs[0], values["size"]
    _need_mode(x, values["mode"])
    if size is None or len(size) != x.rank - 2 or min(size) < 1:
        message = tr("needs a size for each of {count} axes", count=x.rank - 2)
        raise Mismatch("param", message, expected=x.rank - 2, got=size, param="size")
    channels, _ = need_layout(x, x.rank - 2)
    return (x.with_shape(x.shape[0], channels, *size),)


def _write_resize(call: Call) -> list[str]:
    size, mode = literal(call.values["size"]), literal(call.values["mode"])
    return [assigned(call, f"F.interpolate({call.inputs[0]}, size={size}, mode={mode})")]


def _shuffle(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, r = inputs[0], values["upscale_factor"]
    channels, (height, width) = need_layout(x, 2)
    if channels % (r * r):
        message = tr(
            "makes each pixel of {count} channels, and gets {channels}",
            count=r * r,
            channels=channels,
        )
        raise Mismatch("channels", message, expected=r * r, got=channels, param="upscale_factor")
    return (x.with_shape(x.shape[0], channels // (r * r), height * r, width * r),)


def _unshuffle(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, r = inputs[0], values["downscale_factor"]
    channels, (height, width) = need_spatial(x, 2)
    if height % r or width % r:
        message = tr(
            "takes squares of {r} × {r} pixels, and gets {height} × {width}",
            r=r,
            height=height,
            width=width,
        )
        got = (height, width)
        raise Mismatch("size", message, expected=r, got=got, param="downscale_factor")
    return (x.with_shape(x.shape[0], channels * r * r, height // r, width // r),)


def _groups(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    channels, _ = need_layout(inputs[0], 2)
    groups = values["groups"]
    if channels % groups:
        message = tr(
            "makes {groups} groups of equal size, and gets {channels} channels",
            groups=groups,
            channels=channels,
        )
        raise Mismatch("channels", message, expected=groups, got=channels, param="groups")
    return (inputs[0],)


def _windows(sizes: tuple[int, ...], values: Values) -> tuple[int, ...]:
    """How many windows fit along each axis. Raises Mismatch "size"."""
    kernel, stride, padding, dilation = (
        per_axis(values[name], 2) for name in ("kernel_size", "stride", "padding", "dilation")
    )
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    rows = list(zip(sizes, reach, stride, padding, strict=True))
    if any(size + 2 * p < r for size, r, _, p in rows):
        message = tr(
            "needs at least {needed} for its window, and gets {sizes}",
            needed=image_text(tuple(r - 2 * p for _, r, _, p in rows)),
            sizes=image_text(sizes),
        )
        raise Mismatch("size", message, expected=reach, got=sizes, param="kernel_size")
    return tuple((size + 2 * p - r) // s + 1 for size, r, s, p in rows)


def _unfold(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html, "Shape"."""
    x = inputs[0]
    channels, sizes = need_spatial(x, 2)
    rows, columns = _windows(sizes, values)
    height, width = per_axis(values["kernel_size"], 2)
    return (x.with_shape(x.shape[0], channels * height * width, rows * columns),)


def _fold(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html, "Shape"."""
    x = inputs[0]
    features, (count,) = need_spatial(x, 1)
    sizes = per_axis(values["output_size"], 2)
    rows, columns = _windows(sizes, values)
    height, width = per_axis(values["kernel_size"], 2)
    if features % (height * width):
        message = tr(
            "makes each window of {count} numbers, and gets {features}",
            count=height * width,
            features=features,
        )
        raise Mismatch("channels", message, expected=height * width, got=features)
    if count != rows * columns:
        message = tr(
            "needs {needed} windows for {size}, and gets {count}",
            needed=rows * columns,
            size=image_text(sizes),
            count=count,
        )
        raise Mismatch("size", message, expected=rows * columns, got=count, param="output_size")
    return (x.with_shape(x.shape[0], features // (height * width), *sizes),)


def _window_params() -> tuple[Param, ...]:
    return (
        extent("dilation", 1, "Distance between the points of a window.", 2, 1, advanced=True),
        extent("padding", 0, "Width of the border of zeros on each side.", 2, 0),
        extent("stride", 1, "How far the window moves each time.", 2, 1),
    )


KERNEL = Param(
    "kernel_size", "sizes", 2, help="Size of the window.", minimum=1, axes=2, positional=True
)


def _window_words(values: Values) -> str:
    return size_text(values["kernel_size"], 2)


def _factor(name: str) -> Param:
    note = "How many pixels each side of a square has."
    return Param(name, "int", 2, help=note, minimum=1, positional=True)


RESIZING = (
    Layer(
        type="Upsample",
        category="resizing",
        help="Makes sequences, images or volumes larger by a factor; nothing is learned.",
        rule=_scale,
        nn="Upsample",
        params=(
            Param(
                "scale_factor",
                "float",
                2.0,
                help="How many times larger each side gets.",
                minimum=0.01,
                always=True,
            ),
            MODE,
        ),
        words=lambda values: f"× {values['scale_factor']:g}, {values['mode']}",
        prefix="up",
        synonyms=("UpSampling2D", "interpolate", "enlarge", "unpool", "上采样", "插值"),
    ),
    Layer(
        type="Interpolate",
        category="resizing",
        help="Brings sequences, images or volumes to a given size, larger or smaller.",
        rule=_resize,
        params=(
            Param(
                "size",
                "shape",
                help="The size that goes out, without channels: 32 × 32.",
                minimum=1,
                in_code=False,
            ),
            Param(MODE.name, MODE.kind, "nearest", MODE.help, choices=MODE.choices, in_code=False),
        ),
        expression=_write_resize,
        words=lambda values: tr("to {size}", size=image_text(values["size"] or ())),
        prefix="resize",
        synonyms=("resize", "scale", "Resizing", "缩放", "插值"),
    ),
    Layer(
        type="PixelShuffle",
        category="resizing",
        help="Lays channels out as pixels: an image r times as large with r² times fewer channels.",
        rule=_shuffle,
        nn="PixelShuffle",
        params=(_factor("upscale_factor"),),
        words=lambda values: f"× {values['upscale_factor']}",
        prefix="shuffle",
        synonyms=("subpixel", "super resolution", "depth to space", "像素重排"),
        source="Shi et al., Real-Time Single Image and Video Super-Resolution, 2016",
    ),
    Layer(
        type="PixelUnshuffle",
        category="resizing",
        help="Lays squares of pixels out as channels: a smaller image that loses nothing.",
        rule=_unshuffle,
        nn="PixelUnshuffle",
        params=(_factor("downscale_factor"),),
        words=lambda values: f"÷ {values['downscale_factor']}",
        prefix="unshuffle",
        synonyms=("space to depth", "像素重排"),
        source="Shi et al., Real-Time Single Image and Video Super-Resolution, 2016",
    ),
    Layer(
        type="ChannelShuffle",
        category="resizing",
        help="Mixes channels of different groups, so that grouped convolutions see all of them.",
        rule=_groups,
        nn="ChannelShuffle",
        params=(
            Param(
                "groups",
                "int",
                2,
                help="Number of groups; it divides the number of channels.",
                minimum=1,
                positional=True,
            ),
        ),
        words=lambda values: trn("{count} group", "{count} groups", values["groups"]),
        prefix="shuffle",
        synonyms=("shufflenet", "通道混洗"),
        source="Zhang et al., ShuffleNet, 2018",
    ),
    Layer(
        type="Unfold",
        category="resizing",
        help="Cuts an image into windows and lays each out as a column: patches as a sequence.",
        rule=_unfold,
        nn="Unfold",
        params=(KERNEL, *_window_params()),
        words=_window_words,
        prefix="unfold",
        synonyms=("im2col", "patches", "sliding window", "展开"),
    ),
    Layer(
        type="Fold",
        category="resizing",
        help="Puts windows that were laid out as columns together again; where they overlap, adds.",
        rule=_fold,
        nn="Fold",
        params=(
            Param(
                "output_size",
                "sizes",
                8,
                help="Height and width of the image that goes out.",
                minimum=1,
                axes=2,
                positional=True,
            ),
            KERNEL,
            *_window_params(),
        ),
        words=_window_words,
        prefix="fold",
        synonyms=("col2im", "折叠"),
    ),
)
