"""Why: SciPy's steps are for small networks, and have no learning rate that could change."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.repairs.actions import fix, set_training
from designer.check.report import Problem
from designer.check.view import View
from designer.layers import OPTIMIZERS, SCHEDULES
from designer.protocol.steps import LARGEST, SCIPY
from designer.text import tr


def few_weights(view: View, found: Flow) -> Iterator[Problem]:
    """The network is no larger than its optimizer can take."""
    chosen = view.training.optimizer
    if view.data is None or chosen not in SCIPY:
        return
    count = sum(found.parameters.get(name, 0) for name in view.useful)
    if count <= LARGEST:
        return
    message = tr(
        "{optimizer} is for networks of up to {most} weights, and this one has {count}.",
        optimizer=OPTIMIZERS[chosen].title,
        most=f"{LARGEST:,}",
        count=f"{count:,}",
    )
    fixes = tuple(
        fix(tr("Use {optimizer}", optimizer=other), set_training(optimizer=other))
        for other in ("LBFGS", "Adam")
    )
    yield Problem(view.graph, "", "", "training", message, fixes)


def rate_to_change(view: View, _found: Flow) -> Iterator[Problem]:
    """A schedule changes a learning rate, so there must be one."""
    training = view.training
    if view.data is None or training.optimizer not in SCIPY or training.schedule == "constant":
        return
    if training.schedule not in SCHEDULES:
        return
    message = tr(
        "{optimizer} finds the length of each step itself: the schedule “{schedule}” does nothing.",
        optimizer=OPTIMIZERS[training.optimizer].title,
        schedule=SCHEDULES[training.schedule].title,
    )
    constant = fix(tr("Use a constant learning rate"), set_training(schedule="constant"))
    yield Problem(view.graph, "", "", "training", message, (constant,), "warning")
