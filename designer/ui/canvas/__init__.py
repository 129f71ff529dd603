"""Why: the drawing board: everything that the hands touch."""

from designer.ui.canvas.heat import HeatMap
from designer.ui.canvas.minimap import Minimap
from designer.ui.canvas.view import CanvasView

__all__ = ["CanvasView", "HeatMap", "Minimap"]
