"""Why: samples may change places on the way, as long as they come out apart; else it is told."""

import pytest

from designer import check
from designer.check.proving import LARGEST
from designer.model import Project
from tests.check.check_mistakes import OUT, chain
from tests.check.lessons import GRAY, between, conv, digits, drawn, given, linear, report_of, rows

SWAP = {"dim0": 0, "dim1": 1}


def messages(project: Project) -> list[str]:
    return [problem.message for problem in report_of(project).problems]


@pytest.mark.parametrize(
    "project",
    [
        drawn(given(5, 8), ("Transpose", "there", SWAP), ("Transpose", "back", SWAP)),
        drawn(given(5, 8), ("Transpose", "there", SWAP), ("Select", "step", {"dim": 0})),
        between(
            drawn(
                given(5, 8),
                ("Transpose", "steps_first", SWAP),
                ("LSTM", "lstm", {"batch_first": False}),
            ),
            "lstm",
            "last",
            "out",
        ),
        between(
            drawn(given(5, 8), ("LSTM", "lstm"), ("Select", "top", {"dim": 0})),
            "lstm",
            "hidden",
            "top",
        ),
        drawn(given(5, 8), ("Permute", "channels_first", {"dims": (0, 2, 1)})),
    ],
    ids=("back again", "one step", "steps first", "the top of all layers", "not the batch"),
)
def test_samples_that_come_out_apart_are_no_matter(project: Project) -> None:
    assert messages(project) == []


def test_a_moved_batch_only_warns_until_it_is_trained() -> None:
    layers = (("Transpose", "there", SWAP), linear("head", 10))
    [free] = report_of(drawn(given(8, 8), *layers)).problems
    assert (free.code, free.severity) == ("batch", "warning")
    trained = report_of(rows(*layers))
    [bound] = trained.problems
    assert (bound.code, bound.severity) == ("batch", "error")
    assert bound.message == free.message and trained.whole and not trained.ok


def test_the_cause_is_blamed_and_not_what_follows() -> None:
    project = drawn(given(5, 8), ("Transpose", "there", SWAP), ("ReLU", "relu"), linear("fc", 3))
    [problem] = report_of(project).problems
    assert problem.node == "there"
    assert [fix.title for fix in problem.fixes][-1] == "Remove there"


@pytest.mark.parametrize(("count", "titles"), [(3, 1), (LARGEST, 2)])
def test_repairs_that_break_what_follows_are_left_out_where_time_allows(
    count: int, titles: int
) -> None:
    old_size = ("Reshape", "reshape", {"shape": (1176,)})
    padding = [("ReLU", f"relu{i}") for i in range(count)]
    project = chain(GRAY, conv("conv1", 6), *padding, old_size, linear("head", 10), OUT)
    [problem] = check.run(project).problems
    names = [fix.title for fix in problem.fixes]
    assert names[0] == "Set shape of reshape to -1"
    assert len(names) >= titles and (len(names) > 1) is (titles > 1)


def test_one_sentence_for_one_mistake_behind_another() -> None:
    project = digits(linear("head", 5), ("ReLU", "relu"))
    assert messages(project) == ["out needs one score for each of 10 classes, and gets 5."]
