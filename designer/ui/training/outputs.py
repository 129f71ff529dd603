"""Why: what each Output is compared with, by which loss and weight, is set beside the training."""

from functools import partial
from typing import Any

from designer import edit
from designer.edit.outputs import output_names
from designer.layers import LOSSES, Option, Param
from designer.layers.blocks import OUTPUT
from designer.model import Commit, NodeAdded, NodeChanged, NodeRemoved, NodeRenamed, Project
from designer.protocol import OutputSpec, spec_of, takes_labels
from designer.protocol.heads import taken_by
from designer.text import tr
from designer.ui.document import Document
from designer.ui.fields import ChoiceField
from designer.ui.form import Form
from designer.ui.training.partners import add_partner_rows, loss_of, targets_of

TARGETS = (("labels", "labels"), ("inputs", "the samples"), ("none", "nothing: not trained"))
TARGET_HELP = (
    "What training compares the output with: the labels of the data, or the sample itself, as an "
    "autoencoder does."
)
OWN = "This output's own loss, or that of the training."
WEIGHT = Param("weight", "float", 1.0, "How much this loss counts in the sum.", minimum=0)
COLUMNS = Param(
    "columns",
    "shape",
    (),
    "Which of the numbers to predict are meant, counted from 0. Empty: all of them.",
    minimum=0,
    optional=True,
)


def add_output_rows(form: Form, document: Document) -> None:
    """Rows for each Output; of a single one only what it is compared with."""
    names = output_names(document.project)
    if len(names) == 1:
        _target(form, document, names[0], TARGETS[:2])
        if _spec(document, names[0]).target == "labels":
            _columns(form, document, names[0])
    elif names:
        for name in names:
            form.group(tr("Output {name}", name=name))
            _target(form, document, name, TARGETS)
            spec = _spec(document, name)
            if spec.target != "none":
                _loss(form, document, name, spec)
            if spec.target == "labels" and takes_labels(loss_of(document, spec)):
                _columns(form, document, name)


def output_values(document: Document) -> dict[str, Any]:
    """The values of these rows, by key."""
    values: dict[str, Any] = {}
    for name in output_names(document.project):
        spec = _spec(document, name)
        values[_key(name, "weight")] = spec.weight
        values[_key(name, "columns")] = spec.columns
        for param in _params(spec):
            values[_key(name, param.name)] = spec.loss_params.get(param.name, param.default)
    return values


def rows_of(project: Project) -> tuple[Any, ...]:
    """What decides which rows there are."""
    names = output_names(project)
    specs = [spec_of(project.training, names, name) for name in names]
    known = [(s.target, s.loss, s.partners) if s is not None else None for s in specs]
    takers = [taken_by(project.training, name) for name in names]
    return tuple(zip(names, known, takers, strict=True))


def touches_outputs(commit: Commit) -> bool:
    """Whether there may be other Outputs, or other names of them."""
    for change in commit.changes:
        if isinstance(change, NodeRenamed):
            return True
        if isinstance(change, NodeAdded | NodeRemoved) and change.node.type == OUTPUT:
            return True
        if isinstance(change, NodeChanged) and change.before.type != change.after.type:
            return True
    return False


def _target(form: Form, document: Document, name: str, targets: Any) -> None:
    allowed = targets_of(document, name, _spec(document, name), targets)
    choices: list[tuple[str, Any]] = [(title, key) for key, title in allowed]
    known = spec_of(document.project.training, output_names(document.project), name)
    key, title = _key(name, "target"), tr("Compared with")
    tip = tr(TARGET_HELP)
    shown = known.target if known is not None else None
    editor = ChoiceField(choices, shown, partial(_aim, document, name), title, tip)
    form.add(key, title, editor, tip)
    form.fields[key] = editor


def _aim(document: Document, name: str, target: str) -> None:
    """Another target; the sample is compared by a loss for numbers."""
    project = document.project
    alone = len(output_names(project)) == 1
    spec = _spec(document, name)
    chosen = LOSSES.get(spec.loss or project.training.loss)
    classes = target == "inputs" and chosen is not None and chosen.task == "classification"

    def change() -> None:
        with project.transaction(tr("Set target of {name}", name=name)):
            edit.set_output(project, name, target=target)
            if classes and alone and not spec.loss:
                edit.set_training(project, loss="MSELoss")
            elif classes:
                edit.set_output(project, name, loss="MSELoss")

    document.run_edit(change)


def _loss(form: Form, document: Document, name: str, spec: OutputSpec) -> None:
    choices: list[tuple[str, Any]] = [(tr("that of the training"), "")]
    choices += [(tr(option.title), key) for key, option in LOSSES.items()]
    option = LOSSES.get(spec.loss)
    tip = tr(option.help) if option is not None else tr(OWN)
    choose = partial(_set, document, name, "loss")
    editor = ChoiceField(choices, spec.loss, choose, tr("Loss"), tip)
    key = _key(name, "loss")
    form.add(key, tr("Loss"), editor, tip)
    form.fields[key] = editor
    add_partner_rows(form, document, name, spec)
    for param in _params(spec):
        form.row(
            _key(name, param.name),
            "   " + param.name,
            param,
            spec.loss_params.get(param.name, param.default),
            partial(_set_own, document, name, param),
        )
    set_weight = partial(_set, document, name, "weight")
    form.row(_key(name, "weight"), tr("Weight"), WEIGHT, spec.weight, set_weight)


def _columns(form: Form, document: Document, name: str) -> None:
    """Which numbers are predicted, where there are several."""
    info, spec = document.data_info, _spec(document, name)
    if spec.columns or (info is not None and info.task == "regression" and info.targets > 1):
        key = _key(name, "columns")

        def choose(columns: tuple[int, ...] | None) -> None:
            _set(document, name, "columns", columns or ())

        form.row(key, tr("Columns"), COLUMNS, spec.columns, choose)


def _params(spec: OutputSpec) -> tuple[Param, ...]:
    option: Option | None = LOSSES.get(spec.loss)
    return option.params if option is not None else ()


def _set(document: Document, name: str, field: str, value: Any) -> None:
    document.run_edit(lambda: edit.set_output(document.project, name, **{field: value}))


def _set_own(document: Document, name: str, param: Param, value: Any) -> None:
    given = {**_spec(document, name).loss_params, param.name: value}
    _set(document, name, "loss_params", given)


def _spec(document: Document, name: str) -> OutputSpec:
    training = document.project.training
    return spec_of(training, output_names(document.project), name) or OutputSpec(target="none")


def _key(name: str, field: str) -> str:
    return f"output.{name}.{field}"
