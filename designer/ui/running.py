"""Why: a document is also what is trained: one run at a time, kept beside its file."""

import tempfile
from pathlib import Path

from designer import runs
from designer.compile import NotReady
from designer.data import DataError
from designer.runs import RunError
from designer.store import SUFFIX
from designer.text import tr
from designer.ui.shared import Shared


class Running(Shared):
    """A project that can be trained."""

    scratch = Path(tempfile.gettempdir()) / "designer"  # runs of projects never saved; app sets it

    @property
    def training_state(self) -> str:
        """ "idle", "running", "paused" or "stopping"."""
        return self.session.state

    def start_training(self, where: str = "thread") -> bool:
        """Begin a run; a drawing that is not ready says why and False is returned."""
        if self.session.state != "idle":
            return False
        if not self.project.main.nodes:
            self.bridge.message.emit(tr("There is nothing to train yet: draw a network first."))
            return False
        if not self.project.data.source:
            self.bridge.message.emit(tr("Choose a dataset first, in the training panel."))
            return False
        if self.data_error:
            self.bridge.message.emit(self.data_error)
            return False
        try:
            spec = runs.prepare(self.project, self.base_dir)
            self.session.start(spec, runs.new_run_dir(self.runs_root(), self.project.name), where)
        except (NotReady, DataError, RunError) as error:
            self.bridge.message.emit(str(error))
        except OSError as error:
            self.bridge.message.emit(
                tr(
                    "The run cannot be kept in {folder}: {why}.",
                    folder=self.runs_root().parent,
                    why=error.strerror or error,
                )
            )
        return self.session.state == "running"

    def runs_root(self) -> Path:
        """The project file whose run folders lie beside it, or a scratch name if unsaved."""
        return self.path if self.path is not None else self.scratch / f"{self.project.name}{SUFFIX}"

    def pause_training(self) -> None:
        """Hold after the present step."""
        self.session.pause()

    def resume_training(self) -> None:
        """Go on after a pause."""
        self.session.resume()

    def stop_training(self) -> None:
        """End after the present step."""
        self.session.stop()
