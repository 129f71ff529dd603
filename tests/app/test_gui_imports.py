"""Why: modules that break each other when two threads load them are loaded in one order."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

IN_ORDER = """
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from designer.app.imports import scipy_before_torch

class Watch(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            spec = sys.modules["scipy.stats"].__spec__
            print("scipy is whole:", not getattr(spec, "_initializing", False))
            raise ImportError("seen enough")

sys.meta_path.insert(0, Watch())
scipy_before_torch()
try:
    import torch
except ImportError as error:
    print(error)
"""


def test_scipy_is_whole_before_torch_is_looked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_ORDER], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["scipy is whole: True", "seen enough"]
