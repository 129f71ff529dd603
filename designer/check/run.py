"""Why: the one question of this room: does the drawing work, and if not, what would help?"""

from collections.abc import Callable, Iterator

from designer.check.data_rules import one_of_each, sample_shape, scores
from designer.check.flow import Flow, flow
from designer.check.loss_rules import needed_activation
from designer.check.mismatches import mismatches
from designer.check.optimizer_rules import few_weights, rate_to_change
from designer.check.report import Problem, Report
from designer.check.schedule_rules import cycled_momentum, one_cycle
from designer.check.settings_rules import nesterov, settings
from designer.check.structure import RULES as STRUCTURE
from designer.check.training_rules import (
    batches,
    last_activation,
    loss_and_task,
    something_to_learn,
    watching,
)
from designer.check.view import View, view_of
from designer.model import MAIN, Project
from designer.protocol import DataInfo

RULES: tuple[Callable[[View, Flow], Iterator[Problem]], ...] = (
    *STRUCTURE,
    mismatches,
    one_of_each,
    sample_shape,
    scores,
    loss_and_task,
    last_activation,
    needed_activation,
    batches,
    watching,
    something_to_learn,
    settings,
    nesterov,
    cycled_momentum,
    one_cycle,
    few_weights,
    rate_to_change,
)


def run(project: Project, data: DataInfo | None = None, graph: str = MAIN) -> Report:
    """Check one graph of a project; with `data`, also whether it can be trained on that.

    Works on any thread with a project that no other thread changes (`project.copy()`). Raises
    KeyError when there is no such graph. O(nodes + wires), and what a layer makes of its
    inputs is remembered from check to check.
    """
    view = view_of(project, graph, data)
    found = flow(view)
    problems = [problem for rule in RULES for problem in rule(view, found)]
    return Report(
        problems=_sorted(view, problems),
        order=view.order,
        outputs=found.outputs,
        inputs=found.inputs,
        values=found.values,
        parameters=found.parameters,
        tensors=found.tensors,
    )


def _sorted(view: View, problems: list[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, and each from the top of the network to its bottom."""
    names = dict.fromkeys(("", *view.order, *view.net))
    place = {name: index for index, name in enumerate(names)}
    return tuple(sorted(problems, key=lambda p: (p.severity != "error", place[p.node])))
