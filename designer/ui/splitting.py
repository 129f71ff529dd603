"""Why: wherever parts share their room, the line between them looks and moves in the same way."""

from PySide6.QtWidgets import QSplitter, QWidget


def divide(splitter: QSplitter, *parts: QWidget, roomy: int = 0) -> QSplitter:
    """Put parts into a splitter, a thin line between them; the `roomy` one has what is to spare."""
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(roomy, 1)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
