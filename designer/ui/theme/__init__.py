"""Why: light, dark and high contrast from one place, following the system unless told."""

from designer.ui.theme.scheme import (
    SCHEMES,
    apply,
    current,
    follow_system,
    notifier,
    scheme,
    set_scheme,
)
from designer.ui.theme.tokens import Theme, build

__all__ = [
    "SCHEMES",
    "Theme",
    "apply",
    "build",
    "current",
    "follow_system",
    "notifier",
    "scheme",
    "set_scheme",
]
