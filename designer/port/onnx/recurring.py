"""Why: ONNX has the steps in front and an axis for the directions; torch's layers do not."""

from designer.layers import Dim
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.values import Fixed, Flow, Value, regrouped
from designer.text import tr

USUAL = {
    "LSTM": ("Sigmoid", "Tanh", "Tanh"),
    "GRU": ("Sigmoid", "Tanh"),
    "RNN": ("Tanh",),
}
STATES = 5  # the input that the first of the states to begin with is


def recurrent(kind: str) -> Handler:
    """An LSTM, GRU or RNN of one layer, in one direction or both."""

    def read(step: Step) -> list[Value | None]:
        x, weights = step.flow(), step.fixed(1)
        if weights is None or weights.array.ndim != 3:
            raise Unfit(tr("its weights are not in the file"))
        params = _params(step, kind, weights)
        _refuse_states(step, kind)
        first = bool(step.whole("layout", 0))
        sequence = x if first else _swapped(x)
        backwards = str(step.attribute("direction", "forward")) == "reverse"
        if backwards:
            sequence = step.put("Flip", sequence, dim=1)
        outs = step.sketch.put(kind, sequence, **params)
        steps = step.put("Flip", outs[0], dim=1) if backwards else outs[0]
        states = [_state(outs, place, first) for place in range(2, len(outs))]
        return [_by_direction(steps, weights.array.shape[0], first), *states]

    return read


def _params(step: Step, kind: str, weights: Fixed) -> dict[str, object]:
    """The parameters of the layer. Raises Unfit for what torch's layer does not do."""
    directions = weights.array.shape[0]
    used = tuple(step.attribute("activations") or USUAL[kind] * directions)
    params: dict[str, object] = {
        "hidden_size": step.whole("hidden_size", 1),
        "bias": step.input(3) is not None,
        "bidirectional": directions == 2,
    }
    if kind == "RNN" and set(used) == {"Relu"}:
        params["nonlinearity"] = "relu"
    elif tuple(name.capitalize() for name in used) != USUAL[kind] * directions:
        raise Unfit(tr("its activations are {names}", names=", ".join(used)))
    if kind == "GRU" and not step.whole("linear_before_reset", 0):
        raise Unfit(tr("it resets before it multiplies"))
    if step.attribute("clip") is not None or step.whole("input_forget", 0) or step.input(7):
        raise Unfit(tr("its gates are not the usual ones"))
    return params


def _refuse_states(step: Step, kind: str) -> None:
    """A layer begins with zeros, and reads all of its sequence. Raises Unfit otherwise."""
    lengths = step.input(4)
    if isinstance(lengths, Flow) or (lengths is not None and not _is_whole(step, lengths)):
        raise Unfit(tr("it is told how long each sequence is"))
    for index in range(STATES, STATES + (2 if kind == "LSTM" else 1)):
        state = step.input(index)
        if state is not None and not (isinstance(state, Fixed) and _is_zero(state)):
            raise Unfit(tr("it begins with a state that is given"))


def _is_whole(step: Step, lengths: Fixed) -> bool:
    """True for sequences that are all as long as what comes in."""
    steps = step.flow().shape[1 if step.whole("layout", 0) else 0]
    return not lengths.blank and all(length == steps for length in lengths.array.reshape(-1))


def _is_zero(state: Fixed) -> bool:
    return not state.blank and state.array.dtype != object and not state.array.any()


def _swapped(x: Flow) -> Flow:
    return x.arranged((x.axes[1], x.axes[0], *x.axes[2:]))


def _by_direction(sequence: Flow, directions: int, batch_first: bool) -> Flow:
    """Steps × directions × batch × features, of batch × steps × features."""
    batch, steps, width = sequence.shape
    cut = _cut(sequence, (batch, steps, directions, _half(width, directions)))
    a = cut.axes
    return cut.arranged((a[0], a[1], a[2], a[3]) if batch_first else (a[1], a[2], a[0], a[3]))


def _half(width: Dim, directions: int) -> int:
    return width // directions if isinstance(width, int) else 0


def _cut(flow: Flow, shape: tuple[Dim, ...]) -> Flow:
    found = regrouped(flow, shape)
    if found is None:
        raise Unfit(tr("its axes cannot be joined"))
    return found


def _state(outs: tuple[Flow, ...], place: int, batch_first: bool) -> Flow:
    """The state at the end; of one direction, what comes out last is the same, without an axis."""
    state = outs[place]
    directions = state.shape[0]
    if place == 2 and directions == 1:
        last = outs[1]
        return last.arranged(
            ((), *last.axes) if not batch_first else (last.axes[0], (), last.axes[1])
        )
    return _swapped(state) if batch_first else state


RECURRING: dict[str, Handler] = {kind: recurrent(kind) for kind in USUAL}
