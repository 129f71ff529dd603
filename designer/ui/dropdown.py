"""Why: a list that a box opens looks like all other lists, and lies below the box."""

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

MOST = 16  # choices that are seen at once
AROUND = 12  # px: border and padding of the list


class DropDown(QComboBox):
    """A box that opens a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt's own delegate for boxes knows nothing of the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(MOST)

    def showPopup(self) -> None:
        """Open the list as wide as its longest choice."""
        listed = self.view()
        bar = listed.verticalScrollBar().sizeHint().width()
        listed.setMinimumWidth(listed.sizeHintForColumn(0) + bar + AROUND)
        super().showPopup()
