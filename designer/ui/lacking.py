"""Why: whoever offers to train says the same thing is missing, in words of its own place."""

from typing import Literal

from designer.ui.document import Document

Lacking = Literal["", "layers", "data", "repairs"]


def lacking(document: Document) -> Lacking:
    """What a project needs first before it can be trained; "" when it can be."""
    if not document.project.main.nodes:
        return "layers"
    if not document.project.data.source:
        return "data"
    errors = any(problem.severity == "error" for problem in document.problems)
    return "repairs" if errors else ""
