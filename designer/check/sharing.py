"""Why: one module called in several places must get the same kind of thing in each of them."""

from collections.abc import Iterator
from typing import Any

from designer.check.flow import Flow
from designer.check.muting import heirs
from designer.check.repairs.actions import fix, unlink
from designer.check.report import Problem
from designer.check.view import View
from designer.layers import Layer, original_of
from designer.text import tr


def shared_weights(view: View, found: Flow) -> Iterator[Problem]:
    """A shared layer's weights fit what comes in wherever it is called."""
    for name in view.marked("link"):
        original = _first_caller(view, original_of(view.drawing.nodes[name].type))
        if not original or name not in found.values or original not in found.values:
            continue
        if _made_for(view, found, name) != _made_for(view, found, original):
            message = tr(
                "{name} shares the weights of {original}, which are made for {expected}, and "
                "gets {got}.",
                name=name,
                original=original,
                expected=_words(view, found, original),
                got=_words(view, found, name),
            )
            title = tr("Give {name} weights of its own", name=name)
            fixes = (fix(title, unlink(view.graph, name)),)
            yield Problem(view.graph, name, "", "sharing", message, fixes)


def _first_caller(view: View, original: str) -> str:
    """The layer that the weights are made for: the original, if bypassed the oldest of the rest."""
    if original not in view.muted:
        return original
    callers = heirs(view.nodes, view.muted)
    return next((n for n in callers if original_of(view.drawing.nodes[n].type) == original), "")


def _owner(view: View, name: str) -> Layer:
    """The layer whose weights a node uses."""
    original = original_of(view.drawing.nodes[name].type) or name
    muted = view.muted.get(original)
    return view.layers[original] if muted is None or muted.layer is None else muted.layer


def _made_for(view: View, found: Flow, name: str) -> tuple[object, ...]:
    """What decides about the weights that a node would have on its own."""
    layer = _owner(view, name)
    given = found.inputs[name]
    inputs: Any = given if layer.code else [tensor for tensor in given if tensor is not None]
    inferred = [found.values[name][p.name] for p in layer.params if p.inferred]
    return layer.weights(found.values[name], inputs), *inferred


def _words(view: View, found: Flow, name: str) -> str:
    layer = view.layers[name]
    words = [f"{p.name} {found.values[name][p.name]}" for p in layer.params if p.inferred]
    first = found.inputs[name][0]
    if words or first is None:
        return ", ".join(words)
    return " × ".join(map(str, first.sample))
