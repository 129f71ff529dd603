"""Why: a project may be looked at in several places at once; this is what they have in common."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer import data, store
from designer.compile import TrainingMemory, allow_ours
from designer.data import DataError
from designer.edit import History
from designer.model import CodeChanged, Commit, Project
from designer.protocol import DataInfo
from designer.ui.activity import RunActivity
from designer.ui.bridge import Bridge
from designer.ui.placed import Placed
from designer.ui.session import Session

if TYPE_CHECKING:
    from designer.ui.document import Document

SHARED = ("saved", "data_changed", "memory_known")
SHARED_OF_RUNS = ("run_started", "run_events", "run_state", "run_ended", "activity_changed")


class Work:
    """A project that is open: its steps, file, data and run, whoever looks at it.

    `views` are the documents that show it, the oldest first; with the last one it ends. What
    `bridge` tells, the bridge of every view tells too.
    """

    def __init__(self, project: Project, path: Path | None) -> None:
        self.project = project
        self.path = path
        self.on_disk = ""  # the file as it was last read or written, by its fingerprint
        self.history = History(project)
        self.placed = Placed(project)
        self.bridge = Bridge()
        self.session = Session(self.bridge)
        self.activity = RunActivity(self.bridge)
        self.views: list[Document] = []
        self.undoing: Document | None = None  # the view that takes a step back or does it again
        self.memory: TrainingMemory | None = None  # for the batch size of when it was looked at
        self.data_info: DataInfo | None = None
        self.data_error = ""
        self.data_loading = False
        self._unsubscribe = project.subscribe(self._committed)
        allow_ours(project)
        self.load_data()

    @property
    def base_dir(self) -> str:
        """Where relative data paths start."""
        return "" if self.path is None else str(self.path.parent)

    @property
    def is_overtaken(self) -> bool:
        """True when something else has written the file since it was read or written here."""
        there = "" if self.path is None else store.fingerprint(self.path)
        return bool(self.on_disk and there) and there != self.on_disk

    def come(self, view: "Document") -> None:
        """Another document shows it."""
        self.views.append(view)
        for name in (*SHARED, *SHARED_OF_RUNS):
            getattr(self.bridge, name).connect(getattr(view.bridge, name))

    def leave(self, view: "Document") -> None:
        """A document shows it no more. With the last one, its run and its work end."""
        if view not in self.views:
            return
        self.views.remove(view)
        for name in (*SHARED, *SHARED_OF_RUNS):
            getattr(self.bridge, name).disconnect(getattr(view.bridge, name))
        if not self.views:
            self._unsubscribe()
            self.history.close()
            self.session.close()
            self.bridge.close()

    def load_data(self) -> None:
        """Look at the data anew, in the background."""
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

    def _committed(self, commit: Commit) -> None:
        self.placed.follow(commit)
        self.session.failure = None if self.session.state == "idle" else self.session.failure
        if commit.sets("data"):
            self.load_data()
        if any(isinstance(change, CodeChanged) for change in commit.changes):
            allow_ours(self.project)
