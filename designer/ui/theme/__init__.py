"""Why: light and dark from one table of tokens, following the system unless told otherwise."""

from designer.ui.theme.scheme import (
    apply,
    current,
    follow_system,
    notifier,
    scheme,
    set_scheme,
)
from designer.ui.theme.tokens import Theme

__all__ = ["Theme", "apply", "current", "follow_system", "notifier", "scheme", "set_scheme"]
