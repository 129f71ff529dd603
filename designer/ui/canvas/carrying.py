"""Why: carrying layers into a block or out of it is told before it is done, and done once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from designer import edit
from designer.edit import EditError
from designer.layers import block_of, original_of
from designer.model import MAIN, Project
from designer.text import tr, trn
from designer.ui.canvas import blocks
from designer.ui.levels import Path

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


@dataclass(frozen=True)
class Carried:
    """Layers that may go into a block, or out of one: how, why not, and what to say of it.

    `work` returns the names of the layers where they have come to.
    """

    work: Callable[[Project], list[str]]
    refusal: str
    offer: str  # in a menu
    says: str  # while they are dragged
    done: str
    label: str  # of undo
    stays: str = ""  # what is selected afterwards: the block, when layers went into it


def into(view: "CanvasView", names: Iterable[str], instance: str, *deeper: str) -> Carried:
    """What becomes of layers that are dropped on the card of a block, or on what is open in it.

    `deeper` are the instances that were gone into from there.
    """
    document, chosen = view.document, list(names)
    arriving = blocks.arriving(view)
    first = _block_of(document.project, document.graph, instance)
    block = first
    for via in deeper:
        block = _block_of(document.project, block, via)

    def work(project: Project) -> list[str]:
        found, graph = edit.move_in(project, chosen, instance, document.graph, arriving), first
        for via in deeper:
            found = edit.move_in(project, found, via, graph)
            graph = _block_of(project, graph, via)
        return found

    also = _others(document.project, block)
    return Carried(
        work,
        _refusal(document.project, work),
        tr("Move the others into {block}", block=block),
        tr("Move into {block}.", block=block) + also,
        tr("Moved into {block}.", block=block) + also,
        trn(
            "Move {count} layer into {block}",
            "Move {count} layers into {block}",
            len(chosen),
            block=block,
        ),
        instance,
    )


def out_to(view: "CanvasView", names: Iterable[str], graph: str) -> Carried:
    """What becomes of layers that are dropped on a step of the path above the canvas."""
    document, chosen, path = view.document, list(names), view.document.path_in

    def work(project: Project) -> list[str]:
        return _out(project, path, chosen, graph)

    level = document.project.name if graph == MAIN else graph
    also = _others(document.project, document.graph)
    return Carried(
        work,
        _refusal(document.project, work),
        tr("Move out of {block}", block=document.graph),
        tr("Move out to {level}.", level=level) + also,
        tr("Moved out to {level}.", level=level) + also,
        _out_label(chosen, document.graph),
    )


def level_above(view: "CanvasView") -> str:
    """The graph from which the open block was opened."""
    above = view.document.path_in[:-1]
    return above[-1].graph if above else MAIN


def carry(view: "CanvasView", plan: Carried) -> bool:
    """Do it, as one edit; False, with a sentence in the status line, when it cannot be."""
    document = view.document
    if document.run_edit(lambda: plan.work(document.project)) is None:
        return False
    if plan.stays:
        document.select([plan.stays])
    document.bridge.message.emit(plan.done)
    return True


def _out(project: Project, path: Path, names: list[str], graph: str) -> list[str]:
    """Out of one definition after the other, up to a level, in one step."""
    with project.transaction(_out_label(names, path[-1].graph if path else graph)):
        while path and path[-1].graph != graph:
            *rest, place = path
            outer = rest[-1].graph if rest else MAIN
            names = edit.move_out(project, names, place.graph, place.via, outer)
            path = tuple(rest)
    return names


def _out_label(names: list[str], block: str) -> str:
    return trn(
        "Move {count} layer out of {block}",
        "Move {count} layers out of {block}",
        len(names),
        block=block,
    )


def _block_of(project: Project, graph: str, instance: str) -> str:
    """The definition that a node is an instance of."""
    nodes = project.graphs[graph].nodes
    node = nodes[instance]
    return block_of(nodes.get(original_of(node.type), node).type)


def _refusal(project: Project, work: Callable[[Project], object]) -> str:
    """Why this cannot be done, found by trying on a copy; "" when it can."""
    try:
        work(project.copy())
    except EditError as error:
        return str(error)
    return ""


def _others(project: Project, block: str) -> str:
    """What to say of the other instances of a definition."""
    count = len(edit.instances(project, block)) - 1
    if count < 1:
        return ""
    return " " + trn("Also changes {count} other.", "Also changes {count} others.", count)
