"""Why: of several repairs, those that break what follows are not worth a reader's time."""

from collections.abc import Iterable

from designer.check.flow import Flow, flow
from designer.check.inside import look
from designer.check.report import Fix, Problem
from designer.check.view import View
from designer.edit import EditError
from designer.model import Project

LARGEST = 300  # layers of a drawing in which repairs are tried out as a whole
MOST = 16  # repairs that are tried out in one check

Wrong = set[tuple[str, str]]


def proved(project: Project, view: View, found: Flow, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; where a repair leads to no other error, those that do are left out.

    Each repair was tried on its own layer before; here it is made in a copy, and what follows
    is asked too. Large drawings and late problems do without, so that a check stays quick.
    """
    budget = MOST if len(view.drawing.nodes) <= LARGEST else 0
    before = _wrong(view, found) if budget else set()
    kept = []
    for problem in problems:
        # A network may be meant for other data: then what follows is to be changed too.
        if 1 < len(problem.fixes) <= budget and problem.code != "data-shape":
            budget -= len(problem.fixes)
            good = tuple(fix for fix in problem.fixes if _leaves(project, view, fix) <= before)
            problem = _with_fixes(problem, good or problem.fixes)
        kept.append(problem)
    return kept


def _with_fixes(problem: Problem, fixes: tuple[Fix, ...]) -> Problem:
    if fixes == problem.fixes:
        return problem
    plain = (problem.graph, problem.node, problem.port, problem.code, problem.message)
    return Problem(*plain, fixes, problem.severity)


def _leaves(project: Project, view: View, fix: Fix) -> Wrong:
    """What is wrong in the drawing after a repair."""
    twin = project.copy()
    try:
        fix.apply(twin)
    except EditError:
        return {("", "refused")}
    after = look(twin, view.graph, None, view.scope, tuple(view.arriving.values()))
    return _wrong(after, flow(after))


def _wrong(view: View, found: Flow) -> Wrong:
    wrong = {(name, mismatch.message) for name, mismatch in found.mismatches.items()}
    wrong |= {(name, "missing") for name in view.marks["hungry"]}
    ends = (("input", view.entrances), ("output", view.exits))
    return wrong | {("", kind) for kind, names in ends if not names}
