"""Why: every question and every notice of the program, each one function that gives the answer."""

from designer.ui.dialogs.about import about
from designer.ui.dialogs.cheat_sheet import show_cheat_sheet
from designer.ui.dialogs.exports import choose_export
from designer.ui.dialogs.files import (
    choose_keys,
    choose_open,
    choose_picture,
    choose_run,
    choose_save,
    options,
)
from designer.ui.dialogs.pictures import choose_look
from designer.ui.dialogs.questions import (
    ask_to_delete_run,
    ask_to_overwrite,
    ask_to_save,
    ask_to_stop_training,
    show_error,
)
from designer.ui.dialogs.remarks import show_remarks
from designer.ui.dialogs.shortcuts import edit_shortcuts

__all__ = [
    "about",
    "ask_to_delete_run",
    "ask_to_overwrite",
    "ask_to_save",
    "ask_to_stop_training",
    "choose_export",
    "choose_keys",
    "choose_look",
    "choose_open",
    "choose_picture",
    "choose_run",
    "choose_save",
    "edit_shortcuts",
    "options",
    "show_cheat_sheet",
    "show_error",
    "show_remarks",
]
