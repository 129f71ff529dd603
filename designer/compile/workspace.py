"""Why: convolutions and LSTMs take memory on a processor that no tensor of torch's shows.

oneDNN, which runs them there, copies what they read and write into blocks of channels, and
keeps a workspace for an LSTM's way back. Fake tensors know nothing of it. The rules here follow
the order in which oneDNN takes and frees the copies, as torch.profiler tells of it
(`benchmarks/memory.py` compares them); a few per cent of a batch are left unexplained.
"""

from math import prod
from typing import Any

FLOAT = 4  # bytes
LINE = 16  # floats of a cache line, which rows of an LSTM's workspace are made of


def on_processor(func: Any, args: Any, out: Any) -> tuple[Any, int]:
    """The results, and the bytes that oneDNN takes at most for them; 0: no more than they are."""
    name = func.overloadpacket.__name__
    if name == "convolution":
        return out, _convolution(args[0].shape, args[1].shape, out.shape, args[6], args[8])
    if name == "convolution_backward":
        shapes = args[1].shape, args[2].shape, args[0].shape
        return out, _backward(*shapes, args[7], args[9], wanted=args[10][0])
    return of_lstm(func, args, out)


def of_lstm(func: Any, args: Any, out: Any) -> tuple[Any, int]:
    """The same for an LSTM alone, the workspace for its way back among its results."""
    import torch

    name = func.overloadpacket.__name__
    if name == "mkldnn_rnn_layer":
        size = _kept_by_lstm(args[0].shape, args[2].shape[1])
        out = (*out[:3], torch.empty(size, dtype=torch.uint8))
    elif name != "mkldnn_rnn_layer_backward":
        return out, 0
    return out, _lstm(name, args, out)


def block() -> int:
    """Channels that are kept together: as many floats as a vector of this processor has."""
    import torch

    return 16 if "AVX512" in torch.backends.cpu.get_cpu_capability() else 8


def _convolution(x: Any, weight: Any, y: Any, transposed: bool, groups: int) -> int:
    """A copy of what is read, the blocks that are written, and the plain result of those."""
    weights = _weight(weight, groups)
    if transposed:  # plain, and the bias is added to a copy
        return max(2 * _size(y) + _size(x) + weights, 3 * _size(y))
    blocks = _copy(y, weight, groups)
    read = _copy(x, weight, groups) if x[1] >= block() or groups > 1 else 0
    return blocks + max(read + weights, _size(y))


def _backward(x: Any, weight: Any, y: Any, transposed: bool, groups: int, wanted: bool) -> int:
    """First toward what was read, if anyone wants that, then toward the weights."""
    weights, read = _weight(weight, groups), _copy(x, weight, groups)
    gradient = 0 if transposed and y[1] < block() else _copy(y, weight, groups)
    result = _size(x) if wanted else 0
    toward_weights = result + gradient + weights
    if transposed or groups > 1 or x[1] > 8:
        toward_weights += read
    elif x[1] > 3:
        toward_weights += _size(x) * 8 // x[1]
    return (
        max(toward_weights, gradient + weights + read, result + read) if wanted else toward_weights
    )


def _lstm(name: str, args: Any, out: Any) -> int:
    """The results, the copies of the weights, and room for the gates of all steps."""
    weights = sum(_size(args[i].shape) for i in (1, 2))
    steps, batch = args[0].shape[:2]
    gates = FLOAT * steps * batch * _row(4 * args[2].shape[1])
    results = sum(tensor.untyped_storage().nbytes() for tensor in out if tensor is not None)
    if name == "mkldnn_rnn_layer":
        return results + gates + weights
    return results + gates + 2 * weights + _size(args[7].shape)  # and a copy of the gradient


def _kept_by_lstm(x: Any, hidden: int) -> int:
    """Bytes of the workspace that an LSTM keeps for the way back, of (steps, batch, features)."""
    steps, batch, features = x
    gates = steps * _row(4 * hidden)
    states = 2 * (steps + 1) * (3 * _row(max(features, hidden)) + 2 * hidden)
    return FLOAT * batch * (gates + states + steps * _row(hidden))


def _row(floats: int) -> int:
    """Whole cache lines, and never a multiple of 256: that would make them share sets."""
    row = -(-floats // LINE) * LINE
    return row + LINE if row % 256 == 0 else row


def _copy(shape: Any, weight: Any, groups: int) -> int:
    """Bytes of a copy in blocks; several groups of several channels are not put in blocks."""
    plain = groups > 1 and weight[1] > 1
    channels = shape[1] if plain else -(-shape[1] // block()) * block()
    return _size(shape) * channels // shape[1]


def _weight(weight: Any, groups: int) -> int:
    whole = [-(-size // block()) * block() for size in weight[:2]]
    return _size(weight) if groups > 1 else FLOAT * prod(whole) * prod(weight[2:])


def _size(shape: Any) -> int:
    return FLOAT * prod(shape)
