"""Why: name, data and training of a project are edits like any other, undo included."""

from collections.abc import Mapping
from typing import TypeVar

from designer.edit.errors import EditError
from designer.edit.params import AT_ONCE
from designer.edit.values import clean, is_default
from designer.layers import INITIALIZATIONS, LOSSES, OPTIMIZERS, SCHEDULES, Option, Param
from designer.model import Project, SettingChanged, Value
from designer.protocol import DataSpec, TrainingSpec
from designer.text import tr

Spec = TypeVar("Spec", DataSpec, TrainingSpec)

LARGEST_SEED = 2**32 - 1  # what NumPy and torch both take
LONGEST_NAME = 200

DATA_FIELDS: tuple[Param, ...] = (
    Param("source", "text", ""),
    Param("path", "text", ""),
    Param("target_path", "text", ""),
    Param("target", "text", ""),
    Param("task", "choice", "auto", choices=("auto", "classification", "regression")),
    Param("resize", "shape", minimum=1, maximum=4096, optional=True),
    Param("shape", "shape", minimum=1, optional=True),
    Param("normalize", "choice", "standard", choices=("none", "standard", "minmax")),
    Param("validation", "float", 0.2, minimum=0),
    Param("split_seed", "int", 0, minimum=0, maximum=LARGEST_SEED),
)
# What a source reads and how its samples look; a new source starts afresh in these.
SOURCE_FIELDS = ("path", "target_path", "target", "task", "resize", "shape")

TRAINING_FIELDS: tuple[Param, ...] = (
    Param("epochs", "int", 10, minimum=1, maximum=1_000_000),
    Param("batch_size", "int", 64, minimum=1, maximum=1_000_000),
    Param("optimizer", "choice", "Adam", choices=tuple(OPTIMIZERS)),
    Param("loss", "choice", "CrossEntropyLoss", choices=tuple(LOSSES)),
    Param("l1", "float", 0.0, minimum=0),
    Param("l2", "float", 0.0, minimum=0),
    Param("schedule", "choice", "constant", choices=tuple(SCHEDULES)),
    Param("patience", "int", 0, minimum=0),
    Param("min_delta", "float", 0.0, minimum=0),
    Param("initialization", "choice", "default", choices=tuple(INITIALIZATIONS)),
    Param("seed", "int", 0, minimum=0, maximum=LARGEST_SEED),
    Param("device", "choice", "cpu", choices=("auto", "cpu", "cuda", "mps")),
    Param("threads", "int", 1, minimum=1, maximum=1024),
)
# Each is an undo step of its own; what is typed is merged.
CHOSEN = {"source"} | {p.name for p in (*DATA_FIELDS, *TRAINING_FIELDS) if p.kind in AT_ONCE}
# Settings that name a row of the catalogue, and the settings that hold the row's parameters.
OPTIONS: dict[str, tuple[str, Mapping[str, Option]]] = {
    "optimizer_params": ("optimizer", OPTIMIZERS),
    "loss_params": ("loss", LOSSES),
    "schedule_params": ("schedule", SCHEDULES),
    "initialization_params": ("initialization", INITIALIZATIONS),
}


def set_name(project: Project, name: str) -> None:
    """Give the project a name. Raises EditError for an empty one."""
    plain = name.strip()
    if not plain or not plain.isprintable() or len(plain) > LONGEST_NAME:
        raise EditError(
            tr("A project needs a name of 1 to {longest} characters.", longest=LONGEST_NAME)
        )
    if plain != project.name:
        with project.transaction(tr("Rename the project to {name}", name=plain), "name"):
            project.apply(SettingChanged("name", project.name, plain))


def set_data(project: Project, **changes: object) -> None:
    """Change fields of `DataSpec`. Another `source` than before starts with its own defaults.

    Raises EditError for a value out of range, TypeError for a field that does not exist.
    """
    given = dict(changes)
    source = project.data.source
    if source and given.get("source", source) != source:
        blank = DataSpec()
        given = {name: getattr(blank, name) for name in SOURCE_FIELDS} | given
    after = _changed(project.data, cleaned_settings(DATA_FIELDS, given))
    if after.validation >= 1:
        raise EditError(tr("validation must be less than 1, not {value}.", value=after.validation))
    if after.resize is not None and len(after.resize) != 2:
        raise EditError(tr("resize must be a height and a width in pixels."))
    if after.shape == ():
        raise EditError(tr("shape needs at least one number."))
    _commit(project, "data", project.data, after, tuple(changes))


def set_training(project: Project, **changes: object) -> None:
    """Change fields of `TrainingSpec`. Another choice takes its own defaults.

    Raises EditError for a value out of range, TypeError for a field that does not exist.
    """
    before = project.training
    single = {name: value for name, value in changes.items() if name not in OPTIONS}
    cleaned = cleaned_settings(TRAINING_FIELDS, single)
    for name, (chooser, rows) in OPTIONS.items():
        row = str(cleaned.get(chooser, getattr(before, chooser)))
        if name in changes:
            cleaned[name] = option_values(rows[row], changes[name])
        elif row != getattr(before, chooser):
            cleaned[name] = {}
    _commit(project, "training", before, _changed(before, cleaned), tuple(changes))


def option_values(option: Option, given: object, *, ranges: bool = True) -> dict[str, Value]:
    """Parameters of an optimizer, a loss or a schedule, without those equal to the default.

    `ranges=False` checks kinds alone, as a file is read. Raises EditError.
    """
    if not isinstance(given, Mapping):
        raise EditError(tr("The parameters of {option} need names.", option=option.key))
    known = {param.name: param for param in option.params}
    for name in given:
        if name not in known:
            raise EditError(tr("{type} has no parameter “{param}”.", type=option.key, param=name))
    values = {
        name: clean(known[name], given[name], ranges=ranges) for name in known if name in given
    }
    return {name: value for name, value in values.items() if not is_default(known[name], value)}


def cleaned_settings(
    fields: tuple[Param, ...], given: Mapping[str, object], *, ranges: bool = True
) -> dict[str, object]:
    """Settings as the model holds them. Raises EditError, and TypeError for an unknown one."""
    known = {field.name: field for field in fields}
    for name in given:
        if name not in known:
            raise TypeError(f"there is no setting named {name!r}")
    return {name: clean(known[name], value, ranges=ranges) for name, value in given.items()}


def _changed(spec: Spec, changes: Mapping[str, object]) -> Spec:
    fields = {name: getattr(spec, name) for name in spec.__struct_fields__}
    return type(spec)(**(fields | dict(changes)))


def _commit(
    project: Project, section: str, before: Spec, after: Spec, names: tuple[str, ...]
) -> None:
    label = tr("Change the settings")
    if len(names) == 1:
        label = tr("Set {setting}", setting=names[0].replace("_", " "))
    typed = not any(name in CHOSEN for name in names)
    if after != before:
        with project.transaction(label, ":".join((section, *names)) if typed else ""):
            project.apply(SettingChanged(section, before, after))
