"""Why: what a person's own code makes of its inputs is asked of the code, once it is allowed.

This room runs nothing. Whoever lets code run brings a prober that asks it: `compile` does, when
a person has looked at the code. Allowed is this very text and no other; nothing of it is in the
project.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from designer.layers import CustomCode, Inputs, Layer, Mismatch, Tensor, Values
from designer.layers.custom import BROKEN
from designer.text import tr


@dataclass(frozen=True, slots=True)
class Probed:
    """What a layer gives, and how many parameters it has; or why it fails."""

    outputs: tuple[Tensor, ...] = ()
    parameters: int = 0
    failure: str = ""
    line: int = 0


Prober = Callable[[Layer, Values, Inputs], Probed]
"""Runs allowed code without data. Remembers what it was asked before; never raises."""

_probers: dict[str, Prober] = {}


def allow(digest: str, prober: Prober) -> None:
    """From now on, code of this digest is asked by this prober."""
    _probers[digest] = prober


def is_allowed(code: CustomCode) -> bool:
    """True when somebody has allowed this very text."""
    return code.digest in _probers


def need_allowed(code: CustomCode) -> None:
    """The last door before code goes where it may run. Raises ValueError.

    Problems of a check keep code from coming this far.
    """
    if not is_allowed(code):
        raise ValueError(tr("The code of {name} is not allowed to run.", name=code.name))


def count() -> int:
    """Another number whenever more is allowed."""
    return len(_probers)


def allowed() -> frozenset[str]:
    """The digests of all that is allowed."""
    return frozenset(_probers)


def asked(layer: Layer) -> Layer:
    """A custom layer that answers by its code, where that is allowed to run."""
    code = layer.code
    assert code is not None, "only custom layers have code"
    prober = _probers.get(code.digest)
    if prober is None or code.fault:
        return layer
    bound = replace(
        layer, rule=partial(_outputs, prober, layer), edition=f"{layer.edition} allowed"
    )
    if layer.shares:
        return bound
    return replace(bound, weights=lambda values, inputs: prober(layer, values, inputs).parameters)


def _outputs(prober: Prober, layer: Layer, values: Any, inputs: Inputs) -> tuple[Tensor, ...]:
    found = prober(layer, values, inputs)
    assert layer.code is not None, "only custom layers are probed"
    if not found.failure:
        _need_as_many(layer, layer.code.name, found.outputs)
        return found.outputs
    where = tr("fails in line {line} of {name}", line=found.line, name=layer.code.name)
    where = where if found.line else tr("fails in {name}", name=layer.code.name)
    raise Mismatch(BROKEN, f"{where}: {found.failure}", line=found.line)


def _need_as_many(layer: Layer, name: str, outputs: tuple[Tensor, ...]) -> None:
    """The code says how many outputs there are by what stands behind its `return`."""
    if len(outputs) != len(layer.outputs):
        sentence = tr(
            "{name} gives {count} tensors, and its return names {wanted}: "
            "name each there, return a, b",
            name=name,
            count=len(outputs),
            wanted=len(layer.outputs),
        )
        raise Mismatch(BROKEN, sentence)
