"""Why: two drawings side by side, with what differs between them."""

from designer.ui.comparing.page import ComparisonPage
from designer.ui.comparing.sides import Other

__all__ = ["ComparisonPage", "Other"]
