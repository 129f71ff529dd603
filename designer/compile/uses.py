"""Why: a block is one class for all its instances, so all ways of using it are looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from designer.check.flow import Flow, flow
from designer.check.inside import Inside, look, stages
from designer.compile.variables import needed_nodes
from designer.model import MAIN, Project

Use = Inside
"""A graph as one instance has it, or the network itself."""
Uses = Sequence[Use]


@dataclass
class Usage:
    """Every way in which each graph is used, in the order in which they are met.

    `stages` has, for each block instance in a use, the use of its definition in each repeat.
    """

    by_graph: dict[str, list[Use]] = field(default_factory=dict)
    stages: dict[tuple[int, str], list[Use]] = field(default_factory=dict)

    def of(self, use: Use, name: str) -> list[Use]:
        """The uses of the definition by this instance, one a repeat."""
        return self.stages[id(use), name]


def usage(project: Project) -> Usage:
    """Walk through the network and into each block. The project must be whole."""
    view = look(project)
    found: Flow = flow(view)
    top = Inside(MAIN, project.main.exposed, (), view, found, ())
    result = Usage({MAIN: [top]})
    waiting: list[Use] = [top]
    while waiting:
        use = waiting.pop(0)
        for name, inner in _instances(project, use).items():
            result.stages[id(use), name] = inner
            known = result.by_graph.setdefault(inner[0].block, [])
            for one in inner:
                if all(one is not other for other in known):
                    known.append(one)
                    waiting.append(one)
    return result


def _instances(project: Project, use: Use) -> Mapping[str, list[Use]]:
    """The block instances that lead to an Output, each with the uses of its definition."""
    view, found = use.view, use.found
    needed = needed_nodes(view.drawing)
    result: dict[str, list[Use]] = {}
    for name in view.order:
        layer = view.layers.get(name)
        if layer is None or name not in needed or name not in found.outputs:
            continue
        if layer.block:
            inputs = [tensor for tensor in found.inputs[name] if tensor is not None]
            result[name] = stages(project, layer, found.values[name], inputs)
    return result
