"""Why: what a user can do to a project, as functions; each is one undoable transaction."""

from designer.edit.aligning import align, distribute
from designer.edit.bypassing import bridges_around, mute, without_muted
from designer.edit.carrying import move_in, move_out
from designer.edit.clipboard import adopt, copy, cut, definition_text, duplicate, paste
from designer.edit.codes import add_code, remove_code, set_code
from designer.edit.collapsing import collapse
from designer.edit.definitions import instances, remove_block, rename_block
from designer.edit.detaching import border, detach, detach_label
from designer.edit.difference_words import sentence
from designer.edit.differences import Difference
from designer.edit.differing import Comparison, compare
from designer.edit.errors import EditError
from designer.edit.exposing import expose, offer, rename_offer, set_default, withdraw
from designer.edit.framing import carried
from designer.edit.grouping import group
from designer.edit.history import History
from designer.edit.inserting import find_room, insert
from designer.edit.joining import join
from designer.edit.nodes import add, move, rename
from designer.edit.outputs import forget_output, set_output
from designer.edit.params import set_each, set_param
from designer.edit.rehearsing import perform, rehearsed
from designer.edit.remarks import (
    add_comment,
    add_frame,
    frame_around,
    move_remarks,
    move_together,
    set_comment,
    set_frame,
)
from designer.edit.removal import remove
from designer.edit.replacing import replace
from designer.edit.rerouting import bend, move_bends, remove_bends, straighten
from designer.edit.room import move_aside
from designer.edit.settings import set_data, set_name, set_training
from designer.edit.sharing import link, unlink
from designer.edit.taking import take
from designer.edit.tidying import place, reached, tidied, tidy
from designer.edit.turning import set_flow
from designer.edit.unpacking import unpack
from designer.edit.wires import can_connect, connect, disconnect

__all__ = [
    "Comparison",
    "Difference",
    "EditError",
    "History",
    "add",
    "add_code",
    "add_comment",
    "add_frame",
    "adopt",
    "align",
    "bend",
    "border",
    "bridges_around",
    "can_connect",
    "carried",
    "collapse",
    "compare",
    "connect",
    "copy",
    "cut",
    "definition_text",
    "detach",
    "detach_label",
    "disconnect",
    "distribute",
    "duplicate",
    "expose",
    "find_room",
    "forget_output",
    "frame_around",
    "group",
    "insert",
    "instances",
    "join",
    "link",
    "move",
    "move_aside",
    "move_bends",
    "move_in",
    "move_out",
    "move_remarks",
    "move_together",
    "mute",
    "offer",
    "paste",
    "perform",
    "place",
    "reached",
    "rehearsed",
    "remove",
    "remove_bends",
    "remove_block",
    "remove_code",
    "rename",
    "rename_block",
    "rename_offer",
    "replace",
    "sentence",
    "set_code",
    "set_comment",
    "set_data",
    "set_default",
    "set_each",
    "set_flow",
    "set_frame",
    "set_name",
    "set_output",
    "set_param",
    "set_training",
    "straighten",
    "take",
    "tidied",
    "tidy",
    "unlink",
    "unpack",
    "withdraw",
    "without_muted",
]
