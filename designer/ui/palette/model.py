"""Why: the catalogue as rows: by category, or ranked by what was typed."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from designer.layers import CATEGORIES, LAYERS, Layer, search, title_of
from designer.text import tr
from designer.ui.palette.tips import tip

MIME = "application/x-designer-layer"
TYPE = Qt.ItemDataRole.UserRole + 1  # the layer's type; "" on a heading
CATEGORY = Qt.ItemDataRole.UserRole + 2
OWN = ("block", "library")
HELP = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
HEADING_FLAGS = Qt.ItemFlag.ItemIsEnabled
LAYER_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class LayerModel(QStandardItemModel):
    """Headings with layers below them; while something is searched, one flat list, best first."""

    blocks: tuple[Layer, ...] = ()
    """Blocks and custom layers of the project in front, as they may be added to what is in view."""

    def show(self, text: str) -> None:
        """The layers that fit the text; the whole catalogue by category for an empty one."""
        self.clear()
        root = self.invisibleRootItem()
        if text.strip():
            for layer in search(text, self.blocks):
                root.appendRow(_row(layer))
            return
        own = [key for key in CATEGORIES if key in OWN]  # what the person made stands first
        for key in (*own, *(key for key in CATEGORIES if key not in OWN)):
            category = CATEGORIES[key]
            found = [layer for layer in LAYERS.values() if layer.category == key]
            found += [layer for layer in self.blocks if layer.category == key]
            if found:
                heading = QStandardItem(tr(category.title))
                heading.setData("", TYPE)
                heading.setData(key, CATEGORY)
                heading.setFlags(HEADING_FLAGS)
                heading.setToolTip(tr("Click to fold or unfold these layers."))
                heading.appendRows([_row(layer) for layer in found])
                root.appendRow(heading)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As stored; tooltips are worked out when somebody asks."""
        if role == Qt.ItemDataRole.ToolTipRole:
            layer = index.data(TYPE)
            if layer:
                return tip(layer) if layer in LAYERS else index.data(HELP)
        return super().data(index, role)

    def mimeTypes(self) -> list[str]:
        """What a layer is dragged as."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The type of the layer that is dragged."""
        data = QMimeData()
        for layer in [index.data(TYPE) for index in indexes][:1]:
            data.setData(MIME, str(layer).encode())
            data.setText(str(layer))
        return data


def _row(layer: Layer) -> QStandardItem:
    item = QStandardItem(title_of(layer.type))
    item.setData(layer.help, HELP)
    item.setData(layer.type, TYPE)
    item.setData(layer.category, CATEGORY)
    category = tr(CATEGORIES[layer.category].title)
    item.setData(
        tr("{layer}, {category}", layer=title_of(layer.type), category=category),
        Qt.ItemDataRole.AccessibleTextRole,
    )
    item.setFlags(LAYER_FLAGS)
    return item
