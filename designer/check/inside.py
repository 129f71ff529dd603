"""Why: a block is judged by what is drawn inside, once for each way in which it is used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from designer.check import probing
from designer.check.flow import Flow, flow
from designer.check.mismatches import mismatches
from designer.check.probing import asked
from designer.check.report import Problem
from designer.check.sharing import shared_weights
from designer.check.structure import RULES as STRUCTURE
from designer.check.verdict import Memory, written
from designer.check.view import View, view_of
from designer.layers import Layer, Mismatch, Tensor
from designer.layers.blocks import REPEAT
from designer.model import MAIN, Project, Value
from designer.protocol import DataInfo
from designer.text import tr

INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Inside:
    """The definition of a block as one instance has it: `values` and `inputs` are the instance's.

    `problems` has those of the definitions inside it too.
    """

    block: str
    values: Mapping[str, Value]
    inputs: tuple[Tensor, ...]
    view: View
    found: Flow
    problems: tuple[Problem, ...]

    @property
    def outputs(self) -> tuple[Tensor | None, ...]:
        """What leaves at the Outputs, None where it is not known."""
        return tuple(self.found.inputs[name][0] for name in self.view.exits)

    @property
    def parameters(self) -> int:
        """Number of parameters."""
        return sum(self.found.parameters.values())


_looks: Memory[Inside] = Memory(4_000)


def look(
    project: Project,
    graph: str = MAIN,
    data: DataInfo | None = None,
    scope: Mapping[str, Value] | None = None,
    arriving: Sequence[Tensor] = (),
) -> View:
    """A graph, whose blocks answer by what is drawn inside them."""
    return view_of(project, graph, data, scope, arriving, partial(bound, project))


def problems_inside(project: Project, view: View, found: Flow) -> Iterator[Problem]:
    """The problems of the definitions that a graph uses, each definition told once."""
    told: set[str] = set()
    for name, mismatch in found.mismatches.items():
        block = view.layers[name].block
        if mismatch.code == INSIDE and block not in told:
            told.add(block)
            layer, node = view.layers[name], view.drawing.nodes[name]
            inputs = tuple(t for t in found.inputs[name] if t is not None)
            yield from stages(project, layer, layer.values(node.params), inputs)[-1].problems


def stages(
    project: Project, layer: Layer, values: Mapping[str, Any], inputs: Sequence[Tensor]
) -> list[Inside]:
    """The definition for each repeat of an instance; the last one has the problems, if any."""
    scope = {name: value for name, value in values.items() if name != REPEAT}
    found = [_inside(project, layer, scope, tuple(inputs))]
    while len(found) < values.get(REPEAT, 1) and not found[-1].problems:
        (output,) = found[-1].outputs
        assert output is not None, "a definition without problems has a result"
        found.append(_inside(project, layer, scope, (output,)))
    return found


def use_of(
    project: Project,
    graph: str,
    through: Sequence[str] = (),
    network: tuple[View, Flow] | None = None,
) -> Inside | None:
    """How a definition is used by the instance at the end of these nodes, from the network inward.

    Where that is not known, by the first instance that leads to it; None where none does.
    `network` is what is known of the network itself, for who knows it.
    """
    view, found = network or _whole(project)
    return _use_at(project, graph, view, found, through) or _first_use(project, graph, view, found)


def _whole(project: Project) -> tuple[View, Flow]:
    view = look(project)
    return view, flow(view)


def _use_at(
    project: Project, graph: str, view: View, found: Flow, through: Sequence[str]
) -> Inside | None:
    use: Inside | None = None
    for name in through:
        use = _use_by(project, view, found, name)
        if use is None:
            return None
        view, found = use.view, use.found
    return use if use is not None and use.block == graph else None


def _use_by(project: Project, view: View, found: Flow, name: str) -> Inside | None:
    """The definition as this instance has it in its first repeat; None where it is not known."""
    layer, inputs = view.layers.get(name), found.inputs.get(name, ())
    if layer is None or not layer.block or None in inputs or len(inputs) != len(layer.inputs):
        return None
    if not view.is_faultless(name):
        return None
    values = layer.values(view.drawing.nodes[name].params)
    return stages(project, layer, values, [t for t in inputs if t is not None])[0]


def _first_use(project: Project, graph: str, view: View, found: Flow) -> Inside | None:
    for name in view.order:
        use = _use_by(project, view, found, name)
        if use is not None and use.block == graph:
            return use
        inner = _first_use(project, graph, use.view, use.found) if use is not None else None
        if inner is not None:
            return inner
    return None


def bound(project: Project, layer: Layer) -> Layer:
    """A layer that the project declares, with its answers: those of its drawing or its code."""
    if layer.code is not None:
        return asked(layer)
    if not layer.block or not layer.outputs:
        return layer
    # What is allowed to run can change what is known inside, as an edit does.
    layer = replace(layer, edition=f"{layer.edition}/{probing.count()}")
    asked_inside = replace(layer, rule=partial(_outputs, project, layer))
    if layer.shares:
        return asked_inside
    return replace(asked_inside, weights=partial(_weights, project, layer))


def _outputs(
    project: Project, layer: Layer, values: Mapping[str, Any], inputs: Sequence[Tensor]
) -> tuple[Tensor, ...]:
    last = stages(project, layer, values, inputs)[-1]
    if last.problems:
        sentence = last.problems[0].message.rstrip(".")
        raise Mismatch(INSIDE, tr("has a problem inside: {sentence}", sentence=sentence))
    return tuple(tensor for tensor in last.outputs if tensor is not None)


def _weights(
    project: Project, layer: Layer, values: Mapping[str, Any], inputs: Sequence[Tensor]
) -> int:
    return sum(stage.parameters for stage in stages(project, layer, values, inputs))


def _inside(
    project: Project, layer: Layer, scope: Mapping[str, Value], inputs: tuple[Tensor, ...]
) -> Inside:
    question = (layer.block, layer.edition, written(scope), inputs)
    known = _looks.get(question)
    if known is not None:
        return known
    view = look(project, layer.block, scope=scope, arriving=inputs)
    found = flow(view)
    problems = [p for rule in (*STRUCTURE, mismatches, shared_weights) for p in rule(view, found)]
    problems += problems_inside(project, view, found)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    return _looks.put(question, Inside(layer.block, scope, inputs, view, found, errors))
