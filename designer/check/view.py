"""Why: what all rules look at: one drawing, its network, its layers, and wires put on ports."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from designer.check.marks import INPUT, OUTPUT, Mark, Marks, marks_of
from designer.check.muting import Muted, heirs, left_out
from designer.check.ports import Inputs, Slot, inputs_of
from designer.check.sorting import Places, ordered, placed
from designer.edit.bypassing import can_be_muted
from designer.layers import LAYERS, Layer, Tensor, known, original_of, output_ports
from designer.layers.expressions import evaluated
from designer.model import MAIN, Graph, Node, Project, Value
from designer.protocol import DataInfo, DataSpec, TrainingSpec
from designer.protocol.heads import Compared

__all__ = ["INPUT", "OUTPUT", "View", "settled", "view_of"]


@dataclass(frozen=True)
class View:
    """One graph of a project while it is checked. `layers` has the nodes of known types.

    `data` is None where nothing is to be trained; then `samples` and `training` don't matter.
    In the definition of a block the drawing is that of one instance: expressions have values,
    `scope` has them by name, and `arriving` what comes in at its Inputs. What is bypassed is a
    plain layer that passes on its first input; `muted` has those layers as they are drawn.
    `marks` says which nodes rules have a reason to look at, `leading` which lead to an Output,
    where that is known already.

    With `end` only that Output is looked at, and `data` and `training` are as it sees them; with
    `own_loss` they are changed for it alone. `target` is what it is compared with, and
    `partners` are the Outputs that its loss takes along.
    """

    graph: str
    drawing: Graph
    order: tuple[str, ...]
    places: Places
    layers: Mapping[str, Layer]
    inputs: Mapping[str, Inputs]
    marks: Marks
    samples: DataSpec
    training: TrainingSpec
    data: DataInfo | None = None
    arriving: Mapping[str, Tensor] = field(default_factory=dict)
    muted: Mapping[str, Muted] = field(default_factory=dict)
    scope: Mapping[str, Value] = field(default_factory=dict)
    end: str = ""
    own_loss: bool = False
    target: Compared = "labels"
    partners: tuple[str, ...] = ()
    leading: AbstractSet[str] | None = None

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes, oldest first."""
        return tuple(self.drawing.ordered_nodes())

    @cached_property
    def entrances(self) -> tuple[str, ...]:
        """The Input nodes, oldest first."""
        return self.marked("entrance")

    @cached_property
    def exits(self) -> tuple[str, ...]:
        """The Output nodes, oldest first."""
        return (self.end,) if self.end else self.marked("exit")

    @cached_property
    def useful(self) -> AbstractSet[str]:
        """The nodes from which a path leads to an Output."""
        known = None if self.end else self.leading
        return self.drawing.above(self.exits) if known is None else known

    @cached_property
    def tips(self) -> tuple[str, ...]:
        """The nodes with an output that nothing uses, the deepest first."""
        return tuple(sorted(self.marks["tip"], key=self.place, reverse=True))

    def marked(self, mark: Mark) -> tuple[str, ...]:
        """The nodes with this mark, oldest first."""
        return tuple(sorted(self.marks[mark], key=self.age))

    def age(self, name: str) -> int:
        """A number that is smaller for older nodes."""
        return self.drawing.nodes[name].order

    def place(self, name: str) -> tuple[int, int]:
        """Where a node stands from the top to the bottom; those on loops and after them last."""
        here = self.places.get(name)
        return (len(self.order), self.age(name)) if here is None else (here, 0)

    def is_idle(self, name: str) -> bool:
        """True for a node whose result nothing uses, in a drawing that has an Output."""
        return bool(self.exits) and name not in self.useful

    def is_sound(self, name: str) -> bool:
        """True when the layer itself and the wires on its inputs leave nothing to say."""
        marks = self.marks
        wired = name not in marks["hungry"] and name not in marks["double"]
        return wired and self.is_faultless(name)

    def is_faultless(self, name: str) -> bool:
        """True when the layer's parameters are right as such."""
        return name not in self.marks["faulty"] or name in self.arriving

    def missing(self, name: str) -> tuple[Slot, ...]:
        """The required inputs without a wire."""
        return tuple(s for s in self.inputs[name].slots if not s.wires and not s.optional)

    def first_output(self, name: str) -> str:
        """The port that a new wire from this node begins at."""
        return output_ports(self.layers[name])[0]


