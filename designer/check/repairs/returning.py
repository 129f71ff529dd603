"""Why: a network that gives back what it gets ends in the shape that it began with."""

from collections.abc import Iterator
from math import prod

from designer.check.repairs.actions import Chain, fix, insert
from designer.check.repairs.case import through
from designer.check.repairs.inserting import FLATTEN
from designer.check.report import Fix
from designer.check.view import View
from designer.layers import N, Tensor
from designer.text import tr


def returning_fixes(view: View, tensor: Tensor, shape: tuple[int, ...]) -> Iterator[Fix]:
    """Layers in front of the only Output that bring what comes in to the shape of a sample."""
    wire = view.inputs[view.exits[0]].slots[0].wire
    if wire is None:
        return
    reshape = ("Reshape", {"shape": shape})
    linear = ("Linear", {"out_features": prod(shape)})
    options: list[Chain] = [
        [FLATTEN],
        [reshape],
        [linear],
        [linear, reshape],
        [FLATTEN, linear],
        [FLATTEN, linear, reshape],
    ]
    for chain in options:
        if through(tensor, chain) == Tensor((N, *shape)):
            names = ", ".join(kind for kind, _ in chain)
            yield fix(tr("Insert {layer}", layer=names), insert(view.graph, wire, chain))
            return
