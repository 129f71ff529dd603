"""Why: undo and redo are readers of the project's commits, without limit and without Qt."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from designer.model import (
    Change,
    CommentChanged,
    Commit,
    FrameChanged,
    NodeChanged,
    Project,
    SettingChanged,
    WireBent,
)

Folding = NodeChanged | WireBent | FrameChanged | CommentChanged | SettingChanged


class History:
    """What was done to a project and what was taken back. Every commit is undoable."""

    def __init__(self, project: Project) -> None:
        self.changed: list[Callable[[], None]] = []
        self._project = project
        self._done: list[Commit] = []
        self._undone: list[Commit] = []
        self._saved: int | None = 0  # how many steps the file has; None when it cannot be reached
        self._merging = False
        self._unsubscribe = project.subscribe(self._committed)

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    @property
    def can_undo(self) -> bool:
        """True when something can be taken back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """True when something can be done again."""
        return bool(self._undone)

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step by its name: those that are done, then those that were taken back."""
        return tuple(step.label for step in (*self._done, *reversed(self._undone)))

    @property
    def position(self) -> int:
        """How many of the steps are done."""
        return len(self._done)

    @property
    def saved_at(self) -> int | None:
        """The position that the file has; None when it cannot be reached any more."""
        return self._saved

    @property
    def is_saved(self) -> bool:
        """True when the project is as it was when `mark_saved` was called (at first: as new)."""
        return self._saved == len(self._done)

    def undo(self) -> None:
        """Take the latest step back; nothing happens when there is none."""
        if self._done:
            step = self._done[-1]
            changes = [change.inverse() for change in reversed(step.changes)]
            self._project.replay(changes, step.label, "undo")

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self._undone:
            step = self._undone[-1]
            self._project.replay(step.changes, step.label, "redo")

    def go_to(self, position: int) -> None:
        """Undo or redo until so many of the steps are done, as far as there are any."""
        while self.position > max(position, 0):
            self.undo()
        while self.position < position and self._undone:
            self.redo()

    def mark_saved(self) -> None:
        """The project is in its file now, as it is."""
        self._saved = len(self._done)
        self.end_merge()
        self._tell()

    def mark_unsaved(self) -> None:
        """No file has the project, and none will by undoing: it was not drawn here."""
        self._saved = None
        self._tell()

    def end_merge(self) -> None:
        """The next commit is a step of its own, whatever its merge key."""
        self._merging = False

    def close(self) -> None:
        """Stop reading the project."""
        self._unsubscribe()

    def _committed(self, commit: Commit) -> None:
        if commit.origin == "undo":
            self._undone.append(self._done.pop())
        elif commit.origin == "redo":
            self._done.append(self._undone.pop())
        else:
            self._push(commit)
        self._merging = commit.origin == "edit" and bool(commit.merge)
        self._tell()

    def _push(self, commit: Commit) -> None:
        self._undone.clear()
        if self._saved is not None and self._saved > len(self._done):
            self._saved = None
        if self._merging and self._done[-1].merge == commit.merge:
            before = self._done[-1]
            self._done[-1] = replace(commit, changes=folded(before.changes, commit.changes))
        else:
            self._done.append(commit)

    def _tell(self) -> None:
        for reader in list(self.changed):
            reader()


def folded(first: tuple[Change, ...], then: tuple[Change, ...]) -> tuple[Change, ...]:
    """Both rows of changes as one, shorter where the same values changed twice.

    Only rows that change the same things in the same order fold, as typing in a field does.
    """
    pairs = [_joined(a, b) for a, b in zip(first, then, strict=False)]
    joined = [pair for pair in pairs if pair is not None]
    if len(first) == len(then) == len(joined):
        return tuple(joined)
    return (*first, *then)


def _joined(a: Change, b: Change) -> Change | None:
    """One change for two of the same kind at the same thing; None where there is none."""
    if not isinstance(a, Folding) or not isinstance(b, Folding) or type(a) is not type(b):
        return None
    if _where(a) != _where(b) or a.after != b.before:
        return None
    after: Any = b.after
    return replace(a, after=after)


def _where(change: Folding) -> object:
    if isinstance(change, SettingChanged):
        return change.section
    return (change.graph, change.wire) if isinstance(change, WireBent) else change.graph
