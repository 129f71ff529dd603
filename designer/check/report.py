"""Why: what is known of a drawing, as plain values that any thread and any view can read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from designer.layers.tensor import Tensor
from designer.model import Project, Wire

Severity = Literal["error", "warning"]
OF_TRAINING = frozenset({"training", "loss", "batch", "data-shape", "data-dtype", "data-classes"})
"""Codes of what concerns training on this dataset: the network itself may be whole."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that one click applies and one undo takes back.

    `apply(project)` makes one transaction. It raises EditError, and changes nothing, when the
    drawing has moved on since it was checked.
    """

    title: str
    apply: Callable[[Project], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in one sentence, with its repairs, the best one first.

    `node` is empty when the drawing as a whole is meant, `port` when no port is to blame.
    `line` counts in the code of a custom layer. A warning does not stop training.
    """

    graph: str
    node: str
    port: str
    code: str
    message: str
    fixes: tuple[Fix, ...] = ()
    severity: Severity = "error"
    line: int = 0


@dataclass(frozen=True)
class Report:
    """What `run` found out.

    `order` is topological, ties by node order; nodes on a loop or after one are not in it.
    `outputs`, `values` and `parameters` have the nodes whose shapes are known; `inputs` has
    every node of a known type, with None where nothing is known. `inputs` are in port order,
    `outputs` in the order of the layer's output ports.
    """

    problems: tuple[Problem, ...] = ()
    order: tuple[str, ...] = ()
    outputs: Mapping[str, tuple[Tensor, ...]] = field(default_factory=dict)
    inputs: Mapping[str, tuple[Tensor | None, ...]] = field(default_factory=dict)
    values: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    parameters: Mapping[str, int] = field(default_factory=dict)
    tensors: Mapping[tuple[str, str], Tensor] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """True when nothing stops training: warnings may be left."""
        return all(problem.severity != "error" for problem in self.problems)

    @property
    def whole(self) -> bool:
        """True when the network itself works, so that there is code: training may not, yet."""
        return all(p.severity != "error" or p.code in OF_TRAINING for p in self.problems)

    def wire_tensor(self, wire: Wire) -> Tensor | None:
        """What runs along the wire, None where that is not known."""
        return self.tensors.get(wire.start)

    def to_json(self) -> dict[str, Any]:
        """What `designer check --json` prints."""
        return {"ok": self.ok, "problems": problem_records(self)}


def problem_records(report: Report) -> list[dict[str, Any]]:
    """The problems for machine readers, each fix by its title."""
    return [
        {
            "graph": problem.graph,
            "node": problem.node,
            "port": problem.port,
            "code": problem.code,
            "message": problem.message,
            "fixes": [fix.title for fix in problem.fixes],
        }
        for problem in report.problems
    ]
