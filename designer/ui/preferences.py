"""Why: what the window remembers from one start to the next, as plain data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from designer.model import FLOWS
from designer.ui.filenames import is_text
from designer.ui.picture_look import Look

MOST_RECENT = 12
MOST_COMMANDS = 8
MOST_BOOKMARKED = 50  # files
Scheme = Literal["system", "light", "dark", "white", "black"]  # the last two: high contrast
Motion = Literal["system", "on", "off"]
Language = Literal["system", "en", "zh", "xx"]  # codes of text.languages
Cost = Literal["parameters", "flops", "memory", "time"]
Live = Literal["activation", "dead", "gradient", "update"]
Heat = Literal["", Cost, Live]  # keys of heat.MEASURES; "" for none
Wheel = Literal["zoom", "scroll"]
PANELS = ("palette", "inspector", "bottom", "minimap")


@dataclass(frozen=True)
class Bookmark:
    """A view of a drawing that was kept: its level, its middle, and what lies there."""

    graph: str
    x: float
    y: float
    zoom: float
    title: str = ""
    flow: str = FLOWS[0]  # which way the drawing ran then


@dataclass
class Preferences:
    """Choices of the person in front of the window. Every field has a sensible default."""

    recent: list[str] = field(default_factory=list)  # project files, the latest first
    folder: str = ""  # where a file was last opened or saved
    scheme: Scheme = "system"
    language: Language = "system"
    motion: Motion = "system"  # whether things glide to their places
    wheel: Wheel = "zoom"  # what a turn of it does on the canvas
    geometry: str = ""  # of the window, as Qt writes it, in base 64
    hidden: list[str] = field(default_factory=list)  # of PANELS
    sizes: dict[str, int] = field(default_factory=dict)  # px of panels, by their splitter
    bottom_tab: str = "training"
    heat: Heat = ""  # what colors the drawing
    last_heat: Heat = "flops"  # what did so last, for the switch in the menu
    picture: Look = field(default_factory=Look)  # how the latest picture was to look
    commands: list[str] = field(default_factory=list)  # actions chosen by name, the latest first
    shortcuts: dict[str, list[str]] = field(
        default_factory=dict
    )  # of actions with keys of one's own

    bookmarks: dict[str, dict[str, Bookmark]] = field(
        default_factory=dict
    )  # views by number, by project file, the latest first

    def remember_bookmarks(self, path: Path, kept: dict[str, Bookmark]) -> None:
        """Put the views of a file before those of others; the oldest go."""
        name = str(path.absolute())
        if not is_text(name):
            return
        others = {file: views for file, views in self.bookmarks.items() if file != name}
        every = {name: dict(kept), **others}
        self.bookmarks = dict(list(every.items())[:MOST_BOOKMARKED])

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path.absolute())
        if not is_text(name):
            return
        self.recent = [name, *(other for other in self.recent if other != name)][:MOST_RECENT]
        self.folder = str(path.absolute().parent)

    def forget_file(self, path: Path) -> None:
        """Take a file that is gone off the list."""
        name = str(path.absolute())
        self.recent = [other for other in self.recent if other != name]

    def remember_command(self, key: str) -> None:
        """Put an action at the head of those that were chosen by name."""
        self.commands = [key, *(other for other in self.commands if other != key)][:MOST_COMMANDS]

    def shows(self, panel: str) -> bool:
        """True when a panel is to be seen."""
        return panel not in self.hidden

    def show_panel(self, panel: str, visible: bool) -> None:
        """Show or hide a panel."""
        self.hidden = sorted({*self.hidden} - {panel} if visible else {*self.hidden, panel})


Keep = Callable[[Preferences], None]  # writes them; raises store.FileError


def keep_nothing(_: Preferences) -> None:
    """For a window that is to leave no trace."""
