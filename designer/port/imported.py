"""Why: what every reader of a foreign file gives back: a drawing, and what is to be said."""

from dataclasses import dataclass

from designer.model import Project


@dataclass(frozen=True, slots=True)
class Imported:
    """A new project, and a sentence for each thing that could not be taken over as it was."""

    project: Project
    remarks: tuple[str, ...] = ()
