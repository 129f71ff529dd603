"""Why: data goes one way, so a wire that would close a loop is refused while it is drawn."""

from collections import deque

from designer.model import Graph
from designer.text import tr

SHOWN = 6  # names of a loop that a sentence can hold


def loop_of(graph: Graph, source: str, target: str) -> list[str]:
    """The shortest loop that a wire from `source` to `target` would close; empty when none.

    A breadth-first walk from `target` that visits each node once, where there is a loop to find.
    """
    if not _leads(graph, target, source):
        return []
    came_from = {target: ""}
    waiting = deque([target])
    while source not in came_from:
        name = waiting.popleft()
        for wire in graph.outgoing(name):
            if wire.target not in came_from:
                came_from[wire.target] = name
                waiting.append(wire.target)
    path = [source]
    while path[-1] != target:
        path.append(came_from[path[-1]])
    return [source, *reversed(path)]


def _leads(graph: Graph, first: str, last: str) -> bool:
    """Whether a path leads from one node to another, walked from both its ends in turn.

    It ends with the shorter walk: often little comes before a wire, or little after it.
    """
    down, up = {first}, {last}
    lower, upper = [first], [last]
    while lower and upper and up.isdisjoint(lower) and down.isdisjoint(upper):
        if len(down) <= len(up):
            after = {wire.target for name in lower for wire in graph.wires_from(name)}
            lower = [name for name in after if name not in down]
            down.update(lower)
        else:
            before = {wire.source for name in upper for wire in graph.wires_to(name)}
            upper = [name for name in before if name not in up]
            up.update(upper)
    return bool(lower and upper)


def loop_sentence(loop: list[str]) -> str:
    """Says which loop a wire would make."""
    names = loop if len(loop) <= SHOWN else [*loop[:3], "…", *loop[-2:]]
    return tr("This would make a loop: {path}.", path=" → ".join(names))
