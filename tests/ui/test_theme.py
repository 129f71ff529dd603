"""Why: what the themes promise to eyes is held in numbers: contrast, and colors that stay apart."""

import itertools
import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from designer.layers import CATEGORIES
from designer.ui import icons, theme
from designer.ui.code.colors import inks_of
from designer.ui.preferences import Preferences
from designer.ui.theme import Theme, build
from designer.ui.theme.contrast import contrast, lightness, linear, readable_on
from designer.ui.theme.scheme import asks_for_contrast
from designer.ui.theme.tokens import HEAT_STEPS
from designer.ui.window import Window

THEMES = [build(dark, high) for dark in (False, True) for high in (False, True)]
EACH = pytest.mark.parametrize("colors", THEMES, ids=["light", "white", "dark", "black"])
GROUNDS = ("window", "canvas", "panel", "node", "field")
APART = 9.0
"""CIE76 difference in CIELAB: four times what is just seen, as swatches are small."""

# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, table 1,
# severity 1.0: matrices for linear RGB.
VISIONS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (  # of sRGB, IEC 61966-2-1, by the white of D65
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)
Triple = tuple[float, float, float]


def applied(matrix: tuple[Triple, ...], to: Triple) -> Triple:
    a, b, c = (sum(x * y for x, y in zip(row, to, strict=True)) for row in matrix)
    return a, b, c


def seen(color: QColor, vision: str) -> Triple:
    """Where a color lies in CIELAB for eyes of this kind."""
    light = (linear(color.redF()), linear(color.greenF()), linear(color.blueF()))
    light = applied(VISIONS[vision], light)
    r, g, b = (min(max(channel, 0.0), 1.0) for channel in light)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in applied(TO_XYZ, (r, g, b))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def least(colors: Theme) -> float:
    return 7.0 if colors.contrast else 4.5


@EACH
def test_every_ink_can_be_read_on_every_ground(colors: Theme) -> None:
    pairs = [(i, g) for i in ("ink1", "ink2", "ink3") for g in GROUNDS]
    pairs += [("ink1", "accent_soft"), ("ink2", "accent_soft"), ("ink1", "error_soft")]
    pairs += [("accent_ink", "accent"), ("error", "panel"), ("error", "field"), ("good", "panel")]
    pairs += [("accent", "panel"), ("accent", "field")]
    low = {p: contrast(getattr(colors, p[0]), getattr(colors, p[1])) for p in pairs}
    assert {p: round(c, 2) for p, c in low.items() if c < least(colors)} == {}


@EACH
def test_ink_is_read_on_code_heat_and_badges(colors: Theme) -> None:
    grounds = [colors.heat(step) for step in range(HEAT_STEPS + 1)]
    grounds += [colors.tint(key)[0] for key in colors.categories]
    assert min(contrast(colors.ink1, ground) for ground in grounds) >= 4.5
    inks = [QColor(ink) for ink in inks_of(colors).values()]
    assert min(contrast(ink, colors.panel) for ink in inks) >= least(colors)
    for fill in (colors.error, colors.validation):
        assert contrast(readable_on(fill, colors), fill) >= 4.5


@EACH
def test_lines_and_colors_are_seen(colors: Theme) -> None:
    for color in (*colors.categories.values(), colors.accent, colors.validation):
        # 3 is what WCAG 2.2 wants of graphics (1.4.11); here each stands beside a name, too.
        assert contrast(color, colors.node) >= (3.0 if not colors.dark else 2.25), color.name()
    if colors.contrast:
        assert contrast(colors.line, colors.panel) == pytest.approx(21)
        assert contrast(colors.wire, colors.canvas) == pytest.approx(21)
    assert colors.stroke == (2 if colors.contrast else 1)


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_categories_stay_apart_for_every_kind_of_eye(colors: Theme, vision: str) -> None:
    places = {key: seen(colors.category(key), vision) for key in CATEGORIES}
    near = {
        (a, b): round(math.dist(p, q), 1)
        for (a, p), (b, q) in itertools.combinations(places.items(), 2)
    }
    assert {pair: d for pair, d in near.items() if d < APART} == {}


def test_color_is_never_alone() -> None:
    drawings = [icons.MEANINGS[category.icon] for category in CATEGORIES.values()]
    assert len(set(drawings)) == len(CATEGORIES)
    assert lightness(QColor("white")) == pytest.approx(100)
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)


@pytest.fixture
def back(qapp: QApplication) -> Iterator[None]:
    before = theme.scheme()
    yield
    theme.set_scheme(before)


@pytest.mark.parametrize("name", theme.SCHEMES[1:])
def test_each_scheme_is_in_the_menu_and_taken_on(back: None, qtbot: object, name: str) -> None:
    preferences = Preferences()
    window = Window(preferences, lambda _: None)
    window.menus.actions[name].trigger()
    colors = theme.current()
    assert preferences.scheme == name == theme.scheme()
    assert (colors.dark, colors.contrast) == (name in ("dark", "black"), name in ("white", "black"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert f"border: {colors.stroke}px solid {colors.line.name()}" in application.styleSheet()
    window.close_at_once()
    window.deleteLater()


class Hints:
    """Qt's hints on a system where high contrast is on, or off."""

    def __init__(self, high: bool) -> None:
        kinds = Qt.ContrastPreference
        self._preference = kinds.HighContrast if high else kinds.NoPreference

    def accessibility(self) -> "Hints":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self._preference


def test_the_system_is_asked_for_its_contrast(qapp: QApplication) -> None:
    assert asks_for_contrast(Hints(True))  # type: ignore[arg-type]
    assert not asks_for_contrast(Hints(False))  # type: ignore[arg-type]
    assert not asks_for_contrast(object())  # type: ignore[arg-type] # Qt before 6.10
    assert asks_for_contrast(qapp.styleHints()) is False
