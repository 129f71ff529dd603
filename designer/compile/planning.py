"""Why: the classes of a network are planned from the inside out: a block before its instances."""

from dataclasses import replace

from designer.compile.instances import instance, signature
from designer.compile.merged import Merged, settle_names
from designer.compile.names import class_name
from designer.compile.plans import Plan, plan_graph, used_nodes
from designer.compile.uses import Usage, Uses, usage
from designer.compile.variables import INPUT, OUTPUT
from designer.edit import without_muted
from designer.layers import CustomCode
from designer.layers.blocks import contained
from designer.layers.code_reading import imported
from designer.model import MAIN, Node, Project


def plan(project: Project, used: Usage | None = None) -> Plan:
    """Decide how the network of a project that is `whole` is written, blocks included."""
    project = without_muted(project)
    used = used if used is not None else usage(project)
    merged: dict[str, Merged] = {}
    plans: list[Plan] = []
    names = [name for name in contained(project, MAIN) if name in used.by_graph]
    codes = _codes([use for graph in (*names, MAIN) for use in used.by_graph[graph]])
    taken = [*names, *(word for code in codes for word in (code.name, *imported(code)))]
    for graph in (*names, MAIN):
        merged[graph] = Merged(project.graphs[graph], used.by_graph[graph], merged)
        title = class_name(project.name, taken) if graph == MAIN else graph
        plans.append(_plan(graph, title, merged, used))
    *blocks, main = plans
    return replace(main, blocks=tuple(blocks), codes=codes)


def _codes(uses: Uses) -> tuple[CustomCode, ...]:
    """What people wrote of what is used, each once, in the order of the classes."""
    layers = [use.view.layers[node.name] for use in uses for node in used_nodes(use)]
    return tuple({layer.code.name: layer.code for layer in layers if layer.code}.values())


def _plan(graph: str, title: str, merged: dict[str, Merged], used: Usage) -> Plan:
    own = merged[graph]

    def constructors(node: Node, inside: Merged) -> str:
        return instance(node, inside, used, merged)

    nodes = [n.name for n in used_nodes(own.uses[0]) if n.type not in (INPUT, OUTPUT)]
    settle_names(own, nodes)
    made = plan_graph(graph, title, own.uses, own, constructors)
    return replace(made, parameters=tuple(signature(own)))
