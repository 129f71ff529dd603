"""Why: data goes one way, so a wire that would close a loop is refused while it is drawn."""

from collections import deque

from designer.model import Graph
from designer.text import tr

SHOWN = 6  # names of a loop that a sentence can hold


def loop_of(graph: Graph, source: str, target: str) -> list[str]:
    """The shortest loop that a wire from `source` to `target` would close; empty when none.

    A breadth-first walk from `target` that visits each node once.
    """
    came_from = {target: ""}
    waiting = deque([target])
    while waiting and source not in came_from:
        name = waiting.popleft()
        for wire in graph.outgoing(name):
            if wire.target not in came_from:
                came_from[wire.target] = name
                waiting.append(wire.target)
    if source not in came_from:
        return []
    path = [source]
    while path[-1] != target:
        path.append(came_from[path[-1]])
    return [source, *reversed(path)]


def loop_sentence(loop: list[str]) -> str:
    """Says which loop a wire would make."""
    names = loop if len(loop) <= SHOWN else [*loop[:3], "…", *loop[-2:]]
    return tr("This would make a loop: {path}.", path=" → ".join(names))
