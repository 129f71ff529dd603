"""Why: what a palette cannot say (radius, borders, spacing) stands in one short style sheet."""

from dataclasses import fields
from string import Template

from PySide6.QtGui import QColor

from designer.ui.resources import resource
from designer.ui.theme.tokens import Theme

SHEET = Template(
    """
QMainWindow, QDialog { background: $window; }
QToolTip { background: $panel; color: $ink1; border: $border; padding: 4px 6px; }
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit#field {
    background: $field; border: $border; border-radius: 5px; padding: 3px 8px;
    min-height: 18px; selection-background-color: $accent; selection-color: $accent_ink;
}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit#field:focus { border-color: $accent; }
QLineEdit[invalid="true"] { border-color: $error; background: $error_soft; }
QLineEdit:disabled, QComboBox:disabled { color: $ink3; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $panel; border: $border; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 22px; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink1; }
QPushButton, QToolButton[text="true"] {
    background: $field; border: $border; border-radius: 6px; padding: 4px 12px;
}
QPushButton:hover { border-color: $ink3; }
QPushButton:pressed { background: $track; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $ink3; border-style: $unusable; }
QPushButton[primary="true"] {
    background: $accent; color: $accent_ink; border-color: $accent; font-weight: 600;
}
QPushButton[primary="true"]:focus { border-color: $ink1; }
QPushButton[primary="true"]:disabled {
    background: $track; border-color: $off; color: $ink3;
}
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px;
}
QToolButton:hover { background: $field; border-color: $line; }
QToolButton:focus { border-color: $accent; }
QMenuBar { background: $panel; border-bottom: $border; }
QMenuBar::item { padding: 5px 9px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected { background: $field; }
QMenu { background: $panel; border: $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 18px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $ink2; padding: 7px 14px; border: none;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $ink1; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $ink1; }
QTabBar::tab:selected:focus { color: $accent; background: $accent_soft; }
QTabBar::scroller { width: 40px; }
#ScrollLeftButton, #ScrollRightButton { padding: 0; background: $panel; }
QTabWidget::pane { border: none; border-top: $border; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
    background: $handle; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px;
}
QScrollBar::handle:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $track; border: none; border-radius: 2px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: ${stroke}px; }
QSplitter::handle:vertical { height: ${stroke}px; }
QHeaderView::section {
    background: $panel; color: $ink2; border: none; border-bottom: $border;
    padding: 5px 4px;
}
QTableView, QTreeView, QListView {
    background: $panel; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $ink1;
}
QStatusBar { background: $panel; border-top: $border; color: $ink2; }
QStatusBar::item { border: none; }
QSlider::groove:horizontal { background: $track; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $panel; border: ${stroke}px solid $ink3; border-radius: 6px;
    width: 12px; margin: -5px 0;
}
QSlider::handle:horizontal:focus { border-color: $accent; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QCheckBox::indicator {
    width: 15px; height: 15px; border-radius: 4px;
    border: ${stroke}px solid $ink3; background: $field;
}
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:focus { border-color: $accent; }
"""
)


def style_sheet(theme: Theme) -> str:
    """The style sheet with the theme's colors put in."""
    colors = {
        f.name: getattr(theme, f.name).name()
        for f in fields(theme)
        if isinstance(getattr(theme, f.name), QColor)
    }
    kind = "dark" if theme.dark else "light"
    pictures = {
        name: resource(f"icons/field-{name}-{kind}.svg").as_posix() for name in ("check", "arrow")
    }
    strong = {  # where color alone would not tell
        "border": theme.border,
        "stroke": str(theme.stroke),
        "handle": colors["ink3" if theme.contrast else "line"],
        "track": colors["dots" if theme.contrast else "line"],
        "off": colors["ink3" if theme.contrast else "line"],
        "unusable": "dashed" if theme.contrast else "solid",
    }
    return SHEET.substitute(colors, **strong, **pictures)
