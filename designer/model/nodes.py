"""Why: what a diagram is made of, as frozen values that can be shared between threads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

Value = None | bool | int | float | str | tuple["Value", ...]
Point = tuple[float, float]

FRAME_COLORS = ("", "blue", "green", "orange", "red", "purple")  # "" is a quiet gray

IN = "in"
OUT = "out"


@dataclass(frozen=True, slots=True)
class Node:
    """One layer on the canvas.

    `name` is its key in the file, its attribute in the code and its prefix in the state dict.
    `params` holds only what differs from the layer's defaults. `at` is the top left corner in
    canvas units. `order` says which node came first; it decides the order in the file and in
    the code, and is given by the graph, not by hand. What comes into a `muted` layer goes out as
    it is: it stays in the drawing and is no part of the network. A `collapsed` one shows nothing
    but its name; the network is the same.
    """

    name: str
    type: str
    params: Mapping[str, Value] = field(default_factory=dict)
    at: Point = (0.0, 0.0)
    order: int = 0
    muted: bool = False
    collapsed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def moved(self, at: Point) -> "Node":
        """The same node at another place."""
        return replace(self, at=at)

    def with_params(self, params: Mapping[str, Value]) -> "Node":
        """The same node with other parameters."""
        return replace(self, params=params)


@dataclass(frozen=True, slots=True)
class Wire:
    """A connection from an output port to an input port.

    A node with one input calls it "in", one with a single output calls it "out"; those are
    left out in the file. Further inputs of Add or Concat are "in1", "in2", and so on.
    """

    source: str
    target: str
    source_port: str = OUT
    target_port: str = IN

    @property
    def start(self) -> tuple[str, str]:
        """Node and port where the wire begins."""
        return self.source, self.source_port

    @property
    def end(self) -> tuple[str, str]:
        """Node and port where the wire ends."""
        return self.target, self.target_port


@dataclass(frozen=True, slots=True)
class Frame:
    """A titled rectangle behind nodes: left, top, width and height in canvas units.

    `color` is one of `FRAME_COLORS`. What lies inside is not written down: it is seen.
    """

    name: str
    title: str
    rect: tuple[float, float, float, float]
    color: str = ""

    @property
    def at(self) -> Point:
        """The top left corner."""
        return self.rect[:2]

    def moved(self, at: Point) -> "Frame":
        """The same frame at another place."""
        return replace(self, rect=(*at, *self.rect[2:]))


@dataclass(frozen=True, slots=True)
class Comment:
    """Plain text on the canvas, of one or more lines, which wraps at `width` canvas units.

    `at` is its top left corner; how high it is follows from the text.
    """

    name: str
    text: str
    at: Point = (0.0, 0.0)
    width: float = 208.0

    def moved(self, at: Point) -> "Comment":
        """The same comment at another place."""
        return replace(self, at=at)
