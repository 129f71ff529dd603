"""Why: without a display Qt ends the process in its own words; people need plain ones."""

import os
import sys


def is_missing() -> bool:
    """True on a Linux without a display, unless a platform of Qt is chosen that needs none."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted)


def do_without() -> None:
    """Draw into memory from now on; to be called before there is a QApplication."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
