"""Why: what was rehearsed on a copy is what would have been done, and one undo takes it back."""

import pytest

from designer import edit, gallery
from designer.edit import EditError, History, perform, rehearsed
from designer.model import Project


def work(project: Project) -> None:
    edit.frame_around(project, ["coarse", "relu2"], "A branch")
    edit.set_flow(project, "right")
    edit.group(project, ["coarse", "relu2"], "Branch")


def test_the_project_does_what_its_copy_did() -> None:
    project, direct = gallery.create("two-branch"), gallery.create("two-branch")
    history, before = History(project), project.state()
    steps = rehearsed(project.copy(), work)
    assert project.state() == before
    perform(project, steps)
    work(direct)
    assert project.state() == direct.state()
    for _ in steps:
        history.undo()
    assert project.state() == before and not history.can_undo


def test_what_is_refused_is_refused_before_it_is_done() -> None:
    project = gallery.create("two-branch")
    with pytest.raises(EditError):
        rehearsed(project.copy(), lambda copy: edit.remove(copy, ["nobody"]))
