"""Why: whoever has a document reads what its project shares with other views, as if its own."""

from pathlib import Path

from designer.compile import TrainingMemory
from designer.edit import History
from designer.protocol import DataInfo
from designer.ui.activity import RunActivity
from designer.ui.bridge import Bridge
from designer.ui.levels import Levels
from designer.ui.session import Session
from designer.ui.work import Work


class Shared(Levels):
    """A level of a project, with the work that all its views have in common."""

    def __init__(self, work: Work) -> None:
        super().__init__(work.project, Bridge())
        self.work = work

    @property
    def history(self) -> History:
        """What was done to the project."""
        return self.work.history

    @property
    def path(self) -> Path | None:
        """The file of the project; None when it has none yet."""
        return self.work.path

    @property
    def base_dir(self) -> str:
        """Where relative data paths start."""
        return self.work.base_dir

    @property
    def session(self) -> Session:
        """The run of the project."""
        return self.work.session

    @property
    def activity(self) -> RunActivity:
        """What went on in the layers of its run."""
        return self.work.activity

    @property
    def data_info(self) -> DataInfo | None:
        """What is known of the data."""
        return self.work.data_info

    @property
    def data_error(self) -> str:
        """Why the data cannot be used, as a sentence; "" when they can."""
        return self.work.data_error

    @property
    def data_loading(self) -> bool:
        """True while the data are being read."""
        return self.work.data_loading

    @property
    def memory(self) -> TrainingMemory | None:
        """What training takes, as far as it is known."""
        return self.work.memory
