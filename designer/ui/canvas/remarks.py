"""Why: what hands do with frames and comments: make them, write in them, color and move them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu

from designer import edit
from designer.edit.framing import with_carried
from designer.model import FRAME_COLORS
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.backdrop import Grip
from designer.ui.canvas.geometry import GRID, snapped
from designer.ui.canvas.gestures import DragRemarks, Gesture, ResizeRemark
from designer.ui.canvas.gestures.drag_remarks import shift
from designer.ui.canvas.gestures.resize import cursor_of
from designer.ui.canvas.wire_choice import with_bends

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def frame(view: "CanvasView") -> None:
    """Put a frame around what is selected, and let the person type its title."""
    document = view.document
    names, remarks = document.selection, document.selected_remarks
    made = document.run_edit(
        lambda: edit.frame_around(document.project, names, graph=document.graph, remarks=remarks)
    )
    if made is not None:
        document.select([], [made])
        view.writer.open(made)


def comment(view: "CanvasView", at: QPointF | None = None) -> None:
    """Let the person write a comment here, by default at the pointer."""
    middle = view.mapToScene(view.viewport().rect().center())
    view.writer.open_new(QPointF(*snapped(at or view.pointer() or middle)))


def gesture(view: "CanvasView", at: QPointF, grip: Grip, modifiers: Qt.KeyboardModifier) -> Gesture:
    """What a press on a frame or comment begins."""
    if grip.dx or grip.dy:
        return ResizeRemark(view, at, grip)
    return DragRemarks(view, at, grip.name, modifiers)


def edit_at(view: "CanvasView", at: QPointF) -> bool:
    """Write in the title or comment at this place; False where there is none."""
    grip = view.canvas.grip_at(at, view.zoom)
    if grip is None or view.canvas.wire_at(at, 6 / view.zoom) is not None:
        return False
    view.document.select([], [grip.name])
    view.writer.open(grip.name)
    return True


def edit_selected(view: "CanvasView") -> None:
    """Write in the one frame or comment that is selected."""
    if len(view.document.selected_remarks) == 1:
        view.writer.open(view.document.selected_remarks[0])


def show_cursor(view: "CanvasView", at: QPointF) -> None:
    """The pointer says what can be done with a frame or comment here."""
    grip = view.canvas.grip_at(at, view.zoom) if view.canvas.remarks else None
    if grip is not None and not (grip.dx or grip.dy):
        grip = None
    if grip is not None and view.canvas.node_at(at) is not None:
        grip = None
    if grip is None or view.canvas.wire_at(at, 6 / view.zoom) is not None:
        view.viewport().unsetCursor()
    else:
        view.viewport().setCursor(cursor_of(grip))


def nudge(view: "CanvasView", way: QPointF, far: bool) -> None:
    """Move what is selected by a step of the grid, or five; in a row it is one undo."""
    document = view.document
    found = with_carried(document.drawing, document.selection, document.selected_remarks)
    chosen = with_bends(view.canvas, found)
    points = sorted(f"{wire}{number}" for wire, number in chosen.bends)
    merge = "arrows:" + ",".join((*chosen.nodes, *chosen.remarks, *points))
    document.run_edit(lambda: shift(view, chosen, way * GRID * (5 if far else 1), merge))


def color(view: "CanvasView", names: list[str], key: str) -> None:
    """Give frames a color, as one edit."""
    document = view.document

    def work() -> None:
        with document.project.transaction(tr("Color frame")):
            for name in names:
                edit.set_frame(document.project, name, color=key, graph=document.graph)

    document.run_edit(work)


def add_colors(view: "CanvasView", menu: QMenu) -> None:
    """The colors that the selected frames can have, as a menu in a menu."""
    frames = view.document.drawing.frames
    names = [name for name in view.document.selected_remarks if name in frames]
    if not names:
        return
    inner = menu.addMenu(tr("Color"))
    for key, title in zip(FRAME_COLORS, color_names(), strict=True):
        action = inner.addAction(_swatch(key), title)
        action.setCheckable(True)
        action.setChecked(all(frames[name].color == key for name in names))
        action.triggered.connect(lambda _=False, key=key: color(view, names, key))


def color_names() -> tuple[str, ...]:
    """What the colors of frames are called, in the order of FRAME_COLORS."""
    return tr("Gray"), tr("Blue"), tr("Green"), tr("Orange"), tr("Red"), tr("Purple")


def _swatch(key: str) -> QIcon:
    """A small frame in a color."""
    ratio = 2
    pixmap = QPixmap(14 * ratio, 14 * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().frame(key, 1.0), 1))
    painter.setBrush(theme.current().frame(key, 0.3))
    painter.drawRoundedRect(1, 1, 12, 12, 3, 3)
    painter.end()
    return QIcon(pixmap)
