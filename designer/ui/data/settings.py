"""Why: where the data come from and how they are prepared, as a form."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from designer import data, edit
from designer.data import SourceInfo
from designer.model import Commit, SettingChanged
from designer.text import tr
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.fields import ChoiceField
from designer.ui.form import Form, scrolled
from designer.ui.training.rows import DATA, TITLES

FOLDERS = ("images",)  # sources whose path is a folder
PATHS = {
    "csv": ("path",),
    "npy": ("path", "target_path"),
    "images": ("path",),
    "idx": ("path", "target_path"),
}
ASKED = {"csv": ("target", "task"), "npy": ("target", "task")}
PREPARATION = ("shape", "normalize", "validation", "split_seed")


class DataSettings(QWidget):
    """Dataset, files, target, preparation and split."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: object = None
        self.form = Form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.form))
        document.bridge.committed.connect(self._committed)
        document.bridge.run_state.connect(self._let_change)
        self._let_change(document.training_state)
        theme.notifier.changed.connect(self._rebuild)
        self._rebuild()

    def _let_change(self, state: str) -> None:
        self.form.setEnabled(state == "idle")

    def _rebuild(self) -> None:
        spec, form = self._document.project.data, self.form
        self._shown = spec.source
        form.reset()
        form.group(tr("Data"))
        choices: list[tuple[str, Any]] = [(tr("none"), "")]
        choices += [(tr(source.title), key) for key, source in data.SOURCES.items()]
        box = ChoiceField(choices, spec.source, self._set_source, tr("Dataset"))
        form.add("source", tr("Dataset"), box)
        form.fields["source"] = box
        source = data.SOURCES.get(spec.source)
        if source is None:
            form.note(tr("Choose what the network is to learn from."))
            return
        form.note(tr(source.help))
        for name in PATHS.get(source.key, ()):
            self._path_row(name)
        for name in self._fields(source):
            param = DATA[name]
            form.row(name, tr(TITLES[name]), param, getattr(spec, name), partial(self._set, name))

    def _fields(self, source: SourceInfo) -> list[str]:
        """The settings that mean something for this source."""
        resize = ["resize"] if source.kind == "image" else []
        return [*ASKED.get(source.key, ()), *resize, *PREPARATION]

    def _path_row(self, name: str) -> None:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        field = QLineEdit(getattr(self._document.project.data, name))
        field.setAccessibleName(tr(TITLES[name]))
        field.setPlaceholderText(tr("Choose a file or a folder"))
        field.editingFinished.connect(lambda: self._set(name, field.text().strip()))
        browse = QPushButton(tr("Browse…"))
        browse.setToolTip(tr("Choose it on this computer"))
        browse.clicked.connect(lambda: self._browse(name))
        box.addWidget(field, 1)
        box.addWidget(browse)
        self.form.add(name, tr(TITLES[name]), line)

    def _browse(self, name: str) -> None:
        start = self._document.base_dir
        if self._document.project.data.source in FOLDERS:
            chosen = QFileDialog.getExistingDirectory(self, tr("Folder of images"), start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, tr("File with data"), start)
        if chosen:
            self._set(name, self._relative(chosen))
            self._rebuild()

    def _relative(self, chosen: str) -> str:
        """Relative to the project's file when the data lie beside or below it."""
        base = self._document.base_dir
        if base and Path(chosen).is_relative_to(base):
            return Path(chosen).relative_to(base).as_posix()
        return chosen

    def _set_source(self, source: str) -> None:
        self._document.run_edit(lambda: edit.set_data(self._document.project, source=source))

    def _set(self, name: str, value: Any) -> None:
        if name == "resize" and isinstance(value, int):
            value = (value, value)  # a single number is a square
        if value != getattr(self._document.project.data, name):
            changes = {name: value}
            self._document.run_edit(lambda: edit.set_data(self._document.project, **changes))

    def _committed(self, commit: Commit) -> None:
        if not any(isinstance(c, SettingChanged) and c.section == "data" for c in commit.changes):
            return
        spec = self._document.project.data
        if spec.source != self._shown:
            self._rebuild()
        else:
            self.form.show_values({name: getattr(spec, name) for name in ("source", *DATA)})
