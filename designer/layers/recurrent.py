"""Why: layers that read a sequence step by step and remember."""

from designer.layers.accept import described, fixed, length, need_float
from designer.layers.params import inferred, share, switch, width
from designer.layers.recurrent_code import write_recurrent
from designer.layers.spec import Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor, has_batch
from designer.text import listed, tr, trn

GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}
"""How many weight matrices each kind has where a plain RNN has one."""
FORMULAS = {
    "RNN": "hₜ = φ(W xₜ + U hₜ₋₁ + b), φ = tanh or ReLU",
    "LSTM": (
        "i, f, o = σ(W xₜ + U hₜ₋₁ + b)\n"
        "g = tanh(V xₜ + R hₜ₋₁ + d)\n"
        "cₜ = f cₜ₋₁ + i g\n"
        "hₜ = o tanh(cₜ)"
    ),
    "GRU": (
        "r, z = σ(W xₜ + U hₜ₋₁ + b)\nn = tanh(V xₜ + d + r (R hₜ₋₁ + e))\nhₜ = (1 − z) n + z hₜ₋₁"
    ),
}
"""One step of each kind, a line for each value that is made."""


def _check(values: Values, x: Tensor) -> None:
    if x.rank != 3:
        message = tr("needs a sequence of steps × features, and gets {got}", got=described(x))
        raise Mismatch("rank", message, expected=3, got=x.rank)
    need_float(x)
    fixed(x, 2, "features")
    steps = x.shape[1 if values["batch_first"] else 0]
    if has_batch(steps):
        message = tr(
            "takes axis {axis} for the steps of the sequence, and gets {shape}",
            axis=1 if values["batch_first"] else 0,
            shape=str(x),
        )
        raise Mismatch("param", message, got=str(steps), param="batch_first")
    if values["dropout"] > 0 and values["num_layers"] == 1:
        message = tr("drops out between its layers, and has only one layer")
        raise Mismatch("param", message, expected=0, got=values["dropout"], param="dropout")


def _recur(values: Values, inputs: Inputs, cell: bool) -> tuple[Tensor, ...]:
    """https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html, "Outputs"."""
    x = inputs[0]
    _check(values, x)
    directions = 2 if values["bidirectional"] else 1
    batch = x.shape[0 if values["batch_first"] else 1]
    width = directions * values["hidden_size"]
    sequence = x.with_shape(*x.shape[:2], width)
    state = x.with_shape(directions * values["num_layers"], batch, values["hidden_size"])
    states = (state, state) if cell else (state,)
    return (sequence, x.with_shape(batch, width), *states)


def _weights(values: Values, gates: int) -> int:
    hidden = int(values["hidden_size"])
    directions = 2 if values["bidirectional"] else 1
    total, width = 0, int(values["input_size"])
    for _ in range(values["num_layers"]):
        biases = 2 * hidden if values["bias"] else 0
        total += directions * gates * (hidden * (width + hidden) + biases)
        width = directions * hidden
    return total


def _words(values: Values) -> str:
    words = [trn("{count} unit", "{count} units", values["hidden_size"])]
    if values["num_layers"] > 1:
        words.append(tr("{count} layers", count=values["num_layers"]))
    if values["bidirectional"]:
        words.append(tr("both directions"))
    return listed(words)


NONLINEARITY = Param(
    "nonlinearity",
    "choice",
    "tanh",
    help="The activation in each step.",
    choices=("tanh", "relu"),
    advanced=True,
)


def _params(kind: str) -> tuple[Param, ...]:
    units_help = "Number of units, and so of features that it remembers."
    batch_help = "The batch is the first axis, the steps are the second."
    both_help = "Read the sequence backwards as well; the output is twice as wide."
    return (
        inferred("input_size", "Number of features of each step.", length(-1)),
        width("hidden_size", 64, units_help),
        Param("num_layers", "int", 1, "Layers on top of each other.", minimum=1, maximum=64),
        *((NONLINEARITY,) if kind == "RNN" else ()),
        switch("bias", True, "Add learned numbers in each step.", advanced=True),
        switch("batch_first", True, batch_help, advanced=True, always=True),
        share("dropout", 0.0, "Share of the values that is left out between layers."),
        switch("bidirectional", False, both_help),
    )


def _outputs(cell: bool) -> tuple[Port, ...]:
    ports = (
        Port("sequence", help="The output of every step"),
        Port("last", help="The output of the last step; of both directions, where there are two"),
        Port("hidden", help="The final state of each layer, in front of the batch axis"),
    )
    return (*ports, Port("cell", help="The final cell state of each layer")) if cell else ports


def _recurrent(kind: str, note: str, synonyms: tuple[str, ...], source: str) -> Layer:
    cell = kind == "LSTM"
    return Layer(
        type=kind,
        category="recurrent",
        help=note,
        rule=lambda values, inputs: _recur(values, inputs, cell),
        nn=kind,
        outputs=_outputs(cell),
        params=_params(kind),
        expression=lambda call: write_recurrent(call, cell),
        weights=lambda values, _inputs: _weights(values, GATES[kind]),
        words=_words,
        prefix=kind.lower(),
        synonyms=synonyms,
        source=source,
        formula=FORMULAS[kind],
    )


RECURRENT = (
    _recurrent(
        "RNN",
        "Reads a sequence step by step; each step sees the input and what the step before gave.",
        ("SimpleRNN", "recurrent", "elman", "sequence", "循环神经网络", "循环"),
        "Elman, Finding Structure in Time, 1990",
    ),
    _recurrent(
        "LSTM",
        "Reads a sequence with gates that decide what is kept, forgotten and shown.",
        ("recurrent", "long short-term memory", "memory", "sequence", "长短期记忆", "循环"),
        "Hochreiter and Schmidhuber, Long Short-Term Memory, 1997",
    ),
    _recurrent(
        "GRU",
        "Reads a sequence with two gates: like an LSTM, with fewer weights.",
        ("recurrent", "gated recurrent unit", "sequence", "门控循环单元", "循环"),
        "Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, 2014",
    ),
)
