"""Why: two drawings are compared layer by layer, so it must be known which one is which.

A name says it first. A layer without a namesake is found again by its type, its parameters and
what it is wired to. Whoever asks about the drawings in the other order is told the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from designer.layers import block_of, original_of
from designer.layers.blocks import BLOCK
from designer.layers.expressions import SIGN
from designer.model import MAIN, Graph, Node, Project

FAR = 8  # wires from a layer: what lies farther away does not help to recognize it
HALF = 0.5

Pairs = dict[str, str]
"""What something is called in the first drawing, and what it is called in the second."""
End = tuple[bool, str, str]  # comes in, own port, port at the other end


def match_graphs(before: Project, after: Project) -> Pairs:
    """The network and the definitions of blocks that both have; first those of the same name."""
    pairs = {name: name for name in before.graph_names() if name in after.graphs}
    while True:
        ours = _alone(before, set(pairs), _types(pairs))
        theirs = _alone(after, set(pairs.values()), {})
        found = {ours[key]: theirs[key] for key in ours if key in theirs}
        if not found:
            return pairs
        pairs |= found


def match_nodes(before: Graph, after: Graph, graphs: Pairs) -> Pairs:
    """The layers that both graphs have; `graphs` are the blocks that both projects have."""
    pairs = {name: name for name in before.nodes if name in after.nodes}
    types = _types(graphs)
    pairs |= _alike(before, after, pairs, types)
    again = True
    while again:
        again = False
        for fits in SIGNS:
            found = {} if again else _near(before, after, pairs, types, fits)
            again = again or bool(found)
            pairs |= found
    return dict(sorted(pairs.items(), key=lambda pair: before.nodes[pair[0]].order))


def translated(kind: str, nodes: Mapping[str, str], graphs: Mapping[str, str]) -> str:
    """What a type of the first drawing is called in the second."""
    block, original = block_of(kind), original_of(kind)
    if block:
        return BLOCK + graphs.get(block, block)
    return SIGN + nodes.get(original, original) if original else kind


def _types(graphs: Pairs) -> dict[str, str]:
    return {BLOCK + old: BLOCK + new for old, new in graphs.items() if old != MAIN}


def _alone(project: Project, paired: set[str], types: Mapping[str, str]) -> dict[Hashable, str]:
    """Definitions without a namesake, by what is drawn in them; none of two that are equal."""
    keys: dict[Hashable, list[str]] = defaultdict(list)
    for name in project.graph_names():
        if name not in paired:
            keys[_content(project.graphs[name], types)].append(name)
    return {key: names[0] for key, names in keys.items() if len(names) == 1}


def _content(graph: Graph, types: Mapping[str, str]) -> Hashable:
    nodes = [(n.name, types.get(n.type, n.type), _params(n), n.muted) for n in graph.nodes.values()]
    return frozenset(nodes), frozenset(graph.wires), tuple(graph.exposed.items())


def _params(node: Node) -> Hashable:
    return tuple(sorted(node.params.items()))


def _kind(node: Node, types: Mapping[str, str]) -> str:
    return SIGN if original_of(node.type) else types.get(node.type, node.type)


def _ends(graph: Graph, name: str) -> Iterator[tuple[End, str]]:
    """The ends of a layer's wires, each with the layer at the other end."""
    for wire in graph.incoming(name):
        yield (True, wire.target_port, wire.source_port), wire.source
    for wire in graph.outgoing(name):
        yield (False, wire.source_port, wire.target_port), wire.target


def _alike(before: Graph, after: Graph, pairs: Pairs, types: Mapping[str, str]) -> Pairs:
    """Layers without a namesake around which all is alike, as far as that can be seen.

    Where there are as many of a sort in both drawings, the first is the first.
    """
    numbers: dict[Hashable, int] = {}
    ours = _looks(before, {old: f"={new}" for old, new in pairs.items()}, types, numbers)
    theirs = _looks(after, {new: f"={new}" for new in pairs.values()}, {}, numbers)
    found: Pairs = {}
    for look, names in ours.items():
        others = theirs.get(look, [])
        if len(names) == len(others):
            found |= zip(names, others, strict=True)
    return found


def _looks(
    graph: Graph, known: Pairs, types: Mapping[str, str], numbers: dict[Hashable, int]
) -> dict[int, list[str]]:
    """The other layers by how they and what is around them look; oldest first."""

    def number(key: Hashable) -> int:
        return numbers.setdefault(key, len(numbers))

    rest = [node for node in graph.ordered_nodes() if node.name not in known]
    look = {name: number(anchor) for name, anchor in known.items()}
    look |= {node.name: number((_kind(node, types), _params(node))) for node in rest}
    for _ in range(min(FAR, len(rest))):
        look |= {
            node.name: number(
                (look[node.name], tuple(sorted((e, look[o]) for e, o in _ends(graph, node.name))))
            )
            for node in rest
        }
    found: dict[int, list[str]] = defaultdict(list)
    for node in rest:
        found[look[node.name]].append(node.name)
    return found


class Likeness(NamedTuple):
    """How much two layers are alike. `share` is the part of their wires that are the same."""

    type: bool
    params: bool
    share: float


SIGNS: tuple[Callable[[Likeness], bool], ...] = (
    lambda like: like.type and like.params,
    lambda like: like.type and like.share >= HALF,
    lambda like: like.share == 1,
)
"""What one of two layers at the same place is known by, the surest first."""


def _near(
    before: Graph,
    after: Graph,
    pairs: Pairs,
    types: Mapping[str, str],
    fits: Callable[[Likeness], bool],
) -> Pairs:
    """Layers that have the same place: between layers that are known already."""
    taken = set(pairs.values())
    shared: Counter[tuple[str, str]] = Counter()
    for name in before.nodes:
        if name not in pairs:
            around = [(end, pairs[other]) for end, other in _ends(before, name) if other in pairs]
            for end, other in around:
                shared.update((name, new) for new in _at(after, other, end) if new not in taken)
    fitting: list[tuple[int, Node, Node]] = []
    for (name, other), count in shared.items():
        old, new = before.nodes[name], after.nodes[other]
        most = max(_degree(before, name), _degree(after, other))
        same_type = _kind(old, types) == _kind(new, {})
        if fits(Likeness(same_type, _params(old) == _params(new), count / most)):
            fitting.append((count, old, new))
    fitting.sort(key=lambda row: (-row[0], row[1].order + row[2].order))
    found: Pairs = {}
    for _, old, new in fitting:
        if old.name not in found and new.name not in taken:
            found[old.name] = new.name
            taken.add(new.name)
    return found


def _degree(graph: Graph, name: str) -> int:
    return len(graph.incoming(name)) + len(graph.outgoing(name))


def _at(graph: Graph, name: str, end: End) -> list[str]:
    """What hangs at a layer as the other end of such a wire."""
    comes_in, own, far = end
    if comes_in:
        wires = graph.outgoing(name)
        return [w.target for w in wires if (w.target_port, w.source_port) == (own, far)]
    wires = graph.incoming(name)
    return [w.source for w in wires if (w.source_port, w.target_port) == (own, far)]
