"""Why: the menus of what is done to a drawing: Edit, Blocks, Align, Select."""

from typing import TYPE_CHECKING

from designer.text import tr
from designer.ui import comparisons, looks
from designer.ui.actions.action import Action, on_canvas
from designer.ui.canvas import arranging, blocks, remarks, rewiring
from designer.ui.canvas.gestures.lasso import arm
from designer.ui.canvas.gestures.pick import pick
from designer.ui.canvas.interruption import give_up
from designer.ui.canvas.wire_keys import next_wire
from designer.ui.conditions import (
    inside_block,
    with_document,
    with_layers,
    with_redo,
    with_selection,
    with_several,
    with_three,
    with_undo,
)

if TYPE_CHECKING:
    from designer.ui.window import Window


def rows() -> tuple[Action, ...]:
    """In the order of the menus."""
    return (*_history(), *_edit(), *_blocks(), *_align(), *_select())


def undo(window: "Window") -> None:
    """Take the latest edit back; while a gesture is under way, that gesture and nothing else."""
    if window.workspace is not None and give_up(window.workspace.hand):
        return
    document = comparisons.document_in_front(window)
    if document is not None:
        document.undo()


def redo(window: "Window") -> None:
    """Do the edit again that was taken back, unless the hand is in the middle of a gesture."""
    document, workspace = comparisons.document_in_front(window), window.workspace
    if document is not None and (workspace is None or workspace.hand.gesture is None):
        document.redo()


# A table: what belongs to one action stands together.
# fmt: off
def _history() -> tuple[Action, ...]:
    return (
        Action("undo", tr("&Undo"), "edit", undo, ("Ctrl+Z",), icon="undo",
               when=with_undo,
               titled=lambda s: tr("&Undo {what}", what=s.undo) if s.undo else tr("&Undo")),
        Action("redo", tr("&Redo"), "edit", redo, ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo",
               when=with_redo,
               titled=lambda s: tr("&Redo {what}", what=s.redo) if s.redo else tr("&Redo")),
        Action("history", tr("Undo &history"), "edit", looks.show_history, ("Ctrl+Alt+Z",),
               when=with_document, ends_group=True, icon="history",
               tip=tr("Every step by its name; a click goes there")),
    )


def _edit() -> tuple[Action, ...]:
    return (
        Action("cut", tr("Cu&t"), "edit", on_canvas(lambda view: view.cut()), icon="cut",
               canvas_keys=("Ctrl+X",), when=with_selection),
        Action("copy", tr("&Copy"), "edit", on_canvas(lambda view: view.copy()), icon="copy",
               canvas_keys=("Ctrl+C",), when=with_selection),
        Action("paste", tr("&Paste"), "edit", on_canvas(lambda view: view.paste()), icon="paste",
               canvas_keys=("Ctrl+V",), when=with_document),
        Action("duplicate", tr("&Duplicate"), "edit", on_canvas(lambda view: view.duplicate()),
               ("Ctrl+D",), when=with_selection, icon="duplicate"),
        Action("delete", tr("De&lete"), "edit", on_canvas(lambda view: view.delete()),
               canvas_keys=("Del",), when=with_layers, icon="delete"),
        Action("heal", tr("Delete and &reconnect"), "edit",
               on_canvas(lambda view: view.delete_and_heal()), canvas_keys=("Shift+Del",),
               when=with_selection, ends_group=True,
               tip=tr("Remove the layer and connect what it was between")),
        Action("bypass", tr("B&ypass"), "edit", on_canvas(rewiring.bypass), canvas_keys=("M",),
               when=with_selection,
               tip=tr("What comes in goes on as it is; once more uses the layer again")),
        Action("collapse", tr("Collapse or expand"), "edit", on_canvas(rewiring.collapse),
               canvas_keys=("H",), when=with_selection,
               tip=tr("The layer as its name alone; its parameters are in its tip")),
        Action("detach", tr("Detac&h"), "edit", on_canvas(rewiring.detach), canvas_keys=("D",),
               when=with_selection,
               tip=tr("Take the layer out of its wires and close them behind it")),
        Action("replace", tr("Replace &with…"), "edit", on_canvas(rewiring.replace),
               canvas_keys=("R",), when=with_selection, ends_group=True,
               tip=tr("Another type of layer, with the same wires")),
    )


