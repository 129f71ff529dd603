"""Why: a large drawing takes a while to be laid out, and the hand need not wait for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QPointF, QTimer

from designer import edit
from designer.edit import EditError
from designer.model import Point
from designer.text import tr
from designer.ui.canvas.glide import Glide

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

AT_ONCE = 400  # layers that are laid out before anyone could notice
TELL_MS = 300

Places = dict[str, Point]
T = TypeVar("T")


class Words(NamedTuple):
    """What is said of layout in the background: while it lasts, when it came to nothing, after."""

    under_way: str
    changed: str
    done: str = ""


class Tidier(QObject):
    """Lays out the drawing of a view. At most once at a time; Escape gives it up."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document
        self._job: object = None
        self._words = Words("", "")
        self.glide = Glide(view)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(TELL_MS)
        self._late.timeout.connect(self._tell)

    @property
    def running(self) -> bool:
        """True while places are looked for in the background."""
        return self._job is not None

    def start(self, names: Sequence[str] | None = None, fixed: Sequence[str] = ()) -> None:
        """Lay out these layers (all for None) around the fixed ones, as one undoable step."""
        if self.running:
            return
        project, graph = self._document.project, self._document.graph
        count = len(self._document.drawing.nodes) if names is None else len(names) + len(fixed)
        if count <= AT_ONCE:
            found = self._document.run_edit(lambda: edit.tidied(project, names, graph, fixed))
            self._apply(graph, found or {})
            return
        copy = project.copy()
        self.work_out(
            lambda: edit.tidied(copy, names, graph, fixed),
            lambda found: self._apply(graph, found),
            Words(
                tr("Tidying… Escape leaves the drawing as it is."),
                tr("The drawing has changed meanwhile, so it was not tidied. Tidy again."),
                tr("The drawing is tidy."),
            ),
            (graph,),
        )

    def work_out(
        self,
        work: Callable[[], T],
        apply: Callable[[T], object],
        words: "Words",
        graphs: Sequence[str],
    ) -> None:
        """Work in the background, and apply what was found if these graphs are as they were.

        `work` gets nothing of the project that may change meanwhile. What it or `apply` refuses,
        by EditError, is told as for any edit.
        """
        if self.running:
            return
        job = self._job = object()
        self._words = words
        self._late.start()
        revisions = self._revisions(graphs)

        def worked() -> T | str:
            try:
                return work()
            except EditError as error:
                return str(error)

        def found(result: T | str) -> None:
            if job is not self._job:
                return  # it was given up
            told = not self._late.isActive()
            self._end()
            say = self._document.bridge.message.emit
            if isinstance(result, str):
                say(result)
            elif revisions != self._revisions(graphs) or self._view.gesture is not None:
                say(words.changed)
            else:
                self._document.run_edit(lambda: apply(result))
                if told and words.done:
                    say(words.done)

        self._document.bridge.in_background(worked, found, self)

    def cancel(self) -> bool:
        """Forget what is under way; False when nothing is."""
        if not self.running:
            return False
        self._end()
        self._document.bridge.message.emit(tr("The drawing stays as it was."))
        return True

    def _tell(self) -> None:
        self._document.bridge.message.emit(self._words.under_way)

    def _end(self) -> None:
        self._job = None
        self._late.stop()

    def _revisions(self, graphs: Sequence[str]) -> list[int | None]:
        there = self._document.project.graphs
        return [there[name].revision if name in there else None for name in graphs]

    def _apply(self, graph: str, places: Places) -> None:
        document, canvas = self._document, self._view.canvas
        self.glide.finish()
        nodes = document.project.graphs[graph].nodes
        before = {name: QPointF(*nodes[name].at) for name in places}
        for name, at in places.items():
            document.work.placed.give(graph, name, at)
        if places and all(before[name] == QPointF(*at) for name, at in places.items()):
            document.bridge.message.emit(tr("The drawing is tidy."))
            return
        document.run_edit(lambda: edit.place(document.project, places, graph))
        if graph == document.graph and canvas.nodes:
            self.glide.start(before)


def tidy(view: "CanvasView") -> None:
    """Lay out the selected layers, or all when fewer than two are selected."""
    chosen = view.document.selection
    view.tidier.start(chosen if len(chosen) > 1 else None)


def tidy_all(view: "CanvasView") -> None:
    """Lay out the whole drawing, whatever is selected."""
    view.tidier.start()


def tidy_before(view: "CanvasView") -> None:
    """Lay out what leads to the selected layers; those and all others stay."""
    _along(view, down=False)


def tidy_after(view: "CanvasView") -> None:
    """Lay out what follows from the selected layers; those and all others stay."""
    _along(view, down=True)


def tidy_around(view: "CanvasView") -> None:
    """Lay out everything but the layers that were moved by hand."""
    document = view.document
    view.tidier.start(fixed=document.work.placed.by_hand(document.graph))


def _along(view: "CanvasView", down: bool) -> None:
    document = view.document
    names = edit.reached(document.drawing, document.selection, down)
    if names:
        view.tidier.start(names, fixed=document.selection)
    else:
        text = (
            tr("Nothing follows the selection.") if down else tr("Nothing leads to the selection.")
        )
        document.bridge.message.emit(text)
