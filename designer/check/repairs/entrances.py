"""Why: training fills one Input and reads one Output; of several, one is kept."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.repairs.actions import connect, disconnect, fix, remove
from designer.check.report import Fix
from designer.check.view import View
from designer.model import Wire
from designer.text import tr


def one_input(view: View, found: Flow, name: str, first: str) -> Iterator[Fix]:
    """Take what comes from this Input from the first one, or do without it."""
    wires = view.drawing.outgoing(name)
    if found.tensors.get((name, "out")) == found.tensors.get((first, "out")):
        moved = [Wire(first, wire.target, "out", wire.target_port) for wire in wires]
        title = tr("Use {first} in place of {name}", first=first, name=name)
        yield fix(
            title,
            disconnect(view.graph, wires),
            remove(view.graph, name),
            *(connect(view.graph, wire) for wire in moved),
        )
    branch = _branch(view, name)
    needless = [wire.target for end in branch for wire in view.drawing.outgoing(end)]
    joins = [target for target in dict.fromkeys(needless) if target not in branch]
    if all(_does_without(view, join) for join in joins):
        gone = [*branch, *joins]
        title = tr("Remove {name}", name=name)
        if len(gone) > 1:
            title = tr("Remove {name} and what only it needs", name=name)
        yield fix(title, remove(view.graph, *branch), remove(view.graph, *joins))


def _branch(view: View, name: str) -> list[str]:
    """The Input and the layers that get nothing but what comes from it."""
    others = [entrance for entrance in view.entrances if entrance != name]
    only = view.drawing.below([name]) - view.drawing.below(others)
    return sorted(only, key=view.age)


def _does_without(view: View, join: str) -> bool:
    """Whether a join of two branches can go when one of them does."""
    layer = view.layers.get(join)
    slots = view.inputs[join].slots if layer is not None else ()
    return bool(layer and layer.inputs[0].variadic and layer.outputs and len(slots) == 2)


def one_output(view: View, name: str) -> Iterator[Fix]:
    """Remove this Output, or all others."""
    others = [other for other in view.exits if other != name]
    yield fix(tr("Remove {name}", name=name), remove(view.graph, name))
    yield fix(tr("Keep only {name}", name=name), remove(view.graph, *others))
