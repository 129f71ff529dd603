"""Why: attention with several heads is one layer, and in a file a dozen, with weights in parts.

Looked for once all is sketched: by then every exporter's way of laying out heads has become the
same few layers.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from designer.edit import EditError
from designer.edit.values import clean_all
from designer.layers import Mismatch, find, original_of
from designer.layers.expressions import SIGN
from designer.port.onnx.sketch import Drawn, Sketch
from designer.port.onnx.values import Flow

KIND, ATTENDS = "MultiheadAttention", "ScaledDotProductAttention"
CHUNKS = {"Chunk2": 2, "Chunk3": 3}
LAST = "_out_proj"  # what torch calls the layer behind the heads


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of what a Linear layer gives, as heads: the `index`-th of `parts`."""

    linear: str
    index: int
    parts: int
    heads: int
    width: int


@dataclass(frozen=True, slots=True)
class Group:
    """A layer that takes the place of others, whose last one is `end`."""

    layer: Drawn
    end: str
    attends: str
    inner: frozenset[str]
    linears: tuple[str, ...]  # for queries, keys, values and at the end


@dataclass(slots=True)
class Search:
    """Looks for the layers around one that attends; `inner` are those that it would be made of."""

    layers: Mapping[str, Drawn]
    takers: Mapping[str, list[str]]
    inner: set[str] = field(default_factory=set)

    def layer(self, name: str, kind: str, **wanted: object) -> Drawn | None:
        """The layer of this name, if it is of a kind, with these parameters."""
        drawn = self.layers[name]
        real = _real(self.layers, drawn)
        if real.type != kind or any(_param(real, key) != v for key, v in wanted.items()):
            return None
        self.inner.add(name)
        return drawn

    def only(self, name: str) -> str:
        """The one layer that takes what this one gives; "" where there are several."""
        takers = self.takers[name]
        return takers[0] if len(takers) == 1 else ""


def _real(layers: Mapping[str, Drawn], drawn: Drawn) -> Drawn:
    """A layer, or the one whose weights it has."""
    return layers.get(original_of(drawn.type) or "", drawn)


def _param(drawn: Drawn, key: str) -> object:
    """A parameter of a layer; an axis is counted from the first."""
    values = find(drawn.type).values(drawn.params, [flow.given for _, flow in drawn.sources])
    value = values.get(key)
    rank = len(drawn.sources[0][1].given.shape)
    return value % rank if key.endswith("dim") and isinstance(value, int) else value


def gather_heads(sketch: Sketch, kept: set[str]) -> None:
    """Put one layer in place of those that attend with several heads."""
    layers = {name: layer for name, layer in sketch.layers.items() if name in kept}
    takers: dict[str, list[str]] = defaultdict(list)
    for name, layer in layers.items():
        for _, flow in layer.sources:
            takers[flow.node].append(name)
    attending = [name for name, layer in layers.items() if layer.type == ATTENDS]
    groups = [_found(Search(layers, takers, {name}), name) for name in attending]
    names: dict[tuple[str, ...], str] = {}
    moved: dict[str, str] = {}  # what the last layers of groups were called, and what now
    put: dict[str, Drawn] = {}
    gone: set[str] = set()
    for group in _of_their_own(layers, [group for group in groups if group is not None]):
        key = _originals(layers, group.linears)
        put[group.end] = replace(group.layer, sources=_moved(group.layer, moved))
        if key in names:
            put[group.end] = replace(put[group.end], type=SIGN + names[key], params={})
        moved[group.end] = _name(sketch, group)
        names.setdefault(key, moved[group.end])
        gone |= group.inner - {group.end}
        for taker in takers[group.end]:
            layers[taker].sources = _moved(layers[taker], moved)
    sketch.layers = {
        moved.get(name, name): put.get(name, layer)
        for name, layer in sketch.layers.items()
        if name not in gone
    }


def _name(sketch: Sketch, group: Group) -> str:
    """What the layer is called: as the module was, else as what attends in it."""
    wish = group.end.removesuffix(LAST)
    is_free = wish not in sketch.layers or wish in group.inner
    return wish if is_free and wish != group.end else group.attends


def _moved(layer: Drawn, moved: Mapping[str, str]) -> tuple[tuple[str, Flow], ...]:
    """What comes into a layer, from layers as they are called now."""
    return tuple(
        (port, replace(flow, node=moved.get(flow.node, flow.node))) for port, flow in layer.sources
    )


