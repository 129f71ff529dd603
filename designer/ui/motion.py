"""Why: layers glide to new places, unless the person or the system wants nothing to move."""

from PySide6.QtWidgets import QApplication, QStyle

from designer.ui.preferences import Motion

GLIDE_MS = 200

_state: dict[str, Motion] = {"choice": "system"}


def set_motion(choice: Motion) -> None:
    """Ask for motion, for none, or for what the system says."""
    _state["choice"] = choice


def glide_ms() -> int:
    """How long things take to glide to their places; 0 where they are to be there at once.

    Qt tells by the style how long the system lets widgets move: 0 where it wants no motion.
    """
    if _state["choice"] == "system":
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return GLIDE_MS if QApplication.style().styleHint(hint) > 0 else 0
    return GLIDE_MS if _state["choice"] == "on" else 0
