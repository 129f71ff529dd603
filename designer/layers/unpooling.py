"""Why: pooling that remembers where each maximum stood, and its way back: SegNet's decoder."""

from dataclasses import replace

from designer.layers.accept import need_spatial, per_axis, size_text
from designer.layers.params import extent
from designer.layers.pooling import POOLING, WHAT
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor, image_text
from designer.layers.write import arguments, assigned, literal, unpacked
from designer.text import tr

SOURCE = "Badrinarayanan, Kendall and Cipolla, SegNet, 2017"
OUTPUTS = (
    Port("out", help="The maxima"),
    Port("indices", help="Where each of them stood; for MaxUnpool"),
)


def _with_indices(axes: int) -> Layer:
    plain = next(layer for layer in POOLING if layer.type == f"MaxPool{axes}d")

    def rule(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
        (out,) = plain.rule(values, inputs)
        return out, Tensor(out.shape, "int64")

    def made(values: Values) -> str:
        inside = ", ".join([*arguments(plain.params, values), "return_indices=True"])
        return f"nn.{plain.nn}({inside})"

    return replace(
        plain,
        type=f"MaxPoolWithIndices{axes}d",
        help=f"A MaxPool{axes}d that also says where each maximum stood, for MaxUnpool{axes}d.",
        rule=rule,
        made=made,
        outputs=OUTPUTS,
        expression=_write_both,
        synonyms=("return_indices", "switches", "segnet", "最大池化索引"),
        source=SOURCE,
    )


def _write_both(call: Call) -> list[str]:
    return [unpacked(call, OUTPUTS, f"self.{call.name}({call.inputs[0]})")]


def _unpool(values: Values, inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html, "Shape"."""
    x, indices = inputs
    channels, sizes = need_spatial(x, axes)
    if indices.dtype != "int64":
        message = tr("takes the indices of a pooling (int64), and gets {got}", got=indices.dtype)
        raise Mismatch("dtype", message, port="indices", expected="int64", got=indices.dtype)
    if indices.shape != x.shape:
        message = tr("needs an index for each value, and gets {a} and {b}", a=x, b=indices)
        expected, got = x.sample, indices.sample
        raise Mismatch("size", message, port="indices", expected=expected, got=got)
    kernel = per_axis(values["kernel_size"], axes)
    stride = kernel if values["stride"] is None else per_axis(values["stride"], axes)
    padding = per_axis(values["padding"], axes)
    rows = zip(sizes, kernel, stride, padding, strict=True)
    out = tuple((size - 1) * s - 2 * p + k for size, k, s, p in rows)
    if values["output_size"] is not None:
        wanted = per_axis(values["output_size"], axes)
        if any(abs(w - o) >= s for w, o, s in zip(wanted, out, stride, strict=True)):
            message = tr(
                "cannot make {wanted} of {sizes}, rather {out}",
                wanted=image_text(wanted),
                sizes=image_text(sizes),
                out=image_text(out),
            )
            raise Mismatch("size", message, expected=out, got=wanted, param="output_size")
        out = wanted
    if min(out) < 1:
        message = tr(
            "cuts off {padding} on each side, and of {sizes} nothing is left",
            padding=image_text(padding),
            sizes=image_text(sizes),
        )
        raise Mismatch("size", message, expected=1, got=out, param="padding")
    return (x.with_shape(x.shape[0], channels, *out),)


def _write_unpool(call: Call, axes: int) -> list[str]:
    parts = [str(name) for name in call.inputs]
    size = call.values["output_size"]
    if size is not None:
        parts.append(f"output_size={literal(per_axis(size, axes))}")
    return [assigned(call, f"self.{call.name}({', '.join(parts)})")]


def _unpooling(axes: int) -> Layer:
    return Layer(
        type=f"MaxUnpool{axes}d",
        category="pooling",
        help=(
            f"Puts the maxima of a pooling back where they stood in {WHAT[axes]}; all else is 0."
        ),
        rule=lambda values, inputs: _unpool(values, inputs, axes),
        nn=f"MaxUnpool{axes}d",
        inputs=(
            Port("in", help="The values"),
            Port("indices", help=f"Where they stood: of a MaxPoolWithIndices{axes}d"),
        ),
        params=(
            Param(
                "kernel_size",
                "sizes",
                2,
                help="Size of the window of the pooling.",
                minimum=1,
                axes=axes,
                positional=True,
            ),
            Param(
                "stride",
                "sizes",
                help="How far that window moved; as far as it is large when left empty.",
                minimum=1,
                axes=axes,
                optional=True,
            ),
            extent("padding", 0, "Width of the border that the pooling added.", axes, 0),
            Param(
                "output_size",
                "sizes",
                help="Size before the pooling, where it left a rest over: 7 × 7 for 3 × 3.",
                minimum=1,
                axes=axes,
                optional=True,
                advanced=True,
                in_code=False,
            ),
        ),
        expression=lambda call: _write_unpool(call, axes),
        words=lambda values: size_text(values["kernel_size"], axes),
        prefix="unpool",
        synonyms=("unpooling", "upsample", "segnet", "decoder", "反池化"),
        source=SOURCE,
    )


UNPOOLING = tuple(make(axes) for make in (_with_indices, _unpooling) for axes in (2, 1, 3))
