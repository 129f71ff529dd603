"""Why: the one question of this room: does the drawing work, and if not, what would help?"""

from collections.abc import Callable, Iterator, Sequence

from designer.check.batch_rules import samples_apart, samples_compared
from designer.check.data_rules import one_input_is_fed, sample_shape, scores
from designer.check.ending_rules import last_activation, last_dropout, last_range
from designer.check.flow import Flow, flow
from designer.check.heads import each_head
from designer.check.inside import look, problems_inside, use_of
from designer.check.layout_rules import channels_last
from designer.check.loss_rules import needed_activation, variances
from designer.check.mismatches import mismatches
from designer.check.optimizer_rules import few_weights, rate_to_change
from designer.check.output_rules import (
    each_has_a_target,
    gives_the_sample,
    loss_of_the_sample,
    something_is_trained,
    sound_outputs,
)
from designer.check.partner_rules import partners, two_classes
from designer.check.proving import proved
from designer.check.report import Problem, Report
from designer.check.schedule_rules import cycled_momentum, one_cycle
from designer.check.sequence_rules import sequences
from designer.check.settings_rules import nesterov, settings
from designer.check.sharing import shared_weights
from designer.check.structure import RULES as STRUCTURE
from designer.check.training_rules import (
    batches,
    loss_and_task,
    something_to_learn,
    watching,
)
from designer.check.view import View
from designer.model import MAIN, Project
from designer.protocol import DataInfo

RULES: tuple[Callable[[View, Flow], Iterator[Problem]], ...] = (
    *STRUCTURE,
    mismatches,
    shared_weights,
    channels_last,
    samples_apart,
    samples_compared,
    one_input_is_fed,
    each_has_a_target,
    something_is_trained,
    sound_outputs,
    partners,
    sample_shape,
    *map(
        each_head,
        (
            gives_the_sample,
            loss_of_the_sample,
            scores,
            loss_and_task,
            two_classes,
            sequences,
            last_activation,
            last_range,
            last_dropout,
            needed_activation,
            variances,
            something_to_learn,
        ),
    ),
    batches,
    watching,
    settings,
    nesterov,
    cycled_momentum,
    one_cycle,
    few_weights,
    rate_to_change,
)


def run(
    project: Project,
    data: DataInfo | None = None,
    graph: str = MAIN,
    through: Sequence[str] = (),
) -> Report:
    """Check one graph of a project; with `data`, also whether it can be trained on that.

    Works on any thread with a project that no other thread changes (`project.copy()`). Raises
    KeyError when there is no such graph. O(nodes + wires), and what a layer makes of its
    inputs is remembered from check to check. The definition of a block is checked as the instance
    has it that is reached `through` these nodes, else as the first one has it; where there is
    none, with the shapes that its Inputs name.
    """
    if graph != MAIN:
        return run_inside(project, graph, through)
    view = look(project, graph, data)
    return report_of(project, view, flow(view))


def run_inside(
    project: Project,
    graph: str,
    through: Sequence[str] = (),
    network: tuple[View, Flow] | None = None,
) -> Report:
    """Check the definition of a block, as `run` does; `network` is as in `use_of`."""
    use = use_of(project, graph, through, network)
    if use is not None:
        return report_of(project, use.view, use.found)
    view = look(project, graph)
    return report_of(project, view, flow(view))


def report_of(project: Project, view: View, found: Flow) -> Report:
    """What the rules say of what was found; the report has the tables of `found`."""
    problems = [problem for rule in RULES for problem in rule(view, found)]
    problems += problems_inside(project, view, found)
    return Report(
        problems=_sorted(view, proved(project, view, found, problems)),
        order=view.order,
        outputs=found.outputs,
        inputs=found.inputs,
        values=found.values,
        parameters=found.parameters,
        tensors=found.tensors,
    )


def _sorted(view: View, problems: list[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, and each from the top of the network to its bottom."""

    def urgency(problem: Problem) -> tuple[bool, bool, tuple[int, int]]:
        elsewhere = problem.graph != view.graph
        place = view.place(problem.node) if problem.node in view.drawing.nodes else (-1, 0)
        return problem.severity != "error", elsewhere, place

    return tuple(sorted(problems, key=urgency))
