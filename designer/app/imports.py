"""Why: scipy that finds torch half loaded by another thread fails, and with it what reads data.

It looks for tensors wherever torch is among the modules, and may do so while it is imported itself
(scipy 1.17, `array_api_compat`). So whoever imports torch first brings scipy in whole.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class Before(MetaPathFinder):
    """Imports one module whole before another is looked for. Finds nothing itself."""

    def __init__(self, name: str, first: str) -> None:
        self._name, self._first = name, first

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None: others look for it, once what comes first is there."""
        if fullname == self._name:
            import_module(self._first)
        return None


def scipy_before_torch() -> None:
    """From now on, in this process."""
    sys.meta_path.insert(0, Before("torch", "scipy.stats"))
