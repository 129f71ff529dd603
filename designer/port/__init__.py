"""Why: what was drawn leaves as files that need nothing of Designer; others' files come in."""

from designer.port.errors import PortError
from designer.port.files import KINDS, save
from designer.port.imported import Imported
from designer.port.module import python
from designer.port.reading import READERS, is_foreign, read

__all__ = [
    "KINDS",
    "READERS",
    "Imported",
    "PortError",
    "is_foreign",
    "python",
    "read",
    "save",
]
