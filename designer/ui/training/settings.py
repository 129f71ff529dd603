"""Why: how the network is trained, as a form derived from the catalogue's tables."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer import data, edit
from designer.layers import INITIALIZATIONS, LOSSES, OPTIMIZERS, SCHEDULES, Option, Param
from designer.model import Commit, SettingChanged
from designer.text import tr, trn
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.fields import ChoiceField
from designer.ui.form import Form, scrolled
from designer.ui.memory import memory_text, memory_tip, present_memory
from designer.ui.training.outputs import (
    add_output_rows,
    output_values,
    rows_of,
    touches_outputs,
)
from designer.ui.training.rows import REGULARIZATION, RUN, TITLES
from designer.ui.values import samples_text

CHOICES: tuple[tuple[str, str, Mapping[str, Option]], ...] = (
    ("optimizer", "Optimizer", OPTIMIZERS),
    ("loss", "Loss", LOSSES),
    ("schedule", "Learning rate", SCHEDULES),
    ("initialization", "Initialization", INITIALIZATIONS),
)
MEMORY_HELP = "What a training step takes at most, and the largest batch that there is room for."
OWN_PARAMS = ("optimizer", "loss", "schedule", "initialization")


class Settings(QWidget):
    """Dataset, optimizer, loss, schedule, regularization, and the run itself."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._form = Form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self._form))
        document.bridge.committed.connect(self._committed)
        document.bridge.data_changed.connect(self._rebuild)
        document.bridge.memory_known.connect(self._show_memory)
        document.bridge.run_state.connect(self._let_change)
        self._let_change(document.training_state)
        theme.notifier.changed.connect(self._rebuild)
        self._rebuild()

    def _let_change(self, state: str) -> None:
        self.setEnabled(state == "idle")

    def _rebuild(self) -> None:
        form = self._form
        form.reset()
        form.group(tr("Data"))
        self._dataset_row()
        form.group(tr("Training"))
        for param in RUN[:2]:
            self._setting(param)
        self._form.fact("memory", tr("Memory"), "", tr(MEMORY_HELP), quiet=True)
        self._show_memory()
        for name, title, table in CHOICES[:3]:
            self._choice(name, title, table)
        add_output_rows(form, self._document)
        form.group(tr("Regularization"))
        for param in REGULARIZATION:
            self._setting(param)
        form.group(tr("Start"))
        self._choice(*CHOICES[3])
        for param in RUN[2:]:
            self._setting(param)
        self._shape = self._rows()

    def _dataset_row(self) -> None:
        choices: list[tuple[str, Any]] = [(tr("none"), "")]
        choices += [(tr(source.title), key) for key, source in data.SOURCES.items()]
        spec = self._document.project.data
        editor = ChoiceField(choices, spec.source, self._set_source, tr("Dataset"))
        self._form.add("source", tr("Dataset"), editor)
        self._form.fields["source"] = editor
        info = self._document.data_info
        if self._document.data_error:
            self._form.note(self._document.data_error)
        elif self._document.data_loading:
            self._form.note(tr("Reading the data…"))
        elif info is not None:
            self._form.note(
                trn(
                    "{count:,} row to train on, {val} held out; each {shape}",
                    "{count:,} rows to train on, {val} held out; each {shape}",
                    info.train_rows,
                    val=f"{info.val_rows:,}",
                    shape=samples_text(info),
                )
            )

    def _set_source(self, source: str) -> None:
        self._document.run_edit(lambda: edit.set_data(self._document.project, source=source))

    def _setting(self, param: Param) -> None:
        value = getattr(self._document.project.training, param.name)
        self._form.row(
            param.name, tr(TITLES[param.name]), param, value, lambda v: self._set(param.name, v)
        )

    def _choice(self, name: str, title: str, table: Mapping[str, Option]) -> None:
        spec = self._document.project.training
        choices: list[tuple[str, Any]] = [(tr(option.title), key) for key, option in table.items()]
        chosen = getattr(spec, name)
        option = table.get(chosen)
        tip = tr(option.help) if option is not None else ""
        editor = ChoiceField(choices, chosen, lambda v: self._choose(name, v), tr(title), tip)
        self._form.add(name, tr(title), editor, tip)
        self._form.fields[name] = editor
        if name in OWN_PARAMS and option is not None:
            self._own_params(name, option)

    def _own_params(self, name: str, option: Option) -> None:
        given = getattr(self._document.project.training, f"{name}_params")
        for param in option.params:
            self._form.row(
                f"{name}.{param.name}",
                "   " + param.name,
                param,
                given.get(param.name, param.default),
                partial(self._set_own, name, param),
            )

    def _choose(self, name: str, value: str) -> None:
        changes: dict[str, Any] = {name: value}
        if name in OWN_PARAMS:
            changes[f"{name}_params"] = {}
        self._document.run_edit(lambda: edit.set_training(self._document.project, **changes))

    def _set(self, name: str, value: Any) -> None:
        self._document.run_edit(lambda: edit.set_training(self._document.project, **{name: value}))

    def _set_own(self, name: str, param: Param, value: Any) -> None:
        given = dict(getattr(self._document.project.training, f"{name}_params"))
        given.pop(param.name, None)
        if value != param.default:
            given[param.name] = value
        self._set(f"{name}_params", given)

    def _committed(self, commit: Commit) -> None:
        sections = {c.section for c in commit.changes if isinstance(c, SettingChanged)}
        may_differ = "training" in sections or touches_outputs(commit)
        if "data" in sections or (may_differ and self._rows() != self._shape):
            self._rebuild()
        elif "training" in sections:
            self._form.show_values(self._values())
            self._show_memory()

    def _show_memory(self) -> None:
        memory, info = present_memory(self._document), self._document.data_info
        text = memory_text(memory, info.train_rows if info is not None else 0)
        self._form.show_fact("memory", text, memory_tip(memory))

    def _values(self) -> dict[str, Any]:
        spec = self._document.project.training
        values: dict[str, Any] = {p.name: getattr(spec, p.name) for p in (*RUN, *REGULARIZATION)}
        for name, _, table in CHOICES:
            given = getattr(spec, f"{name}_params")
            for param in table[getattr(spec, name)].params:
                values[f"{name}.{param.name}"] = given.get(param.name, param.default)
        return values | output_values(self._document)

    def _rows(self) -> tuple[Any, ...]:
        """What decides which rows there are."""
        project = self._document.project
        chosen = tuple(getattr(project.training, name) for name, _, _ in CHOICES)
        return chosen, rows_of(project)
