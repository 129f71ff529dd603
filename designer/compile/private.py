"""Why: only the running training may touch torch's global random state; others bring their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def private_random(seed: int) -> Iterator[None]:
    """In this thread, draw what takes a generator (as initialization does) from one of its own.

    It starts as `torch.manual_seed(seed)` would start the global one, which stays as it is.
    """
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    generator = torch.Generator().manual_seed(seed)

    class Private(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            kwargs = dict(kwargs or {})
            packet = func._overloadpacket
            if func._overloadname == "default" and "generator" in packet.overloads():
                func = packet.generator  # torch.rand and the like take one by another door
            if any(argument.name == "generator" for argument in func._schema.arguments):
                kwargs["generator"] = generator
            return func(*args, **kwargs)

    with Private():
        yield
