"""Why: what hands do with blocks: make one, look inside, come back, take it apart."""

from typing import TYPE_CHECKING

from designer import edit, store
from designer.edit import EditError
from designer.edit.grouping import Tensorlike
from designer.layers import block_of, original_of
from designer.store import FileError
from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def group(view: "CanvasView") -> None:
    """Make a block of the selected layers, and select its instance."""
    document = view.document
    names = document.selection
    known = arriving(view)
    made = document.run_edit(
        lambda: edit.group(document.project, names, graph=document.graph, arriving=known)
    )
    if made is not None:
        document.select([made])
        document.bridge.message.emit(tr("Grouped. Double-click the block to see inside."))


def unpack(view: "CanvasView") -> None:
    """Put the layers of the selected block in its place."""
    document = view.document
    name = _selected_block(view)
    if name:
        found = document.run_edit(lambda: edit.unpack(document.project, name, graph=document.graph))
        if found:
            document.select(found)


def enter(view: "CanvasView") -> None:
    """Open the definition of the selected block."""
    name = _selected_block(view)
    if name:
        view.document.enter(name)


def open_tab(view: "CanvasView") -> None:
    """Open the definition of the selected block in a tab of its own."""
    name = _selected_block(view)
    if name:
        view.document.bridge.tab_wanted.emit(view.document.path_into(name))


def activate(view: "CanvasView", name: str) -> None:
    """Open a block; show the form of any other node."""
    if not view.document.enter(name):
        view.node_activated.emit(name)


def leave(view: "CanvasView") -> None:
    """Go back to the level above."""
    view.document.leave()


def share(view: "CanvasView") -> None:
    """Add the selected layers once more, with the same weights."""
    document = view.document
    names = document.selection

    def work() -> list[str]:
        with document.project.transaction(tr("Share weights")):
            return [edit.link(document.project, name, graph=document.graph) for name in names]

    found = document.run_edit(work)
    if found:
        document.select(found)


def own_weights(view: "CanvasView", name: str) -> None:
    """Give a node that shares weights some of its own."""
    document = view.document
    document.run_edit(lambda: edit.unlink(document.project, name, graph=document.graph))


def keep(view: "CanvasView", block: str) -> None:
    """Keep a definition for other projects."""
    document = view.document
    if document.library is None:
        return
    try:
        store.library.keep(document.library, document.project, block)
    except (FileError, EditError) as error:
        document.bridge.message.emit(str(error))
        return
    document.bridge.message.emit(
        tr("{block} is kept: it stands under My blocks in the palette.", block=block)
    )
    document.bridge.library_changed.emit()


def is_block(view: "CanvasView", name: str) -> bool:
    """True for an instance of a block, and for a node that shares the weights of one."""
    nodes = view.document.drawing.nodes
    if name not in nodes:
        return False
    original = nodes.get(original_of(nodes[name].type), nodes[name])
    return bool(block_of(original.type))


def _selected_block(view: "CanvasView") -> str:
    chosen = [name for name in view.document.selection if is_block(view, name)]
    if len(chosen) == 1:
        return chosen[0]
    view.document.bridge.message.emit(tr("Select one block."))
    return ""


def arriving(view: "CanvasView") -> dict[tuple[str, str], Tensorlike]:
    """What is known of the values in the drawing, where it is a plain batch of samples."""
    report = view.document.here
    found: dict[tuple[str, str], Tensorlike] = {}
    for end, tensor in (report.tensors if report is not None else {}).items():
        sample = tuple(dim for dim in tensor.sample if isinstance(dim, int))
        if sample and len(sample) == len(tensor.sample) and tensor.dtype in ("float32", "int64"):
            found[end] = Tensorlike(sample, tensor.dtype)
    return found
