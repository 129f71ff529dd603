"""Why: what the network learns from is chosen and looked at in one place."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from designer import data
from designer.data import DataError, Preview
from designer.protocol import DataSpec
from designer.text import tr, trn
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.data.counts import ClassCounts
from designer.ui.data.samples import Samples
from designer.ui.data.settings import DataSettings
from designer.ui.document import Document
from designer.ui.form import scrolled
from designer.ui.splitting import divide
from designer.ui.values import samples_text

SAMPLES = 60


class DataPanel(QWidget):
    """Settings at the left; samples, counts and figures at the right."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._spec: DataSpec | None = None
        self.settings = DataSettings(document)
        self.samples = Samples()
        self.counts = ClassCounts()
        self.message = Blank()
        self._figures = QLabel()
        self._figures.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(scrolled(self._right()))
        split = divide(QSplitter(), self.settings, self._stack, roomy=1)
        split.setSizes([320, 760])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        document.bridge.data_changed.connect(self._changed)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self._changed()

    def _right(self) -> QWidget:
        right = QWidget()
        columns = QHBoxLayout(right)
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._figures)
        left.addWidget(self.samples, 1)
        columns.addLayout(left, 3)
        side = QVBoxLayout()
        side.addWidget(self.counts)
        side.addStretch(1)
        columns.addLayout(side, 1)
        return right

    def _changed(self) -> None:
        document = self._document
        if not document.project.data.source:
            self._spec = None
            self._say(tr("Choose a dataset at the left, and its samples are shown here."))
        elif document.data_loading:
            self._say(tr("Reading the data…"))
        elif document.data_error:
            self._spec = None
            self._say(document.data_error, error=True)
        elif document.data_info is not None:
            self._figures.setText(self._sentence())
            self._read()

    def _read(self) -> None:
        """Fetch samples in the background; those of the newest choice are shown."""
        spec, base_dir = self._document.project.data, self._document.base_dir
        if spec == self._spec:
            self._stack.setCurrentIndex(1)
            return
        self._spec = spec

        def work() -> Preview | str:
            try:
                return data.preview(spec, base_dir, SAMPLES)
            except DataError as error:
                return str(error)

        self._document.bridge.in_background(work, lambda found: self._show(spec, found), self)

    def _show(self, spec: DataSpec, found: Preview | str) -> None:
        if spec != self._spec:
            return
        if isinstance(found, str):
            self._say(found, error=True)
            return
        self.samples.show_preview(found)
        self.counts.show_counts(found.counts)
        self._stack.setCurrentIndex(1)

    def _sentence(self) -> str:
        info = self._document.data_info
        assert info is not None
        parts = [
            trn("{count:,} row to train on", "{count:,} rows to train on", info.train_rows),
            tr("{count} held out to measure", count=f"{info.val_rows:,}"),
            tr("each {shape}", shape=samples_text(info)),
        ]
        if info.classes:
            parts.append(trn("{count} class", "{count} classes", len(info.classes)))
        else:
            parts.append(tr("a number to predict"))
        return "\u00a0· ".join(parts)  # a line ends with a dot and never begins with one

    def _say(self, text: str, error: bool = False) -> None:
        self.message.say(text, "error" if error else "ink2")
        self._stack.setCurrentIndex(0)

    def _restyle(self) -> None:
        self._figures.setStyleSheet(f"color: {theme.current().ink2.name()}")