def view_of(
    project: Project,
    graph: str,
    data: DataInfo | None = None,
    scope: Mapping[str, Value] | None = None,
    arriving: Sequence[Tensor] = (),
    bound: Callable[[Layer], Layer] = lambda layer: layer,
) -> View:
    """Read one graph. Raises KeyError when there is none of that name.

    `scope` and `arriving` are the parameters and inputs of the instance that is meant, `bound`
    says of a block how it is asked.
    """
    raw = project.graphs[graph]
    drawing = settled(raw, {**raw.exposed, **(scope or {})})
    layer_of = layers_of(project, graph, bound)
    drawing, muted, plain = left_out(drawing, layer_of)
    nodes = tuple(drawing.ordered_nodes())
    every = {node.name: plain.get(node.name) or layer_of(node) for node in nodes}
    layers = {name: layer for name, layer in every.items() if layer is not None}
    for name, owner in heirs(nodes, muted).items():
        own = layers[name]
        layers[name] = replace(own, weights=owner.weights, edition=f"{own.edition} first")
    inputs = {name: inputs_of(layer, drawing.incoming(name)) for name, layer in layers.items()}
    order = ordered(drawing)
    return View(
        graph=graph,
        drawing=drawing,
        order=order,
        places=placed(order),
        layers=layers,
        inputs=inputs,
        marks=marked(drawing, nodes, layers, inputs),
        samples=project.data,
        training=project.training,
        data=data if graph == MAIN else None,
        muted=muted,
        scope=scope or {},
        arriving=dict(zip([n.name for n in nodes if n.type == INPUT], arriving, strict=False)),
    )


def layers_of(
    project: Project, graph: str, bound: Callable[[Layer], Layer]
) -> Callable[[Node], Layer | None]:
    """What says of a node which layer it is; each type is looked up once."""
    kinds: dict[str, Layer | None] = {}

    def layer_of(node: Node) -> Layer | None:
        if node.type in LAYERS:
            return LAYERS[node.type]
        if node.type not in kinds:
            layer = known(project, node.type, graph)
            kinds[node.type] = bound(layer) if layer is not None else None
        return kinds[node.type]

    return layer_of


def marked(
    drawing: Graph,
    nodes: Sequence[Node],
    layers: Mapping[str, Layer],
    inputs: Mapping[str, Inputs],
) -> Mapping[Mark, set[str]]:
    """The names of the nodes with each mark."""
    found: dict[Mark, set[str]] = {mark: set() for mark in get_args(Mark)}
    for node in nodes:
        name = node.name
        leaving = drawing.wires_from(name)
        for mark in marks_of(node, layers.get(name), inputs.get(name), leaving):
            found[mark].add(name)
    return found


def is_plain(node: Node) -> bool:
    """True when `view_of` shows the node as it is drawn, in a graph without parameters."""
    own = not original_of(node.type) and not (node.muted and can_be_muted(node))
    return own and evaluated(node.params, {}) is node.params


def settled(drawing: Graph, scope: Mapping[str, Value]) -> Graph:
    """The drawing with values for expressions, and for what shared layers have in common.

    An expression that has no value stays, without the names that are known.
    """
    changed: dict[str, Mapping[str, Value]] = {}
    links: list[Node] = []
    for node in drawing.nodes.values():
        if original_of(node.type):
            links.append(node)
        elif node.params:
            params = evaluated(node.params, scope)
            if params is not node.params:
                changed[node.name] = params
    for node in links:
        original = original_of(node.type)
        if original in drawing.nodes:
            shared = changed.get(original, drawing.nodes[original].params)
            changed[node.name] = {**shared, **evaluated(node.params, scope)}
    return drawing.with_params(changed)
