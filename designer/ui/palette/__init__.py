"""Why: every layer there is, found by any name it goes by, and brought onto the canvas."""

from designer.ui.palette.model import MIME
from designer.ui.palette.panel import Palette

__all__ = ["MIME", "Palette"]
