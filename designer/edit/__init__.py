"""Why: what a user can do to a project, as functions; each is one undoable transaction."""

from designer.edit.errors import EditError
from designer.edit.history import History
from designer.edit.nodes import add, move, rename
from designer.edit.params import set_param
from designer.edit.removal import remove
from designer.edit.wires import can_connect, connect, disconnect

__all__ = [
    "EditError",
    "History",
    "add",
    "can_connect",
    "connect",
    "disconnect",
    "move",
    "remove",
    "rename",
    "set_param",
]
