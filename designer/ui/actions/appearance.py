"""Why: the menus of what the window looks like: theme, motion, language, panels, heat map."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from designer.text import tr
from designer.text.languages import LANGUAGES
from designer.ui import comparisons, language, looks
from designer.ui.actions.action import Action
from designer.ui.conditions import while_comparing, while_taking, with_tab
from designer.ui.heat import MEASURES

if TYPE_CHECKING:
    from designer.ui.preferences import Heat, Preferences


def rows() -> tuple[Action, ...]:
    """In the order of the menus."""
    return (*_theme(), *_motion(), *_languages(), *_panels())


def _colored_by(measure: str) -> Callable[["Preferences"], bool]:
    return lambda preferences: preferences.heat == measure


# A table: what belongs to one action stands together.
# fmt: off
def _theme() -> tuple[Action, ...]:
    return (
        Action("system", tr("Theme of the s&ystem"), "theme", looks.scheme("system"),
               checked=lambda preferences: preferences.scheme == "system"),
        Action("light", tr("&Light theme"), "theme", looks.scheme("light"),
               checked=lambda preferences: preferences.scheme == "light"),
        Action("dark", tr("&Dark theme"), "theme", looks.scheme("dark"),
               checked=lambda preferences: preferences.scheme == "dark"),
        Action("white", tr("High contrast on &white"), "theme", looks.scheme("white"),
               checked=lambda preferences: preferences.scheme == "white"),
        Action("black", tr("High contrast on blac&k"), "theme", looks.scheme("black"),
               ends_group=True, checked=lambda preferences: preferences.scheme == "black"),
    )


def _motion() -> tuple[Action, ...]:
    return (
        Action("motion_system", tr("Glide &as the system does"), "motion", looks.let_move("system"),
               checked=lambda preferences: preferences.motion == "system"),
        Action("motion_on", tr("Always &glide"), "motion", looks.let_move("on"),
               checked=lambda preferences: preferences.motion == "on",
               tip=tr("Layers glide to their new places")),
        Action("motion_off", tr("Neve&r glide"), "motion", looks.let_move("off"), ends_group=True,
               checked=lambda preferences: preferences.motion == "off",
               tip=tr("Layers are at their new places at once")),
    )


def _languages() -> tuple[Action, ...]:
    return (
        Action("language_system", tr("Language of the s&ystem"), "language",
               language.choose("system"),
               checked=lambda preferences: preferences.language == "system", ends_group=True),
        # Each in its own words, so that those find it who can read nothing else here.
        Action("language_en", LANGUAGES["en"], "language", language.choose("en"),
               checked=lambda preferences: preferences.language == "en"),
        Action("language_zh", LANGUAGES["zh"], "language", language.choose("zh"),
               checked=lambda preferences: preferences.language == "zh"),
    )


def _panels() -> tuple[Action, ...]:
    return (
        Action("palette", tr("&Palette"), "view", looks.toggle("palette"), ("Ctrl+B",),
               checked=lambda preferences: preferences.shows("palette"),
               tip=tr("The list of layers at the left")),
        Action("inspector", tr("I&nspector and code"), "view", looks.toggle("inspector"),
               ("Ctrl+I",), checked=lambda preferences: preferences.shows("inspector")),
        Action("bottom", tr("&Bottom panel"), "view", looks.toggle("bottom"), ("Ctrl+Shift+J",),
               checked=lambda preferences: preferences.shows("bottom"),
               tip=tr("Training, problems, runs, data and costs")),
        Action("minimap", tr("&Minimap"), "view", looks.toggle("minimap"), ("Ctrl+M",),
               checked=lambda preferences: preferences.shows("minimap")),
        Action("heat", tr("&Heat map"), "view", looks.toggle_heat, ("Ctrl+H",),
               checked=lambda preferences: preferences.heat != "",
               tip=tr("Color the layers by what they cost, or do while the network is trained, "
                      "and say it in figures on layers and wires")),
        *(
            Action(f"heat_{key}", tr("Heat map: {measure}", measure=tr(measure.title)), "heat",
                   looks.heat(cast("Heat", key)), ends_group=key == "time",
                   checked=_colored_by(key))
            for key, measure in MEASURES.items()
        ),
        Action("next_difference", tr("Next &difference"), "view", comparisons.step(1), ("F8",),
               when=while_comparing),
        Action("previous_difference", tr("Previous differen&ce"), "view", comparisons.step(-1),
               ("Shift+F8",), when=while_comparing),
        Action("take_difference", tr("Ta&ke over the difference"), "view", comparisons.take,
               ("F7",), when=while_taking, ends_group=True,
               tip=tr("Make the drawing of now what the other one is, in what is chosen")),
        Action("next_tab", tr("Ne&xt tab"), "view", looks.step_tab(1), ("Ctrl+Tab",),
               when=with_tab),
        Action("previous_tab", tr("Pre&vious tab"), "view", looks.step_tab(-1), ("Ctrl+Shift+Tab",),
               when=with_tab),
    )


# fmt: on