def _originals(layers: Mapping[str, Drawn], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(original_of(layers[name].type) or name for name in names)


def _of_their_own(layers: Mapping[str, Drawn], groups: list[Group]) -> list[Group]:
    """Those that share weights with nothing, or with groups that share all of theirs."""
    users: dict[str, set[str]] = defaultdict(set)
    for name, layer in layers.items():
        users[original_of(layer.type) or name].add(name)
    keys = {group.linears: _originals(layers, group.linears) for group in groups}
    places = {name: key for linears, key in keys.items() for name in linears}
    alike: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        alike[keys[group.linears]].append(group)
    found = set()
    for key, members in alike.items():
        outside = [user for name in key for user in users[name] if places.get(user) != key]
        same = {repr(dict(group.layer.params)) for group in members}
        if not outside and len(same) == 1:
            found.add(key)
    return [group for group in groups if keys[group.linears] in found]


def _found(search: Search, name: str) -> Group | None:
    """What a layer that attends is the middle of; None where it is no layer with heads."""
    attends = search.layers[name]
    end = _end(search, name)
    parts = [_projection(search, flow) for _, flow in attends.sources]
    given = [part for part in parts if part is not None]
    if not end or len(given) < 3 or not _are_one(*given) or not _is_closed(search, end):
        return None
    linears = (*(part.linear for part in given), end)
    reals = [_real(search.layers, search.layers[linear]) for linear in linears]
    biases = [bool(_param(real, "bias")) for real in reals]
    if _param(reals[-1], "out_features") != given[0].heads * given[0].width:
        return None
    if len(set(biases[:3])) > 1:
        return None
    params = {
        "num_heads": given[0].heads,
        "dropout": _param(attends, "dropout"),
        "bias": any(biases),  # exporters leave out those that are zero
        "causal": _param(attends, "causal"),
    }
    sources = [search.layers[part.linear].sources[0][1] for part in given]
    layer = _layer(sources, params, search.layers[end])
    return Group(layer, end, name, frozenset(search.inner), linears) if layer else None


def _layer(sources: list[Flow], params: Mapping[str, object], last: Drawn) -> Drawn | None:
    """The layer, with an input for each thing that is another than the one before.

    None where it gives something else than the last of the others does.
    """
    while len(sources) > 1 and sources[-1] == sources[-2]:
        sources = sources[:-1]
    spec, tensors = find(KIND), [source.given for source in sources]
    try:
        cleaned = clean_all(spec, params)
        if tuple(spec.rule(spec.values(cleaned, tensors), tensors)) != last.outputs:
            return None
    except (Mismatch, EditError):
        return None
    given = tuple(zip((port.name for port in spec.inputs), sources, strict=False))
    return Drawn(KIND, cleaned, given, last.outputs, last.weights, last.node)


def _end(search: Search, name: str) -> str:
    """The Linear layer behind the heads, which are put side by side before; "" for none."""
    turned = search.only(name)
    if not turned or search.layer(turned, "Transpose", dim0=1, dim1=2) is None:
        return ""
    joined = search.only(turned)
    if not joined or search.layer(joined, "Flatten", start_dim=2) is None:
        return ""
    end = search.only(joined)
    return end if end and search.layer(end, "Linear") is not None else ""


def _projection(search: Search, flow: Flow) -> Projection | None:
    """Where queries, keys or values come from."""
    turned = search.layer(flow.node, "Transpose", dim0=1, dim1=2)
    if turned is None or len(flow.given.shape) != 4:
        return None
    heads, width = flow.given.shape[1], flow.given.shape[3]
    if not isinstance(heads, int) or not isinstance(width, int):
        return None
    before = turned.sources[0][1].node
    cut = search.layer(before, "Unflatten", dim=2, shape=(heads, width))
    if cut is not None:
        found = _part(search, cut.sources[0][1], heads * width)
    else:
        found = _selected(search, turned.sources[0][1], (heads, width))
    return None if found is None else Projection(*found, heads, width)


def _part(search: Search, flow: Flow, width: int) -> tuple[str, int, int] | None:
    """The Linear layer that a flow is a part of, which part, and of how many."""
    kind = search.layers[flow.node].type
    if kind in CHUNKS:
        chunk = search.layer(flow.node, kind, dim=2)
        ports = [port.name for port in find(kind).outputs]
        return _whole(search, chunk, ports.index(flow.port), CHUNKS[kind], width)
    if kind == "Select":
        return _selected(search, flow, (width,))
    if search.layer(flow.node, "Linear", out_features=width) is None:
        return None
    return flow.node, 0, 1


def _selected(search: Search, flow: Flow, rest: tuple[int, ...]) -> tuple[str, int, int] | None:
    """The same, where the parts have an axis of their own."""
    chosen = search.layer(flow.node, "Select", dim=2)
    if chosen is None:
        return None
    index, before = _param(chosen, "index"), chosen.sources[0][1]
    parts = before.given.shape[2]
    if not isinstance(index, int) or not isinstance(parts, int):
        return None
    cut = search.layer(before.node, "Unflatten", dim=2, shape=(parts, *rest))
    width = rest[0] * (rest[1] if len(rest) > 1 else 1)
    return _whole(search, cut, index % parts, parts, width)


def _whole(
    search: Search, cut: Drawn | None, index: int, parts: int, width: int
) -> tuple[str, int, int] | None:
    """The Linear layer that is cut into parts, if it is one."""
    if cut is None:
        return None
    name = cut.sources[0][1].node
    linear = search.layer(name, "Linear", out_features=parts * width)
    return None if linear is None else (name, index, parts)


def _are_one(query: Projection, key: Projection, value: Projection) -> bool:
    """True for parts in torch's order: all of one layer, key and value of one, or each alone."""
    if len({(part.heads, part.width) for part in (query, key, value)}) > 1:
        return False
    order = [(part.index, part.parts) for part in (query, key, value)]
    count = len({part.linear for part in (query, key, value)})
    if order == [(0, 3), (1, 3), (2, 3)]:
        return count == 1
    if order == [(0, 1), (0, 2), (1, 2)]:
        return count == 2 and key.linear == value.linear
    return order == [(0, 1)] * 3 and count == 3


def _is_closed(search: Search, end: str) -> bool:
    """True where nothing else takes what is inside."""
    inner = search.inner - {end}
    return all(taker in search.inner for name in inner for taker in search.takers[name])
