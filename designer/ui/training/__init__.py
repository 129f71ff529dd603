"""Why: the training tab: settings, progress, curves, metrics."""

from designer.ui.training.panel import TrainingPanel

__all__ = ["TrainingPanel"]
