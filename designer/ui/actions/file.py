"""Why: the File menu: what is done with a project as a whole."""

from PySide6.QtGui import QAction

from designer.text import tr
from designer.ui import closing, comparisons, files, picturing
from designer.ui.actions.action import Action
from designer.ui.conditions import with_document, with_layers, with_tab, worth_saving


# A table: what belongs to one action stands together.
# fmt: off
def rows() -> tuple[Action, ...]:
    """In the order of the menu."""
    return (
        Action("new", tr("&New"), "file", files.new, ("Ctrl+N",), icon="new",
               tip=tr("An empty drawing")),
        Action("open", tr("&Open…"), "file", files.ask_and_open, ("Ctrl+O",), icon="open",
               tip=tr("A project, or a network in PyTorch code")),
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


# fmt: on
