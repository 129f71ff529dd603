"""Why: menus, buttons, keys and the sheet of shortcuts are made from one table of actions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction

from designer.text import tr
from designer.text.languages import LANGUAGES
from designer.ui import (
    bookmarks,
    closing,
    comparisons,
    files,
    language,
    looks,
    picturing,
    training_commands,
)
from designer.ui.bookmarks import NUMBERS
from designer.ui.canvas import arranging, blocks, remarks, rewiring, tidier, turning
from designer.ui.canvas.gestures.lasso import arm
from designer.ui.canvas.gestures.pick import pick
from designer.ui.canvas.interruption import give_up
from designer.ui.canvas.wire_keys import next_wire
from designer.ui.conditions import (
    always,
    flows_right,
    inside_block,
    while_comparing,
    while_idle,
    while_training,
    with_document,
    with_layers,
    with_redo,
    with_selection,
    with_several,
    with_sight,
    with_tab,
    with_three,
    with_undo,
    with_view,
    worth_saving,
)
from designer.ui.finder import find_command
from designer.ui.heat import MEASURES
from designer.ui.state import State

if TYPE_CHECKING:
    from designer.ui.canvas import CanvasView
    from designer.ui.canvas.camera import Camera
    from designer.ui.preferences import Heat, Preferences
    from designer.ui.window import Window


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    `keys` work everywhere in the window. `canvas_keys` are shown beside it and belong to the
    canvas, which acts on them itself while it has the focus: so no letter typed into a field
    ever does something to the drawing.
    """

    key: str
    title: str
    menu: str
    do: Callable[["Window"], object]
    keys: tuple[str, ...] = ()
    canvas_keys: tuple[str, ...] = ()
    tip: str = ""
    icon: str = ""
    when: Callable[[State], bool] = always
    checked: Callable[["Preferences"], bool] | None = None
    checked_by: Callable[[State], bool] | None = None  # what is in front, not the preferences
    titled: Callable[[State], str] | None = None  # a title that changes
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    ends_group: bool = False


def table() -> tuple[Action, ...]:
    """Every action, in the order of the menus."""
    menus = (
        *(_file, _history, _edit, _blocks, _align, _select, _view, _bookmarks, _wheel),
        *(_theme, _motion, _languages, _panels, _train, _help),
    )
    return tuple(action for menu in menus for action in menu())


def menu_titles() -> dict[str, str]:
    """The menus, in order, by key."""
    return {
        "file": tr("&File"),
        "recent": tr("Open &recent"),
        "edit": tr("&Edit"),
        "blocks": tr("&Blocks"),
        "select": tr("&Select"),
        "align": tr("Al&ign"),
        "view": tr("&View"),
        "tidy": tr("&Tidy"),
        "bookmarks": tr("&Kept views"),
        "heat": tr("&Color layers by"),
        "wheel": tr("Mouse &wheel"),
        "theme": tr("Th&eme"),
        "motion": tr("&Animation"),
        "language": tr("Lan&guage"),
        "train": tr("&Train"),
        "help": tr("&Help"),
    }


def on_canvas(work: Callable[["CanvasView"], object]) -> Callable[["Window"], object]:
    """Something to do to the canvas in front, unless the hand is in the middle of a gesture."""

    def do(window: "Window") -> None:
        workspace = window.workspace
        if workspace is not None and workspace.hand.gesture is None:
            workspace.hand.setFocus()  # first: what is done may open a field to type into
            work(workspace.hand)

    return do


