"""Why: every color, size and font of the window comes from one table."""

from dataclasses import dataclass
from dataclasses import field as member

from PySide6.QtGui import QColor, QFont, QFontDatabase

from designer import layers

CATEGORIES = {key: category.color for key, category in layers.CATEGORIES.items()}
IN_THE_DARK = {"block": "#C9D1DC", "library": "#C3B1EE", "io": "#9C9CA2"}
"""Categories that would be lost there; all others have one color everywhere."""
LIGHT = {
    "window": "#F4F5F7",
    "canvas": "#FBFBFC",
    "dots": "#E9EBEF",
    "panel": "#FFFFFF",
    "node": "#FFFFFF",
    "line": "#DEE2E8",
    "ink1": "#1B2330",
    "ink2": "#4A5463",
    "ink3": "#66707E",
    "accent": "#2A68E0",
    "accent_soft": "#E8F0FE",
    "accent_ink": "#FFFFFF",
    "wire": "#9AA5B4",
    "error": "#C9352B",
    "error_soft": "#FDECEA",
    "good": "#178253",
    "validation": "#E07A1F",
    "field": "#F4F6F9",
    "hot": "#F29A4A",
}
DARK = {
    "window": "#15181D",
    "canvas": "#1A1E24",
    "dots": "#232830",
    "panel": "#1F242B",
    "node": "#262C35",
    "line": "#313843",
    "ink1": "#E8ECF2",
    "ink2": "#B4BDC9",
    "ink3": "#939EAD",
    "accent": "#6EA0FF",
    "accent_soft": "#24324D",
    "accent_ink": "#10141A",
    "wire": "#66727F",
    "error": "#FF7B70",
    "error_soft": "#3A2323",
    "good": "#4CC38A",
    "validation": "#F2A154",
    "field": "#181C22",
    "hot": "#9A4A12",
}
FRAMES = {
    "": "ink3",
    "blue": "accent",
    "green": "good",
    "orange": "validation",
    "red": "error",
    "purple": "normalization",
}
"""What the colors of frames are made of: tokens, and a category."""
ON_WHITE = {
    "window": "#FFFFFF",
    "canvas": "#FFFFFF",
    "dots": "#D4D4D4",
    "panel": "#FFFFFF",
    "node": "#FFFFFF",
    "line": "#000000",
    "ink1": "#000000",
    "ink2": "#1F1F1F",
    "ink3": "#404040",
    "accent": "#0037B3",
    "accent_soft": "#D9E5FF",
    "accent_ink": "#FFFFFF",
    "wire": "#000000",
    "error": "#98000B",
    "error_soft": "#FFE4E1",
    "good": "#00502B",
    "validation": "#7A3500",
    "field": "#FFFFFF",
    "hot": "#F2A05A",
}
ON_BLACK = {
    "window": "#000000",
    "canvas": "#000000",
    "dots": "#3A3A3A",
    "panel": "#000000",
    "node": "#000000",
    "line": "#FFFFFF",
    "ink1": "#FFFFFF",
    "ink2": "#F0F0F0",
    "ink3": "#CFCFCF",
    "accent": "#7FC7FF",
    "accent_soft": "#0B3560",
    "accent_ink": "#000000",
    "wire": "#FFFFFF",
    "error": "#FFA096",
    "error_soft": "#4F0A08",
    "good": "#5CE6A0",
    "validation": "#FFB65C",
    "field": "#000000",
    "hot": "#8A4300",
}
TABLES = {
    (False, False): LIGHT,
    (True, False): DARK,
    (False, True): ON_WHITE,
    (True, True): ON_BLACK,
}
"""By whether dark, and whether of high contrast."""
HEAT_STEPS = 10
"""Colors of a heat map from nothing to the most; more would not be told apart."""

TINT, EDGE = 0.14, 0.5
"""How much of its category's color a small body and its outline have."""


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Between two colors: the first at 0, the other at 1."""

    def between(a: int, b: int) -> int:
        return round(a + share * (b - a))

    red, green = between(one.red(), other.red()), between(one.green(), other.green())
    return QColor(red, green, between(one.blue(), other.blue()))


@dataclass(frozen=True)
class Theme:
    """The tokens of one color scheme, as Qt values."""

    dark: bool
    window: QColor
    canvas: QColor
    dots: QColor
    panel: QColor
    node: QColor
    line: QColor
    ink1: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    accent_soft: QColor
    accent_ink: QColor
    wire: QColor
    error: QColor
    error_soft: QColor
    good: QColor
    validation: QColor
    field: QColor
    hot: QColor
    contrast: bool = False  # plain black or white, and lines that nobody overlooks
    categories: dict[str, QColor] = member(default_factory=dict)

    @property
    def stroke(self) -> int:
        """How wide lines are, in pixels."""
        return 2 if self.contrast else 1

    @property
    def border(self) -> str:
        """A line around something, for style sheets."""
        return f"{self.stroke}px solid {self.line.name()}"

    def category(self, key: str) -> QColor:
        """The color of a category of layers; a quiet gray for one that is not in the table."""
        return self.categories.get(key, self.ink3)

    def frame(self, color: str, opacity: float) -> QColor:
        """The color of a frame as a tint, through which the canvas is seen."""
        key = FRAMES.get(color, FRAMES[""])
        tint = QColor(self.categories[key] if key in self.categories else getattr(self, key))
        tint.setAlphaF(opacity)
        return tint

    def heat(self, step: int, far: bool = False) -> QColor:
        """A color of a heat map: a node's own at 0, hot at HEAT_STEPS. ink1 is readable on all.

        From `far` away, where nodes have no outline, 0 is a color that is seen.
        """
        return mixed(self.line if far else self.node, self.hot, step / HEAT_STEPS)

    def tint(self, key: str) -> tuple[QColor, QColor]:
        """A body in a breath of its category's color, and its outline. ink1 is readable on it."""
        color = self.category(key)
        outline = self.line if self.contrast else mixed(self.node, color, EDGE)
        return mixed(self.node, color, TINT), outline

    def font(self, px: float, bold: bool = False) -> QFont:
        """The system's font at a size in pixels."""
        font = QFont()
        font.setPixelSize(round(px))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def mono(self, px: float) -> QFont:
        """The system's monospaced font at a size in pixels, for shapes and code."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(round(px))
        return font


def build(dark: bool, contrast: bool = False) -> Theme:
    """The theme made from the table."""
    colors = {name: QColor(value) for name, value in TABLES[dark, contrast].items()}
    categories = {key: QColor(value) for key, value in CATEGORIES.items()}
    if dark:
        categories |= {key: QColor(value) for key, value in IN_THE_DARK.items()}
    return Theme(dark=dark, contrast=contrast, categories=categories, **colors)
