"""Why: what every reader of a foreign file gives back: a drawing, and what is to be said."""

from dataclasses import dataclass

from designer.edit.differences import Kind
from designer.model import Project
from designer.protocol import TrainingSpec

GUESSED = ("loss", "outputs")  # of the training, by how the network ends


@dataclass(frozen=True, slots=True)
class Imported:
    """A new project, and a sentence for each thing that could not be taken over as it was.

    `unsaid` are settings of which the file says nothing: what they are here, nobody has chosen.
    """

    project: Project
    remarks: tuple[str, ...] = ()
    unsaid: tuple[Kind, ...] = ()


def unsaid_in(project: Project) -> tuple[Kind, ...]:
    """The settings of which a foreign file said nothing: most have a network and no training."""
    usual = TrainingSpec()
    fields = [field for field in usual.__struct_fields__ if field not in GUESSED]
    has_training = any(getattr(project.training, f) != getattr(usual, f) for f in fields)
    kinds: tuple[Kind, ...] = () if has_training else ("training", "output")
    return kinds if project.data.source else ("data", *kinds)