def looking(work: Callable[["Camera"], object]) -> Callable[["Window"], object]:
    """A way to look at the canvas in front, or at drawings that are compared."""

    def do(window: "Window") -> None:
        page = comparisons.front(window)
        if page is not None:
            work(page.sheet)
        else:
            on_canvas(work)(window)

    return do


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
def _file() -> tuple[Action, ...]:
    return (
        Action("new", tr("&New"), "file", files.new, ("Ctrl+N",), icon="new",
               tip=tr("An empty drawing")),
        Action("open", tr("&Open…"), "file", files.ask_and_open, ("Ctrl+O",), icon="open",
               tip=tr("A project file")),
        Action("recent", tr("Open &recent"), "file", files.ask_and_open),
        Action("save", tr("&Save"), "file", files.save_front, ("Ctrl+S",), icon="save",
               when=worth_saving, tip=tr("Write the project to its file")),
        Action("save_as", tr("Save &as…"), "file", files.save_front_as, ("Ctrl+Shift+S",),
               when=with_document, ends_group=True, tip=tr("Write the project to another file")),
        Action("export", tr("&Export…"), "file", files.export, ("Ctrl+E",), icon="export",
               when=with_layers, tip=tr("PyTorch code, a training script, ONNX, a picture")),
        Action("picture", tr("Save &picture…"), "file", picturing.save_picture,
               when=with_layers, tip=tr("The drawing as SVG, PDF or PNG")),
        Action("copy_picture", tr("Copy as p&icture"), "file", picturing.copy_picture,
               ("Ctrl+Shift+C",), when=with_layers, ends_group=True,
               tip=tr("The drawing on the clipboard, for slides and documents")),
        Action("compare", tr("Co&mpare with…"), "file", comparisons.ask, ("Ctrl+Alt+C",),
               when=with_document, ends_group=True,
               tip=tr("Beside another drawing, a file or a run, with what differs")),
        Action("close", tr("&Close tab"), "file", closing.close_front, ("Ctrl+W",),
               when=with_tab, tip=tr("Close the project in front")),
        Action("quit", tr("&Quit"), "file", closing.quit_window, ("Ctrl+Q",),
               role=QAction.MenuRole.QuitRole, tip=tr("Close every project and end")),
    )


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


def _align() -> tuple[Action, ...]:
    return tuple(
        Action(f"align_{key}", title, "align", on_canvas(do), ends_group=key == "bottom",
               when=with_several if arranging.least(key) == 2 else with_three)
        for key, (title, do) in arranging.ways().items()
    )


def _view() -> tuple[Action, ...]:
    return (
        Action("zoom_in", tr("Zoom &in"), "view", looking(lambda view: view.zoom_in()),
               ("Ctrl++", "Ctrl+="), when=with_tab),
        Action("zoom_out", tr("Zoom &out"), "view", looking(lambda view: view.zoom_out()),
               ("Ctrl+-",), when=with_tab),
        Action("zoom_reset", tr("&100 %"), "view", looking(lambda view: view.zoom_reset()),
               ("Ctrl+0",), when=with_tab),
        Action("fit", tr("Zoom to &fit"), "view", looking(lambda view: view.zoom_to_fit()),
               ("Ctrl+1",), ("F",), when=with_sight, icon="fit"),
        Action("fit_selection", tr("Zoom to &selection"), "view",
               on_canvas(lambda view: view.zoom_to_selection()), ("Ctrl+2",), when=with_selection,
               ends_group=True),
        Action("tidy", tr("&Tidy"), "tidy", on_canvas(tidier.tidy), ("Ctrl+L",),
               when=with_layers, icon="tidy",
               tip=tr("Lay the selection out along the flow, or else the drawing")),
        Action("tidy_all", tr("Tidy &everything"), "tidy", on_canvas(tidier.tidy_all),
               ("Ctrl+Shift+L",), when=with_layers),
        Action("tidy_before", tr("Tidy &upstream"), "tidy", on_canvas(tidier.tidy_before),
               ("Ctrl+Alt+Up",), when=with_selection,
               tip=tr("Lay out what leads to the selection; all else stays")),
        Action("tidy_after", tr("Tidy do&wnstream"), "tidy", on_canvas(tidier.tidy_after),
               ("Ctrl+Alt+Down",), when=with_selection,
               tip=tr("Lay out what follows the selection; all else stays")),
        Action("tidy_around", tr("Tidy, &keeping what I moved"), "tidy",
               on_canvas(tidier.tidy_around), ("Ctrl+Alt+L",), when=with_layers,
               tip=tr("Lay out the drawing, but not the layers moved by hand since it was opened")),
        Action("flow", tr("&Flow from left to right"), "view", on_canvas(turning.turn),
               when=with_document, checked_by=flows_right, ends_group=True,
               tip=tr("Turn the drawings of the project, which run from top to bottom otherwise")),
    )


