"""Why: the one place where a project changes: inside a transaction, as change values."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from designer.model.changes import (
    Change,
    CodeChanged,
    CommentChanged,
    Commit,
    ExposedChanged,
    FrameChanged,
    GraphAdded,
    GraphRemoved,
    GraphRenamed,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    SettingChanged,
    WireAdded,
    WireBent,
    WireRemoved,
)
from designer.model.graph import Graph
from designer.protocol import DataSpec, TrainingSpec

MAIN = "main"
SECTIONS = ("name", "flow", "data", "training")
FLOWS = ("down", "right")  # where wires lead in the drawings


class OutsideTransaction(RuntimeError):  # noqa: N818  # a state, told as such
    """A change was made outside of a transaction: a fault of the program, not of its user."""


class Project:
    """A named set of graphs, with the data and the training they are meant for.

    Readers subscribe to commits; writers call the functions of `designer.edit`.
    """

    def __init__(self, name: str = "Untitled") -> None:
        self.name = name
        self.flow = FLOWS[0]
        self.data = DataSpec()
        self.training = TrainingSpec()
        self.graphs: dict[str, Graph] = {MAIN: Graph()}
        self.codes: dict[str, str] = {}  # what people wrote, by the name of its class
        self._open: list[Change] | None = None
        self._readers: list[Callable[[Commit], None]] = []

    @classmethod
    def new(cls, name: str = "Untitled") -> "Project":
        """An empty project."""
        return cls(name)

    @property
    def main(self) -> Graph:
        """The graph that is the network itself."""
        return self.graphs[MAIN]

    def graph_names(self) -> list[str]:
        """The network's own graph, then the definitions of blocks by name, as in the file."""
        return [MAIN, *sorted(name for name in self.graphs if name != MAIN)]

    def subscribe(self, reader: Callable[[Commit], None]) -> Callable[[], None]:
        """Call `reader` after every commit. Returns the function that ends it."""
        self._readers.append(reader)
        return lambda: self._readers.remove(reader) if reader in self._readers else None

    @contextmanager
    def transaction(self, label: str, merge: str = "", origin: str = "edit") -> Iterator[None]:
        """Changes made inside become one commit; an exception takes all of them back.

        A transaction inside another joins it, and takes back only its own share when it fails
        and the outer one goes on. An empty one commits nothing. `merge` lets
        consecutive commits with the same key (typing in one field) become one undo step.
        """
        if self._open is not None:
            with self._undone_on_error(self._open):
                yield
            return
        changes: list[Change] = []
        self._open = changes
        try:
            with self._undone_on_error(changes):
                yield
        finally:
            self._open = None
        if changes:
            self._tell(Commit(label, tuple(changes), merge, origin))

    def apply(self, change: Change) -> None:
        """Make one change. Raises OutsideTransaction when no transaction is open.

        A wire that leaves is straightened before, by a change of its own: whoever takes wires
        away need not think of the points that they ran through.
        """
        if self._open is None:
            raise OutsideTransaction(f"{type(change).__name__} outside of a transaction")
        if isinstance(change, WireRemoved):
            bends = self.graphs[change.graph].bends.get(change.wire, ())
            if bends:
                self.apply(WireBent(change.graph, change.wire, bends, ()))
        self._do(change)
        self._open.append(change)

    def replay(self, changes: Sequence[Change], label: str, origin: str) -> None:
        """Make changes again (redo) or inverted ones (undo), as one commit."""
        with self.transaction(label, origin=origin):
            for change in changes:
                self.apply(change)

    def state(self) -> tuple[Any, ...]:
        """What the file would hold, as a value: equal for equal projects."""
        graphs = tuple((name, self.graphs[name].state()) for name in self.graph_names())
        settings = self.name, self.flow, self.data, self.training
        return *settings, graphs, tuple(sorted(self.codes.items()))

    def copy(self) -> "Project":
        """An independent project with the same content and no readers, for another thread."""
        twin = Project(self.name)
        twin.flow, twin.data, twin.training = self.flow, self.data, self.training
        twin.codes = dict(self.codes)
        twin.graphs = {name: graph.copy() for name, graph in self.graphs.items()}
        return twin

    @contextmanager
    def _undone_on_error(self, changes: list[Change]) -> Iterator[None]:
        start = len(changes)
        try:
            yield
        except BaseException:
            while len(changes) > start:
                self._do(changes.pop().inverse())
            raise

    def _tell(self, commit: Commit) -> None:
        for reader in list(self._readers):
            reader(commit)

    def _do(self, change: Change) -> None:
        if isinstance(change, SettingChanged):
            if change.section not in SECTIONS:
                raise ValueError(f"no such section: {change.section!r}")
            setattr(self, change.section, change.after)
        elif isinstance(change, CodeChanged):
            self._do_to_codes(change)
        elif isinstance(change, GraphAdded | GraphRemoved | GraphRenamed):
            self._do_to_graphs(change)
        else:
            _apply_to_graph(self.graphs[change.graph], change)

    def _do_to_codes(self, change: CodeChanged) -> None:
        if self.codes.get(change.name) != change.before:
            raise ValueError(f"the code of {change.name!r} is another one")
        if change.after is None:
            del self.codes[change.name]
        else:
            self.codes[change.name] = change.after

    def _do_to_graphs(self, change: GraphAdded | GraphRemoved | GraphRenamed) -> None:
        new = change.new if isinstance(change, GraphRenamed) else change.graph
        if not isinstance(change, GraphRemoved) and new in self.graphs:
            raise ValueError(f"there is already a graph named {new!r}")
        if isinstance(change, GraphAdded):
            self.graphs[new] = Graph()
        elif change.graph == MAIN or not (
            isinstance(change, GraphRenamed) or self.graphs[change.graph].is_empty
        ):
            raise ValueError(f"{change.graph!r} cannot go")
        else:
            graph = self.graphs.pop(change.graph)
            if isinstance(change, GraphRenamed):
                self.graphs[new] = graph


def _apply_to_graph(graph: Graph, change: Change) -> None:
    match change:
        case NodeAdded(node=node):
            graph._add_node(node)
        case NodeRemoved(node=node):
            graph._remove_node(node)
        case NodeChanged(after=after):
            graph._replace_node(after)
        case NodeRenamed(old=old, new=new):
            graph._rename_node(old, new)
        case WireAdded(wire=wire, order=order):
            graph._add_wire(wire, order)
        case WireRemoved(wire=wire):
            graph._remove_wire(wire)
        case ExposedChanged(after=exposed):
            graph._expose(exposed)
        case _:
            _apply_to_layout(graph, change)
    graph._touch()


def _apply_to_layout(graph: Graph, change: Change) -> None:
    """What the network does not depend on."""
    match change:
        case WireBent():
            graph._bend(change.wire, change.before, change.after)
        case FrameChanged():
            graph._set_frame(change.before, change.after)
        case CommentChanged():
            graph._set_comment(change.before, change.after)
        case _:
            raise TypeError(f"not a change of a graph: {change!r}")
