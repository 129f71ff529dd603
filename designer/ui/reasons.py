"""Why: what cannot be done just now says what is missing, wherever it is offered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer.text import tr
from designer.ui import conditions
from designer.ui.bookmarks import NUMBERS
from designer.ui.state import State

if TYPE_CHECKING:
    from designer.ui.actions import Action


def why_not(row: "Action", state: State) -> str:
    """Why an action is disabled; "" when it is not."""
    if row.when(state):
        return ""
    if state.comparing and row.when in (conditions.with_undo, conditions.with_redo):
        return tr("Nothing to undo") if row.when is conditions.with_undo else tr("Nothing to redo")
    if state.past and row.when is conditions.while_taking:
        return tr("What a run was made from does not change")
    if row.when in (conditions.while_comparing, conditions.while_taking):
        return tr("No drawings are being compared")
    if not state.open:
        return tr("Not possible here") if state.comparing else tr("No project is open")
    reasons: dict[Callable[[State], bool], str] = {
        conditions.with_layers: tr("The drawing is empty"),
        conditions.with_sight: tr("The drawing is empty"),
        conditions.with_selection: tr("No layer is selected"),
        conditions.with_several: tr("Fewer than two layers are selected"),
        conditions.with_three: tr("Fewer than three layers are selected"),
        conditions.worth_saving: tr("Everything is saved"),
        conditions.while_training: tr("No training is running"),
        conditions.while_idle: tr("A training is running"),
        conditions.with_undo: tr("Nothing to undo"),
        conditions.with_redo: tr("Nothing to redo"),
        conditions.inside_block: tr("No block is open"),
        **{conditions.with_view(n): tr("No view is kept under this number") for n in NUMBERS},
    }
    return reasons.get(row.when, tr("Not possible here"))
