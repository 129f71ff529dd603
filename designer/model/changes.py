"""Why: edits are frozen values that can be inverted: undo and views read one stream."""

from dataclasses import dataclass
from typing import Any

from designer.model.nodes import Comment, Frame, Node, Point, Value, Wire


@dataclass(frozen=True, slots=True)
class NodeAdded:
    """A node came into a graph."""

    graph: str
    node: Node

    def inverse(self) -> "NodeRemoved":
        """The change that takes it back."""
        return NodeRemoved(self.graph, self.node)


@dataclass(frozen=True, slots=True)
class NodeRemoved:
    """A node left a graph; its wires must have left before."""

    graph: str
    node: Node

    def inverse(self) -> "NodeAdded":
        """The change that takes it back."""
        return NodeAdded(self.graph, self.node)


@dataclass(frozen=True, slots=True)
class NodeChanged:
    """A node's parameters, type or place changed; its name stayed."""

    graph: str
    before: Node
    after: Node

    def inverse(self) -> "NodeChanged":
        """The change that takes it back."""
        return NodeChanged(self.graph, self.after, self.before)


@dataclass(frozen=True, slots=True)
class NodeRenamed:
    """A node got another name; its wires follow."""

    graph: str
    old: str
    new: str

    def inverse(self) -> "NodeRenamed":
        """The change that takes it back."""
        return NodeRenamed(self.graph, self.new, self.old)


@dataclass(frozen=True, slots=True)
class WireAdded:
    """A wire came into a graph; `order` says which wire came first."""

    graph: str
    wire: Wire
    order: int

    def inverse(self) -> "WireRemoved":
        """The change that takes it back."""
        return WireRemoved(self.graph, self.wire, self.order)


@dataclass(frozen=True, slots=True)
class WireRemoved:
    """A wire left a graph."""

    graph: str
    wire: Wire
    order: int

    def inverse(self) -> "WireAdded":
        """The change that takes it back."""
        return WireAdded(self.graph, self.wire, self.order)


@dataclass(frozen=True, slots=True)
class WireBent:
    """A wire runs through other points than before: the reroute points that a person set."""

    graph: str
    wire: Wire
    before: tuple[Point, ...]
    after: tuple[Point, ...]

    def inverse(self) -> "WireBent":
        """The change that takes it back."""
        return WireBent(self.graph, self.wire, self.after, self.before)


@dataclass(frozen=True, slots=True)
class FrameChanged:
    """A frame came (`before` is None), went (`after` is None) or changed."""

    graph: str
    before: Frame | None
    after: Frame | None

    def inverse(self) -> "FrameChanged":
        """The change that takes it back."""
        return FrameChanged(self.graph, self.after, self.before)


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """A comment came (`before` is None), went (`after` is None) or changed."""

    graph: str
    before: Comment | None
    after: Comment | None

    def inverse(self) -> "CommentChanged":
        """The change that takes it back."""
        return CommentChanged(self.graph, self.after, self.before)


@dataclass(frozen=True, slots=True)
class GraphAdded:
    """An empty graph came: the definition of a block."""

    graph: str

    def inverse(self) -> "GraphRemoved":
        """The change that takes it back."""
        return GraphRemoved(self.graph)


@dataclass(frozen=True, slots=True)
class GraphRemoved:
    """A graph left; all that was in it must have left before."""

    graph: str

    def inverse(self) -> "GraphAdded":
        """The change that takes it back."""
        return GraphAdded(self.graph)


@dataclass(frozen=True, slots=True)
class GraphRenamed:
    """A graph got another name; nodes that are instances of it change by changes of their own."""

    graph: str
    new: str

    def inverse(self) -> "GraphRenamed":
        """The change that takes it back."""
        return GraphRenamed(self.new, self.graph)


@dataclass(frozen=True, slots=True)
class ExposedChanged:
    """A parameter that a block offers came, went or got another default.

    `before` and `after` are all of them, in order: names with their defaults.
    """

    graph: str
    before: tuple[tuple[str, Value], ...]
    after: tuple[tuple[str, Value], ...]

    def inverse(self) -> "ExposedChanged":
        """The change that takes it back."""
        return ExposedChanged(self.graph, self.after, self.before)


@dataclass(frozen=True, slots=True)
class CodeChanged:
    """The code of custom layers came (`before` is None), went (`after` is None) or changed."""

    name: str
    before: str | None
    after: str | None

    def inverse(self) -> "CodeChanged":
        """The change that takes it back."""
        return CodeChanged(self.name, self.after, self.before)


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """The project's `name`, `flow`, `data` or `training` changed; `section` says which."""

    section: str
    before: Any
    after: Any

    def inverse(self) -> "SettingChanged":
        """The change that takes it back."""
        return SettingChanged(self.section, self.after, self.before)


Change = (
    NodeAdded
    | NodeRemoved
    | NodeChanged
    | NodeRenamed
    | WireAdded
    | WireRemoved
    | WireBent
    | FrameChanged
    | CommentChanged
    | GraphAdded
    | GraphRemoved
    | GraphRenamed
    | ExposedChanged
    | CodeChanged
    | SettingChanged
)


@dataclass(frozen=True, slots=True)
class Commit:
    """What one transaction did. Commits with equal `merge` keys fold into one undo step.

    `origin` is "edit", "undo" or "redo".
    """

    label: str
    changes: tuple[Change, ...]
    merge: str = ""
    origin: str = "edit"

    def sets(self, section: str) -> bool:
        """True where a section of the project's settings changed."""
        return any(isinstance(c, SettingChanged) and c.section == section for c in self.changes)
