"""Why: what the branches of deep residual networks have beside their layers: a scale, a chance."""

from math import prod

from designer.layers.accept import fixed, length, need_float, need_layout
from designer.layers.normalization import _layer_weights, eps
from designer.layers.params import inferred, share, switch
from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Tensor
from designer.layers.write import assigned, functional, literal
from designer.text import tr


def _drop_paths(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (need_float(inputs[0]),)


def _write_drop(call: Call) -> list[str]:
    """One draw for each sample, which keeps the whole sample or nothing of it."""
    x = call.inputs[0]
    ones = ", ".join([f"{x}.shape[0]", *["1"] * (call.values["axes"] - 1)])
    return [assigned(call, f"{x} * self.{call.name}({x}.new_ones({ones}))")]


def _axes(inputs: Inputs, _values: Values) -> int | None:
    return inputs[0].rank if inputs else None


def _factors(inputs: Inputs, values: Values) -> tuple[int, ...] | None:
    """The shape of the factors: channels, and a 1 for each axis behind them."""
    dim = values["dim"]
    if not inputs or not -inputs[0].rank <= dim < inputs[0].rank:
        return None
    axis = dim % inputs[0].rank
    count = inputs[0].shape[axis]
    return (count, *[1] * (inputs[0].rank - axis - 1)) if isinstance(count, int) else None


def _scale(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = need_float(inputs[0])
    axis, _ = inner(x, values["dim"])
    fixed(x, axis, "channels")
    return (x,)


def _make_scale(values: Values) -> str:
    return f"nn.Parameter(torch.full({literal(values['shape'])}, {literal(values['init'])}))"


def _image_norm(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    need_layout(inputs[0], 2)
    return (inputs[0],)


def _write_image_norm(call: Call) -> list[str]:
    x = f"self.{call.name}({call.inputs[0]}.permute(0, 2, 3, 1))"
    return [assigned(call, f"{x}.permute(0, 3, 1, 2)")]


def _unit(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = need_float(inputs[0])
    inner(x, values["dim"])
    return (x,)


NORMALIZE_PARAMS = (
    Param(
        "p",
        "float",
        2.0,
        help="2 is the straight length, 1 the sum of absolute values.",
        minimum=0.1,
    ),
    Param("dim", "int", 1, help="The axis of the vectors; 1 is channels or features."),
    Param(
        "eps",
        "float",
        1e-12,
        help="A small number that keeps the division safe.",
        minimum=1e-12,
        advanced=True,
    ),
)

RESIDUAL = (
    Layer(
        type="StochasticDepth",
        category="dropout",
        help=(
            "Leaves out a whole branch for some samples while training, so that a deep network "
            "learns as a shallow one. Stands at the end of the branch, before the Add."
        ),
        rule=_drop_paths,
        nn="Dropout",
        params=(
            Param(
                "axes",
                "int",
                help="Number of axes that come in.",
                in_code=False,
                infer=_axes,
            ),
            share(
                "p", 0.5, "Share of the samples for which the branch is left out.", positional=True
            ),
        ),
        expression=_write_drop,
        words=lambda values: tr("{percent} %", percent=f"{100 * values['p']:g}"),
        prefix="path",
        synonyms=("drop path", "droppath", "survival", "随机深度", "丢弃路径"),
        source="Huang et al., Deep Networks with Stochastic Depth, 2016",
    ),
    Layer(
        type="LayerScale",
        category="normalization",
        help=(
            "Multiplies each channel by a learned number that begins close to 0, so that a deep "
            "network begins as if its branches were not there."
        ),
        rule=_scale,
        nn="Parameter",
        made=_make_scale,
        params=(
            Param(
                "dim",
                "int",
                1,
                help="The axis of the channels: 1 for images, -1 for steps × features.",
                in_code=False,
            ),
            Param(
                "shape", "shape", help="The shape of the factors.", in_code=False, infer=_factors
            ),
            Param("init", "float", 1e-6, help="The factors at the start.", in_code=False),
        ),
        expression="{x} * {self}",
        weights=lambda values, _inputs: prod(values["shape"]),
        words=lambda values: tr("from {init}", init=f"{values['init']:g}"),
        prefix="scale",
        synonyms=("gamma", "cait", "convnext", "层缩放"),
        source="Touvron et al., Going Deeper with Image Transformers, 2021",
        formula="γ x",
    ),
    Layer(
        type="LayerNorm2d",
        category="normalization",
        help=(
            "A LayerNorm over the channels of each pixel of an image, as ConvNeXt has it: the "
            "channels go to the last axis and back."
        ),
        rule=_image_norm,
        nn="LayerNorm",
        params=(
            inferred("normalized_shape", "Number of channels that come in.", length(1)),
            eps(),
            switch("elementwise_affine", True, "Learn a scale and an offset.", advanced=True),
            switch("bias", True, "Learn the offset too.", advanced=True),
        ),
        expression=_write_image_norm,
        weights=_layer_weights,
        prefix="norm",
        synonyms=("channels last", "convnext", "ln", "层归一化"),
        source="Liu et al., A ConvNet for the 2020s, 2022",
        formula="γ (x − mean) / √(var + ε) + β",
    ),
    Layer(
        type="Normalize",
        category="normalization",
        help="Divides each vector by its length, so that only its direction counts.",
        rule=_unit,
        params=NORMALIZE_PARAMS,
        expression=functional("F.normalize", NORMALIZE_PARAMS),
        words=lambda values: f"L{values['p']:g}, " + tr("axis {dim}", dim=values["dim"]),
        prefix="unit",
        synonyms=("l2 normalize", "unit vector", "embedding", "L2 归一化", "单位向量"),
        formula="x / max(‖x‖ₚ, ε)",
    ),
)
