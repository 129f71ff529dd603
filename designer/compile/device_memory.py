"""Why: how much memory a training can count on is asked of the machine, not of another package."""

import os
import sys
from functools import lru_cache
from pathlib import Path

SHARE = 0.8
"""Of all memory. The rest is for other programs, for what a driver keeps, and for gaps."""
LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
"""Where a container says how much it may use."""


@lru_cache(maxsize=8)
def memory_of(device: str) -> int | None:
    """Bytes that a training may fill on "cpu", "cuda" or "mps"; None when nobody knows."""
    whole = {"cuda": _of_cuda, "mps": _of_mps}.get(device, _of_processor)()
    return None if whole is None else int(SHARE * whole)


def _of_cuda() -> int | None:
    import torch

    return int(torch.cuda.mem_get_info()[1]) if torch.cuda.is_available() else None


def _of_mps() -> int | None:
    import torch

    return int(torch.mps.recommended_max_memory()) if torch.backends.mps.is_available() else None


def _of_processor() -> int | None:
    known = [size for size in (_installed(), *map(_limit, LIMITS)) if size]
    return min(known, default=None)


def _installed() -> int:
    """Bytes of the machine; 0 when it does not say."""
    if sys.platform == "win32":
        import ctypes

        kilobytes = ctypes.c_ulonglong(0)
        ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
        return kilobytes.value * 1024
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit(path: Path) -> int:
    """Bytes that a container may use; 0 without a limit."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):  # not there, or "max"
        return 0
