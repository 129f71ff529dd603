"""Why: training knows a module, data and settings; it has never heard of a diagram."""

from designer.train.loop import Control, run

__all__ = ["Control", "run"]
