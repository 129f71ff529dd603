"""Why: light and dark from one table of tokens, following the system unless told otherwise."""

from designer.ui.theme.scheme import (
    apply,
    current,
    follow_system,
    notifier,
    scheme,
    set_scheme,
)
from designer.ui.theme.tokens import Theme, build

__all__ = [
    "Theme",
    "apply",
    "build",
    "current",
    "follow_system",
    "notifier",
    "scheme",
    "set_scheme",
]
