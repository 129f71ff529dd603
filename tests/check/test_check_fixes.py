"""Why: a fix that is offered makes its problem go away, in one step that one undo takes back."""

import pytest

from designer import check, edit
from designer.check import Fix, Problem, Report
from designer.edit import EditError, History
from designer.model import Project
from tests.check.check_mistakes import DRAWING, Mistake, chain


def find(report: Report, mistake: Mistake) -> Problem:
    found = [p for p in report.problems if (p.code, p.node) == (mistake.code, mistake.node)]
    assert len(found) == 1, [(p.code, p.node, p.message) for p in report.problems]
    return found[0]


def apply_and_undo(project: Project, fix: Fix) -> Report:
    """What the check says with the fix applied; afterwards it is taken back."""
    history = History(project)
    before = project.state()
    fix.apply(project)
    report = check.run(project)
    assert history.undo_label == fix.title
    history.undo()
    assert project.state() == before
    assert not history.can_undo, "one fix is one step"
    history.close()
    return report


@pytest.mark.parametrize("mistake", DRAWING, ids=lambda m: m.name)
def test_every_offered_fix_makes_its_problem_go_away(mistake: Mistake) -> None:
    project = mistake.draw()
    problem = find(check.run(project), mistake)
    assert problem.severity == mistake.severity
    assert problem.fixes, problem.message
    assert len({fix.title for fix in problem.fixes}) == len(problem.fixes)
    for fix in problem.fixes:
        report = apply_and_undo(project, fix)
        left = [(p.code, p.node) for p in report.problems]
        assert (mistake.code, mistake.node) not in left, fix.title


@pytest.mark.parametrize("mistake", [m for m in DRAWING if m.heals], ids=lambda m: m.name)
def test_the_best_fix_comes_first_and_heals_the_drawing(mistake: Mistake) -> None:
    project = mistake.draw()
    best = find(check.run(project), mistake).fixes[0]
    report = apply_and_undo(project, best)
    assert report.ok, (best.title, [p.message for p in report.problems])


@pytest.mark.parametrize("mistake", DRAWING, ids=lambda m: m.name)
def test_a_sentence_begins_with_its_node_and_ends_with_a_period(mistake: Mistake) -> None:
    problem = find(check.run(mistake.draw()), mistake)
    assert problem.message.startswith(mistake.node)
    assert problem.message.endswith(".") and not problem.message.endswith("..")
    assert "{" not in problem.message


def test_a_fix_of_a_drawing_that_moved_on_is_refused_and_changes_nothing() -> None:
    for mistake in DRAWING:
        project = mistake.draw()
        problem = find(check.run(project), mistake)
        empty = Project.new("other")
        before = empty.state()
        for fix in problem.fixes:
            try:
                fix.apply(empty)
            except EditError:
                assert empty.state() == before


def test_inside_a_block_no_shape_is_set_that_its_instances_bring() -> None:
    project = chain(
        ("Input", "image", {"shape": (1, 4, 4)}),
        ("MaxPool2d", "pool"),
        ("MaxPool2d", "again"),
        ("Output", "out"),
    )
    edit.group(project, ["pool", "again"], "Shrink")
    edit.set_param(project, ["image"], "shape", (1, 2, 2))
    inner = [p for p in check.run(project).problems if p.graph == "Shrink"]
    assert [p.code for p in inner] == ["size"]
    titles = [fix.title for fix in inner[0].fixes]
    assert titles and not any("shape" in title for title in titles)
    for fix in inner[0].fixes:
        assert apply_and_undo(project, fix).ok, fix.title
