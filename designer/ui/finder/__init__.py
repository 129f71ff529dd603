"""Why: what has a name is reached by typing a part of it: commands, and layers of the drawing."""

from designer.ui.finder.commands import find_command
from designer.ui.finder.fuzzy import distance
from designer.ui.finder.popup import Finder, Found

__all__ = ["Finder", "Found", "distance", "find_command"]
