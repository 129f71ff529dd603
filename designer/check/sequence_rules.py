"""Why: labels that come one after the other need a score for each class at each step."""

from collections.abc import Iterator

from designer.check.data_rules import result
from designer.check.flow import Flow
from designer.check.repairs.actions import fix
from designer.check.repairs.endings import loss_fixes, train_with
from designer.check.repairs.faults import value_text
from designer.check.report import Problem
from designer.check.view import View
from designer.protocol.losses import SEQUENCES
from designer.text import tr


def sequences(view: View, found: Flow) -> Iterator[Problem]:
    """Steps × classes come to the Output, no fewer steps than labels, and the blank is a class."""
    tensor, data = result(view, found), view.data
    if view.training.loss != SEQUENCES or data is None or tensor is None:
        return
    name, params = view.exits[0], view.training.loss_params
    if tensor.rank != 3 or tensor.dtype != "float32":
        message = tr(
            "{name} is trained with {loss}, which needs scores for each step, steps × classes, "
            "and gets {got}.",
            name=name,
            loss=SEQUENCES,
            got=value_text(tensor.sample) if tensor.rank > 1 else str(tensor),
        )
        fixes = loss_fixes(view, "MSELoss")
        yield Problem(view.graph, name, "in", "data-classes", message, fixes)
        return
    steps, classes = tensor.sample
    blank = params.get("blank", 0)
    if isinstance(classes, int) and isinstance(blank, int) and blank >= classes:
        message = tr(
            "{name}: the blank is class {blank}, and the last class is {last}.",
            name=name,
            blank=blank,
            last=classes - 1,
        )
        title = tr("Set {setting} to {value}", setting="blank", value=classes - 1)
        changes = {**params, "blank": classes - 1}
        fixes = (fix(title, train_with(view, loss_params=changes)),)
        yield Problem(view.graph, name, "in", "loss", message, fixes)
    if isinstance(steps, int) and steps < data.targets and not params.get("zero_infinity"):
        message = tr(
            "{name} has {steps} steps for up to {count} labels: where there are more labels than "
            "steps, the loss is infinite.",
            name=name,
            steps=steps,
            count=data.targets,
        )
        changes = {**params, "zero_infinity": True}
        fixes = (fix(tr("Leave out such rows"), train_with(view, loss_params=changes)),)
        yield Problem(view.graph, name, "in", "loss", message, fixes, "warning")
