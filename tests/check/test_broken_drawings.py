"""Why: a network that worked and was broken by any edits can be repaired by what is offered."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from designer import edit, gallery
from designer.check import Problem
from designer.edit import EditError, History
from designer.layers import LAYERS, Param, known
from designer.model import Project
from tests.check.lessons import report_of

SMALL = 24  # layers of a template that is quick to break and mend
TEMPLATES = [name for name in gallery.TEMPLATES if len(gallery.create(name).main.nodes) <= SMALL]
MIDDLE = [key for key, layer in LAYERS.items() if layer.inputs and layer.outputs]
LOSSES = ("CrossEntropyLoss", "BCEWithLogitsLoss", "NLLLoss", "MSELoss")
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def break_it(draw: st.DrawFn, project: Project) -> None:
    """One edit, as a person makes it; raises EditError where it is none."""
    nodes = sorted(project.main.nodes)
    name = draw(st.sampled_from(nodes)) if nodes else ""
    wires = list(project.main.ordered_wires())
    kind = draw(
        st.sampled_from(("set", "set", "insert", "insert", "remove", "heal", "cut", "wire"))
    )
    if kind == "set":
        layer = known(project, project.main.nodes[name].type)
        typed = [param for param in (layer.params if layer else ()) if not param.infer]
        assume(typed)
        param = draw(st.sampled_from(typed))
        edit.set_param(project, [name], param.name, draw(value_of(param)))
    elif kind == "insert" and wires:
        edit.insert(project, draw(st.sampled_from(wires)), draw(st.sampled_from(MIDDLE)))
    elif kind in ("remove", "heal"):
        edit.remove(project, [name], heal=kind == "heal")
    elif kind == "cut" and wires:
        edit.disconnect(project, [draw(st.sampled_from(wires))])
    elif kind == "wire":
        edit.connect(project, name, draw(st.sampled_from(nodes)))


def value_of(param: Param) -> st.SearchStrategy[Any]:
    low = int(param.minimum) if param.minimum is not None else -1
    number = st.integers(low, low + 9)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "int": number,
        "float": st.floats(low, low + 1),
        "bool": st.booleans(),
        "choice": st.sampled_from(param.choices or ("",)),
        "sizes": st.one_of(number, st.tuples(*[number] * param.axes)),
        "shape": st.lists(number, min_size=1, max_size=3).map(tuple),
    }
    return kinds.get(param.kind, st.just(param.default))


@st.composite
def broken(draw: st.DrawFn) -> Project:
    project = gallery.create(draw(st.sampled_from(TEMPLATES)))
    for _ in range(draw(st.integers(1, 3))):
        try:
            break_it(draw, project)
        except EditError:
            continue
    if draw(st.integers(0, 3)) == 0:
        edit.set_training(project, loss=draw(st.sampled_from(LOSSES)))
    if draw(st.integers(0, 3)) == 0:
        edit.set_training(project, batch_size=draw(st.sampled_from((1, 7, 5000))))
    return project


@QUICK
@given(broken())
def test_each_repair_removes_its_problem_and_one_undo_restores(project: Project) -> None:
    problems = report_of(project).problems
    found = Counter(map(_key, problems))
    before = project.state()
    for problem in problems:
        assert len({fix.title for fix in problem.fixes}) == len(problem.fixes)
        for fix in problem.fixes:
            history = History(project)
            fix.apply(project)
            left = Counter(map(_key, report_of(project).problems))
            assert left[_key(problem)] < found[_key(problem)], (problem.message, fix.title)
            assert history.undo_label == fix.title
            history.undo()
            assert project.state() == before and not history.can_undo
            history.close()


def _key(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.node, problem.port, problem.message
