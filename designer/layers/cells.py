"""Why: one step of a recurrent layer, for those who write the sequence out themselves."""

from designer.layers.accept import described, fixed, length, need_float
from designer.layers.params import inferred, switch, width
from designer.layers.recurrent import FORMULAS, GATES, NONLINEARITY
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned
from designer.text import tr, trn

CHINESE = ("循环", "循环单元")


def _features(x: Tensor, port: str) -> None:
    if x.rank != 2:
        message = tr("needs the features of one step, and gets {got}", got=described(x))
        raise Mismatch("rank", message, port=port, expected=2, got=x.rank)
    need_float(x, port)
    fixed(x, 1, "features")


def _step(values: Values, inputs: Inputs, states: tuple[str, ...]) -> tuple[Tensor, ...]:
    x = inputs[0]
    _features(x, "in")
    state = x.with_shape(x.shape[0], values["hidden_size"])
    for port, given in zip(states, inputs[1:], strict=False):
        _features(given, port)
        if given != state:
            message = tr("remembers {a}, and gets {b}", a=state, b=given)
            raise Mismatch("size", message, port=port, expected=state.sample, got=given.sample)
    return (state,) * len(states)


def _write_one(call: Call) -> list[str]:
    given = ", ".join(name for name in call.inputs if name is not None)
    return [assigned(call, f"self.{call.name}({given})")]


def _write_two(call: Call) -> list[str]:
    x, hidden, cell = call.inputs
    made = ", ".join(call.outputs.get(port, "_") for port in ("hidden", "cell"))
    return [f"{made} = self.{call.name}({x}, ({hidden}, {cell}))"]


def _weights(values: Values, gates: int) -> int:
    hidden = int(values["hidden_size"])
    biases = 2 * hidden if values["bias"] else 0
    return gates * (hidden * (int(values["input_size"]) + hidden) + biases)


def _params(kind: str) -> tuple[Param, ...]:
    return (
        inferred("input_size", "Number of features of the step.", length(-1)),
        width("hidden_size", 64, "Number of units, and so of features that it remembers."),
        switch("bias", True, "Add learned numbers.", advanced=True),
        *((NONLINEARITY,) if kind == "RNN" else ()),
    )


def _cell(kind: str, note: str, synonyms: tuple[str, ...]) -> Layer:
    two = kind == "LSTM"
    states = ("hidden", "cell") if two else ("hidden",)
    helps = {"hidden": "What it remembers", "cell": "What it keeps to itself"}
    return Layer(
        type=f"{kind}Cell",
        category="recurrent",
        help=note,
        rule=lambda values, inputs: _step(values, inputs, states),
        nn=f"{kind}Cell",
        inputs=(
            Port("in", help="The features of this step"),
            *(
                Port(name, help=f"{helps[name]} from the step before", optional=not two)
                for name in states
            ),
        ),
        outputs=tuple(Port(name, help=f"{helps[name]} after this step") for name in states),
        params=_params(kind),
        expression=_write_two if two else _write_one,
        weights=lambda values, _inputs: _weights(values, GATES[kind]),
        words=lambda values: trn("{count} unit", "{count} units", values["hidden_size"]),
        prefix=f"{kind.lower()}_cell",
        synonyms=(*synonyms, "recurrent", *CHINESE),
        formula=FORMULAS[kind],
    )


CELLS = (
    _cell(
        "RNN",
        "One step of an RNN: from the features of the step and what is remembered.",
        ("elman",),
    ),
    _cell(
        "LSTM",
        "One step of an LSTM: both states come in, and both go out renewed.",
        ("long short-term memory",),
    ),
    _cell("GRU", "One step of a GRU: two gates decide what is kept.", ("gated recurrent unit",)),
)
