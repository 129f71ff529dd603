"""Why: layers travel as text, between places, windows and people."""

import json
from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Any

from designer.edit.bends import lead, shifted
from designer.edit.code_records import read_codes, write_codes
from designer.edit.definitions import bring_blocks, definitions
from designer.edit.errors import EditError
from designer.edit.framing import Carried, with_carried
from designer.edit.graph_records import (
    LAYOUT,
    read_graphs,
    write_all_bends,
    write_graph,
    write_remarks,
)
from designer.edit.lookup import graph_of, nodes_of, refuse_recursion
from designer.edit.nodes import place_of
from designer.edit.remarks import bring_remarks, remark_of
from designer.edit.removal import remove
from designer.edit.shores import instances_follow
from designer.edit.turning import set_flow
from designer.layers import block_of, code_of, original_of
from designer.layers.blocks import BLOCK
from designer.layers.expressions import SIGN
from designer.model import FLOWS, MAIN, Graph, Node, NodeAdded, Point, Project, WireAdded
from designer.model.names import fresh, stem
from designer.model.records import members, read_flow, write_node, write_wire
from designer.model.strict_json import RecordError, parse
from designer.text import tr, trn

FORMAT = "designer-layers/1"
OFFSET = 32.0  # how far a copy lies from its original, right and down


def copy(
    project: Project, names: Iterable[str], graph: str = MAIN, remarks: Iterable[str] = ()
) -> str:
    """The layers and the wires between them, as text for the clipboard. Raises EditError.

    Of the frames and comments in `remarks`, frames bring what lies in them.
    """
    drawing = graph_of(project, graph)
    names, remarks = with_carried(drawing, names, remarks)
    nodes = nodes_of(project, names, graph)
    chosen = {node.name for node in nodes}
    for node in nodes:
        original = original_of(node.type)
        if original and original not in chosen:
            sentence = tr(
                "{name} shares the weights of {original}: copy both.",
                name=node.name,
                original=original,
            )
            raise EditError(sentence)
    wires = [
        wire for wire in drawing.ordered_wires() if wire.source in chosen and wire.target in chosen
    ]
    record: dict[str, Any] = {
        "format": FORMAT,
        **({"flow": project.flow} if project.flow != FLOWS[0] else {}),
        "nodes": {node.name: write_node(node) for node in nodes},
        "wires": [write_wire(wire) for wire in wires],
        **write_all_bends(drawing, wires),
        **write_remarks(remark_of(project, name, graph) for name in remarks),
    }
    blocks = definitions(project, nodes)
    if blocks:
        record["blocks"] = {name: write_graph(project.graphs[name]) for name in blocks}
    inside = [node for name in blocks for node in project.graphs[name].nodes.values()]
    codes = {code_of(node.type) for node in (*nodes, *inside)} & set(project.codes)
    if codes:
        record["codes"] = write_codes(project, sorted(codes))
    return json.dumps(record, ensure_ascii=False)


def cut(
    project: Project, names: Iterable[str], graph: str = MAIN, remarks: Iterable[str] = ()
) -> str:
    """Like `copy`, and what was copied goes. Raises EditError."""
    chosen = with_carried(graph_of(project, graph), names, remarks)
    text = copy(project, chosen.nodes, graph, chosen.remarks)
    with project.transaction(_cut_label(chosen)):
        remove(project, chosen.nodes, graph=graph, remarks=chosen.remarks)
    return text


def paste(project: Project, text: str, at: Point | None = None, graph: str = MAIN) -> list[str]:
    """Put copied layers in, with wires and parameters; returns their names.

    A name that is taken is made anew. `at` is the top left corner of all; without it they lie
    a little off their originals. Raises EditError for text that is not ours.
    """
    pasted = _read(text)
    set_flow(pasted, project.flow)
    nodes, wires = pasted.main.ordered_nodes(), pasted.main.ordered_wires()
    drawing = graph_of(project, graph)
    dx, dy = _shift(_places(pasted.main), _places(drawing), at)
    names: dict[str, str] = {}
    next_numbers: dict[str, int] = {}
    label = _paste_label(Carried(tuple(n.name for n in nodes), tuple(pasted.main.remarks)))
    with project.transaction(label), instances_follow(project, graph):
        types = bring_blocks(project, pasted)
        taken = set(drawing.nodes)
        for node in nodes:
            names[node.name] = _free_name(node.name, taken, next_numbers)
            taken.add(names[node.name])
        for node in nodes:
            place = place_of((node.at[0] + dx, node.at[1] + dy))
            kind = types.get(node.type, node.type)
            if original_of(kind):
                kind = SIGN + names.get(original_of(kind), original_of(kind))
            refuse_recursion(project, kind, graph)
            order = drawing.next_order()
            twin = replace(node, name=names[node.name], type=kind, at=place, order=order)
            project.apply(NodeAdded(graph, twin))
        for wire in wires:
            twin_wire = replace(wire, source=names[wire.source], target=names[wire.target])
            project.apply(WireAdded(graph, twin_wire, drawing.next_order()))
            points = pasted.main.bends.get(wire, ())
            lead(project, twin_wire, shifted(points, (dx, dy)), graph)
        bring_remarks(project, graph, pasted.main, (dx, dy))
    return list(names.values())


