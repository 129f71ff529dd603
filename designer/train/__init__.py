"""Why: training knows a module, data and settings; it has never heard of a diagram."""

from designer.train.loop import Control
from designer.train.running import run

__all__ = ["Control", "run"]