def _bookmarks() -> tuple[Action, ...]:
    return (
        *(Action(f"go_view_{n}", tr("Go to view {number}", number=f"&{n}"), "bookmarks",
                 bookmarks.go_to_view(n), (f"Alt+{n}",), when=with_view(n),
                 titled=partial(_view_title, n), ends_group=n == NUMBERS[-1]) for n in NUMBERS),
        *(Action(f"keep_view_{n}", tr("Keep this view as {number}", number=n), "bookmarks",
                 bookmarks.keep_view(n), (f"Ctrl+Shift+{n}",), when=with_document)
          for n in NUMBERS),
    )


def _view_title(number: str, state: State) -> str:
    if number in state.views:
        return tr("View {number}: {title}", number=f"&{number}", title=state.views[number])
    return tr("Go to view {number}", number=f"&{number}")


def _wheel() -> tuple[Action, ...]:
    return (
        Action("wheel_zoom", tr("Wheel &zooms"), "wheel", looks.wheel("zoom"),
               checked=lambda preferences: preferences.wheel == "zoom",
               tip=tr("A turn of the wheel zooms; two fingers on a touchpad move the canvas")),
        Action("wheel_scroll", tr("Wheel &scrolls"), "wheel", looks.wheel("scroll"),
               checked=lambda preferences: preferences.wheel == "scroll",
               tip=tr("A turn of the wheel moves the canvas, with Ctrl it zooms; also right for "
                      "touchpads that zoom when two fingers move")),
    )


def _theme() -> tuple[Action, ...]:
    return (
        Action("system", tr("Theme of the s&ystem"), "theme", looks.scheme("system"),
               checked=lambda preferences: preferences.scheme == "system"),
        Action("light", tr("&Light theme"), "theme", looks.scheme("light"),
               checked=lambda preferences: preferences.scheme == "light"),
        Action("dark", tr("&Dark theme"), "theme", looks.scheme("dark"),
               checked=lambda preferences: preferences.scheme == "dark"),
        Action("white", tr("High contrast on &white"), "theme", looks.scheme("white"),
               checked=lambda preferences: preferences.scheme == "white"),
        Action("black", tr("High contrast on blac&k"), "theme", looks.scheme("black"),
               ends_group=True, checked=lambda preferences: preferences.scheme == "black"),
    )


def _motion() -> tuple[Action, ...]:
    return (
        Action("motion_system", tr("Glide &as the system does"), "motion", looks.let_move("system"),
               checked=lambda preferences: preferences.motion == "system"),
        Action("motion_on", tr("Always &glide"), "motion", looks.let_move("on"),
               checked=lambda preferences: preferences.motion == "on",
               tip=tr("Layers glide to their new places")),
        Action("motion_off", tr("Neve&r glide"), "motion", looks.let_move("off"), ends_group=True,
               checked=lambda preferences: preferences.motion == "off",
               tip=tr("Layers are at their new places at once")),
    )


def _languages() -> tuple[Action, ...]:
    return (
        Action("language_system", tr("Language of the s&ystem"), "language",
               language.choose("system"),
               checked=lambda preferences: preferences.language == "system", ends_group=True),
        # Each in its own words, so that those find it who can read nothing else here.
        Action("language_en", LANGUAGES["en"], "language", language.choose("en"),
               checked=lambda preferences: preferences.language == "en"),
        Action("language_zh", LANGUAGES["zh"], "language", language.choose("zh"),
               checked=lambda preferences: preferences.language == "zh"),
    )


