"""Why: what takes long is done to a copy in another thread, and the project then does the same."""

from collections.abc import Callable, Sequence

from designer.model import Commit, Project


def rehearsed(copy: Project, work: Callable[[Project], object]) -> list[Commit]:
    """What edits of a copy come to, for `perform` on the project that it is a copy of."""
    commits: list[Commit] = []
    end = copy.subscribe(commits.append)
    try:
        work(copy)
    finally:
        end()
    return commits


def perform(project: Project, commits: Sequence[Commit]) -> None:
    """Do what was rehearsed; the project must not have changed since it was copied."""
    for commit in commits:
        project.replay(commit.changes, commit.label, commit.origin)
