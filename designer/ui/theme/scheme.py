"""Why: which theme is on, and how the application takes it on.

Qt's own `setColorScheme` does nothing off-screen, so palette and style sheet are ours.
"""

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from designer.ui.theme.sheet import style_sheet
from designer.ui.theme.tokens import Theme, build


class Notifier(QObject):
    """Tells the views that the theme has changed."""

    changed = Signal()


notifier = Notifier()
_state: dict[str, object] = {"scheme": "system", "theme": None}


def current() -> Theme:
    """The theme that is on."""
    if _state["theme"] is None:
        _state["theme"] = build(_wants_dark())
    return cast(Theme, _state["theme"])


def scheme() -> str:
    """What was asked for: "light", "dark" or "system"."""
    return str(_state["scheme"])


def set_scheme(name: str) -> None:
    """Ask for "light", "dark" or "system", and repaint everything."""
    _state["scheme"] = name
    _state["theme"] = build(_wants_dark())
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
    """Change with the system's scheme from now on, while the choice is "system"."""
    QGuiApplication.styleHints().colorSchemeChanged.connect(_system_changed)


def _system_changed(_: object = None) -> None:
    if _state["scheme"] == "system":
        set_scheme("system")


def _wants_dark() -> bool:
    if _state["scheme"] != "system":
        return _state["scheme"] == "dark"
    if QGuiApplication.instance() is None:
        return False
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


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
