"""Why: some schedules ask more of the optimizer, or of the length of training, than others."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, set_training
from designer.check.repairs.faults import value_text
from designer.check.report import Problem
from designer.check.view import View
from designer.layers import OPTIMIZERS, SCHEDULES
from designer.protocol.steps import EACH_STEP, steps_per_epoch
from designer.text import tr

MOMENTA = {"momentum", "betas"}


def cycled_momentum(view: View, _found: Flow) -> Iterator[Problem]:
    """What moves the momentum needs an optimizer with one.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
    """
    training = view.training
    option = OPTIMIZERS.get(training.optimizer)
    if view.data is None or option is None or training.schedule not in EACH_STEP:
        return
    has_momentum = any(param.name in MOMENTA for param in option.params)
    if has_momentum or not training.schedule_params.get("cycle_momentum", True):
        return
    message = tr(
        "{schedule} moves the momentum too, and {optimizer} has none.",
        schedule=SCHEDULES[training.schedule].title,
        optimizer=option.title,
    )
    still = {**training.schedule_params, "cycle_momentum": False}
    fixes = (
        fix(tr("Leave the momentum alone"), set_training(schedule_params=still)),
        fix(tr("Use {optimizer}", optimizer="Adam"), set_training(optimizer="Adam")),
    )
    yield Problem(view.graph, "", "", "training", message, fixes)


def one_cycle(view: View, _found: Flow) -> Iterator[Problem]:
    """The rise of one cycle is longer than one batch: torch divides by the batches behind it."""
    data, training = view.data, view.training
    if data is None or training.schedule != "onecycle" or training.batch_size < 1:
        return
    steps = training.epochs * steps_per_epoch(training, data.train_rows)
    default = SCHEDULES["onecycle"].param("pct_start").default
    share = training.schedule_params.get("pct_start", default)
    if not isinstance(share, int | float) or share * steps != 1:
        return
    message = tr(
        "One cycle would rise for exactly one of {steps} batches, which torch cannot do: "
        "change pct_start.",
        steps=steps,
    )
    fixes = []
    for other in (0.3, 0.4):
        if other * steps != 1:
            changed = {**training.schedule_params, "pct_start": other}
            title = tr("Set pct_start to {value}", value=value_text(other))
            fixes.append(fix(title, set_training(schedule_params=changed)))
    yield Problem(view.graph, "", "", "training", message, tuple(fixes))
