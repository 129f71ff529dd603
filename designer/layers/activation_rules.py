"""Why: few activations ask anything of what comes in; these are the rules of those that do."""

from designer.layers.accept import axis_of, need_float, need_layout
from designer.layers.spec import Inputs, Values
from designer.layers.tensor import Mismatch, Sym, Tensor, divided, has_batch
from designer.text import tr


def keep(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Works on each value alone."""
    return (need_float(inputs[0]),)


def prelu(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Has one slope, or one for each channel. Raises Mismatch "channels"."""
    x, count = need_float(inputs[0]), values["num_parameters"]
    channels = x.shape[1] if x.rank > 1 else 1
    if count not in (1, channels):
        message = tr(
            "has a slope for each of {count} channels, and gets {channels} channels",
            count=count,
            channels=channels,
        )
        raise Mismatch("channels", message, expected=count, got=channels, param="num_parameters")
    return (x,)


def hardtanh(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Needs its lower limit below its upper one. Raises Mismatch "param"."""
    low, high = values["min_val"], values["max_val"]
    if low >= high:
        message = tr(
            "cuts off below {low} and above {high}, which leaves nothing", low=low, high=high
        )
        raise Mismatch("param", message, expected=low, got=high, param="max_val")
    return keep(values, inputs)


def rrelu(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Needs its smallest slope below its largest. Raises Mismatch "param"."""
    low, high = values["lower"], values["upper"]
    if low > high:
        message = tr("draws slopes from {low} to {high}, which leaves nothing", low=low, high=high)
        raise Mismatch("param", message, expected=low, got=high, param="upper")
    return keep(values, inputs)


def halves(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Half of an axis gates the other half. Raises Mismatch "param" or "size"."""
    (x,) = softmax(values, inputs)
    axis = axis_of(x, values["dim"])
    length = x.shape[axis]
    half = divided(length, 2)
    if half is None:
        message = tr(
            "splits axis {axis} into halves, and gets {count} there", axis=axis, count=length
        )
        if isinstance(length, Sym):
            raise Mismatch("open", message, got=str(length), param="dim")
        raise Mismatch("size", message, expected=length + 1, got=length, param="dim")
    return (x.with_shape(*x.shape[:axis], half, *x.shape[axis + 1 :]),)


def channels(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Compares the channels of each pixel. Raises Mismatch "rank"."""
    need_layout(inputs[0], 2)
    return (inputs[0],)


def softmax(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Works along any axis but the batch, which torch would not refuse."""
    x = need_float(inputs[0])
    axis = axis_of(x, values["dim"])
    if has_batch(x.shape[axis]):
        message = tr(
            "works along axis {axis}, and would compare samples with each other", axis=axis
        )
        raise Mismatch("param", message, expected=-1, got=values["dim"], param="dim")
    return (x,)
