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


def gestures(wheel: str = "zoom") -> list[Row]:
    """What the hands can do on the canvas, for the sheet of shortcuts."""
    zooms = wheel == "zoom"
    mouse, keys = tr("Mouse on the canvas"), tr("Keys on the canvas")
    return [
        (mouse, tr("Add a layer"), tr("Double-click")),
        (mouse, tr("Connect, or add what follows"), tr("Drag from a port")),
        (mouse, tr("Change the parameters in place"), tr("Double-click on them")),
        (mouse, tr("Replace, add or concatenate"), tr("Drag to an input that is taken")),
        (mouse, tr("Move"), tr("Drag a layer")),
        (mouse, tr("Move without falling in line"), tr("Hold Ctrl while dragging")),
        (mouse, tr("Move without the grid"), tr("Alt + drag")),
        (mouse, tr("Move a frame with what lies in it"), tr("Drag its title")),
        (mouse, tr("Resize a frame"), tr("Drag its border")),
        (mouse, tr("Lead a wire through a point"), tr("Double-click or Alt + drag on a wire")),
        (mouse, tr("Put into a wire"), tr("Drop a loose layer on it")),
        (mouse, tr("Move into a block"), tr("Drop layers on its card")),
        (mouse, tr("Move out of a block"), tr("Drop layers on the path above")),
        (mouse, tr("Open a block in place"), tr("Shift + double-click")),
        (mouse, tr("Cut wires"), tr("Drag across with Ctrl + right button")),
        (mouse, tr("Take out of its wires"), tr("Shake a layer while dragging")),
        (mouse, tr("Open projects and networks, take data"), tr("Drop files on the window")),
        (mouse, tr("Select by a box"), tr("Drag over the canvas")),
        (mouse, tr("Select by a lasso"), tr("Alt + drag over the canvas")),
        (mouse, tr("Add to the selection"), tr("Shift + click")),
        (mouse, tr("Toggle in the selection"), tr("Ctrl + click")),
        (mouse, tr("Move the view"), tr("Middle button, Space + drag")),
        (mouse, tr("Move the view sideways"), tr("Shift + wheel")),
        (mouse, tr("Zoom"), tr("Wheel") if zooms else tr("Ctrl + wheel")),
        *([] if zooms else [(mouse, tr("Move the view up and down"), tr("Wheel"))]),
        (mouse, tr("Move the view, zoom"), tr("Two fingers, pinch")),
        (keys, tr("Move by the grid"), tr("Arrows")),
        (keys, tr("Move by five"), tr("Shift + arrows")),
        (keys, tr("Walk along the wires"), tr("Alt + arrows")),
        (keys, tr("Connect to what comes before"), "Shift+C"),
        (keys, tr("Set a point on the wire"), tr("Return on a wire")),
        (keys, tr("Rename"), "F2"),
        (keys, tr("Change the parameters in place"), "E"),
        (keys, tr("Cancel, clear the selection"), "Esc"),
    ]
