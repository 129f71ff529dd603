"""Why: layers that make an image smaller by summing up small windows of it."""

from designer.layers.accept import Sizes, need_layout, one_or_each, per_axis, size_text, windows
from designer.layers.params import extent, switch
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Dim, Mismatch, Sym, Tensor, image_text
from designer.text import listed, tr

WHAT = {1: "a sequence", 2: "an image", 3: "a volume"}
CHINESE = {"Max": "最大池化", "Avg": "平均池化"}
PADDING_HELP = "Width of the border that is added on each side; at most half of the window."
HELPS = {
    "Max": "Keeps the largest value of each window: what was found counts, not exactly where.",
    "Avg": "Takes the mean of each window: a smaller, smoother version of the input.",
}
FORMULAS = {"Max": "yⱼ = max xᵢ", "Avg": "yⱼ = mean xᵢ"}
ADAPTIVE_HELPS = {
    "Max": "Keeps the largest value of each part, with parts as large as the wanted size needs.",
    "Avg": "Takes the mean of each part, with parts as large as the wanted size needs.",
}


def pool(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    """One value for each window. Raises Mismatch "rank" or "size".

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html, "Shape".
    """
    channels, sizes = need_layout(inputs[0], axes)
    kernel = per_axis(values["kernel_size"], axes)
    stride = kernel if values["stride"] is None else per_axis(values["stride"], axes)
    padding = per_axis(values.get("padding", 0), axes)
    dilation = per_axis(values.get("dilation", 1), axes)
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    _check_padding(padding, kernel)
    rows = zip(sizes, reach, stride, padding, strict=True)
    out = tuple(_size(*row, ceil=values["ceil_mode"]) for row in rows)
    if any(isinstance(size, int) and size < 1 for size in out):
        needed = tuple(max(1, r - 2 * p) for r, p in zip(reach, padding, strict=True))
        raise too_small(needed, sizes)
    return (inputs[0].with_shape(inputs[0].shape[0], channels, *out),)


def average_volumes(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """AvgPool3d is stricter than its siblings: its window must fit without padding."""
    _, sizes = need_layout(inputs[0], 3)
    kernel = per_axis(values["kernel_size"], 3)
    if any(isinstance(size, int) and size < k for size, k in zip(sizes, kernel, strict=True)):
        raise too_small(kernel, sizes)
    return pool(values, inputs, 3)


def too_small(needed: Sizes, sizes: tuple[Dim, ...]) -> Mismatch:
    """What is said where a window does not fit."""
    message = tr(
        "needs at least {needed} for its window, and gets {sizes}",
        needed=image_text(needed),
        sizes=image_text(sizes),
    )
    return Mismatch("size", message, expected=needed, got=sizes, param="kernel_size")


def _size(size: Dim, reach: int, stride: int, padding: int, ceil: bool) -> Dim:
    if isinstance(size, Sym):
        return windows(size, reach, stride, padding)
    out = (size + 2 * padding - reach + (stride - 1 if ceil else 0)) // stride + 1
    # With ceil_mode a last window that begins in the right padding is left out.
    return out - 1 if ceil and (out - 1) * stride >= size + padding else out


def _check_padding(padding: Sizes, kernel: Sizes) -> None:
    if any(p > k // 2 for p, k in zip(padding, kernel, strict=True)):
        message = tr(
            "pads by {padding}, more than half of its window of {window}",
            padding=image_text(padding),
            window=image_text(kernel),
        )
        most = tuple(k // 2 for k in kernel)
        raise Mismatch("size", message, expected=most, got=padding, param="padding")


def _words(values: Values, axes: int) -> str:
    kernel, stride = values["kernel_size"], values["stride"]
    size = size_text(kernel, axes)
    words = [size if axes > 1 else tr("size {size}", size=size)]
    if stride is not None and stride != kernel:
        words.append(tr("stride {size}", size=one_or_each(stride, axes)))
    if values["padding"] != 0:
        words.append(tr("padding {size}", size=one_or_each(values["padding"], axes)))
    return listed(words)


def _params(axes: int) -> tuple[Param, ...]:
    return (
        Param(
            "kernel_size",
            "sizes",
            2,
            help="Size of the window.",
            minimum=1,
            axes=axes,
            positional=True,
        ),
        Param(
            "stride",
            "sizes",
            help="How far the window moves each time; as far as it is large when left empty.",
            minimum=1,
            axes=axes,
            optional=True,
        ),
        extent("padding", 0, PADDING_HELP, axes, 0),
    )


CEIL = switch(
    "ceil_mode", False, "Count the window that is cut off at the edge too.", advanced=True
)


def _more_params(kind: str, axes: int) -> tuple[Param, ...]:
    if kind == "Avg":
        note = "Count the zeros of the border in the mean."
        return CEIL, switch("count_include_pad", True, note, advanced=True)
    note = "Distance between the points of a window."
    return extent("dilation", 1, note, axes, 1, advanced=True), CEIL


def _pooling(kind: str, axes: int) -> Layer:
    keras = "MaxPooling" if kind == "Max" else "AveragePooling"
    return Layer(
        type=f"{kind}Pool{axes}d",
        category="pooling",
        help=f"{HELPS[kind]} Takes {WHAT[axes]} and leaves its channels as they are.",
        rule=average_volumes
        if (kind, axes) == ("Avg", 3)
        else lambda values, inputs: pool(values, inputs, axes),
        nn=f"{kind}Pool{axes}d",
        params=(*_params(axes), *_more_params(kind, axes)),
        words=lambda values: _words(values, axes),
        prefix="pool",
        synonyms=(f"{keras}{axes}D", "pool", "subsampling", "downsample", "池化", CHINESE[kind]),
        formula=f"{FORMULAS[kind]} for i in window j",
    )


def _adapt(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    channels, _ = need_layout(inputs[0], axes)
    out = per_axis(values["output_size"], axes)
    return (inputs[0].with_shape(inputs[0].shape[0], channels, *out),)


def _adaptive_words(values: Values, axes: int) -> str:
    return tr("to {size}", size=size_text(values["output_size"], axes))


def _adaptive(kind: str, axes: int) -> Layer:
    keras = "GlobalMaxPooling" if kind == "Max" else "GlobalAveragePooling"
    return Layer(
        type=f"Adaptive{kind}Pool{axes}d",
        category="pooling",
        help=f"{ADAPTIVE_HELPS[kind]} Takes {WHAT[axes]} of any size.",
        rule=lambda values, inputs: _adapt(values, inputs, axes),
        nn=f"Adaptive{kind}Pool{axes}d",
        params=(
            Param(
                "output_size",
                "sizes",
                1,
                help="The size that goes out, whatever comes in; 1 pools over everything.",
                minimum=1,
                axes=axes,
                positional=True,
            ),
        ),
        words=lambda values: _adaptive_words(values, axes),
        prefix="pool",
        synonyms=(f"{keras}{axes}D", "pool", "global pooling", "gap", "自适应池化", "全局池化"),
        source="Lin, Chen and Yan, Network in Network, 2014" if kind == "Avg" else "",
        formula=f"{FORMULAS[kind]} for ⌊j n / m⌋ ≤ i < ⌈(j + 1) n / m⌉, n values in and m out",
    )


POOLING = tuple(
    make(kind, axes)
    for make in (_pooling, _adaptive)
    for axes in (2, 1, 3)
    for kind in ("Max", "Avg")
)
