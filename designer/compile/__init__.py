"""Why: a diagram becomes source, a module and figures of what it costs: one way, three ends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from designer import check
from designer.check import OF_TRAINING, Problem, Report
from designer.compile.cost import Cost, Costs
from designer.compile.cost import costs as _costs
from designer.compile.curves import Curve, curve
from designer.compile.fit import TrainingMemory, memory_problems
from designer.compile.fit import training_memory as _training_memory
from designer.compile.forecast import Forecast
from designer.compile.loaded import Loaded, load
from designer.compile.planning import plan
from designer.compile.plans import node_key
from designer.compile.private import private_random
from designer.compile.receptive import Field, receptive_fields
from designer.compile.source import Source, emit
from designer.compile.timing import Timing, time_layers
from designer.compile.training_step import NoForecast
from designer.compile.trust import (
    allow,
    allow_digests,
    allow_ours,
    allowed,
    is_allowed,
    keep_allowed,
    runs_code,
)
from designer.layers import CustomCode
from designer.layers.code_reading import imported
from designer.layers.custom import BROKEN
from designer.model import MAIN, Project
from designer.protocol import DataInfo
from designer.text import tr

if TYPE_CHECKING:
    from torch import nn

__all__ = [
    "Cost",
    "Costs",
    "Curve",
    "Field",
    "Forecast",
    "Loaded",
    "NoForecast",
    "NotReady",
    "Source",
    "Timing",
    "TrainingMemory",
    "allow",
    "allow_digests",
    "allow_ours",
    "allowed",
    "build",
    "costs",
    "curve",
    "is_allowed",
    "keep_allowed",
    "load",
    "memory_problems",
    "node_key",
    "receptive_fields",
    "runs_code",
    "time_layers",
    "training_memory",
    "write",
]


class NotReady(ValueError):  # noqa: N818 - it says what the drawing is
    """The drawing has problems, so there is no code to write. `problems` has all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        first = (*errors, *problems)[0].message if problems else tr("The drawing is empty.")
        super().__init__(first)
        self.problems = tuple(problems)


def write(project: Project, report: Report | None = None) -> Source:
    """The network as Python source. Same project, same bytes.

    `report` is what `check.run` said of this very project; without it the project is checked.
    Raises NotReady.
    """
    ready(project, report)
    planned = plan(project)
    _need_one_meaning(planned.codes)
    return emit(planned)


def _need_one_meaning(codes: Sequence[CustomCode]) -> None:
    """All code stands in one file, so a name that is imported means one thing. Raises NotReady."""
    known: dict[str, tuple[str, CustomCode]] = {}
    for code in codes:
        for word, statement in zip(imported(code), code.imports, strict=True):
            before, other = known.setdefault(word, (statement, code))
            if before != statement:
                message = tr(
                    "{one} and {two} import “{word}” from different places: give it another name.",
                    one=other.name,
                    two=code.name,
                    word=word,
                )
                raise NotReady([Problem(MAIN, "", "", BROKEN, message)])


def ready(project: Project, report: Report | None = None) -> Report:
    """The report of a project whose code can be written. Raises NotReady."""
    report = report if report is not None else check.run(project)
    if not report.whole:
        raise NotReady([p for p in report.problems if p.code not in OF_TRAINING])
    return report


def build(project: Project, seed: int | None = None) -> "nn.Module":
    """The network as an `nn.Module`, made from the source that `write` gives.

    Its arguments are the Input nodes, its results the Outputs (a tuple when there are
    several). Weights come from torch's global generator, or, with `seed`, from one of their
    own: the same values that `torch.manual_seed(seed)` gives, and the global state untouched.
    Raises NotReady.
    """
    source = write(project)
    loaded = load(source.text, source.class_name, source.lines)
    if seed is None:
        return loaded.make()
    with private_random(seed):
        return loaded.make()


def costs(
    project: Project,
    report: Report | None = None,
    graph: str = MAIN,
    through: Sequence[str] = (),
) -> Costs:
    """What the network costs, layer by layer.

    With `graph`, what a block costs in the instance reached `through` these nodes, else the first.
    Raises NotReady; KeyError for a block that nothing uses.
    """
    ready(project, report)
    return _costs(project, graph, through)


def training_memory(
    project: Project, report: Report | None = None, info: DataInfo | None = None
) -> TrainingMemory:
    """What a training step takes at most, and the largest batch that fits.

    With `info`, the data are counted in what lies beside the steps. Raises NotReady, NoForecast.
    """
    return _training_memory(write(project, report), project.training, info)
