"""Why: how much memory lives at each moment of a step is known without having any of it.

`Live` follows the storages that operations make and sees them go. It is a dispatch mode and so
belongs to one thread; on fake tensors it costs no memory, only the time of their bookkeeping.
"""

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from designer.compile.sequence_memory import of_ctc

Hidden = Callable[[Any, Any, Any], tuple[Any, int]]
"""Of (func, args, out): the results with what torch forgets of them, and the bytes that are
taken at most while the operation runs, its results included (0: no more than these)."""


class Live:
    """Bytes that live now, and in `moments` what lived after each operation that made some."""

    def __init__(self) -> None:
        self.bytes = 0
        self.moments: list[int] = []
        self._known: dict[int, Any] = {}  # by id: a storage refuses to be hashed

    def take(self, tensors: Any) -> None:
        """Count the storages of these tensors, in whatever they are packed, from now on."""
        import torch
        from torch.utils._pytree import tree_iter

        before = self.bytes
        for tensor in tree_iter(tensors):
            if isinstance(tensor, torch.Tensor):
                self._take(tensor.untyped_storage())
        if self.bytes != before:
            self.moments.append(self.bytes)

    def note(self, transient: int) -> None:
        """Note a moment at which so many bytes more were there."""
        self.moments.append(self.bytes + transient)

    @contextmanager
    def aside(self) -> Iterator[list[int]]:
        """The moments of what is done inside go to a list of its own."""
        kept, self.moments = self.moments, []
        try:
            yield self.moments
        finally:
            self.moments = kept

    def _take(self, storage: Any) -> None:
        key, size = id(storage), storage.nbytes()
        if key in self._known:
            return

        def gone(_: Any) -> None:
            del self._known[key]
            self.bytes -= size

        self._known[key] = weakref.ref(storage, gone)
        self.bytes += size


@contextmanager
def watched(live: Live, hidden: Hidden | None = None) -> Iterator[None]:
    """In this thread, follow what operations make; `hidden` says what they take besides."""
    import torch
    from torch._subclasses.fake_tensor import DataDependentOutputException
    from torch.utils._python_dispatch import TorchDispatchMode

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            before = live.bytes
            try:
                out, inside = of_ctc(func, args) or (func(*args, **(kwargs or {})), 0)
            except DataDependentOutputException:
                # An optimizer reads a number, which no size depends on; a loss asks whether
                # anything is wrong with what it gets.
                return False if args[0].dtype == torch.bool else 1.0
            if hidden is not None and not inside:
                out, inside = hidden(func, args, out)
            live.take(out)
            if inside:
                live.note(before + inside - live.bytes)
            return out

    with Watch():
        yield
