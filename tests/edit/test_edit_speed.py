"""Why: what is done to many layers at once takes as much longer as they are more, and no more."""

import sys
from collections.abc import Callable

import pytest

from designer import edit
from designer.check.sorting import ordered, placed, reordered
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded


def chain(length: int) -> Project:
    project = Project.new("long")
    with project.transaction("draw"):
        for order in range(length):
            project.apply(
                NodeAdded(MAIN, Node(f"n{order}", "ReLU", {}, (0.0, 80.0 * order), order))
            )
        for order in range(1, length):
            wire = Wire(f"n{order - 1}", f"n{order}")
            project.apply(WireAdded(MAIN, wire, length + order))
    return project


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions it takes, which does not depend on the machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def removing(length: int) -> Callable[[], object]:
    project = chain(length)
    return lambda: edit.remove(project, [f"n{i}" for i in range(0, length, 2)])


def sorting_after_it(length: int) -> Callable[[], object]:
    project = chain(length)
    order = ordered(project.main)
    edit.remove(project, [f"n{i}" for i in range(0, length, 2)])
    return lambda: reordered(project.main, order, placed(order), order)


@pytest.mark.parametrize("make", [removing, sorting_after_it])
def test_of_four_times_as_many_it_takes_four_times_as_much(
    make: Callable[[int], Callable[[], object]],
) -> None:
    few, many = (calls(make(length)) for length in (100, 400))
    assert many < 5 * few
