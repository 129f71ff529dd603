"""Why: some values do not come with the data: learned ones, fixed ones, and plain numbering."""

from math import prod

from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Dim, Mismatch, Tensor, image_text
from designer.layers.write import assigned, literal
from designer.text import tr

LIKE = Port(
    "like",
    help="Something of the batch: repeats the value for each sample; once for all without a wire",
    optional=True,
)
SHAPE = Param(
    "shape",
    "shape",
    help="The shape for one sample: 100 × 256 for 100 vectors of 256 features.",
    minimum=1,
    in_code=False,
)
STARTS = {
    "zeros": "nn.Parameter(torch.zeros{shape})",
    "ones": "nn.Parameter(torch.ones{shape})",
    "normal": "nn.init.normal_(nn.Parameter(torch.empty{shape}), std={std})",
}


def _shaped(values: Values, inputs: Inputs, dtype: str) -> Tensor:
    shape = values["shape"]
    if not shape:
        raise Mismatch("param", tr("needs the shape of one sample"), param="shape")
    if inputs and not inputs[0].rank:
        raise Mismatch("rank", tr("has no batch to take after"), port="like", expected=2, got=0)
    batch: Dim = inputs[0].shape[0] if inputs else 1
    return Tensor((batch, *shape), dtype)


def _learned(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (_shaped(values, inputs, "float32"),)


def _constant(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    number = values["value"]
    if values["dtype"] == "int64" and number != int(number):
        message = tr("holds whole numbers, and has {value}", value=number)
        raise Mismatch("param", message, port="like", got=number, param="value")
    return (_shaped(values, inputs, values["dtype"]),)


def _make_learned(values: Values) -> str:
    shape = literal((1, *values["shape"]))
    return STARTS[values["start"]].format(shape=shape, std=literal(values["std"]))


def _make_constant(values: Values) -> str:
    whole = values["dtype"] == "int64"
    number = literal(int(values["value"]) if whole else values["value"])
    filled = f"torch.full({literal((1, *values['shape']))}, {number})"
    return f"nn.Buffer({filled}, persistent=False)"


def _write(call: Call) -> list[str]:
    """The value itself, or as many as there are samples; repeating takes no memory."""
    like, own = call.inputs[0], f"self.{call.name}"
    if like is None:
        return [assigned(call, own)]
    axes = ", ".join(["-1"] * len(call.values["shape"]))
    return [assigned(call, f"{own}.expand({like}.shape[0], {axes})")]


def _numbers(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    _, length = inner(x, values["dim"])
    return (Tensor((x.shape[0], length), "int64"),)


def _write_numbers(call: Call) -> list[str]:
    x = call.inputs[0]
    numbers = f"torch.arange({x}.shape[{literal(call.values['dim'])}], device={x}.device)"
    return [assigned(call, f"{numbers}.expand({x}.shape[0], -1)")]


def _learned_words(values: Values) -> str:
    return f"{image_text(values['shape'] or ())}, {values['start']}"


def _constant_words(values: Values) -> str:
    return f"{image_text(values['shape'] or ())}, {values['value']:g}"


SOURCES = (
    Layer(
        type="Parameter",
        category="linear",
        help="A learned tensor that does not depend on what comes in, as the queries of DETR.",
        rule=_learned,
        nn="Parameter",
        made=_make_learned,
        inputs=(LIKE,),
        params=(
            SHAPE,
            Param(
                "start",
                "choice",
                "zeros",
                help="The values before the first step.",
                choices=tuple(STARTS),
                in_code=False,
            ),
            Param(
                "std",
                "float",
                0.02,
                help="Spread of the random numbers, where the start is normal.",
                minimum=0,
                advanced=True,
                in_code=False,
            ),
        ),
        expression=_write,
        weights=lambda values, _inputs: prod(values["shape"]),
        words=_learned_words,
        prefix="learned",
        synonyms=("weight", "variable", "query", "prompt", "可学习参数", "参数"),
    ),
    Layer(
        type="Constant",
        category="math",
        help="A tensor of one number that stays as it is; the network carries it along.",
        rule=_constant,
        nn="Buffer",
        made=_make_constant,
        inputs=(LIKE,),
        params=(
            SHAPE,
            Param("value", "float", 0.0, help="The number.", in_code=False),
            Param(
                "dtype",
                "choice",
                "float32",
                help="float32 for decimal numbers, int64 for whole ones.",
                choices=("float32", "int64"),
                advanced=True,
                in_code=False,
            ),
        ),
        expression=_write,
        words=_constant_words,
        prefix="constant",
        synonyms=("full", "zeros", "ones", "buffer", "fill", "常量", "常数"),
    ),
    Layer(
        type="Arange",
        category="math",
        help="Numbers the entries of an axis from 0, as the places of words for an Embedding.",
        rule=_numbers,
        params=(
            Param("dim", "int", 1, help="The axis; 0 is the batch, -1 the last.", in_code=False),
        ),
        expression=_write_numbers,
        words=lambda values: tr("axis {dim}", dim=values["dim"]),
        prefix="arange",
        synonyms=("range", "positions", "position ids", "count", "序号", "位置"),
        formula="0, 1, …, n − 1",
    ),
)
