"""Why: the list of steps is the history itself: each can be gone to and come back from."""

from hypothesis import given
from hypothesis import strategies as st

from designer import edit
from designer.edit import History
from designer.model import Project
from designer.store import dumps

MOST = 6


@given(st.lists(st.integers(-2, MOST + 2), max_size=12))
def test_every_place_is_what_it_was(places: list[int]) -> None:
    project = Project.new("steps")
    history = History(project)
    states = [dumps(project)]
    for number in range(MOST):
        edit.add(project, "ReLU", f"relu{number}", at=(0, 80.0 * number))
        states.append(dumps(project))
    names = history.steps
    assert len(names) == MOST and history.position == MOST
    for place in places:
        history.go_to(place)
        assert history.position == min(max(place, 0), MOST)
        assert dumps(project) == states[history.position]
        assert history.steps == names, "going there loses nothing"


def test_what_is_done_in_the_past_replaces_what_came_after() -> None:
    project = Project.new("steps")
    history = History(project)
    for number in range(4):
        edit.add(project, "ReLU", f"relu{number}")
    history.mark_saved()
    assert history.saved_at == 4
    history.go_to(1)
    assert history.saved_at == 4 and not history.is_saved
    edit.rename(project, "relu0", "first")
    assert history.position == len(history.steps) == 2
    assert history.saved_at is None and set(project.main.nodes) == {"first"}
