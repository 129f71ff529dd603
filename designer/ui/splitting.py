"""Why: wherever parts share their room, the line between them looks and moves in the same way."""

from PySide6.QtWidgets import QSplitter, QWidget


def divide(splitter: QSplitter, *parts: QWidget) -> QSplitter:
    """Put parts into a splitter, a thin line between them; the first one has the room to spare."""
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(0, 1)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
