"""Why: which theme is on, and how the application takes it on.

Qt's own `setColorScheme` does nothing off-screen, so palette and style sheet are ours.
"""

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from designer.ui.theme.sheet import style_sheet
from designer.ui.theme.tokens import Theme, build


class Notifier(QObject):
    """Tells the views that the theme has changed."""

    changed = Signal()


SCHEMES = ("system", "light", "dark", "white", "black")
"""The last two are of high contrast, named by what they are on."""

notifier = Notifier()
_state: dict[str, object] = {"scheme": "system", "theme": None}


def current() -> Theme:
    """The theme that is on."""
    if _state["theme"] is None:
        _state["theme"] = build(_wants_dark(), _wants_contrast())
    return cast(Theme, _state["theme"])


def scheme() -> str:
    """What was asked for: one of SCHEMES."""
    return str(_state["scheme"])


def set_scheme(name: str) -> None:
    """Ask for one of SCHEMES, and repaint everything."""
    _state["scheme"] = name
    _state["theme"] = build(_wants_dark(), _wants_contrast())
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply(application)
    notifier.changed.emit()


def apply(application: QApplication) -> None:
    """Give the application our palette, font sizes and style sheet."""
    theme = current()
    application.setStyle("Fusion")
    application.setPalette(_palette(theme))
    application.setFont(theme.font(12))
    application.setStyleSheet(style_sheet(theme))


def follow_system() -> None:
    """Change with the system's scheme and contrast from now on, while the choice is "system"."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(_system_changed)
    if hasattr(hints, "accessibility"):
        hints.accessibility().contrastPreferenceChanged.connect(_system_changed)


def _system_changed(_: object = None) -> None:
    if _state["scheme"] == "system":
        set_scheme("system")


def _wants_dark() -> bool:
    if _state["scheme"] != "system":
        return _state["scheme"] in ("dark", "black")
    if QGuiApplication.instance() is None:
        return False
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _wants_contrast() -> bool:
    if _state["scheme"] != "system":
        return _state["scheme"] in ("white", "black")
    if QGuiApplication.instance() is None:
        return False
    return asks_for_contrast(QGuiApplication.styleHints())


def asks_for_contrast(hints: QStyleHints) -> bool:
    """Whether the person has asked the system for high contrast. Qt tells it from 6.10 on."""
    if not hasattr(hints, "accessibility"):
        return False
    preference = hints.accessibility().contrastPreference()
    return bool(preference == Qt.ContrastPreference.HighContrast)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, color in (
        (role.Window, theme.panel),
        (role.WindowText, theme.ink1),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.field),
        (role.Text, theme.ink1),
        (role.PlaceholderText, theme.ink3),
        (role.Button, theme.panel),
        (role.ButtonText, theme.ink1),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_ink),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.ink1),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
    ):
        palette.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.ink3)
    return palette
