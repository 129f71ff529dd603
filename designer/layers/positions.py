"""Why: attention knows no order, so every step is told where it stands."""

from designer.layers.accept import fixed
from designer.layers.attention import CHINESE, need_steps
from designer.layers.params import inferred
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned
from designer.text import tr


def _waves(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    _, width = need_steps(inputs[0], "in")
    if width % 2:
        message = tr("needs an even number of features, and gets {width}", width=width)
        raise Mismatch("features", message, expected=width + 1, got=width)
    return (inputs[0],)


def _write_waves(call: Call) -> list[str]:
    """Sine and cosine by turns, of wavelengths from 2π to 10,000 · 2π."""
    x, name, base = call.inputs[0], call.name, call.values["base"]
    made = next(iter(call.outputs.values()), "_")
    return [
        f"{name}_rate = {base!r} ** -(torch.arange(0, {x}.shape[2], 2, device={x}.device)"
        f" / {x}.shape[2])",
        f"{name}_angle = torch.arange({x}.shape[1], device={x}.device)[:, None] * {name}_rate",
        f"{made} = {x} + torch.stack([{name}_angle.sin(), {name}_angle.cos()], dim=-1).flatten(1)",
    ]


def _steps(which: int) -> Param:
    names = ("steps", "features")

    def infer(inputs: Inputs, _values: Values) -> int | None:
        if not inputs or inputs[0].rank != 3:
            return None
        dim = inputs[0].shape[1 + which]
        return dim if isinstance(dim, int) else None

    return inferred(names[which], f"Number of {names[which]} that come in.", infer)


def _places(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    need_steps(inputs[0], "in")
    fixed(inputs[0], 1, "size")
    return (inputs[0],)


def _token(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    _, width = need_steps(x, "in")
    return (x.with_shape(x.shape[0], fixed(x, 1, "size") + 1, width),)


def _spread() -> Param:
    note = "Spread of the random numbers at the start."
    return Param("std", "float", 0.02, help=note, minimum=0, in_code=False)


def _make_places(values: Values) -> str:
    shape = f"1, {values['steps']}, {values['features']}"
    return _made(shape, values)


def _make_token(values: Values) -> str:
    return _made(f"1, 1, {values['features']}", values)


def _made(shape: str, values: Values) -> str:
    return f"nn.init.normal_(nn.Parameter(torch.empty({shape})), std={values['std']!r})"


def _write_places(call: Call) -> list[str]:
    x = call.inputs[0]
    return [assigned(call, f"{x} + self.{call.name}[:, : {x}.shape[1]]")]


def _write_token(call: Call) -> list[str]:
    x = call.inputs[0]
    token = f"self.{call.name}.expand({x}.shape[0], -1, -1)"
    return [assigned(call, f"torch.cat([{token}, {x}], dim=1)")]


POSITIONS = (
    Layer(
        type="PositionalEncoding",
        category="attention",
        help="Adds waves of many lengths to a sequence, so that each place has its own pattern.",
        rule=_waves,
        params=(
            Param(
                "base",
                "float",
                10000.0,
                help="How much longer the longest wave is than the shortest.",
                minimum=2,
                advanced=True,
                in_code=False,
            ),
        ),
        expression=_write_waves,
        prefix="position",
        synonyms=("sinusoidal", "transformer", "位置编码", *CHINESE),
        source="Vaswani et al., Attention Is All You Need, 2017",
        formula="sin(t / b^(2i/d)), cos(t / b^(2i/d))",
    ),
    Layer(
        type="LearnedPosition",
        category="attention",
        help="Adds a learned vector to each place; a shorter sequence has the first places.",
        rule=_places,
        nn="Parameter",
        made=_make_places,
        params=(_steps(0), _steps(1), _spread()),
        expression=_write_places,
        weights=lambda values, _inputs: values["steps"] * values["features"],
        words=lambda values: tr("spread {std}", std=f"{values['std']:g}"),
        prefix="position",
        synonyms=("position embedding", "gpt", "vit", "位置嵌入", *CHINESE),
        source="Gehring et al., Convolutional Sequence to Sequence Learning, 2017",
    ),
    Layer(
        type="ClassToken",
        category="attention",
        help="Puts a learned step in front of a sequence, where a transformer gathers its answer.",
        rule=_token,
        nn="Parameter",
        made=_make_token,
        params=(_steps(1), _spread()),
        expression=_write_token,
        weights=lambda values, _inputs: values["features"],
        words=lambda values: tr("spread {std}", std=f"{values['std']:g}"),
        prefix="token",
        synonyms=("cls", "bert", "vit", "分类标记", *CHINESE),
        source="Devlin et al., BERT, 2019",
    ),
)
