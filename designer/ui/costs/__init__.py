"""Why: what each layer costs, side by side, in one table that can be sorted and taken away."""

from designer.ui.costs.panel import CostsPanel

__all__ = ["CostsPanel"]
