"""Why: when an action can be used is a named question, so that a refusal can be explained."""

from collections.abc import Callable
from functools import cache

from designer.edit.flowing import RIGHT
from designer.ui.state import State


def always(_: State) -> bool:
    """Enabled whatever is in front."""
    return True


def with_document(state: State) -> bool:
    """Enabled while a document is in front."""
    return state.open


def with_tab(state: State) -> bool:
    """Enabled while a document or a comparison is in front."""
    return state.open or state.comparing


def while_comparing(state: State) -> bool:
    """Enabled while two drawings are in front, side by side."""
    return state.comparing


def while_taking(state: State) -> bool:
    """Enabled while a drawing is in front beside one that it can take differences from."""
    return state.comparing and not state.past


def with_layers(state: State) -> bool:
    """Enabled while there is something on the canvas."""
    return state.open and not state.empty


def with_sight(state: State) -> bool:
    """Enabled while there is something to look at."""
    return with_layers(state) or state.comparing


def with_selection(state: State) -> bool:
    """Enabled while something is selected."""
    return state.selected > 0


def with_several(state: State) -> bool:
    """Enabled while at least two layers are selected."""
    return state.selected > 1


def with_three(state: State) -> bool:
    """Enabled while at least three layers are selected."""
    return state.selected > 2


def worth_saving(state: State) -> bool:
    """Enabled while the file lacks something, or there is none."""
    return state.open and (state.modified or not state.has_file)


def while_training(state: State) -> bool:
    """Enabled while a run can be held or ended."""
    return state.training in ("running", "paused")


def while_idle(state: State) -> bool:
    """Enabled while nothing is being trained."""
    return state.open and state.training == "idle"


def with_undo(state: State) -> bool:
    """Enabled while there is an edit to take back."""
    return state.can_undo


def with_redo(state: State) -> bool:
    """Enabled while there is an edit that was taken back."""
    return state.can_redo


def flows_right(state: State) -> bool:
    """True while the drawings in front run from left to right."""
    return state.flow == RIGHT.key


def inside_block(state: State) -> bool:
    """Enabled while a block is open."""
    return state.inside


@cache
def with_view(number: str) -> Callable[[State], bool]:
    """Enabled once a view is kept under a number; the same function for the same number."""
    return lambda state: number in state.views
