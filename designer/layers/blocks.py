"""Why: a block, and a layer that shares another's weights, are declared by the drawing itself.

A node of type "@Name" is one instance of the definition that stands in the graph "Name". A node
of type "=conv1" is the layer conv1 of the same graph, called once more with the same weights.
Both are layers like any other: ports, parameters, a line of code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from designer.layers.accept import described, fixed
from designer.layers.custom import CODE, NEW, custom_layer
from designer.layers.expressions import SIGN
from designer.layers.spec import Call, Inputs, Kind, Layer, Param, Port, Values
from designer.layers.table import LAYERS
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned
from designer.model import IN, MAIN, OUT, Graph, Node, Project, Value
from designer.text import listed, tr, trn

BLOCK = "@"
OWN = "+"
INPUT, OUTPUT = "Input", "Output"
REPEAT = "repeat"
MOST_REPEATS = 1000


def block_of(kind: str) -> str:
    """The definition that a node of this type is an instance of; "" for other types."""
    return kind[1:] if kind.startswith(BLOCK) else ""


def original_of(kind: str) -> str:
    """The node whose weights a node of this type shares; "" for other types."""
    return kind[1:] if kind.startswith(SIGN) else ""


def known(project: Project, kind: str, graph: str = MAIN) -> Layer | None:
    """The layer of a node of this type in this graph: of the catalogue, a block, custom, or linked.

    None for what does not exist, and for a block that contains itself.
    """
    found = LAYERS.get(kind)
    if found is not None:
        return found
    if block_of(kind):
        return _block(project, block_of(kind))
    if kind.startswith(CODE):
        return custom_layer(project, kind)
    node = project.graphs[graph].nodes.get(original_of(kind)) if graph in project.graphs else None
    if node is None or original_of(node.type):
        return None
    layer = known(project, node.type, graph)
    return _linked(layer, node) if layer is not None and layer.category != "io" else None


def from_library(project: Project, name: str) -> Layer | None:
    """A definition as one of the person's own, which comes into a project when it is used."""
    layer = _block(project, name)
    if layer is None:
        return None
    return replace(layer, type=OWN + name, category="library")


def addable(project: Project, graph: str) -> list[Layer]:
    """What the project itself has to add to this graph: blocks, but those that lead back to it,
    custom layers, and last one that is still to be written.
    """
    found = [known(project, BLOCK + name) for name in project.graph_names() if name != MAIN]
    blocks = [
        layer
        for layer in found
        if layer is not None
        and block_of(layer.type) != graph
        and graph not in contained(project, block_of(layer.type))
    ]
    written = [custom_layer(project, CODE + name) for name in sorted(project.codes)]
    return [*blocks, *(layer for layer in (*written, custom_layer(project, NEW)) if layer)]


def uses(project: Project, graph: str) -> list[str]:
    """The definitions that a graph has instances of, each once, the first one first."""
    if graph not in project.graphs:
        return []
    found = (block_of(node.type) for node in project.graphs[graph].ordered_nodes())
    return list(dict.fromkeys(name for name in found if name in project.graphs))


def contained(project: Project, graph: str) -> list[str]:
    """All definitions inside a graph, however deep: each after those that it uses itself."""
    found: dict[str, None] = {}
    _visit(project, graph, found, ())
    found.pop(graph, None)
    return list(found)


def _visit(project: Project, graph: str, found: dict[str, None], above: tuple[str, ...]) -> None:
    if graph in found or graph in above:
        return
    for name in uses(project, graph):
        _visit(project, name, found, (*above, graph))
    found[graph] = None


def contains_itself(project: Project, graph: str) -> bool:
    """True when a path of instances leads from a definition back to it."""
    waiting, seen = uses(project, graph), set[str]()
    while waiting:
        name = waiting.pop()
        if name == graph:
            return True
        if name not in seen:
            seen.add(name)
            waiting += uses(project, name)
    return False


def entrances(graph: Graph) -> list[Node]:
    """The Input nodes, oldest first: the block's inputs."""
    return [node for node in graph.ordered_nodes() if node.type == INPUT]


def exits(graph: Graph) -> list[Node]:
    """The Output nodes, oldest first: the block's outputs."""
    return [node for node in graph.ordered_nodes() if node.type == OUTPUT]


def edition_of(project: Project, graph: str) -> str:
    """A text that is another one whenever the definition, or one inside it, has changed."""
    names = [*contained(project, graph), graph]
    revisions = [str(project.graphs[name].revision) for name in names]
    kinds = {node.type for name in names for node in project.graphs[name].nodes.values()}
    written = [layer for kind in sorted(kinds) if (layer := custom_layer(project, kind))]
    return ",".join([*revisions, *(layer.edition for layer in written)])


