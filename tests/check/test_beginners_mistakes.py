"""Why: each typical mistake is explained in plain words, and every repair offered for it works."""

import pytest

from designer import compile as compiler
from designer.edit import History
from designer.model import Project
from designer.text.languages import set_language
from tests.check.lessons import Lesson, report_of
from tests.check.lessons_joins import JOINS
from tests.check.lessons_samples import SAMPLES
from tests.check.lessons_shapes import SHAPES
from tests.check.lessons_training import TRAINING
from tests.check.lessons_values import VALUES

LESSONS = (*SHAPES, *VALUES, *JOINS, *SAMPLES, *TRAINING)
EACH = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
MOST = 4  # repairs that a person reads


def sentences(project: Project) -> list[str]:
    return sorted(problem.message for problem in report_of(project).problems)


def test_the_table_is_long_and_each_mistake_is_told_once() -> None:
    assert len(LESSONS) >= 40
    assert len({lesson.name for lesson in LESSONS}) == len(LESSONS)
    for lesson in LESSONS:
        assert set(lesson.leaves) <= set(lesson.repairs), lesson.name


@EACH
def test_a_mistake_is_explained_at_its_place(lesson: Lesson) -> None:
    project = lesson.draw()
    assert sentences(project) == sorted((lesson.says, *lesson.also))
    [problem] = [p for p in report_of(project).problems if p.message == lesson.says]
    assert problem.node == lesson.node
    assert tuple(fix.title for fix in problem.fixes) == lesson.repairs
    assert 1 <= len(problem.fixes) <= MOST


@EACH
def test_every_repair_leaves_nothing_to_say_and_one_undo_takes_it_back(lesson: Lesson) -> None:
    project = lesson.draw()
    [problem] = [p for p in report_of(project).problems if p.message == lesson.says]
    before = project.state()
    for fix in problem.fixes:
        fresh = project.copy()
        history = History(fresh)
        fix.apply(fresh)
        assert sentences(fresh) == sorted(lesson.leaves.get(fix.title, ())), fix.title
        if not lesson.leaves.get(fix.title):
            run_in_torch(fresh)
        assert history.undo_label == fix.title
        history.undo()
        assert fresh.state() == before and not history.can_undo, "one repair is one step"
        history.close()


@EACH
def test_it_is_explained_in_the_language_of_now(lesson: Lesson) -> None:
    """Also when the same mistake was explained in another one before."""
    project = lesson.draw()
    english = sentences(project)
    set_language("zh")
    try:
        chinese = sentences(project)
    finally:
        set_language("en")
    assert all(any("一" <= letter <= "鿿" for letter in sentence) for sentence in chinese)
    assert len(chinese) == len(english) and sentences(project) == english


def run_in_torch(project: Project) -> None:
    """The repaired network takes a batch of three, and its result is what the check says."""
    import torch

    report = report_of(project)
    inputs = [node for node in project.main.ordered_nodes() if node.type == "Input"]
    batch = []
    for node in inputs:
        tensor = report.outputs[node.name][0]
        sizes = [dim for dim in tensor.sample if isinstance(dim, int)]
        whole = tensor.dtype == "int64"
        batch.append(torch.zeros(3, *sizes, dtype=torch.int64 if whole else torch.float32))
    network = compiler.build(project).eval()
    with torch.no_grad():
        result = network(*batch)
    ends = [node.name for node in project.main.ordered_nodes() if node.type == "Output"]
    results = result if isinstance(result, tuple) else (result,)
    for end, given in zip(ends, results, strict=True):
        [expected] = report.inputs[end]
        assert expected is not None
        assert tuple(given.shape) == (3, *expected.sample)
