"""Why: one open document with everything around its canvas."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from designer.ui.bottom import BottomPanel
from designer.ui.breadcrumbs import Breadcrumbs
from designer.ui.canvas import CanvasView, HeatMap, Minimap
from designer.ui.document import Document
from designer.ui.finder.bar import FindBar
from designer.ui.lens import Lens
from designer.ui.overlays import Pin, ZoomControl
from designer.ui.preferences import Preferences
from designer.ui.splitting import divide

SIDE = 284  # px: as narrow as forms can be
MAPPED = QSize(440, 240)  # a canvas that is smaller is not covered by a map of itself
SIZES = {"across": 300, "down": 284, "side": 280}  # px of the second part, as first shown


class Workspace(QWidget):
    """Canvas over bottom panel; at the right the inspector over the code."""

    hand_changed = Signal()  # other layers are selected, or another canvas has the keyboard
    heat_chosen = Signal(str)  # the measure that is to color the drawing

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from designer.ui.code import CodePanel
        from designer.ui.inspector import Inspector
        from designer.ui.memory import MemoryReader

        self.document = document
        self.canvas = CanvasView(document)
        self.minimap = Minimap(self.canvas)
        self.zoom_control = ZoomControl(self.canvas)
        self.breadcrumbs = Breadcrumbs(self.canvas)
        Pin(self.breadcrumbs, Qt.Corner.TopLeftCorner)
        Pin(self.minimap, Qt.Corner.TopRightCorner)
        Pin(self.zoom_control, Qt.Corner.BottomRightCorner)
        self.find_bar = FindBar(self.canvas)
        self.heat_map = HeatMap(self.canvas)
        self.heat_map.chosen.connect(self.heat_chosen)
        Pin(self.heat_map, Qt.Corner.BottomLeftCorner)
        self.bottom = BottomPanel(document)
        self.hand = self.canvas  # what the commands act on: this canvas, or that of a lens
        self.lens: Lens | None = None
        self.inspector = Inspector(document)
        self.lens_inspector: Inspector | None = None
        self.inspectors = QStackedWidget()  # one for each canvas
        self.inspectors.addWidget(self.inspector)
        self.code = CodePanel(document)
        self.memory = MemoryReader(document)
        self._minimap_wanted = True
        self._sizes = dict(SIZES)
        self._arranged = False
        self.splitters = {name: QSplitter() for name in ("across", "down", "side")}
        self._build()
        self.bottom.node_activated.connect(self._go_to)
        self.bottom.node_shown.connect(self.canvas.center_on_node)
        self.bottom.heat_chosen.connect(self.heat_chosen)
        self.bottom.train_wanted.connect(lambda: self.canvas.asked.emit("train"))
        self.canvas.node_activated.connect(self._activated)
        self.canvas.lens_wanted.connect(self.open_lens)
        self.canvas.installEventFilter(self)
        self.inspector.left.connect(self.canvas.setFocus)
        self.code.export_requested.connect(lambda: self.canvas.asked.emit("export"))
        document.bridge.code_wanted.connect(self.open_code)
        document.bridge.committed.connect(self._show_minimap)
        self._show_minimap()

    def arrange(self, preferences: Preferences) -> None:
        """Take on sizes and panels as they were left; to be called before it is shown."""
        self._sizes |= {name: size for name, size in preferences.sizes.items() if name in SIZES}
        self.bottom.show_tab(preferences.bottom_tab)
        self.show_panels(preferences)

    def show_panels(self, preferences: Preferences) -> None:
        """Show and hide panels."""
        self.splitters["side"].setVisible(preferences.shows("inspector"))
        self.bottom.setVisible(preferences.shows("bottom"))
        self._minimap_wanted = preferences.shows("minimap")
        self.canvas.wheel_zooms = preferences.wheel == "zoom"
        self.heat_map.show_measure(preferences.heat)
        if self.lens is not None:
            self.lens.show_measure(preferences.heat)
        self.bottom.show_heat(preferences.heat)
        self._show_minimap()

    def remember(self, preferences: Preferences) -> None:
        """Write down sizes and the tab in front."""
        preferences.bottom_tab = self.bottom.tab
        if self._arranged:
            for name, splitter in self.splitters.items():
                if splitter.sizes()[1]:  # not while it is hidden
                    preferences.sizes[name] = splitter.sizes()[1]

    def open_lens(self, name: str) -> None:
        """Open the inside of a block in place, over the drawing, with the inspector for it."""
        from designer.ui.inspector import Inspector

        self.close_lens()
        self.lens = lens = Lens(self.canvas, name, self.heat_map.measure)
        self.lens_inspector = Inspector(lens.document)
        self.lens_inspector.left.connect(lens.view.setFocus)
        self.inspectors.addWidget(self.lens_inspector)
        lens.heat_map.chosen.connect(self.heat_chosen)
        lens.closed.connect(self.close_lens)
        lens.view.node_activated.connect(self._activated)
        lens.view.installEventFilter(self)
        for signal in (lens.document.bridge.selected, lens.document.bridge.graph_opened):
            signal.connect(self.hand_changed)
        self._take(lens.view)

    def close_lens(self) -> None:
        """Close the inside of a block that is open in place, if there is one."""
        lens, self.lens = self.lens, None
        if lens is None:
            return
        self._take(self.canvas)
        if self.lens_inspector is not None:
            self.inspectors.removeWidget(self.lens_inspector)
            self.lens_inspector.deleteLater()
            self.lens_inspector = None
        lens.let_go()
        self.canvas.setFocus()
        if self.document.graph == lens.graph:
            self.document.select([lens.name])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The commands act on the canvas that had the keyboard last; a small one has no map."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, CanvasView):
            self._take(watched)
        elif event.type() == QEvent.Type.Resize and watched is self.canvas:
            self._show_minimap()
        return False

    def _take(self, canvas: CanvasView) -> None:
        if canvas is not self.hand:
            self.hand = canvas
            self.inspectors.setCurrentIndex(0 if canvas is self.canvas else 1)
            self.hand_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until it is first shown, the panels take the room they had; then they keep shares."""
        if not self._arranged:
            size = event.size()
            room = {"across": size.width(), "down": size.height(), "side": size.height()}
            for name, splitter in self.splitters.items():
                second = self._sizes[name]
                splitter.setSizes([max(1, room[name] - second), second])
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the sizes are the person's."""
        super().showEvent(event)
        self._arranged = True

    def _build(self) -> None:
        across, down, side = (self.splitters[name] for name in ("across", "down", "side"))
        down.setOrientation(Qt.Orientation.Vertical)
        side.setOrientation(Qt.Orientation.Vertical)
        divide(down, self.canvas, self.bottom)
        divide(side, self.inspectors, self.code)
        divide(across, down, side)
        side.setAutoFillBackground(True)  # as a panel, not as the window behind it
        self.canvas.setMinimumSize(240, 160)
        self.bottom.setMinimumHeight(140)
        side.setMinimumWidth(SIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(across)
        self.setFocusProxy(self.canvas)

    def _go_to(self, name: str) -> None:
        self.canvas.center_on_node(name)
        self.canvas.setFocus()

    def _activated(self, name: str) -> None:
        document = self.hand.document
        node = document.drawing.nodes.get(name)
        layer = document.layer(node.type) if node is not None else None
        if layer is not None and layer.code is not None:
            self.open_code(layer.code.name)
        else:
            at_lens = self.hand is not self.canvas
            inspector = (self.lens_inspector if at_lens else None) or self.inspector
            if not inspector.isVisible():
                self.canvas.asked.emit("inspector")
            inspector.focus_first()

    def open_code(self, name: str) -> None:
        """Open the code of custom layers; the window that shows it already, if there is one."""
        from designer.ui.code.editor import CodeEditor

        editors = [e for e in self.findChildren(CodeEditor) if e.isVisible()]
        editor = next((e for e in editors if e.name == name), None)
        editor = editor or CodeEditor(self.document, name, self)
        editor.show()
        editor.raise_()
        editor.activateWindow()

    def _show_minimap(self, _: object = None) -> None:
        room = self.canvas.width() >= MAPPED.width() and self.canvas.height() >= MAPPED.height()
        shown = self._minimap_wanted and room and bool(self.document.drawing.nodes)
        self.minimap.setVisible(shown)