def definition_text(project: Project, block: str) -> str:
    """A definition, with those inside it, as text that `adopt` takes. Raises EditError."""
    if block == MAIN:
        raise EditError(tr("This is the network itself, not a block."))
    graph_of(project, block)
    scratch = project.copy()
    with scratch.transaction("one instance"):
        name = fresh("instance", scratch.main.nodes)
        node = Node(name, BLOCK + block, {}, (0.0, 0.0), scratch.main.next_order())
        scratch.apply(NodeAdded(MAIN, node))
    return copy(scratch, [name])


def adopt(project: Project, text: str) -> str:
    """Bring the definition of a text into the project; returns the type of its instances.

    Raises EditError for text that is not ours.
    """
    pasted = _read(text)
    set_flow(pasted, project.flow)
    kinds = [node.type for node in pasted.main.ordered_nodes() if block_of(node.type)]
    if len(kinds) != 1:
        raise EditError(tr("There is no block in this text."))
    with project.transaction(tr("Bring in block {block}", block=block_of(kinds[0]))):
        return bring_blocks(project, pasted)[kinds[0]]


def duplicate(
    project: Project, names: Iterable[str], graph: str = MAIN, remarks: Iterable[str] = ()
) -> list[str]:
    """Copy layers, with the wires between them, to beside themselves; returns the new names."""
    chosen = with_carried(graph_of(project, graph), names, remarks)
    text = copy(project, chosen.nodes, graph, chosen.remarks)
    with project.transaction(_duplicate_label(chosen)):
        return paste(project, text, graph=graph)


def _free_name(name: str, taken: Container[str], next_numbers: dict[str, int]) -> str:
    """The name itself, or the next of its kind; `next_numbers` remembers where to look on."""
    if name not in taken:
        return name
    kind = stem(name)
    found = fresh(kind, taken, next_numbers.get(kind, 1))
    next_numbers[kind] = int(found.removeprefix(stem(found))) + 1
    return found


def _read(text: str) -> Project:
    """The pasted layers as a project of their own, with the definitions of their blocks."""
    if not text.lstrip().startswith('{"format"'):
        raise EditError(tr("There are no layers in the clipboard."))
    try:
        record = members(
            parse(text),
            "",
            required=("format", "nodes", "wires"),
            optional=("flow", "blocks", "codes", *LAYOUT),
        )
        if record["format"] != FORMAT:
            raise RecordError("format", tr("another version of Designer wrote this"))
        pasted = Project()
        pasted.flow = read_flow(record.get("flow", FLOWS[0]))
        with pasted.transaction("read"):
            read_codes(pasted, record.get("codes", {}))
            read_graphs(pasted, members(record.get("blocks", {}), "blocks", optional=None))
            drawn = {key: record[key] for key in ("nodes", "wires", *LAYOUT) if key in record}
            read_graphs(pasted, {MAIN: drawn}, "")
    except RecordError as error:
        sentence = tr("The layers in the clipboard cannot be read: {reason}.", reason=error)
        raise EditError(sentence) from None
    return pasted


def _places(drawing: Graph) -> set[Point]:
    """The top left corners of all that is drawn."""
    return {item.at for item in (*drawing.nodes.values(), *drawing.remarks.values())}


def _shift(places: set[Point], taken: set[Point], at: Point | None) -> Point:
    if not places:
        return 0.0, 0.0
    if at is not None:
        left, top = min(x for x, _ in places), min(y for _, y in places)
        return at[0] - left, at[1] - top
    shift = 0.0
    while any((x + shift, y + shift) in taken for x, y in places):
        shift += OFFSET
    return shift, shift


def _cut_label(chosen: Carried) -> str:
    names = chosen.nodes
    if not names and chosen.remarks:
        return tr("Cut frames and comments")
    if len(names) == 1:
        return tr("Cut {name}", name=names[0])
    return trn("Cut {count} layer", "Cut {count} layers", len(names))


def _paste_label(chosen: Carried) -> str:
    names = chosen.nodes
    if not names and chosen.remarks:
        return tr("Paste frames and comments")
    if len(names) == 1:
        return tr("Paste {name}", name=names[0])
    return trn("Paste {count} layer", "Paste {count} layers", len(names))


def _duplicate_label(chosen: Carried) -> str:
    names = chosen.nodes
    if not names and chosen.remarks:
        return tr("Duplicate frames and comments")
    if len(names) == 1:
        return tr("Duplicate {name}", name=names[0])
    return trn("Duplicate {count} layer", "Duplicate {count} layers", len(names))
