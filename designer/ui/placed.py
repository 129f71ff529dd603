"""Why: who placed a layer by hand wants to find it there: tidying can leave it alone."""

from designer.model import (
    Commit,
    GraphRenamed,
    NodeAdded,
    NodeChanged,
    NodeRenamed,
    Point,
    Project,
)

Key = tuple[str, str]  # graph and name


class Placed:
    """Where the program itself has put the layers of a project since it was opened.

    A layer that is elsewhere was moved by hand. The file does not tell how a layer came to its
    place: as it is opened, everything counts as put by the program.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._given: dict[Key, set[Point]] = {}
        for graph, drawing in project.graphs.items():
            for node in drawing.nodes.values():
                self.give(graph, node.name, node.at)

    def give(self, graph: str, name: str, at: Point) -> None:
        """The program puts a layer here."""
        self._given.setdefault((graph, name), set()).add(at)

    def by_hand(self, graph: str) -> list[str]:
        """The layers of a drawing that stand where the program has never put them."""
        nodes = self._project.graphs[graph].nodes.values()
        return [n.name for n in nodes if n.at not in self._given.get((graph, n.name), ())]

    def follow(self, commit: Commit) -> None:
        """Layers that came are where they were put; those that were renamed are the same.

        Who turns the drawing moves no layer by hand.
        """
        turned = commit.sets("flow")
        for change in commit.changes:
            if turned and isinstance(change, NodeChanged):
                self._go_on(change)
            if isinstance(change, NodeAdded) and commit.origin == "edit":
                self.give(change.graph, change.node.name, change.node.at)
            elif isinstance(change, NodeRenamed):
                given = self._given.pop((change.graph, change.old), set())
                self._given[change.graph, change.new] = given
            elif isinstance(change, GraphRenamed):
                for graph, name in [key for key in self._given if key[0] == change.graph]:
                    self._given[change.new, name] = self._given.pop((graph, name))

    def _go_on(self, change: NodeChanged) -> None:
        """A layer that the program had put there is put elsewhere by it."""
        name = change.before.name
        if change.before.at in self._given.get((change.graph, name), ()):
            self.give(change.graph, name, change.after.at)
