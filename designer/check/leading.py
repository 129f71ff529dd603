"""Why: what leads to an Output is asked of many nodes, and an edit changes it for few."""

from collections.abc import Iterable

from designer.check.view import View


def lead(view: View, known: set[str], touched: Iterable[str]) -> None:
    """Bring up to date which nodes lead to an Output, in a drawing without loops.

    `touched` are nodes that are new or gone, or from which other wires lead than before.
    """
    drawing, exits = view.drawing, view.marks["exit"]

    def leads(name: str) -> bool:
        return name in exits or any(w.target in known for w in drawing.wires_from(name))

    # First out, then in: without loops nodes cannot hold each other where nothing leads on.
    for stays in (True, False):
        waiting = [name for name in touched if (name in known) == stays]
        while waiting:
            name = waiting.pop()
            if (name in known) == stays and leads(name) != stays:
                known ^= {name}
                waiting += [wire.source for wire in drawing.wires_to(name)]