def _blocks() -> tuple[Action, ...]:
    return (
        Action("frame", tr("Put a fra&me around"), "edit", on_canvas(remarks.frame), ("Ctrl+J",),
               when=with_selection, tip=tr("A titled frame that carries what lies in it")),
        Action("comment", tr("Add c&omment…"), "edit", on_canvas(remarks.comment),
               when=with_document, tip=tr("Plain text on the canvas")),
        Action("group", tr("&Group into block"), "blocks", on_canvas(blocks.group), ("Ctrl+G",),
               when=with_selection, icon="block",
               tip=tr("One definition that can be used in many places")),
        Action("open_block", tr("&Open block"), "blocks", on_canvas(blocks.enter),
               canvas_keys=("Return",), when=with_selection),
        Action("block_here", tr("Open block &in place"), "blocks", on_canvas(blocks.open_here),
               canvas_keys=("Shift+Return",), when=with_selection,
               tip=tr("Its inside, over the drawing")),
        Action("block_tab", tr("Open block in new ta&b"), "blocks", on_canvas(blocks.open_tab),
               when=with_selection, tip=tr("Both tabs show the same project")),
        Action("leave_block", tr("Leave &block"), "blocks", on_canvas(blocks.leave),
               canvas_keys=("Esc",), when=inside_block),
        Action("unpack", tr("&Unpack block"), "blocks", on_canvas(blocks.unpack),
               ("Ctrl+Shift+G",), when=with_selection,
               tip=tr("Put the layers of the block in its place")),
        Action("share", tr("Duplicate, &sharing weights"), "blocks", on_canvas(blocks.share),
               ("Ctrl+Shift+D",), when=with_selection, ends_group=True,
               tip=tr("The same layer once more: one module that is called twice")),
    )


def _align() -> tuple[Action, ...]:
    return tuple(
        Action(f"align_{key}", title, "align", on_canvas(do), ends_group=key == "bottom",
               when=with_several if arranging.least(key) == 2 else with_three)
        for key, (title, do) in arranging.ways().items()
    )


def _select() -> tuple[Action, ...]:
    return (
        Action("all", tr("Select &all"), "select", on_canvas(lambda view: view.select_all()),
               canvas_keys=("Ctrl+A",), when=with_layers),
        Action("upstream", tr("Select upstrea&m"), "select",
               on_canvas(lambda view: rewiring.select_along(view, True)), ("Ctrl+Shift+Up",),
               when=with_selection, tip=tr("All layers that lead to the selected ones")),
        Action("downstream", tr("Select dow&nstream"), "select",
               on_canvas(lambda view: rewiring.select_along(view, False)), ("Ctrl+Shift+Down",),
               when=with_selection, tip=tr("All layers that the selected ones lead to")),
        Action("lasso", tr("Select with a lasso"), "select", on_canvas(arm), canvas_keys=("L",),
               when=with_layers, ends_group=True,
               tip=tr("Draw a line around what you want; also Alt + drag over the canvas")),
        Action("add", tr("Add la&yer…"), "edit", on_canvas(lambda view: view.open_adder()),
               canvas_keys=("Tab",), when=with_document, tip=tr("Type the name of a layer")),
        Action("connect", tr("Co&nnect…"), "edit", on_canvas(pick), canvas_keys=("C",),
               when=with_selection,
               tip=tr("Pick what follows the selected layer, by a letter or with arrows")),
        Action("wires", tr("Go through its wires"), "edit", on_canvas(next_wire),
               canvas_keys=("W",), when=with_selection, ends_group=True,
               tip=tr("One by one; Delete removes it, Return sets a point, Esc goes back")),
        Action("find_node", tr("&Find in the drawing…"), "edit", looks.find_node, ("Ctrl+F",),
               when=with_layers, icon="search",
               tip=tr("A layer on any level, by its name, type or parameters")),
        Action("find", tr("Find layer in palette"), "edit", looks.find_layer, ("Ctrl+Shift+F",),
               when=with_document),
    )


# fmt: on
