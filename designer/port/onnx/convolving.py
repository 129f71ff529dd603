"""Why: convolutions and pooling share kernels, strides and borders, which ONNX has its way with."""

from collections.abc import Sequence
from dataclasses import dataclass

from designer.layers import Dim
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.values import Fixed, Flow
from designer.text import tr

LOWEST = -3.4028234663852886e38  # what never is the largest of a window


@dataclass(frozen=True, slots=True)
class Window:
    """Sizes along each axis, and how far the border goes at its beginning and its end."""

    kernel: list[int]
    stride: list[int]
    dilation: list[int]
    before: list[int]
    after: list[int]

    @property
    def axes(self) -> int:
        """Over how many axes it slides."""
        return len(self.kernel)

    @property
    def even(self) -> bool:
        """True where the border is as wide at the beginning as at the end."""
        return self.before == self.after


def window(step: Step, kernel: list[int], sizes: Sequence[Dim]) -> Window:
    """The window of an operation over axes of these sizes. Raises Unfit."""
    axes = len(kernel)
    if axes not in (1, 2, 3) or len(sizes) != axes:
        raise Unfit(tr("it works on {count} axes", count=axes))
    stride = step.numbers("strides") or [1] * axes
    dilation = step.numbers("dilations") or [1] * axes
    pads = step.numbers("pads") or [0] * 2 * axes
    same = str(step.attribute("auto_pad", "NOTSET"))
    before, after = pads[:axes], pads[axes:]
    if same == "VALID":
        before, after = [0] * axes, [0] * axes
    elif same.startswith("SAME"):
        reach = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
        before, after = _same(sizes, reach, stride, upper=same == "SAME_UPPER")
    if min((*before, *after)) < 0:
        raise Unfit(tr("its border is negative"))
    return Window(kernel, stride, dilation, before, after)


