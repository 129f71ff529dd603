"""Why: files are dropped on the window; while they hover, it says what would become of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from designer import edit, store
from designer.text import tr, trn
from designer.ui import files, theme
from designer.ui.importing import is_foreign

if TYPE_CHECKING:
    from designer.ui.window import Window

MODELS = (".py", ".ipynb", ".onnx", ".pt", ".pth", ".pt2", ".safetensors", ".h5", ".keras")
GAP = 6  # px between the border of the window and the outline
PAD, WIDEST = 24, 420  # px around the words, and how wide a line of them gets
VEIL = 0.55  # of the window's color, over what is below


@dataclass(frozen=True)
class Plan:
    """What would be done with files, in a sentence; without `do`, why nothing is."""

    says: str
    do: Callable[[], object] | None = None


def planned(window: "Window", paths: Sequence[Path]) -> Plan:
    """What these files are to a window: projects to open, or the data of the one in front."""
    from designer import data, port

    projects = [path for path in paths if path.suffix.lower() == store.SUFFIX]
    if projects and len(projects) == len(paths):
        return Plan(_opening(projects), partial(_open, window, projects))
    if projects:
        return Plan(tr("Drop projects, or data for one, but not both at once."))
    foreign = [path for path in paths if is_foreign(path)]
    if foreign and len(foreign) == len(paths):
        return Plan(_drawing(foreign), partial(_open, window, foreign))
    if paths[0].suffix.lower() in MODELS:
        sentence = tr(
            "{file} cannot be read as a drawing. Designer opens projects (.nnd) and networks "
            "({kinds}), and takes data: CSV, NumPy, IDX, or a folder of pictures.",
            file=paths[0].name,
            kinds=", ".join(port.READERS),
        )
        return Plan(sentence)
    try:
        fields = data.recognized(paths)
    except data.DataError as error:
        return Plan(str(error))
    return _taking(window, fields)


def _opening(projects: Sequence[Path]) -> str:
    if len(projects) == 1:
        return tr("Open {file}", file=projects[0].name)
    return trn("Open {count} project", "Open {count} projects", len(projects))


def _drawing(networks: Sequence[Path]) -> str:
    if len(networks) == 1:
        return tr("Draw the network of {file}", file=networks[0].name)
    return trn("Draw {count} network", "Draw {count} networks", len(networks))


def _open(window: "Window", projects: Sequence[Path]) -> None:
    for path in projects:
        files.open_path(window, path)


def _taking(window: "Window", fields: dict[str, str]) -> Plan:
    name, workspace = Path(fields["path"]).name, window.workspace
    if workspace is None:
        says = tr("A new project with {data} as its data", data=name)
    elif workspace.document.training_state != "idle":
        return Plan(tr("A training is under way: its data cannot change before it has ended."))
    else:
        title = workspace.document.title
        says = tr("{data} becomes the data of {project}", data=name, project=title)
    return Plan(says, partial(_take, window, fields))


def _take(window: "Window", fields: dict[str, str]) -> None:
    """Make it the data, as one step, and show them."""
    if window.workspace is None:
        files.new(window)
    workspace = window.workspace
    if workspace is None:
        return
    document = workspace.document
    near = {key: _relative(value, document.base_dir) for key, value in fields.items()}
    document.run_edit(lambda: edit.set_data(document.project, **near))
    window.show_panel("bottom")
    workspace.bottom.show_tab("data")


def _relative(path: str, base: str) -> str:
    """Relative to the project's file when the data lie beside or below it."""
    if base and Path(path).is_relative_to(base):
        return Path(path).relative_to(base).as_posix()
    return path


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders among what is being dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class Dropping(QObject):
    """Takes the files that are dragged over a window, and says over it what would become of them.

    What cannot be used is not taken: the pointer shows it, and the sentence says why.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._plan: Plan | None = None
        self.hint = Hint(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files come, hover, leave and are let go."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDropEvent):
            self._look(event)
        elif kind == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent) and self._plan:
            self._answer(event)
        elif kind == QEvent.Type.DragLeave and self._plan:
            self._forget()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent) and self._plan:
            self._let_go(event)
        else:
            return False
        return True

    def _look(self, event: QDropEvent) -> None:
        paths = dropped_paths(event)
        self._plan = planned(self._window, paths) if paths else None
        if self._plan is None:
            event.ignore()
            return
        self.hint.say(self._plan.says, good=self._plan.do is not None)
        if self._plan.do is None:
            self._window.status.say(self._plan.says)
        event.acceptProposedAction()  # also what is refused: it has to be told when it leaves

    def _answer(self, event: QDropEvent) -> None:
        if self._plan is not None and self._plan.do is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _let_go(self, event: QDropEvent) -> None:
        plan = self._plan
        self._forget()
        if plan is None or plan.do is None:
            event.ignore()
            return
        event.acceptProposedAction()
        # Later: a message about a damaged file must not hold up the program it came from.
        QTimer.singleShot(0, self, plan.do)

    def _forget(self) -> None:
        self._plan = None
        self.hint.hide()


class Hint(QWidget):
    """A thin outline in the window, and in its middle a card with one sentence."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._over = window
        self._good = True
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, good: bool) -> None:
        """Show what would happen, or why nothing will."""
        self.text, self._good = text, good
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is below stays to be seen, but steps back."""
        colors = theme.current()
        color = colors.accent if self._good else colors.error
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colors.window)
        veil.setAlphaF(VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(color, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(GAP, GAP, -GAP, -GAP), 8, 8)
        painter.setFont(colors.font(15, bold=True))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(0, 0, min(WIDEST, self.width() - 4 * PAD), self.height())
        words = QRectF(painter.boundingRect(room, flags, self.text))
        words.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(color, colors.stroke))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(words.adjusted(-PAD, -PAD, PAD, PAD), 8, 8)
        painter.setPen(colors.ink1)
        painter.drawText(words, flags, self.text)
        painter.end()
