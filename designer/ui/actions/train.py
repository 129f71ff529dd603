"""Why: the Train menu, and Help."""

from PySide6.QtGui import QAction

from designer.text import tr
from designer.ui import looks, training_commands
from designer.ui.actions.action import Action
from designer.ui.conditions import while_idle, while_training
from designer.ui.finder import find_command


def rows() -> tuple[Action, ...]:
    """In the order of the menus."""
    return (*_train(), *_help())


# A table: what belongs to one action stands together.
# fmt: off
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
