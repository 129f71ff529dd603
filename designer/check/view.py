"""Why: what all rules look at: one drawing, its network, its layers, and wires put on ports."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from designer.check.network import network, ordered, reach
from designer.check.ports import Inputs, Slot, inputs_of
from designer.check.verdict import faults
from designer.layers import LAYERS, Layer, output_ports
from designer.model import MAIN, Graph, Node, Project
from designer.protocol import DataInfo, DataSpec, TrainingSpec

INPUT = "Input"
OUTPUT = "Output"


@dataclass(frozen=True)
class View:
    """One graph of a project while it is checked. `layers` has the nodes of known types.

    `data` is None where nothing is to be trained; then `samples` and `training` don't matter.
    """

    graph: str
    drawing: Graph
    net: nx.DiGraph
    order: tuple[str, ...]
    nodes: tuple[Node, ...]
    layers: Mapping[str, Layer]
    inputs: Mapping[str, Inputs]
    samples: DataSpec
    training: TrainingSpec
    data: DataInfo | None = None

    @cached_property
    def entrances(self) -> tuple[str, ...]:
        """The Input nodes, oldest first."""
        return tuple(node.name for node in self.nodes if node.type == INPUT)

    @cached_property
    def exits(self) -> tuple[str, ...]:
        """The Output nodes, oldest first."""
        return tuple(node.name for node in self.nodes if node.type == OUTPUT)

    @cached_property
    def useful(self) -> set[str]:
        """The nodes from which a path leads to an Output."""
        return reach(self.net.pred, self.exits)

    @cached_property
    def ages(self) -> Mapping[str, int]:
        """The place of each node in `nodes`, the oldest first."""
        return {node.name: index for index, node in enumerate(self.nodes)}

    @cached_property
    def tips(self) -> tuple[str, ...]:
        """The nodes with an output that nothing uses, the deepest first."""
        names = dict.fromkeys((*self.order, *self.net))
        place = {name: index for index, name in enumerate(names)}
        found = [
            name
            for name, layer in self.layers.items()
            if layer.outputs and not self.drawing.outgoing(name)
        ]
        return tuple(sorted(found, key=place.__getitem__, reverse=True))

    def is_idle(self, name: str) -> bool:
        """True for a node whose result nothing uses, in a drawing that has an Output."""
        return bool(self.exits) and name not in self.useful

    def is_sound(self, name: str) -> bool:
        """True when the layer itself and the wires on its inputs leave nothing to say."""
        wired = all(s.wire or (s.optional and not s.wires) for s in self.inputs[name].slots)
        return wired and self.is_faultless(name)

    def is_faultless(self, name: str) -> bool:
        """True when the layer's parameters are right as such."""
        node = self.drawing.nodes[name]
        return not faults(node.type, node.params)

    def missing(self, name: str) -> tuple[Slot, ...]:
        """The required inputs without a wire."""
        return tuple(s for s in self.inputs[name].slots if not s.wires and not s.optional)

    def first_output(self, name: str) -> str:
        """The port that a new wire from this node begins at."""
        return output_ports(self.layers[name])[0]


def view_of(project: Project, graph: str, data: DataInfo | None = None) -> View:
    """Read one graph. Raises KeyError when there is none of that name."""
    drawing = project.graphs[graph]
    nodes = tuple(drawing.ordered_nodes())
    layers = {node.name: LAYERS[node.type] for node in nodes if node.type in LAYERS}
    inputs = {name: inputs_of(layer, drawing.incoming(name)) for name, layer in layers.items()}
    net = network(drawing)
    return View(
        graph=graph,
        drawing=drawing,
        net=net,
        order=ordered(net, drawing),
        nodes=nodes,
        layers=layers,
        inputs=inputs,
        samples=project.data,
        training=project.training,
        data=data if graph == MAIN else None,
    )
