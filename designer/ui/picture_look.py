"""Why: what can be chosen about a picture of the drawing, for dialog, command and settings."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["canvas", "paper"]
Ground = Literal["light", "dark", "transparent"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a drawing is to look in a picture: light, whatever the window is, unless asked."""

    style: Style = "canvas"
    ground: Ground = "light"
    shapes: bool = True
    counts: bool = True  # of parameters
    legend: bool = True  # of the categories
    across: bool = (
        False  # the style "paper" alone can lie on its side, unless the drawing flows to the right
    )
    caption: str = ""
