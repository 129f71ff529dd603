"""Why: frames and comments are part of a drawing but not of the network, so they stand apart."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from designer.model.nodes import Comment, Frame

Remark = Frame | Comment
Kind = TypeVar("Kind", Frame, Comment)


class Remarks:
    """The frames and comments of a drawing. Only a project's transaction changes them.

    A frame and a comment never have the same name, so that a name is enough to select either.
    """

    def __init__(self) -> None:
        self._frames: dict[str, Frame] = {}
        self._comments: dict[str, Comment] = {}

    @property
    def frames(self) -> Mapping[str, Frame]:
        """Frames by name."""
        return MappingProxyType(self._frames)

    @property
    def comments(self) -> Mapping[str, Comment]:
        """Comments by name."""
        return MappingProxyType(self._comments)

    @property
    def remarks(self) -> Mapping[str, Remark]:
        """Frames and comments by name."""
        return {**self._frames, **self._comments}

    def _copy_remarks(self, other: "Remarks") -> None:
        self._frames, self._comments = dict(other._frames), dict(other._comments)

    def _remark_state(self) -> tuple[tuple[Frame, ...], tuple[Comment, ...]]:
        return _sorted(self._frames), _sorted(self._comments)

    def _set_frame(self, before: Frame | None, after: Frame | None) -> None:
        _exchange(self._frames, before, after, self._comments)

    def _set_comment(self, before: Comment | None, after: Comment | None) -> None:
        _exchange(self._comments, before, after, self._frames)


def _sorted(kept: Mapping[str, Kind]) -> tuple[Kind, ...]:
    return tuple(kept[name] for name in sorted(kept))


def _exchange(
    kept: dict[str, Kind], before: Kind | None, after: Kind | None, others: Mapping[str, Remark]
) -> None:
    if before is not None and kept.get(before.name) != before:
        raise ValueError(f"{before.name!r} is another one")
    if after is not None:
        renamed = before is None or after.name != before.name
        if after.name in others or (renamed and after.name in kept):
            raise ValueError(f"there is already a frame or comment named {after.name!r}")
    if before is not None:
        del kept[before.name]
    if after is not None:
        kept[after.name] = after
