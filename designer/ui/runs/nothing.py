"""Why: before the first run, its place says what a run is and how to get one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui.blank import Blank
from designer.ui.document import Document
from designer.ui.keytips import tell_keys
from designer.ui.lacking import lacking


class NoRuns(QWidget):
    """What will be here; a button that trains, or what is missing for that."""

    train_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.text = Blank()
        self.train = QPushButton(tr("Train"))
        tell_keys(self.train, "train", tr("Train the network, and keep how it went"))
        self.train.clicked.connect(self.train_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.train, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        for signal in (document.bridge.checked, document.bridge.data_changed):
            signal.connect(self._explain)
        self._explain()

    def _explain(self, _: object = None) -> None:
        what = tr(
            "Every training is kept here as a run, with its curves, code and weights.\n"
            "Two runs can be compared, and a run with the drawing of now."
        )
        missing = {
            "layers": tr("Draw a network first."),
            "data": tr("Choose a dataset in the Training tab first."),
            "repairs": tr(
                "Problems are left in the drawing: the Problems tab has them, with repairs."
            ),
            "": "",
        }[lacking(self._document)]
        self.text.say(f"{what}\n\n{missing}" if missing else what)
        self.train.setVisible(not missing)
