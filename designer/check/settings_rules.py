"""Why: a training setting that cannot be is named before the run that would fail with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, set_training
from designer.check.repairs.faults import value_text
from designer.check.report import Problem
from designer.check.verdict import fault_of
from designer.check.view import View
from designer.edit.settings import TRAINING_FIELDS
from designer.layers import INITIALIZATIONS, LOSSES, OPTIMIZERS, SCHEDULES, Option
from designer.protocol import TrainingSpec
from designer.text import tr

CHOICES: dict[str, Mapping[str, Option]] = {
    "optimizer": OPTIMIZERS,
    "loss": LOSSES,
    "schedule": SCHEDULES,
    "initialization": INITIALIZATIONS,
}


def settings(view: View, _found: Flow) -> Iterator[Problem]:
    """Every training setting has a value that its declaration admits."""
    if view.data is None:
        return
    training, blank = view.training, TrainingSpec()
    for field in TRAINING_FIELDS:
        sentence = fault_of(field, getattr(training, field.name))
        if sentence:
            message = tr("Training: {sentence}", sentence=sentence)
            default = getattr(blank, field.name)
            title = tr("Set {setting} to {value}", setting=_words(field.name), value=default)
            fixes = (fix(title, set_training(**{field.name: default})),)
            yield Problem(view.graph, "", "", "training", message, fixes)
    for chooser, rows in CHOICES.items():
        option = rows.get(getattr(training, chooser))
        if option is not None:
            yield from _option(view, chooser, option)


def _option(view: View, chooser: str, option: Option) -> Iterator[Problem]:
    """The parameters of an optimizer, a loss, a schedule or an initialization."""
    section = f"{chooser}_params"
    given: Mapping[str, Any] = getattr(view.training, section)
    known = {param.name: param for param in option.params}
    wrong = {
        name: fault_of(known[name], value)
        if name in known
        else tr("{type} has no parameter “{param}”.", type=option.key, param=name)
        for name, value in given.items()
    }
    wrong = {name: sentence for name, sentence in wrong.items() if sentence}
    if wrong:
        rest = {name: value for name, value in given.items() if name not in wrong}
        message = tr(
            "{option}: {sentence}", option=option.title, sentence=next(iter(wrong.values()))
        )
        title = tr("Use the default of {params}", params=", ".join(wrong))
        fixes = (fix(title, set_training(**{section: rest})),)
        yield Problem(view.graph, "", "", "training", message, fixes)


def nesterov(view: View, _found: Flow) -> Iterator[Problem]:
    """Nesterov looks ahead along the momentum, so there must be one, without dampening.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
    """
    training = view.training
    if view.data is None or training.optimizer != "SGD":
        return
    given = dict(training.optimizer_params)
    if not given.get("nesterov") or (given.get("momentum") and not given.get("dampening")):
        return
    message = tr("SGD with Nesterov needs a momentum above 0 and no dampening.")
    plain = {name: value for name, value in given.items() if name != "nesterov"}
    moving = {**given, "momentum": given.get("momentum") or 0.9, "dampening": 0.0}
    fixes = (
        fix(
            tr("Set momentum to {value}", value=value_text(moving["momentum"])),
            set_training(optimizer_params=moving),
        ),
        fix(tr("Switch Nesterov off"), set_training(optimizer_params=plain)),
    )
    yield Problem(view.graph, "", "", "training", message, fixes)


def _words(setting: str) -> str:
    return setting.replace("_", " ")
