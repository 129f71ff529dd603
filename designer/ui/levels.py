"""Why: a drawing has levels, the network and the blocks inside; this says where the person is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, ClassVar

from designer import edit, store
from designer.check import Report
from designer.edit import EditError
from designer.layers import Layer, block_of, known, original_of
from designer.layers.blocks import OWN
from designer.model import (
    MAIN,
    CodeChanged,
    Commit,
    Graph,
    GraphRenamed,
    NodeRemoved,
    NodeRenamed,
    Project,
    SettingChanged,
)
from designer.ui.bridge import Bridge

if TYPE_CHECKING:
    from designer.ui.preferences import Bookmark


@dataclass(frozen=True)
class Place:
    """A block that is open, and the node that it was opened by; "" for one that nothing uses."""

    graph: str
    via: str


Path = tuple[Place, ...]
"""The blocks that were opened, the outermost first; empty for the network itself."""


def path_to(project: Project, graph: str) -> Path:
    """The shortest way from the network into a definition; straight there if nothing uses it."""
    waiting: list[tuple[str, Path]] = [(MAIN, ())]
    for here, path in waiting:
        for node in project.graphs[here].ordered_nodes():
            block = block_of(node.type)
            if block == graph:
                return (*path, Place(graph, node.name))
            if block in project.graphs and all(place.graph != block for place in path):
                waiting.append((block, (*path, Place(block, node.name))))
    return (Place(graph, ""),)


def path_after(path: Path, commit: Commit, project: Project) -> Path:
    """Where the person is after an edit: blocks may have another name, or be gone."""
    for change in commit.changes:
        if isinstance(change, NodeRenamed):
            above = (MAIN, *(place.graph for place in path))
            path = tuple(
                replace(place, via=change.new)
                if (outer, place.via) == (change.graph, change.old)
                else place
                for outer, place in zip(above, path, strict=False)
            )
        if isinstance(change, GraphRenamed):
            path = tuple(
                replace(place, graph=change.new) if place.graph == change.graph else place
                for place in path
            )
    while path and path[-1].graph not in project.graphs:
        path = path[:-1]
    return path


def scene_of(commit: Commit, graph: str, project: Project) -> str:
    """The graph in which an undo or redo is to be seen: the open one, if it happened there too."""
    touched = {c.graph for c in commit.changes if not isinstance(c, SettingChanged | CodeChanged)}
    if commit.origin == "edit" or graph in touched:
        return graph
    return next((name for name in project.graph_names() if name in touched), graph)


class Levels:
    """A project with the graph that is open and what is selected there."""

    def __init__(self, project: Project, bridge: Bridge) -> None:
        self.project = project
        self.bridge = bridge
        self.path_in: Path = ()
        self.selection: tuple[str, ...] = ()
        self.report: Report | None = None
        self.bookmarks: dict[str, Bookmark] = {}  # views that were kept, by number
        self.here: Report | None = None  # of the graph that is open: a block's, or the network's

    @property
    def graph(self) -> str:
        """The graph on the canvas: the network itself, or the definition of a block."""
        return self.path_in[-1].graph if self.path_in else MAIN

    @property
    def through(self) -> tuple[str, ...]:
        """The nodes that were opened, from the network inward."""
        return tuple(place.via for place in self.path_in)

    @property
    def drawing(self) -> Graph:
        """What is on the canvas."""
        return self.project.graphs[self.graph]

    def layer(self, kind: str) -> Layer | None:
        """What a node of this type is on the canvas; None for a type that does not exist."""
        if kind.startswith(OWN):
            return next((layer for layer in self.own_blocks() if layer.type == kind), None)
        return known(self.project, kind, self.graph)

    library: ClassVar[FilePath | None] = None
    """The folder of the person's own blocks; the app sets it."""

    def own_blocks(self) -> list[Layer]:
        """The person's own blocks."""
        return store.library.listed(self.library) if self.library is not None else []

    def adopted(self, kind: str) -> str:
        """The type to add for a type of the palette: a block of the person's own comes in first.

        Raises EditError.
        """
        if not kind.startswith(OWN) or self.library is None:
            return kind
        try:
            return edit.adopt(self.project, store.library.text_of(self.library, kind[1:]))
        except store.FileError as error:
            raise EditError(str(error)) from error

    def path_into(self, name: str) -> Path:
        """The way into the block that a node is an instance of; () for other nodes."""
        node = self.drawing.nodes.get(name)
        node = self.drawing.nodes.get(original_of(node.type), node) if node is not None else None
        block = block_of(node.type) if node is not None else ""
        return (*self.path_in, Place(block, name)) if block in self.project.graphs else ()

    def enter(self, name: str) -> bool:
        """Open the definition of the block that a node is an instance of; False for others."""
        path = self.path_into(name)
        if path:
            self._go(path)
        return bool(path)

    def open_graph(self, graph: str) -> None:
        """Open a graph by name: from the path there, if it lies on it."""
        graphs = [place.graph for place in self.path_in]
        if graph == MAIN:
            self._go(())
        elif graph in graphs:
            self._go(self.path_in[: graphs.index(graph) + 1])
        elif graph in self.project.graphs:
            self._go(path_to(self.project, graph))

    def leave(self) -> None:
        """Go back to where the block was opened from, and select it there."""
        if self.path_in:
            name = self.path_in[-1].via
            self._go(self.path_in[:-1])
            self.select([name])

    def _go(self, path: Path) -> None:
        if path == self.path_in:
            return
        self.selection = ()
        self.path_in = path
        self.here = self.report if not path else None
        self.bridge.graph_opened.emit()
        self.bridge.selected.emit()
        self.check_soon()

    def select(self, names: Iterable[str]) -> None:
        """Select these nodes and no others."""
        nodes = self.drawing.nodes
        selection = tuple(name for name in dict.fromkeys(names) if name in nodes)
        if selection != self.selection:
            self.selection = selection
            self.bridge.selected.emit()

    def check_soon(self) -> None:
        """What is on the canvas needs a report of its own."""

    def stay_somewhere(self, commit: Commit, show: bool = True) -> None:
        """Follow blocks that get another name, leave those that are gone, `show` what undo did."""
        path = path_after(self.path_in, commit, self.project)
        if path != self.path_in:
            self._go(path)
        if show:
            self.open_graph(scene_of(commit, self.graph, self.project))


def followed(selection: tuple[str, ...], commit: Commit, graph: str) -> list[str]:
    """The selected names as they are after an edit."""
    names = list(selection)
    for change in commit.changes:
        if isinstance(change, SettingChanged | CodeChanged) or change.graph != graph:
            continue
        if isinstance(change, NodeRenamed):
            names = [change.new if name == change.old else name for name in names]
        elif isinstance(change, NodeRemoved):
            names = [name for name in names if name != change.node.name]
    return names