def _panels() -> tuple[Action, ...]:
    return (
        Action("palette", tr("&Palette"), "view", looks.toggle("palette"), ("Ctrl+B",),
               checked=lambda preferences: preferences.shows("palette"),
               tip=tr("The list of layers at the left")),
        Action("inspector", tr("I&nspector and code"), "view", looks.toggle("inspector"),
               ("Ctrl+I",), checked=lambda preferences: preferences.shows("inspector")),
        Action("bottom", tr("&Bottom panel"), "view", looks.toggle("bottom"), ("Ctrl+Shift+J",),
               checked=lambda preferences: preferences.shows("bottom"),
               tip=tr("Training, problems, runs, data and costs")),
        Action("minimap", tr("&Minimap"), "view", looks.toggle("minimap"), ("Ctrl+M",),
               checked=lambda preferences: preferences.shows("minimap")),
        Action("heat", tr("&Heat map"), "view", looks.toggle_heat, ("Ctrl+H",),
               checked=lambda preferences: preferences.heat != "",
               tip=tr("Color the layers by what they cost, or do while the network is trained")),
        *(
            Action(f"heat_{key}", tr("Heat map: {measure}", measure=tr(measure.title)), "heat",
                   looks.heat(cast("Heat", key)), ends_group=key == "time",
                   checked=lambda preferences, key=key: preferences.heat == key)  # type: ignore[misc]
            for key, measure in MEASURES.items()
        ),
        Action("next_difference", tr("Next &difference"), "view", comparisons.step(1), ("F8",),
               when=while_comparing),
        Action("previous_difference", tr("Previous differen&ce"), "view", comparisons.step(-1),
               ("Shift+F8",), when=while_comparing),
        Action("take_difference", tr("Ta&ke over the difference"), "view", comparisons.take,
               ("F7",), when=while_comparing, ends_group=True,
               tip=tr("Make the drawing of now what the other one is, in what is chosen")),
        Action("next_tab", tr("Ne&xt tab"), "view", looks.step_tab(1), ("Ctrl+Tab",),
               when=with_tab),
        Action("previous_tab", tr("Pre&vious tab"), "view", looks.step_tab(-1), ("Ctrl+Shift+Tab",),
               when=with_tab),
    )


def _train() -> tuple[Action, ...]:
    return (
        Action("train", tr("Train"), "train", training_commands.start, ("Ctrl+R", "F5"),
               icon="play", when=while_idle,
               tip=tr("Train the network with the settings of the Training tab")),
        Action("pause", tr("Pause"), "train", training_commands.pause_or_resume, ("F6",),
               icon="pause", when=while_training,
               titled=lambda s: tr("Resume") if s.training == "paused" else tr("Pause"),
               tip=tr("Hold after the present step, or go on")),
        Action("stop", tr("Stop"), "train", training_commands.stop, ("Shift+F5",), icon="stop",
               when=while_training,
               tip=tr("End the run after the present step; what was learned is kept")),
    )


def _help() -> tuple[Action, ...]:
    return (
        Action("commands", tr("&Commands…"), "help", find_command, ("Ctrl+Shift+P",),
               icon="search", tip=tr("Type what you want to do")),
        Action("tour", tr("&Tour"), "help", lambda window: window.tour_requested.emit(),
               tip=tr("Watch Designer do the whole job by itself")),
        Action("keys", tr("&Keys at a glance"), "help", looks.show_keys, ("F1",), ("?",),
               tip=tr("Every key and what the mouse does")),
        Action("shortcuts", tr("Change keyboard &shortcuts…"), "help", looks.edit_shortcuts),
        Action("about", tr("&About Designer"), "help", looks.show_about,
               role=QAction.MenuRole.AboutRole),
    )


# fmt: on
