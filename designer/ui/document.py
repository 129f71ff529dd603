"""Why: one open project, with everything that its views share: selection, report, data, run."""

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import TypeVar

from designer import edit, gallery, store
from designer.check import Problem, Report
from designer.compile import memory_problems
from designer.edit import EditError
from designer.model import MAIN, Commit, Project
from designer.text import tr
from designer.ui.checking import Checking
from designer.ui.costing import CostsReader
from designer.ui.filenames import readable
from designer.ui.levels import Path, followed, touched
from designer.ui.measuring import Measuring
from designer.ui.running import Running
from designer.ui.work import Work

T = TypeVar("T")


class Document(Running):
    """A project in the window. Views read it, listen to its bridge, and edit through `edit`.

    Several documents may show the same `work`, each at a level and with a selection of its own.
    """

    def __init__(
        self,
        project: Project,
        path: FilePath | None = None,
        work: Work | None = None,
        within: Path = (),
    ) -> None:
        super().__init__(work or Work(project, path))
        self.is_second = work is not None
        self.supposed: Report | None = None  # of the drawing as it would be, see `supposing`
        self.companion: Document | None = None  # in view too: in a lens, or below this one
        self.path_in = within
        self.work.come(self)
        self.checking = Checking(
            project, self.bridge, lambda: (self.data_info, self.graph, self.through), self._checked
        )
        self.costs = CostsReader(self)
        self.times = Measuring(self)
        self._unsubscribe = project.subscribe(self._committed)
        self.bridge.run_ended.connect(self.checking.soon)
        self.bridge.data_changed.connect(self._data_changed)
        self.checking.first()

    @classmethod
    def new(cls, name: str = "") -> "Document":
        """An empty project."""
        return cls(Project.new(name or tr("Untitled")))

    @classmethod
    def open(cls, path: str | FilePath) -> "Document":
        """The project of a file. Raises store.FileError."""
        there = store.fingerprint(FilePath(path))  # first: what is written meanwhile is seen then
        document = cls(store.load(FilePath(path)), FilePath(path))
        document.work.on_disk = there
        return document

    @classmethod
    def from_template(cls, name: str) -> "Document":
        """A new project drawn by a template."""
        return cls(gallery.create(name))

    def beside(self, within: Path) -> "Document":
        """Another document of the same project, at a level of its own."""
        return Document(self.project, work=self.work, within=within)

    @property
    def title(self) -> str:
        """What the project is called."""
        return readable(self.path.stem) if self.path is not None else self.project.name

    @property
    def tab_title(self) -> str:
        """What the tab says; of a second view, also where it is."""
        return f"{self.title} › {self.graph}" if self.is_second and self.path_in else self.title

    @property
    def seen(self) -> Report | None:
        """What the canvas shows: the report of what is open, or of what is only supposed yet."""
        return self.supposed or self.here

    @property
    def is_modified(self) -> bool:
        """True when closing would lose something."""
        return not self.history.is_saved

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the report says, what is wrong with the data, and where the last run failed."""
        found: list[Problem] = []
        # An empty drawing is a beginning, not a mistake.
        if self.report is not None and self.project.main.nodes:
            found += self.report.problems
        if self.here is not None and self.here is not self.report:
            told = {(p.graph, p.node, p.code) for p in found}
            found += [p for p in self.here.problems if (p.graph, p.node, p.code) not in told]
        if self.data_error:
            found.append(Problem(MAIN, "", "", "data", self.data_error))
        if self.memory is not None and self.project.main.nodes:
            found += memory_problems(self.memory.of_batch(self.project.training.batch_size))
        failure = self.session.failure
        if failure is not None and failure.node in self.project.main.nodes:
            found.append(Problem(MAIN, failure.node, "", "run", failure.message))
        return tuple(found)

    @property
    def problems_here(self) -> tuple[Problem, ...]:
        """Those of the graph on the canvas."""
        problems = self.problems if self.supposed is None else self.supposed.problems
        return tuple(problem for problem in problems if problem.graph == self.graph)

    def run_edit(self, work: Callable[[], T]) -> T | None:
        """Do an edit; a refusal becomes a sentence in the status line and None."""
        try:
            return work()
        except EditError as error:
            self.bridge.message.emit(str(error))
            return None

    def undo(self) -> None:
        """Take the latest edit back."""
        self._goes_along(self.history.undo)

    def redo(self) -> None:
        """Do the edit again that was taken back."""
        self._goes_along(self.history.redo)

    def save(self, path: str | FilePath | None = None) -> None:
        """Write the file. Raises store.FileError, and then nothing has changed."""
        target = FilePath(path) if path is not None else self.path
        if target is None:
            raise ValueError("a project that has no file yet needs a path")
        store.save(self.project, target)
        self.work.path, self.work.on_disk = target, store.fingerprint(target)
        self.history.mark_saved()
        self.work.bridge.saved.emit()

    def check_soon(self) -> None:
        """Check when the present event has been handled."""
        self.checking.soon()

    def check_now(self) -> Report:
        """Check without waiting for the event loop; returns the report."""
        self.checking.at_once()
        assert self.report is not None
        return self.report

    def check_again(self) -> None:
        """Find the same once more, for sentences in another language."""
        self.checking.soon()
        if self.data_error:
            self.work.load_data()

    def close(self) -> None:
        """Listen no more; the last one stops the run and waits for background work."""
        self._unsubscribe()
        self.checking.close()
        if len(self.work.views) > 1:
            self.bridge.close_into(self.work.bridge)
        else:
            self.bridge.close()
        self.work.leave(self)

    # What follows reacts to changes.

    def _committed(self, commit: Commit) -> None:
        there = self.companion is not None and self.companion.graph in touched(commit)
        self.stay_somewhere(commit, show=self.work.undoing in (self, None) and not there)
        self.select(followed(self.selection, commit, self.graph), self.selected_remarks)
        self.bridge.committed.emit(commit)
        self.checking.soon()

    def _data_changed(self) -> None:
        if not self.data_loading:
            self.checking.soon()

    def _goes_along(self, step: Callable[[], None]) -> None:
        """Undo or redo; this document shows where it happened, others stay where they are."""
        self.work.undoing = self
        try:
            step()
        finally:
            self.work.undoing = None

    def _checked(self, report: Report, here: Report) -> None:
        self.report, self.here, self.supposed = report, here, None
        self.bridge.checked.emit(report)


def take_shape_from_data(document: Document, name: str) -> None:
    """Give an Input node the shape of the dataset's samples."""
    info = document.data_info
    if info is not None:
        document.run_edit(
            lambda: edit.set_param(
                document.project, [name], "shape", info.shape, graph=document.graph
            )
        )
