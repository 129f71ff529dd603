"""Why: a recurrent layer makes thousands of operations of one sequence, and its memory is known
from short ones: what it takes grows by the same amount with each step.

Inside `shortened`, layers that torch runs step by step are run for a few steps only; in their
place in the network stands one operation that takes as much memory. (An LSTM on a processor is
one operation as it is, see `workspace`.)
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from designer.compile.live import Live

STEP_BY_STEP = frozenset({"rnn_tanh", "rnn_relu", "gru", "lstm"})
SHORT, LONGER = 4, 6
"""Lengths that are run; the first and the last step differ from those between."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes: those kept for the way back, and of these what is left after it; and what is there
    besides the results and their gradient after each operation there, and after each one back.
    """

    kept: int
    left: int
    there: tuple[int, ...]
    back: tuple[int, ...]


@contextmanager
def shortened(live: Live) -> Iterator[None]:
    """In this thread, run long sequences as short ones; `live` sees the memory of the long."""
    from torch.overrides import TorchFunctionMode

    known: dict[Any, Taken] = {}

    class Shorten(TorchFunctionMode):
        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            name = getattr(func, "__name__", "")
            if name not in STEP_BY_STEP or _steps(args) <= LONGER or _at_once(name):
                return func(*args, **(kwargs or {}))
            return _layers(args, lambda one: _run(live, func, one, known))

    with Shorten():
        yield


def _at_once(name: str) -> bool:
    """oneDNN runs a whole LSTM as one operation."""
    import torch

    return name == "lstm" and torch.backends.mkldnn.is_available()


def _axis(args: Any) -> int:
    return 1 if args[8] else 0  # batch_first


def _steps(args: Any) -> int:
    return int(args[0].shape[_axis(args)])


def _layers(args: Any, run: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
    """The results of all layers and directions, by `run` for each, as torch puts them together."""
    import torch

    x, begin, weights, biased, count, dropout, training, both, batch_first = args
    x = x.transpose(0, 1) if batch_first else x
    begins = begin if isinstance(begin, (tuple, list)) else (begin,)
    directions = 2 if both else 1
    each = len(weights) // (count * directions)
    ends: list[list[Any]] = [[] for _ in begins]
    for number in range(count):
        read = []
        for place in range(number * directions, (number + 1) * directions):
            own = weights[place * each : (place + 1) * each]
            states = [state[place : place + 1] for state in begins]
            out, *last = run((x, states, own, biased, 1, 0.0, training, False, False))
            read.append(out)
            for of_all, end in zip(ends, last, strict=True):
                of_all.append(end)
        x = torch.cat(read, 2) if both else read[0]
        if dropout and training and number < count - 1:
            x = torch.dropout(x, dropout, True)
    x = x.transpose(0, 1) if batch_first else x
    return (x, *(torch.cat(end) for end in ends))


def _run(live: Live, func: Any, args: Any, known: dict[Any, Taken]) -> tuple[Any, ...]:
    """One layer in one direction, by an operation that takes what it takes."""
    x, states, weights = args[:3]
    if func.__name__ != "lstm":
        args = (x, states[0], *args[2:])
    key = (func.__name__, x.shape, x.stride(), x.requires_grad, tuple(w.shape for w in weights))
    if key not in known:
        short, longer = (_of_length(live, func, args, length) for length in (SHORT, LONGER))
        known[key] = _extrapolated(short, longer, x.shape[0])
    found: tuple[Any, ...] = _recurrence().apply(
        live, known[key], len(states), x, *states, *weights
    )
    return found


def _of_length(live: Live, func: Any, args: Any, length: int) -> Taken:
    """Run a sequence of that length there and back."""
    import torch

    with live.aside() as moments:
        x = _like(args[0], length)
        moments.clear()
        before = live.bytes
        out, *states = func(x, *args[1:])
        results = _bytes((out, *states))
        kept = live.bytes - before - results
        there = tuple(moment - before - results for moment in moments)
        end = (out * 2).sum()  # whose way back makes a gradient that nobody holds
        moments.clear()
        before = live.bytes + _bytes((out,))
        torch.autograd.grad(end, [t for t in (x, *args[2]) if t.requires_grad])
        back = tuple(moment - before for moment in moments)
        left = live.bytes + _bytes((out,)) - before + kept
    return Taken(kept, left, there, back)


def _like(x: Any, length: int) -> Any:
    """A sequence of that length that lies in memory as `x` does: batch first, or steps first."""
    _, batch, features = x.shape
    made = x.new_empty((length, batch, features))
    if x.stride(0) < x.stride(1):
        made = x.new_empty((batch, length, features)).transpose(0, 1)
    return made.requires_grad_(x.requires_grad)


def _extrapolated(short: Taken, longer: Taken, length: int) -> Taken:
    """The same for a sequence of that length: each moment by its like, from the nearer end."""
    more = (length - SHORT) / (LONGER - SHORT)

    def all_of(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
        half = len(a) // 2
        pairs = [*zip(a[:half], b, strict=False)]
        pairs += zip(reversed(a[half:]), reversed(b), strict=False)
        return tuple(round(low + more * (high - low)) for low, high in pairs)

    kept, left = all_of((short.kept, short.left), (longer.kept, longer.left))
    return Taken(kept, left, all_of(short.there, longer.there), all_of(short.back, longer.back))


def _bytes(tensors: Any) -> int:
    return sum(t.untyped_storage().nbytes() for t in tensors)


@cache
def _recurrence() -> Any:
    import torch

    class Recurrence(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, live: Live, taken: Taken, states: int, *tensors: Any) -> Any:
            x, begin = tensors[0], tensors[1 : 1 + states]
            out = x.new_empty((*x.shape[:2], begin[0].shape[-1]))
            ends = tuple(torch.empty_like(state) for state in begin)
            for moment in taken.there:
                live.note(moment)
            ctx.kept = torch.empty(taken.kept, dtype=torch.uint8)
            ctx.live, ctx.taken = live, taken
            ctx.save_for_backward(*tensors)
            return (out, *ends)

        @staticmethod
        def backward(ctx: Any, *_gradients: Any) -> Any:
            for moment in ctx.taken.back:
                ctx.live.note(moment)
            ctx.kept = None
            ctx.kept = torch.empty(max(0, ctx.taken.left), dtype=torch.uint8)
            wanted = zip(ctx.saved_tensors, ctx.needs_input_grad[3:], strict=True)
            found = [torch.empty_like(tensor) if want else None for tensor, want in wanted]
            return (None, None, None, *found)

    return Recurrence
