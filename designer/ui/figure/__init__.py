"""Why: a drawing leaves as a figure for papers and slides, in the look that was asked for."""

from designer.ui.figure.drawing import Figure, draw, posing
from designer.ui.figure.files import copy, to_image, to_svg, write
from designer.ui.picture_look import Look

__all__ = ["Figure", "Look", "copy", "draw", "posing", "to_image", "to_svg", "write"]
