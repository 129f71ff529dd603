"""Why: a project as text, one node or wire a line, so that a diff reads like a sentence."""

import json
from typing import Any

import msgspec

from designer.layers import known
from designer.model import FLOWS, Node, Project
from designer.model.records import (
    plain,
    write_bends,
    write_comment,
    write_frame,
    write_node,
    write_wire,
)
from designer.store.migrations import FORMAT


def dumps(project: Project) -> str:
    """The text of the project file: equal projects give equal bytes. Ends with a newline."""
    graphs = [f"  {_json(name)}: {_graph(project, name)}" for name in project.graph_names()]
    parts = [
        f'{{"format": {_json(FORMAT)}, "name": {_json(project.name)},',
        *([f' "flow": {_json(project.flow)},'] if project.flow != FLOWS[0] else []),
        _block(' "graphs": {', graphs, " },"),
        *([_block(' "codes": {', _codes(project), " },")] if project.codes else []),
        f' "data": {_json(msgspec.to_builtins(project.data))},',
        f' "training": {_json(msgspec.to_builtins(project.training))}}}',
    ]
    return "\n".join(parts) + "\n"


def _graph(project: Project, name: str) -> str:
    graph = project.graphs[name]
    ordered = [_in_order(project, name, node) for node in graph.ordered_nodes()]
    nodes = [f"    {_json(node.name)}: {_json(write_node(node))}" for node in ordered]
    wires = [f"    {_json(write_wire(wire))}" for wire in graph.ordered_wires()]
    frames = [f"    {_json(write_frame(graph.frames[name]))}" for name in sorted(graph.frames)]
    bends = [
        f"    {_json(write_bends(wire, graph.bends[wire]))}"
        for wire in graph.ordered_wires()
        if wire in graph.bends
    ]
    comments = [f"    {_json(write_comment(c))}" for _, c in sorted(graph.comments.items())]
    offered = {name: plain(value) for name, value in graph.exposed.items()}
    parts = [
        *([f'   "params": {_json(offered)},'] if offered else []),
        _block('   "nodes": {', nodes, "   },"),
        _block('   "wires": [', wires, "   ],"),
        *([_block('   "bends": [', bends, "   ],")] if bends else []),
        _block('   "frames": [', frames, "   ]" + ("," if comments else "")),
        *([_block('   "comments": [', comments, "   ]")] if comments else []),
    ]
    return "\n".join(["{", *parts, "  }"])


def _codes(project: Project) -> list[str]:
    """What people wrote, a line of it a line."""
    return [
        _block(f"  {_json(name)}: [", [f"   {_json(line)}" for line in code.split("\n")], "  ]")
        for name, code in sorted(project.codes.items())
    ]


def _in_order(project: Project, graph: str, node: Node) -> Node:
    """The node with its parameters as the catalogue declares them, whatever set them."""
    layer = known(project, node.type, graph) if len(node.params) > 1 else None
    if layer is None:
        return node
    rank = {param.name: number for number, param in enumerate(layer.params)}
    names = sorted(node.params, key=lambda name: rank.get(name, len(rank)))
    return node.with_params({name: node.params[name] for name in names})


def _block(opening: str, lines: list[str], closing: str) -> str:
    if not lines:
        return opening + closing.lstrip()
    return "\n".join([opening, ",\n".join(lines), closing])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
