"""Why: one way to make the k-th call to the disk fail, for every test that writes."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class FailingDisk:
    """Counts calls of open, write, fsync, chmod and replace; the k-th (from 1) raises OSError."""

    def __init__(self, fail_at: int, code: int = errno.ENOSPC) -> None:
        self.fail_at = fail_at
        self.code = code
        self.calls: list[str] = []

    @property
    def failed(self) -> bool:
        """True when a call was made to fail."""
        return len(self.calls) >= self.fail_at

    def count(self, name: str) -> None:
        """Note a call, and fail when it is the one."""
        self.calls.append(name)
        if len(self.calls) == self.fail_at:
            raise OSError(self.code, os.strerror(self.code))

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted."""

        def call(*args: Any, **options: Any) -> Any:
            self.count(name)
            return function(*args, **options)

        return call

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The disk fails inside, and is itself again outside."""
        disk = self

        class File(io.TextIOWrapper):
            def write(self, text: str) -> int:
                half = len(text) // 2
                super().write(text[:half])
                super().flush()  # half of it is on the disk when the rest fails
                disk.count("write")
                return half + super().write(text[half:])

        real_open = Path.open

        def open_file(path: Path, mode: str = "r", **options: Any) -> Any:
            disk.count("open")
            if "b" in mode or "r" in mode:
                return real_open(path, mode, **options)
            return File(real_open(path, mode + "b"), encoding="utf-8", newline="\n")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "open", open_file)
            patch.setattr(Path, "replace", self.wrapped("replace", Path.replace))
            patch.setattr(Path, "chmod", self.wrapped("chmod", Path.chmod))
            patch.setattr(os, "fsync", self.wrapped("fsync", os.fsync))
            patch.setattr(os, "open", self.wrapped("os.open", os.open))
            yield
