"""Why: the ports a node shows; a variadic one grows with what is connected to it."""

from collections.abc import Iterable
from itertools import count

from designer.layers.spec import Layer, Port


def input_ports(layer: Layer, connected: Iterable[str]) -> list[str]:
    """Names of the inputs to show, given those with a wire.

    A variadic port shows those with a wire and one free one, at least two in all.
    """
    taken = set(connected)
    names: list[str] = []
    for port in layer.inputs:
        names += _numbered(port, taken) if port.variadic else [port.name]
    return names


def output_ports(layer: Layer) -> list[str]:
    """Names of the outputs, the most used one first."""
    return [port.name for port in layer.outputs]


def _numbered(port: Port, taken: set[str]) -> list[str]:
    stem = port.name
    numbers = {
        int(name.removeprefix(stem))
        for name in taken
        if name.startswith(stem) and name.removeprefix(stem).isdecimal()
    }
    free = (number for number in count(1) if number not in numbers)
    shown = {*numbers, next(free)}
    while len(shown) < 2:
        shown.add(next(free))
    return [f"{stem}{number}" for number in sorted(shown)]
