"""Why: what the mouse and the bare keys do on the canvas is in no menu, so it is told here."""

from designer.text import tr

KEPT_KEYS = (
    "F2",
    "Tab",
    "Return",
    "Enter",
    "Shift+Return",
    "Shift+Enter",
    "Space",
    "Esc",
    "Backspace",
    "Shift+Backspace",
    *(f"{held}{way}" for held in ("", "Shift+", "Alt+") for way in ("Left", "Right", "Up", "Down")),
)
"""Keys that the canvas acts on by itself, see `keys`; no action of the window can have them."""

Row = tuple[str, str, str]  # group, what it does, gesture


def gestures() -> list[Row]:
    """What the hands can do on the canvas, for the sheet of shortcuts."""
    mouse, keys = tr("Mouse on the canvas"), tr("Keys on the canvas")
    return [
        (mouse, tr("Add a layer"), tr("Double-click")),
        (mouse, tr("Connect, or add what follows"), tr("Drag from a port")),
        (mouse, tr("Move"), tr("Drag a layer")),
        (mouse, tr("Move without the grid"), tr("Alt + drag")),
        (mouse, tr("Put into a wire"), tr("Drop a loose layer on it")),
        (mouse, tr("Move into a block"), tr("Drop layers on its card")),
        (mouse, tr("Move out of a block"), tr("Drop layers on the path above")),
        (mouse, tr("Open a block in place"), tr("Shift + double-click")),
        (mouse, tr("Select by a box"), tr("Drag over the canvas")),
        (mouse, tr("Add to the selection"), tr("Shift + click")),
        (mouse, tr("Toggle in the selection"), tr("Ctrl + click")),
        (mouse, tr("Move the view"), tr("Middle button, Space + drag")),
        (mouse, tr("Zoom"), tr("Wheel")),
        (keys, tr("Move by the grid"), tr("Arrows")),
        (keys, tr("Move by five"), tr("Shift + arrows")),
        (keys, tr("Walk along the wires"), tr("Alt + arrows")),
        (keys, tr("Rename"), "F2"),
        (keys, tr("Cancel, clear the selection"), "Esc"),
    ]
