"""Why: only the code of a custom layer knows what it gives; it is run on shapes, without data.

Two sizes of the batch tell which axes grow with it. The meta device has neither memory nor
random numbers; code that needs real values gets zeros, on the CPU.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from traceback import walk_tb
from typing import Any

from designer.check.probing import Probed
from designer.check.verdict import Memory, written
from designer.compile.cost import DTYPE_BYTES
from designer.compile.loaded import Loaded, load
from designer.compile.plans import alone
from designer.compile.private import private_random
from designer.compile.source import Source, emit
from designer.layers import Dim, Inputs, Layer, Sym, Tensor, Values
from designer.text import tr

FEW, MORE = BATCHES = (2, 3)
LONGEST = 200  # characters of a reason
Result = tuple[list[tuple[tuple[int, ...], str]], int]
"""Shape and dtype of each output, and the number of parameters."""

_known: Memory[Probed] = Memory(4_000)


class _Refused(Exception):  # noqa: N818  # what the code said, with the place
    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def probe(layer: Layer, values: Values, inputs: Inputs) -> Probed:
    """What a custom layer gives for such inputs (None for an optional one without a wire).

    Its code must be allowed. Whatever it raises is told as a failure, with the line.
    """
    assert layer.code is not None, "only code is probed"
    question = (layer.code.name, layer.code.digest, written(values), tuple(inputs))
    known = _known.get(question)
    if known is not None:
        return known
    try:
        found = _probed(emit(alone(layer, values, inputs)), [t for t in inputs if t is not None])
    except _Refused as refused:
        found = Probed(failure=str(refused), line=refused.line)
    return _known.put(question, found)


def _probed(source: Source, inputs: Sequence[Tensor]) -> Probed:
    (few, parameters), (more, _) = (_run(source, inputs, batch) for batch in BATCHES)
    if len(few) != len(more):
        raise _Refused(tr("the number of its results depends on the size of the batch"))
    outputs = []
    for (shape, dtype), (other, _) in zip(few, more, strict=True):
        if len(shape) != len(other):
            raise _Refused(tr("the rank of its result depends on the size of the batch"))
        axes = [_axis(a, b) for a, b in zip(shape, other, strict=True)]
        outputs.append(Tensor(tuple(axes), dtype))
    return Probed(tuple(outputs), parameters)


def _axis(few: int, more: int) -> Dim:
    if few == more:
        return few
    scale = more - few
    if few != FEW * scale or more != MORE * scale:
        sentence = tr(
            "an axis of its result has length {few} for {two} rows and {more} for {three}",
            few=few,
            two=FEW,
            more=more,
            three=MORE,
        )
        raise _Refused(sentence)
    return Sym(scale)


def _run(source: Source, inputs: Sequence[Tensor], batch: int) -> Result:
    loaded: Loaded | None = None
    try:
        loaded = load(source.text, source.class_name, source.lines)
        try:
            return _ran(loaded, inputs, batch, "meta")
        except (RuntimeError, NotImplementedError) as error:
            if "meta" not in str(error).lower():
                raise
        return _ran(loaded, inputs, batch, "cpu")
    except _Refused:
        raise
    except (Exception, SystemExit) as error:  # a person's code may raise whatever it likes
        line = _line(error, loaded.filename if loaded is not None else "", source)
        raise _Refused(_reason(error), line) from None


def _ran(loaded: Loaded, inputs: Sequence[Tensor], batch: int, device: str) -> Result:
    import torch

    # On the CPU numbers may be drawn, and the training's must stay as they are.
    private = private_random(0) if device == "cpu" else nullcontext()
    with private, torch.device(device), torch.no_grad():
        module = loaded.make()
        given = [
            torch.zeros(_sizes(tensor, batch), dtype=getattr(torch, tensor.dtype))
            for tensor in inputs
        ]
        made = module(*given)
        parameters = sum(parameter.numel() for parameter in module.parameters())
    results = made if isinstance(made, tuple) else (made,)
    return [_result(result) for result in results], parameters


def _result(value: Any) -> tuple[tuple[int, ...], str]:
    import torch

    if not isinstance(value, torch.Tensor):
        kind = type(value).__name__
        raise _Refused(tr("it gives a {kind} where a tensor is needed", kind=kind))
    dtype = str(value.dtype).removeprefix("torch.")
    if dtype not in DTYPE_BYTES:
        raise _Refused(tr("it gives numbers of type {dtype}", dtype=dtype))
    return tuple(value.shape), dtype


def _sizes(tensor: Tensor, batch: int) -> list[int]:
    return [dim if isinstance(dim, int) else dim.scale * batch for dim in tensor.shape]


def _line(error: BaseException, filename: str, source: Source) -> int:
    """The line of the person's text that is nearest to where it happened; 0 for none."""
    numbers = [n for frame, n in walk_tb(error.__traceback__) if _is_in(frame, filename)]
    if isinstance(error, SyntaxError) and error.lineno:
        numbers.append(error.lineno)
    places = [source.written[number][1] for number in numbers if number in source.written]
    return places[-1] if places else 0


def _is_in(frame: Any, filename: str) -> bool:
    return bool(frame.f_code.co_filename == filename)


def _reason(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    text = text.strip().partition("\n")[0]
    if not text or not isinstance(error, RuntimeError):
        text = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
