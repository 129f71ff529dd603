"""Why: one open project, with everything that its views share: selection, report, data, run."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from designer import data, edit, gallery, store
from designer.check import Problem, Report
from designer.compile import TrainingMemory, allow_ours, memory_problems
from designer.data import DataError
from designer.edit import EditError, History
from designer.model import (
    MAIN,
    CodeChanged,
    Commit,
    Project,
    SettingChanged,
)
from designer.protocol import DataInfo
from designer.text import tr
from designer.ui.checking import Checking
from designer.ui.costing import CostsReader
from designer.ui.levels import followed
from designer.ui.measuring import Measuring
from designer.ui.running import Running

T = TypeVar("T")


class Document(Running):
    """A project in the window. Views read it, listen to its bridge, and edit through `edit`."""

    def __init__(self, project: Project, path: Path | None = None) -> None:
        super().__init__(project, path)
        self.history = History(project)
        self.data_info: DataInfo | None = None
        self.data_loading = False
        self.checking = Checking(
            project, self.bridge, lambda: (self.data_info, self.graph, self.through), self._checked
        )
        self.costs = CostsReader(self)
        self.times = Measuring(self)
        self.memory: TrainingMemory | None = None  # for the batch size of when it was looked at
        self._unsubscribe = project.subscribe(self._committed)
        self.bridge.run_ended.connect(self.checking.soon)
        allow_ours(project)
        self._load_data()
        self.checking.now()

    @classmethod
    def new(cls, name: str = "") -> "Document":
        """An empty project."""
        return cls(Project.new(name or tr("Untitled")))

    @classmethod
    def open(cls, path: str | Path) -> "Document":
        """The project of a file. Raises store.FileError."""
        return cls(store.load(Path(path)), Path(path))

    @classmethod
    def from_template(cls, name: str) -> "Document":
        """A new project drawn by a template."""
        return cls(gallery.create(name))

    @property
    def title(self) -> str:
        """What the tab says."""
        return self.path.stem if self.path is not None else self.project.name

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
        return tuple(problem for problem in self.problems if problem.graph == self.graph)

    def run_edit(self, work: Callable[[], T]) -> T | None:
        """Do an edit; a refusal becomes a sentence in the status line and None."""
        try:
            return work()
        except EditError as error:
            self.bridge.message.emit(str(error))
            return None

    def undo(self) -> None:
        """Take the latest edit back."""
        self.history.undo()

    def redo(self) -> None:
        """Do the edit again that was taken back."""
        self.history.redo()

    def save(self, path: str | Path | None = None) -> None:
        """Write the file. Raises store.FileError, and then nothing has changed."""
        target = Path(path) if path is not None else self.path
        if target is None:
            raise ValueError("a project that has no file yet needs a path")
        store.save(self.project, target)
        self.path = target
        self.history.mark_saved()
        self.bridge.saved.emit()

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
            self._load_data()

    def close(self) -> None:
        """Stop the run, wait for background work, and listen no more."""
        self._unsubscribe()
        self.session.close()
        self.bridge.close()

    # What follows reacts to changes.

    def _committed(self, commit: Commit) -> None:
        self.stay_somewhere(commit)
        self.select(followed(self.selection, commit, self.graph), self.selected_remarks)
        self.session.failure = None if self.session.state == "idle" else self.session.failure
        if any(isinstance(c, SettingChanged) and c.section == "data" for c in commit.changes):
            self._load_data()
        if any(isinstance(change, CodeChanged) for change in commit.changes):
            allow_ours(self.project)
        self.bridge.committed.emit(commit)
        self.checking.soon()

    def _load_data(self) -> None:
        spec = self.project.data
        self.data_loading = bool(spec.source)
        if not spec.source:
            self._data_loaded(spec, None)
            return
        base_dir = self.base_dir
        self.bridge.data_changed.emit()

        def describe() -> DataInfo | str:
            try:
                return data.describe(spec, base_dir)
            except DataError as error:
                return str(error)

        self.bridge.in_background(describe, lambda found: self._data_loaded(spec, found))

    def _data_loaded(self, spec: object, found: DataInfo | str | None) -> None:
        if spec != self.project.data:
            return  # a newer choice is being read
        self.data_loading = False
        self.data_info = found if isinstance(found, DataInfo) else None
        self.data_error = found if isinstance(found, str) else ""
        self.bridge.data_changed.emit()
        self.checking.soon()

    def _checked(self, report: Report, here: Report) -> None:
        self.report, self.here = report, here
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
