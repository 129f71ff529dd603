"""Why: after an edit only those layers are asked again that get something else than before."""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush

from designer.check.flow import NOTHING, Flow, Given, find, incoming
from designer.check.view import View
from designer.layers import Layer, Tensor, output_ports

Gave = Mapping[str, Tensor]
"""What a node gave, by output port."""


class TooMuch(Exception):  # noqa: N818  # nothing is wrong
    """More layers are to be asked than there is time for."""


def tried(view: View, found: Flow, instead: Given) -> Flow:
    """What would be found with other parameters for some nodes; `found` stays as it is."""
    after = found.copy()
    gave = {name: taken(after, name, view.layers.get(name)) for name in instead}
    reflow(view, after, gave, instead=instead)
    return after


def taken(found: Flow, name: str, layer: Layer | None) -> Gave:
    """Take away what is known of a node, which was of this layer; returns what it gave."""
    found.inputs.pop(name, None)
    found.mismatches.pop(name, None)
    if layer is None or found.outputs.pop(name, None) is None:
        return {}
    del found.values[name], found.parameters[name]
    return {port: found.tensors.pop((name, port)) for port in output_ports(layer)}


def reflow(
    view: View,
    found: Flow,
    gave: Mapping[str, Gave],
    most: int | None = None,
    instead: Given = NOTHING,
) -> None:
    """Find again what was taken of these nodes, and what follows from it: from the top downward.

    Where a layer gives what it `gave` before, nothing more is asked below it. Raises TooMuch when
    it would ask more than `most` layers; then `found` is of no use any more.
    """
    places = view.places
    waiting = [places[name] for name in gave if name in places]
    heapify(waiting)
    stale = set(gave)
    asked = 0
    while waiting:
        asked += 1
        if most is not None and asked > most:
            raise TooMuch
        name = view.order[heappop(waiting)]
        before = gave[name] if name in gave else taken(found, name, view.layers.get(name))
        find(view, name, found, instead)
        if not _is_given(view, found, name, before):
            for wire in view.drawing.wires_from(name):
                if wire.target not in stale:
                    stale.add(wire.target)
                    if wire.target in places:
                        heappush(waiting, places[wire.target])
    for name in stale:
        if name not in places and name in view.layers:  # on a loop, or after one
            found.inputs[name] = incoming(view, name, found)
    found.mismatches = {n: found.mismatches[n] for n in sorted(found.mismatches, key=view.place)}


def _is_given(view: View, found: Flow, name: str, before: Gave) -> bool:
    outputs = found.outputs.get(name)
    if outputs is None:
        return not before
    return tuple(before.values()) == outputs and list(before) == output_ports(view.layers[name])
