"""Why: what is larger than the screen has its buttons where nobody can reach them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # px that the system's frame and title take


def fitting(size: QSize, widget: QWidget) -> QSize:
    """A size, or as much of it as the screen of a widget has room for."""
    return size.boundedTo(widget.screen().availableSize() - FRAME)
