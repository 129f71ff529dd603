"""Why: screen readers read the drawing as a list of its layers, with what is selected and wrong.

The system asks Qt, and Qt asks here, only while something that reads the screen is at work. Qt
keeps every interface that it has seen until it is told to let go, so each has one place here.
"""

from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from designer.text import tr
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.spoken import node_details, node_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Text, Role, Event = QAccessible.Text, QAccessible.Role, QAccessible.Event
MOST_TOLD = 20  # nodes: when more are selected at once, nobody listens to them one by one


class DrawingInterface(QAccessibleWidget):
    """The canvas: a list whose children are the nodes, in the order of the flow."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view, Role.List, tr("Drawing"))
        self.view = view
        self._order: tuple[int, list[str]] = (0, [])
        self._nodes: dict[str, NodeInterface] = {}
        self._keys: dict[str, int] = {}
        view.destroyed.connect(partial(_let_go, self._nodes, self._keys))

    def names(self) -> list[str]:
        """The nodes as they are read."""
        drawing = self.view.document.drawing
        if self._order[0] != drawing.revision:
            nodes, flow = drawing.nodes, self.view.canvas.flow
            order = sorted(nodes, key=lambda name: flow.turned(nodes[name].at)[::-1])
            self._order = (drawing.revision, order)
            _let_go(self._nodes, self._keys, set(self._nodes) - set(nodes))
        return self._order[1]

    def childCount(self) -> int:
        """How many nodes there are."""
        return len(self.names())

    def child(self, index: int) -> "NodeInterface | None":  # type: ignore[override]
        """The interface of a node, made when it is first asked for."""
        names = self.names()
        if not 0 <= index < len(names):
            return None
        name = names[index]
        if name not in self._nodes:
            self._nodes[name] = NodeInterface(self, name)
            self._keys[name] = QAccessible.registerAccessibleInterface(self._nodes[name])
        return self._nodes[name]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its place in the list; -1 for what is not a node."""
        names = self.names()
        name = child.name if isinstance(child, NodeInterface) else ""
        return names.index(name) if name in names else -1

    def childAt(self, x: int, y: int) -> "NodeInterface | None":  # type: ignore[override]
        """The node at a place of the screen."""
        inside = self.view.viewport().mapFromGlobal(QPoint(x, y))
        item = self.view.canvas.node_at(self.view.mapToScene(inside))
        return self.of(item.face.name) if item is not None else None

    def focusChild(self) -> "NodeInterface | None":  # type: ignore[override]
        """The node that the keyboard acts on."""
        selection = self.view.document.selection
        return self.of(selection[-1]) if selection and self.view.hasFocus() else None

    def of(self, name: str) -> "NodeInterface | None":
        """The interface of a node by its name."""
        names = self.names()
        return self.child(names.index(name)) if name in names else None


class NodeInterface(QAccessibleInterface):
    """A node of the drawing, as an item of the list."""

    def __init__(self, drawing: DrawingInterface, name: str) -> None:
        super().__init__()
        self.name = name
        self._drawing = drawing

    def isValid(self) -> bool:
        """False once the node is gone."""
        return self._item() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """None: it is painted, not a widget."""
        return None

    def window(self) -> QWindow:
        """The window that it is in."""
        return self._drawing.window()

    def parent(self) -> QAccessibleInterface:
        """The drawing."""
        return self._drawing

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None: a node has no parts."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None: a node has no parts."""
        return None

    def childCount(self) -> int:
        """0: a node has no parts."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """-1: a node has no parts."""
        return -1

    def role(self) -> QAccessible.Role:
        """An item of a list, which can be selected."""
        return Role.ListItem

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        item, view = self._item(), self._drawing.view
        if item is None:
            return QRect()
        seen = view.mapFromScene(item.block).boundingRect()
        return QRect(view.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def text(self, what: QAccessible.Text) -> str:
        """What is said of it: first the sentence, on demand the details."""
        item, document = self._item(), self._drawing.view.document
        if item is None:
            return ""
        if what == Text.Name:
            return node_text(document, item.face)
        return node_details(document, item.face) if what == Text.Description else ""

    def setText(self, what: QAccessible.Text, text: str) -> None:
        """Nothing: names are changed with F2."""

    def state(self) -> QAccessible.State:
        """Selected, with the keyboard, out of view."""
        state = QAccessible.State()
        item, view = self._item(), self._drawing.view
        if item is None:
            state.invalid = 1
            return state
        selection = view.document.selection
        state.focusable = state.selectable = state.multiSelectable = 1
        state.selected = int(self.name in selection)
        state.focused = int(view.hasFocus() and selection[-1:] == (self.name,))
        state.offscreen = int(not view.visible().intersects(item.block))
        return state

    def _item(self) -> NodeItem | None:
        return self._drawing.view.canvas.node(self.name)


class Voice(QObject):
    """Tells who listens when another node is selected, or when the selected one is said anew."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        _listen()
        self._view = view
        self._selected: tuple[str, ...] = ()
        self._said = ""
        view.document.bridge.selected.connect(self._tell_selected)
        view.document.bridge.checked.connect(self._tell_changed)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes to the canvas: what it acts on is said."""
        if event.type() == QEvent.Type.FocusIn:
            self._tell_focus()
        return False

    def _tell_selected(self) -> None:
        before, self._selected = self._selected, self._view.document.selection
        changed = set(before) ^ set(self._selected)
        for name in sorted(changed) if len(changed) <= MOST_TOLD else ():
            added = name in self._selected
            self._tell(name, Event.SelectionAdd if added else Event.SelectionRemove)
        self._tell_focus()

    def _tell_focus(self) -> None:
        if self._selected and self._view.hasFocus():
            self._said = self._sentence(self._selected[-1])
            self._tell(self._selected[-1], Event.Focus)

    def _tell_changed(self, _: object = None) -> None:
        """A problem has come or gone, or another shape."""
        if self._selected and self._sentence(self._selected[-1]) != self._said:
            self._said = self._sentence(self._selected[-1])
            self._tell(self._selected[-1], Event.NameChanged)

    def _sentence(self, name: str) -> str:
        item = self._view.canvas.node(name) if QAccessible.isActive() else None
        return node_text(self._view.document, item.face) if item is not None else ""

    def _tell(self, name: str, what: QAccessible.Event) -> None:
        if not QAccessible.isActive():
            return
        drawing = QAccessible.queryAccessibleInterface(self._view)
        node = drawing.of(name) if isinstance(drawing, DrawingInterface) else None
        if node is not None:
            send(QAccessibleEvent(node, what))


send = QAccessible.updateAccessibility
"""What hands an event to the system; a name of its own, so that tests can listen."""


def _let_go(
    nodes: dict[str, NodeInterface], keys: dict[str, int], gone: set[str] | None = None
) -> None:
    """Have Qt delete the interfaces of these nodes; of all, when the canvas itself is gone.

    Qt first, Python's reference after it: the other way round each would delete it once.
    """
    for name in list(nodes) if gone is None else gone:
        node = nodes.pop(name)
        QAccessible.deleteAccessibleInterface(keys.pop(name))
        del node


@cache
def _listen() -> None:
    """Have Qt ask here for the interface of a canvas; once for the program."""
    QAccessible.installFactory(_made_for)


def _made_for(_: str, thing: QObject) -> QAccessibleInterface | None:
    from designer.ui.canvas.view import CanvasView

    return DrawingInterface(thing) if isinstance(thing, CanvasView) else None
