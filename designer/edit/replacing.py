"""Why: a layer can become one of another type without being drawn anew."""

from dataclasses import replace as with_fields

from designer.edit.codes import new_code
from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, layer_of, node_of, refuse_recursion
from designer.edit.nodes import prefix_of, rename
from designer.edit.ports import has_input, input_of, output_of
from designer.edit.sharing import links_to
from designer.edit.shores import instances_follow
from designer.edit.values import clean, is_default
from designer.edit.wires import connect, disconnect
from designer.layers import Layer, known, output_ports
from designer.layers.custom import NEW
from designer.model import MAIN, Graph, Node, NodeChanged, Project, Value, Wire
from designer.model.names import fresh, stem
from designer.text import tr


def replace(
    project: Project,
    name: str,
    type: str,  # noqa: A002  # the word for it, as in the file
    graph: str = MAIN,
) -> str:
    """Make the layer one of another type; returns its name.

    Wires stay where the new layer has a port for them, parameters where it has one of the
    same name that admits the value. A name made from the old prefix ("relu1") is made anew
    from the new one ("tanh1"); a name that a person gave stays. Raises EditError.
    """
    node = node_of(project, name, graph)
    refuse_recursion(project, type, graph)
    layer = layer_of(project, type, graph)
    if node.type == type:
        return name
    drawing = graph_of(project, graph)
    links = links_to(project, name, graph)
    if links and layer.category == "io":
        sentence = tr("{link} shares the weights of {name}.", link=links[0].name, name=name)
        raise EditError(sentence)
    label = tr("Replace {name} by {type}", name=name, type=type.lstrip("@="))
    with project.transaction(label), instances_follow(project, graph):
        type = new_code(project) if type == NEW else type  # noqa: A001
        unfit = _unfit(drawing, name, layer)
        disconnect(project, unfit, graph)
        for link in links:
            disconnect(project, _unfit(drawing, link.name, layer), graph)
            if link.params:  # what only links to an Embedding have
                project.apply(NodeChanged(graph, link, link.with_params({})))
        muted = node.muted and layer.category != "io"
        after = with_fields(node, type=type, params=_kept(node, layer), muted=muted)
        project.apply(NodeChanged(graph, node, after))
        for wire in unfit:
            _reconnect(project, wire, name, graph)
        new_name = _new_name(project, node, layer, graph)
        rename(project, name, new_name, graph)
    return new_name


def _unfit(drawing: Graph, name: str, layer: Layer) -> list[Wire]:
    """The wires for which the new layer has no port."""
    ports = output_ports(layer)
    unfit = [wire for wire in drawing.incoming(name) if not has_input(layer, wire.target_port)]
    return unfit + [wire for wire in drawing.outgoing(name) if wire.source_port not in ports]


def _kept(node: Node, layer: Layer) -> dict[str, Value]:
    kept: dict[str, Value] = {}
    for param in layer.params:
        if param.name in node.params:
            try:
                value = clean(param, node.params[param.name])
            except EditError:
                continue  # the new layer does not admit it: its default stands
            if not is_default(param, value):
                kept[param.name] = value
    return kept


def _reconnect(project: Project, wire: Wire, name: str, graph: str) -> None:
    """Draw a wire again at the nearest port of the new layer, if one is free."""
    drawing = graph_of(project, graph)
    try:
        if wire.target == name:
            port = input_of(project, name, "", graph)
            if all(other.target_port != port for other in drawing.incoming(name)):
                connect(project, wire.source, name, wire.source_port, port, graph)
        else:
            port = output_of(project, name, "", graph)
            connect(project, name, wire.target, port, wire.target_port, graph)
    except EditError:
        return  # no such side: an Input takes no wire, an Output gives none


def _new_name(project: Project, node: Node, layer: Layer, graph: str) -> str:
    before, new = known(project, node.type, graph), prefix_of(layer)
    old = prefix_of(before) if before is not None else node.type.lower()
    made = node.name != old and stem(node.name) == old
    if not made or old == new:
        return node.name
    return fresh(new, graph_of(project, graph).nodes)
