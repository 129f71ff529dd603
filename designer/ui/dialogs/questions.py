"""Why: before something could be lost, one clear question; after something failed, one sentence."""

from collections.abc import Sequence
from typing import Literal, cast

from PySide6.QtWidgets import QWidget

from designer.text import tr, trn
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet

Answer = Literal["save", "discard", "cancel"]
Overwriting = Literal["elsewhere", "overwrite", "cancel"]
SHOWN = 8  # names of projects; beyond that their number is enough


def ask_to_save(parent: QWidget | None, names: Sequence[str]) -> Answer:
    """Whether to save these projects before they are closed. Enter saves, Escape stays."""
    choices = (
        Choice("save", tr("Save"), tr("Save, then close"), primary=True),
        Choice("discard", tr("Don't save"), tr("Close and lose the changes"), Role.DestructiveRole),
        Choice(CANCEL, tr("Cancel"), tr("Go back to the drawing"), Role.RejectRole),
    )
    sheet = Sheet(parent, tr("Unsaved changes"), choices)
    if len(names) == 1:
        heading = tr("Save the changes to “{name}”?", name=names[0])
    else:
        heading = trn(
            "Save the changes to {count} project?",
            "Save the changes to {count} projects?",
            len(names),
        )
    sheet.say("save", "accent", heading, _lost(names))
    return cast(Answer, sheet.ask())


def ask_to_overwrite(parent: QWidget | None, file: str) -> Overwriting:
    """Whether to write over what another program has written. Enter takes another name."""
    choices = (
        Choice("elsewhere", tr("Save as…"), tr("Keep both, under two names"), primary=True),
        Choice("overwrite", tr("Overwrite"), tr("Lose what is there"), Role.DestructiveRole),
        Choice(CANCEL, tr("Cancel"), tr("Go back to the drawing"), Role.RejectRole),
    )
    sheet = Sheet(parent, tr("The file has changed"), choices)
    sheet.say(
        "warning",
        "validation",
        tr("Overwrite “{file}”?", file=file),
        tr("Another program, or another window, has written it since it was opened here."),
    )
    return cast(Overwriting, sheet.ask())


def ask_to_stop_training(parent: QWidget | None, title: str) -> bool:
    """Whether to stop a run in order to close its project. Enter and Escape let it go on."""
    choices = (
        Choice("stop", tr("Stop and close"), tr("End the run, then close"), Role.DestructiveRole),
        Choice(CANCEL, tr("Keep training"), tr("Close nothing"), Role.RejectRole, primary=True),
    )
    sheet = Sheet(parent, tr("Training is running"), choices)
    sheet.say(
        "activity",
        "accent",
        tr("Stop training “{title}”?", title=title),
        tr("The run ends after its present step. Its best weights are kept, with the run."),
    )
    return sheet.ask() == "stop"


def ask_to_delete_run(parent: QWidget | None, name: str) -> bool:
    """Whether to remove a run's folder. Enter and Escape keep it."""
    choices = (
        Choice("delete", tr("Delete"), tr("Remove the folder"), Role.DestructiveRole),
        Choice(CANCEL, tr("Keep it"), tr("Leave everything as it is"), Role.RejectRole, True),
    )
    sheet = Sheet(parent, tr("Delete a run"), choices)
    sheet.say(
        "warning",
        "validation",
        tr("Delete the run “{name}”?", name=name),
        tr("Its curves, code and weights are lost. The drawing stays as it is."),
    )
    return sheet.ask() == "delete"


def show_error(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what went wrong and what to do about it."""
    close = Choice(CANCEL, tr("Close"), tr("Go back"), Role.RejectRole, primary=True)
    sheet = Sheet(parent, title, (close,))
    sheet.say("error", "error", title, sentence)
    sheet.ask()


def _lost(names: Sequence[str]) -> str:
    if len(names) == 1:
        return tr("Without saving, what you have changed is lost.")
    shown = "\n".join(f"•  {name}" for name in names[:SHOWN])
    more = len(names) - SHOWN
    if more > 0:
        shown += "\n" + trn("and {count} more", "and {count} more", more)
    return tr("Without saving, what you have changed in them is lost:\n\n{names}", names=shown)
