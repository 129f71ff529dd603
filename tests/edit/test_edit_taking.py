"""Why: whatever differs can be taken over, and then it differs no more; undo brings it back."""

from contextlib import suppress
from itertools import pairwise

import pytest

from designer import edit
from designer.edit import EditError, History, compare, take
from designer.model import Project
from tests.edit.random_edits import RandomEdits
from tests.edit.test_edit_blocks import conv_net, grouped
from tests.edit.test_edit_differing import EDITS, NET, told

MOST = 20


def take_all(before: Project, after: Project) -> None:
    """Take over what can be, until nothing differs: a block goes after its last instance."""
    for _ in range(MOST):
        found = compare(before, after)
        for difference in found.differences:
            with suppress(EditError):
                take(found, difference)
                break
        else:
            return


@pytest.mark.parametrize("name", EDITS)
def test_what_differs_is_taken_over_and_given_back(name: str) -> None:
    kind, change, _ = EDITS[name]
    before = conv_net() if kind == NET else grouped()[0]
    after = before.copy()
    change(after)
    for one, other in ((before, after.copy()), (after, before.copy())):
        history, start = History(other), other.state()
        take_all(one, other)
        assert told(one, other) == []
        steps = len(history.steps)
        for _ in range(steps):
            history.undo()
        assert other.state() == start


def test_one_difference_is_one_step_of_undo() -> None:
    before, after = conv_net(), conv_net()
    edit.remove(after, ["norm1"], heal=True)
    history = History(after)
    found = compare(before, after)
    take(found, found.differences[0])
    assert history.steps == ("Take over norm1",)
    assert told(before, after) == []


def test_what_comes_back_does_not_lie_upon_others() -> None:
    before, after = conv_net(), conv_net()
    edit.remove(after, ["norm1"], heal=True)
    edit.add(after, "Dropout", "loose", at=before.main.nodes["norm1"].at)
    found = compare(before, after)
    take(found, next(d for d in found.differences if d.there.node == "norm1"))
    places = [node.at for node in after.main.nodes.values()]
    assert len(set(places)) == len(places)


def test_a_bypassed_layer_comes_back_as_it_was_to_the_name_that_its_neighbor_has_now() -> None:
    before, after = conv_net(), conv_net()
    edit.mute(before, ["norm1"])
    edit.remove(after, ["norm1"])
    edit.rename(after, "conv1", "stem")
    found = compare(before, after)
    (gone,) = (d for d in found.differences if d.kind == "layer")
    take(found, gone)
    assert told(before, after) == ["conv1 is now called stem"]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_a_difference_is_taken_or_refused_and_nothing_else_happens(
    seed: int,
) -> None:
    project = Project.new("random")
    edits = RandomEdits(project, History(project), seed)
    states = [project.copy()]
    for number, _ in enumerate(edits.steps(400)):
        if number % 50 == 0:
            states.append(project.copy())
    taken = 0
    for before, now in pairwise(states):
        for difference in compare(before, now).differences:
            after = now.copy()
            state = after.state()
            try:
                take(compare(before, after), difference)
            except EditError:
                assert after.state() == state
            else:
                taken += 1
                assert difference not in compare(before, after).differences, difference
    assert taken > 20
