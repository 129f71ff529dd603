"""Why: what a layer makes of its inputs is asked thousands of times and answered once.

An edit changes one node; all others get the answer they got before. The memory is shared by
all projects and threads, and bounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from designer.edit import EditError
from designer.edit.values import clean
from designer.layers import Layer, Mismatch, Param, Tensor, find
from designer.layers.expressions import ExpressionError, evaluate, is_expression
from designer.text import tr, trn
from designer.text.languages import language

Given = Mapping[str, Any]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter with a value that cannot be: the parameter's name and a sentence."""

    param: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a layer makes of its inputs: tensors and values, or a mismatch."""

    outputs: tuple[Tensor, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    parameters: int = 0
    mismatch: Mismatch | None = None


class Memory(Generic[V]):
    """Answers by question; the older half is forgotten when there are too many.

    Answers have sentences in them: each language has its own.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Any, V] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, question: Any) -> V | None:
        """The answer, None when it is not known."""
        return self._answers.get((language(), question))

    def put(self, question: Any, answer: V) -> V:
        """Keep an answer; returns it."""
        with self._lock:
            if len(self._answers) >= self._most:
                kept = list(self._answers.items())[self._most // 2 :]
                self._answers = dict(kept)
            self._answers[language(), question] = answer
        return answer


_verdicts: Memory[Verdict] = Memory(40_000)
_faults: Memory[tuple[Fault, ...]] = Memory(40_000)


def faults(layer: Layer | str, given: Given) -> tuple[Fault, ...]:
    """What is wrong with a layer's parameters as such, whatever comes in."""
    layer = find(layer) if isinstance(layer, str) else layer
    question = (layer.type, layer.edition, written(given))
    known = _faults.get(question)
    return known if known is not None else _faults.put(question, _find_faults(layer, given))


def judge(layer: Layer | str, given: Given, inputs: Sequence[Tensor | None]) -> Verdict:
    """Ask the layer's rule. The parameters must be without faults.

    `layer` is a type of the catalogue, or a block or shared layer as a view has it. `inputs`
    are in port order, None for an optional port without a wire.
    """
    layer = find(layer) if isinstance(layer, str) else layer
    question = (layer.type, layer.edition, written(given), tuple(inputs))
    known = _verdicts.get(question)
    if known is not None:
        return known
    return _verdicts.put(question, _ask(layer, given, inputs))


def written(given: Given) -> str:
    """Parameters as a key: unlike the values themselves, True, 1 and 1.0 differ."""
    return repr(dict(given)) if given else ""


def fault_of(param: Param, value: object) -> str:
    """Why the parameter cannot have this value, as a sentence; empty when it can."""
    try:
        clean(param, value)
        if is_expression(value):  # what had a value has been put in its place before
            evaluate(str(value), {})
    except ExpressionError as error:
        return f"{param.name}: {error}"
    except EditError as error:
        return str(error)
    return ""


def _find_faults(layer: Layer, given: Given) -> tuple[Fault, ...]:
    known = {param.name for param in layer.params}
    found = [
        Fault(name, tr("{type} has no parameter “{param}”.", type=layer.type, param=name))
        for name in given
        if name not in known
    ]
    for param in layer.params:
        if param.name in given:
            sentence = fault_of(param, given[param.name])
        else:
            sentence = tr("{param} needs a value.", param=param.name) if param.required else ""
        if sentence:
            found.append(Fault(param.name, sentence))
    return tuple(found)


def _ask(layer: Layer, given: Given, inputs: Sequence[Tensor | None]) -> Verdict:
    tensors = [tensor for tensor in inputs if tensor is not None]
    required = sum(not (port.optional or port.variadic) for port in layer.inputs)
    if len(tensors) < required:
        message = trn(
            "needs {count} input, and gets {got}",
            "needs {count} inputs, and gets {got}",
            required,
            got=len(tensors),
        )
        return Verdict(mismatch=Mismatch("missing-input", message, expected=required))
    try:
        # Programs may have put a list, or one number for a shape: the model's form counts.
        plain = {name: clean(layer.param(name), value) for name, value in given.items()}
        values = layer.values(plain, tensors)
        # Code says by name what it is not given; rules take what there is.
        given_ones: Any = tensors if layer.code is None else inputs
        outputs = layer.rule(values, given_ones)
        return Verdict(tuple(outputs), values, layer.weights(values, given_ones))
    except Mismatch as mismatch:
        return Verdict(mismatch=mismatch.with_traceback(None))
