"""Why: what was drawn leaves as files that need nothing of Designer."""

from designer.port.errors import PortError
from designer.port.files import KINDS, save
from designer.port.module import python

__all__ = ["KINDS", "PortError", "python", "save"]
