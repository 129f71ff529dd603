"""Why: a template is a few words about a network and the function that draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from designer.model import Project


@dataclass(frozen=True, slots=True)
class Template:
    """A network of the teaching texts, ready to be trained.

    `name` is what commands call it, `title` what people read and the project is named after.
    `paper` says who described it and when; `help` what there is to learn from it. `draw` puts
    the network, its data and its training into an empty project.
    """

    name: str
    title: str
    paper: str
    help: str
    draw: Callable[[Project], None]
