"""Why: whether text can be read on a color, and colors told apart in print, is a matter of numbers.

Relative luminance and contrast are those of WCAG 2.2, lightness that of CIELAB (CIE 15:2018).
"""

from PySide6.QtGui import QColor

from designer.ui.theme.tokens import Theme, mixed


def linear(share: float) -> float:
    """A channel of sRGB, 0 to 1, as the amount of light it stands for."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(color: QColor) -> float:
    """How much light a color gives, from 0 for black to 1 for white."""
    red, green, blue = (linear(c) for c in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """From 1 for equal to 21 for black on white; text wants 4.5, and 7 where sight is weak."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def readable_on(ground: QColor, theme: Theme) -> QColor:
    """The ink of the theme that is read best on a color."""
    return max(theme.ink1, theme.accent_ink, key=lambda ink: contrast(ink, ground))


def lightness(color: QColor) -> float:
    """How bright a color looks, from 0 to 100: equal steps look equal, in gray as well."""
    light = luminance(color)
    return 116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27


def with_lightness(color: QColor, wanted: float) -> QColor:
    """The color mixed with as much white, or black, as makes it look that bright."""
    end = QColor("white" if wanted > lightness(color) else "black")
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        is_enough = (lightness(mixed(color, end, share)) > wanted) == (end == QColor("white"))
        low, high = (low, share) if is_enough else (share, high)
    return mixed(color, end, high)
