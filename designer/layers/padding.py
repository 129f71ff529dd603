"""Why: a border around an image decides what a convolution sees at its edge."""

from collections.abc import Callable

from designer.layers.accept import Sizes, need_layout, need_spatial, one_or_each, per_axis
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor, image_text
from designer.text import tr

WHAT = {1: "a sequence", 2: "an image", 3: "a volume"}
ORDER = {
    1: "left, right",
    2: "left, right, top, bottom",
    3: "left, right, top, bottom, front, back",
}
KINDS = {
    "Zero": ("Puts a border of zeros around", "零填充"),
    "Constant": ("Puts a border of one number around", "常数填充"),
    "Reflection": ("Continues with its mirror image beyond the edge", "反射填充"),
    "Replication": ("Repeats the values of the edge around", "复制填充"),
    "Circular": ("Continues from the other side, as if rolled up,", "循环填充"),
}
VALUE = Param("value", "float", 0.0, help="The number in the border.", positional=True)


def _most(kind: str, sizes: Sizes) -> Sizes | None:
    """How wide a border can be, where it is made of what is inside."""
    if kind == "Reflection":
        return tuple(size - 1 for size in sizes)
    return sizes if kind == "Circular" else None


def _pad(kind: str, values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html, "Shape"."""
    x = inputs[0]
    channels, _ = need_layout(x, axes)
    border = per_axis(values["padding"], 2 * axes)
    # Torch counts from the last axis.
    pairs = [(border[2 * i], border[2 * i + 1]) for i in reversed(range(axes))]
    if not any(border):
        return (x,)
    _, sizes = need_spatial(x, axes)
    most = _most(kind, sizes)
    if most and any(max(pair) > m for pair, m in zip(pairs, most, strict=True)):
        message = tr(
            "has room for a border of {most}, and adds {border}",
            most=image_text(most),
            border=image_text(tuple(max(pair) for pair in pairs)),
        )
        raise Mismatch("size", message, expected=most, got=border, param="padding")
    out = (size + sum(pair) for size, pair in zip(sizes, pairs, strict=True))
    return (x.with_shape(x.shape[0], channels, *out),)


def _rule(kind: str, axes: int) -> Callable[[Values, Inputs], tuple[Tensor, ...]]:
    return lambda values, inputs: _pad(kind, values, inputs, axes)


def _words(values: Values, axes: int) -> str:
    return one_or_each(values["padding"], 2 * axes)


def _padding(kind: str, axes: int) -> Layer:
    does, chinese = KINDS[kind]
    width = Param(
        "padding",
        "sizes",
        1,
        help=f"Width of the border; one number, or: {ORDER[axes]}.",
        minimum=0,
        axes=2 * axes,
        positional=True,
    )
    return Layer(
        type=f"{kind}Pad{axes}d",
        category="resizing",
        help=f"{does} {WHAT[axes]}.",
        rule=_rule(kind, axes),
        nn=f"{kind}Pad{axes}d",
        params=(width, VALUE) if kind == "Constant" else (width,),
        words=lambda values: _words(values, axes),
        prefix="pad",
        synonyms=(f"ZeroPadding{axes}D", "pad", "border", "填充", chinese),
    )


PADDING = tuple(_padding(kind, axes) for axes in (2, 1, 3) for kind in KINDS)