def _block(project: Project, name: str) -> Layer | None:
    if name == MAIN or name not in project.graphs or contains_itself(project, name):
        return None
    graph = project.graphs[name]
    inputs = _ports([node.name for node in entrances(graph)], IN)
    outputs = _ports([node.name for node in exits(graph)], OUT)
    inside = len(graph.nodes) - len(inputs) - len(outputs)
    params = tuple(_offered(project, name))
    if len(inputs) == len(outputs) == 1:
        params += (_repeat(),)
    return Layer(
        type=BLOCK + name,
        category="block",
        help=trn("A block of {count} layer.", "A block of {count} layers.", inside),
        rule=_asked_of_its_drawing,
        nn=name,
        inputs=inputs,
        outputs=outputs,
        params=params,
        expression=partial(_write, tuple(port.name for port in outputs)),
        words=_words,
        prefix=prefix_of(name),
        block=name,
        edition=edition_of(project, name),
    )


def _ports(names: list[str], single: str) -> tuple[Port, ...]:
    return (Port(single, help=names[0]),) if len(names) == 1 else tuple(map(Port, names))


def prefix_of(name: str) -> str:
    """What instances are called: `conv_block` of "ConvBlock"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().rstrip("0123456789")


def _asked_of_its_drawing(_values: object, _inputs: object) -> tuple[()]:
    raise Mismatch("inside", tr("is known by what is drawn inside"))  # pragma: no cover


def _write(ports: tuple[str, ...], call: Call) -> list[str]:
    given = ", ".join(name for name in call.inputs if name is not None)
    call_text = f"self.{call.name}({given})"
    if len(ports) < 2:
        return [assigned(call, call_text)]
    made = ", ".join(call.outputs.get(port, "_") for port in ports)
    return [f"{made} = {call_text}"]


def _words(values: Mapping[str, object]) -> str:
    shown = [
        f"{name} {value}" for name, value in values.items() if name != REPEAT and value is not None
    ]
    if values.get(REPEAT, 1) != 1:
        shown.insert(0, f"× {values[REPEAT]}")
    return listed(shown[:3])


def _repeat() -> Param:
    note = "How often the block stands here, one behind the other, each with weights of its own."
    return Param(REPEAT, "int", 1, help=note, minimum=1, maximum=MOST_REPEATS, in_code=False)


def _offered(project: Project, name: str) -> Iterator[Param]:
    """The parameters that instances may set, each of the kind that it has inside."""
    graph = project.graphs[name]
    for offered, default in graph.exposed.items():
        inner = _where_used(project, name, offered)
        if inner is None:
            yield Param(offered, _kind(default), default, always=True)
        else:
            yield replace(
                inner,
                name=offered,
                default=default,
                advanced=False,
                positional=False,
                always=True,
                in_code=True,
            )


def _where_used(project: Project, name: str, offered: str) -> Param | None:
    """The parameter inside that takes the value as it is."""
    for node in project.graphs[name].ordered_nodes():
        for param, value in node.params.items():
            if value == SIGN + offered:
                layer = known(project, node.type, name)
                if layer is not None and any(p.name == param for p in layer.params):
                    return layer.param(param)
    return None


def _kind(value: Value) -> Kind:
    kinds: dict[type, Kind] = {bool: "bool", int: "int", float: "float", tuple: "shape"}
    return kinds.get(type(value), "text")


def _linked(layer: Layer, node: Node) -> Layer:
    """The layer of a node, called once more under its attribute."""
    linked = replace(
        layer,
        type=SIGN + node.name,
        weights=lambda _values, _inputs: 0,
        edition=f"{layer.type}:{layer.edition}",
        shares=node.name,
        prefix=layer.prefix or layer.type.lower(),
    )
    if layer.type != "Embedding":
        return linked
    return replace(
        linked,
        rule=partial(_look_up_or_score, layer),
        params=(*layer.params, SCORES),
        expression=_write_scores,
    )


SCORES = Param(
    "scores",
    "bool",
    False,
    help=(
        "Turned around: takes a vector and scores each entry of the table by how well it matches, "
        "as language models do with the weights of their own embedding."
    ),
    in_code=False,
)
"""The one parameter that a linked layer has of its own."""


def _look_up_or_score(layer: Layer, values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    if not values[SCORES.name]:
        return layer.rule(values, inputs)
    (x,) = inputs
    width = values["embedding_dim"]
    if x.rank < 2 or fixed(x, -1, "features") != width or x.dtype != "float32":
        message = tr(
            "needs {width} features at the end, and gets {got}", width=width, got=described(x)
        )
        raise Mismatch("features", message, expected=width, got=x.sample)
    return (x.with_shape(*x.shape[:-1], values["num_embeddings"]),)


def _write_scores(call: Call) -> list[str]:
    given = call.inputs[0]
    if call.values[SCORES.name]:
        return [assigned(call, f"F.linear({given}, self.{call.name}.weight)")]
    return [assigned(call, f"self.{call.name}({given})")]
