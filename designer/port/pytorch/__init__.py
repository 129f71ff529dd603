"""Why: a network that was written in PyTorch becomes a drawing. Its file is read, never run."""

from designer.port.pytorch.reader import read

__all__ = ["read"]