def _same(
    sizes: Sequence[Dim], reach: list[int], stride: list[int], *, upper: bool
) -> tuple[list[int], list[int]]:
    """The border with which as many windows fit as strides do."""
    before, after = [], []
    for size, needs, by in zip(sizes, reach, stride, strict=True):
        if isinstance(size, int):
            total = max((-(-size // by) - 1) * by + needs - size, 0)
        elif by == 1:
            total = needs - 1
        else:
            raise Unfit(tr("its border depends on the size of the data"))
        small, large = total // 2, total - total // 2
        before.append(small if upper else large)
        after.append(large if upper else small)
    return before, after


def bordered(step: Step, x: Flow, used: Window, value: float = 0.0) -> Flow:
    """The input with a border of its own, where the layer cannot add it."""
    # Torch counts from the last axis.
    pairs = list(zip(used.before, used.after, strict=True))[::-1]
    padding = tuple(width for pair in pairs for width in pair)
    if value:
        return step.put(f"ConstantPad{used.axes}d", x, padding=padding, value=value)
    return step.put(f"ZeroPad{used.axes}d", x, padding=padding)


def convolution(step: Step) -> Flow:
    """Conv, over one, two or three axes."""
    x, weight = step.flow(), _weight(step)
    used = window(step, list(weight.array.shape[2:]), x.shape[2:])
    if not used.even:
        x = bordered(step, x, used)
    return step.put(
        f"Conv{used.axes}d",
        x,
        out_channels=weight.array.shape[0],
        kernel_size=used.kernel,
        stride=used.stride,
        padding=used.before if used.even else 0,
        dilation=used.dilation,
        groups=step.whole("group", 1),
        bias=step.input(2) is not None,
    )


def transposed(step: Step) -> Flow:
    """ConvTranspose, over one, two or three axes."""
    x, weight = step.flow(), _weight(step)
    kernel, groups = list(weight.array.shape[2:]), step.whole("group", 1)
    axes = len(kernel)
    used = window(step, kernel, x.shape[2:])
    extra = step.numbers("output_padding") or [0] * axes
    wanted = step.numbers("output_shape")
    if wanted is not None or str(step.attribute("auto_pad", "NOTSET")).startswith("SAME"):
        upper = step.attribute("auto_pad") == "SAME_UPPER"
        used, extra = _sized(x, used, wanted, upper=upper)
    elif not used.even:
        # What is cut off less at the end is added there.
        extra = [e + b - a for e, b, a in zip(extra, used.before, used.after, strict=True)]
    made = step.put(
        f"ConvTranspose{axes}d",
        x,
        out_channels=weight.array.shape[1] * groups,
        kernel_size=kernel,
        stride=used.stride,
        padding=used.before,
        output_padding=[max(more, 0) for more in extra],
        dilation=used.dilation,
        groups=groups,
        bias=step.input(2) is not None,
    )
    for axis, more in enumerate(extra, start=2):
        if more < 0:  # what is cut off more at the end
            made = step.put("Slice", made, dim=axis, start=0, stop=more)
    return made


def _sized(
    x: Flow, used: Window, wanted: list[int] | None, *, upper: bool
) -> tuple[Window, list[int]]:
    """The border and what is added at the end, for an output of a given size."""
    before, extra = [], []
    sizes = wanted[-used.axes :] if wanted else [None] * used.axes
    rows = zip(x.shape[2:], used.kernel, used.stride, used.dilation, sizes, strict=True)
    for size, kernel, stride, dilation, out in rows:
        if not isinstance(size, int):
            raise Unfit(tr("its border depends on the size of the data"))
        full = stride * (size - 1) + dilation * (kernel - 1) + 1
        total = full - (size * stride if out is None else out)
        before.append(max(total // 2 if upper else -(-total // 2), 0))
        extra.append(2 * before[-1] - total)
    return Window(used.kernel, used.stride, used.dilation, before, before), extra


def _weight(step: Step) -> Fixed:
    weight = step.fixed(1)
    if weight is None or weight.array.ndim < 3:
        raise Unfit(tr("its weights have no kernel"))
    return weight


def max_pool(step: Step) -> Flow:
    """MaxPool; its second output, where the largest stood, is no tensor that torch has."""
    if any(step.node.outputs[1:]):
        raise Unfit(tr("it tells where the largest values stood"))
    x = step.flow()
    used = window(step, step.numbers("kernel_shape") or [], x.shape[2:])
    padding = _padding(used)
    if padding is None:
        x = bordered(step, x, used, LOWEST)
    return step.put(
        f"MaxPool{used.axes}d",
        x,
        kernel_size=used.kernel,
        stride=_stride(used),
        padding=padding or 0,
        dilation=used.dilation,
        ceil_mode=bool(step.whole("ceil_mode", 0)),
    )


def average_pool(step: Step) -> Flow:
    """AveragePool; zeros of the border count as the file says."""
    x = step.flow()
    used = window(step, step.numbers("kernel_shape") or [], x.shape[2:])
    counts = bool(step.whole("count_include_pad", 0)) or not any(used.before + used.after)
    padding = _padding(used)
    if used.dilation != [1] * used.axes or (padding is None and not counts):
        raise Unfit(tr("no layer counts its border in this way"))
    if padding is None:
        x = bordered(step, x, used)
    return step.put(
        f"AvgPool{used.axes}d",
        x,
        kernel_size=used.kernel,
        stride=_stride(used),
        padding=padding or 0,
        ceil_mode=bool(step.whole("ceil_mode", 0)),
        count_include_pad=counts,
    )


def _padding(used: Window) -> list[int] | None:
    """The border that the layer itself adds; None where it cannot."""
    fits = all(p <= k // 2 for p, k in zip(used.before, used.kernel, strict=True))
    return used.before if used.even and fits else None


def _stride(used: Window) -> list[int] | None:
    return None if used.stride == used.kernel else used.stride


def lp_pool(step: Step) -> Flow:
    """LpPool, which torch has without a border."""
    x = step.flow()
    used = window(step, step.numbers("kernel_shape") or [], x.shape[2:])
    if any(used.before + used.after) or used.dilation != [1] * used.axes:
        raise Unfit(tr("no layer counts its border in this way"))
    ceil = bool(step.whole("ceil_mode", 0))
    norm, stride = step.decimal("p", 2), _stride(used)
    if norm % 2:
        raise Unfit(tr("torch takes no absolute values here"))
    kind = f"LPPool{used.axes}d"
    return step.put(kind, x, norm_type=norm, kernel_size=used.kernel, stride=stride, ceil_mode=ceil)


def global_pool(kind: str) -> Handler:
    """Pooling over everything: an adaptive pooling to size 1."""

    def read(step: Step) -> Flow:
        x = step.flow()
        axes = len(x.shape) - 2
        if axes not in (1, 2, 3):
            raise Unfit(tr("it works on {count} axes", count=axes))
        return step.put(f"Adaptive{kind}Pool{axes}d", x, output_size=1)

    return read


CONVOLVING: dict[str, Handler] = {
    "Conv": convolution,
    "ConvTranspose": transposed,
    "MaxPool": max_pool,
    "AveragePool": average_pool,
    "LpPool": lp_pool,
    "GlobalAveragePool": global_pool("Avg"),
    "GlobalMaxPool": global_pool("Max"),
}
