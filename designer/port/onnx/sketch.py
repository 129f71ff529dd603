"""Why: layers are tried out while a file is read; only those that lead to a result are drawn."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from designer.edit import EditError
from designer.edit.values import clean_all
from designer.layers import Dim, Layer, Mismatch, Sym, Tensor, find, original_of
from designer.layers.expressions import SIGN
from designer.layers.tensor import BATCH
from designer.model import MAIN, CodeChanged, Node, NodeAdded, Project, Value, Wire, WireAdded
from designer.model.names import fresh
from designer.port.onnx.arranging import arranging_code, drawn
from designer.port.onnx.naming import wished
from designer.port.onnx.values import Flow, plain, plain_axes
from designer.text import tr


class Unfit(ValueError):  # noqa: N818  # a state, told as such
    """An operation that no layer of the catalogue does as it is meant: the reason."""


@dataclass(slots=True)
class Drawn:
    """A layer of the sketch. `sources` are what comes into its inputs, by port."""

    type: str
    params: Mapping[str, Value]
    sources: tuple[tuple[str, Flow], ...]
    outputs: tuple[Tensor, ...]
    weights: tuple[str, ...] = ()  # of the file
    node: str = ""  # the operation that it was found for


@dataclass(slots=True)
class Origin:
    """The operation of the file that is being read: what its layers are called after."""

    node: str = ""
    weights: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()  # those weights that are more than a number for each feature


@dataclass(slots=True)
class Sketch:
    """Layers by name, in the order in which they were found."""

    layers: dict[str, Drawn] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # sentences, and the layers they are about
    batch: int | None = None  # how many samples the file is made for, where that is fixed
    fixed: int = 0  # how long sequences are whose length the file leaves open; 0 where that is kept
    origin: Origin = field(default_factory=Origin)
    wish: str = ""  # what the next layer is called, if nobody has the name
    lengths: dict[str, Dim] = field(default_factory=dict)  # open axes, by their name in the file
    uses: Counter[str] = field(default_factory=Counter)  # how often operations take a value
    values: dict[str, list[str]] = field(default_factory=dict)  # what comes of each layer, by name
    _arranged: dict[Flow, Flow] = field(default_factory=dict)
    _tables: dict[tuple[object, ...], str] = field(default_factory=dict)
    _keys: dict[str, tuple[object, ...]] = field(default_factory=dict)  # of layers in `_tables`
    _kinds: dict[tuple[str, str], str] = field(default_factory=dict)  # of code, as it was given
    _next: dict[str, int] = field(default_factory=dict)

    def leave(self) -> None:
        """What is drawn from now on comes of no operation."""
        self.origin = Origin()

    @property
    def is_open(self) -> bool:
        """True while a length besides the batch is open."""
        return any(isinstance(d, Sym) and d.symbol != BATCH for d in self.lengths.values())

    def remark(self, sentence: str, layer: str = "") -> None:
        """Tell the reader something, once; of a layer only if that is drawn in the end."""
        self.told.setdefault(sentence, layer)

    def put(self, kind: str, *sources: Flow | None, **params: object) -> tuple[Flow, ...]:
        """Draw a layer behind these; what it gives, by port. Raises Unfit and Mismatch.

        Views are drawn before. An optional input may be None.
        """
        layer = find(kind)
        given = tuple(None if source is None else self.real(source) for source in sources)
        tensors = [source.given for source in given if source is not None]
        try:
            cleaned = clean_all(layer, params)
        except EditError as error:
            raise Unfit(str(error)) from None
        values = layer.values(cleaned, tensors)
        outputs = layer.rule(values, tensors)
        weights = self.origin.weights if layer.weights(values, tensors) else ()
        name = self._name(layer.prefix or kind.lower(), weights)
        key = (kind, tuple(cleaned.items()), weights)
        same = self._tables.setdefault(key, name) if weights and self.origin.tables else name
        self._keys[name] = key
        if same != name:
            kind, cleaned = SIGN + same, {}
        pairs = zip(_ports(layer, len(given)), given, strict=True)
        wires = tuple((port, source) for port, source in pairs if source is not None)
        self.layers[name] = Drawn(kind, cleaned, wires, outputs, weights, self.origin.node)
        ports = [port.name for port in layer.outputs]
        return tuple(plain(name, port, out) for port, out in zip(ports, outputs, strict=True))

    def one(self, kind: str, *sources: Flow | None, **params: object) -> Flow:
        """Draw a layer and give its first output. Raises Unfit and Mismatch."""
        return self.put(kind, *sources, **params)[0]

    def put_code(
        self,
        word: str,
        text: str,
        ports: Sequence[str],
        sources: Sequence[Flow],
        outs: Sequence[Tensor],
    ) -> tuple[Flow, ...]:
        """Draw a layer with code of its own, called so if that is free; equal code is kept once."""
        kind = self._kinds.get((word, text)) or fresh_word(word, self.codes, self._next)
        self._kinds[word, text] = kind
        self.codes[kind] = text.replace(f"class {word}(", f"class {kind}(")
        name = self._name(word.lower())
        pairs = zip(ports, map(self.real, sources), strict=True)
        self.layers[name] = Drawn(f"#{kind}", {}, tuple(pairs), tuple(outs))
        words = ["out"] if len(outs) == 1 else [f"out{n + 1}" for n in range(len(outs))]
        return tuple(plain(name, port, out) for port, out in zip(words, outs, strict=True))

    def is_alone(self, name: str) -> bool:
        """True where everything that comes of a layer goes one way."""
        return all(self.uses[value] == 1 for value in self.values.get(name, ()))

    def take_back(self, name: str) -> Drawn:
        """Leave out a layer whose place another one takes."""
        key = self._keys.pop(name, None)
        if key is not None and self._tables.get(key) == name:
            del self._tables[key]
        return self.layers.pop(name)

    def real(self, flow: Flow) -> Flow:
        """The flow with its axes as they are arranged, drawn once for all that take it."""
        if flow.is_plain:
            return flow
        if flow not in self._arranged:
            before, self.origin = self.origin, Origin()
            wish, self.wish = self.wish, ""
            try:
                self._arranged[flow] = drawn(flow, self.one)
            except (Mismatch, Unfit):
                self._arranged[flow] = self._by_code(flow)
            finally:
                self.origin, self.wish = before, wish
        return self._arranged[flow]

    def _by_code(self, flow: Flow) -> Flow:
        """Axes arranged in a way that no layers have, as a line of code."""
        start = flow.arranged(plain_axes(flow.given))
        made = self.put_code("Arrange", arranging_code(flow), ["in"], [start], [flow.tensor])[0]
        self.remark(
            tr(
                "{layer}: no layers arrange axes in this way. It is a line of code now.",
                layer=made.node,
            ),
            made.node,
        )
        return made

    def _name(self, prefix: str, weights: tuple[str, ...] = ()) -> str:
        word = self.wish or wished(weights, self.origin.node, prefix)
        if word and word not in self.layers:
            return word
        name = fresh(prefix, self.layers, first=self._next.get(prefix, 1))
        self._next[prefix] = int(name.removeprefix(prefix)) + 1
        return name


def fresh_word(word: str, taken: Container[str], following: dict[str, int]) -> str:
    """The word, or the first with a number that is free; `following` says where to go on."""
    if word not in taken:
        return word
    number = following.get(f"#{word}", 2)
    while f"{word}{number}" in taken:
        number += 1
    following[f"#{word}"] = number + 1
    return f"{word}{number}"


def _ports(layer: Layer, given: int) -> list[str]:
    """Names of the inputs of a layer that gets so many."""
    if layer.inputs and layer.inputs[0].variadic:
        return [f"{layer.inputs[0].name}{number}" for number in range(1, given + 1)]
    return [port.name for port in layer.inputs][:given]


def needed(sketch: Sketch, ends: Iterable[str]) -> set[str]:
    """The layers that lead to these, themselves included."""
    found: set[str] = set()
    waiting = list(ends)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [source.node for _, source in sketch.layers[name].sources]
    return found


def draw(sketch: Sketch, project: Project, kept: set[str]) -> None:
    """Put those layers of a sketch into a project, wires included, as one edit."""
    order = count()
    with project.transaction(tr("Import")):
        kinds = {sketch.layers[name].type for name in kept}
        for word, text in sketch.codes.items():
            if f"#{word}" in kinds:
                project.apply(CodeChanged(word, None, text))
        for name, (kind, params) in _settled(sketch, kept).items():
            project.apply(NodeAdded(MAIN, Node(name, kind, params, order=next(order))))
        for wire in _wires(sketch, kept):
            project.apply(WireAdded(MAIN, wire, next(order)))


def _settled(sketch: Sketch, kept: set[str]) -> dict[str, tuple[str, Mapping[str, Value]]]:
    """Types and parameters of the layers that are drawn.

    The first of those that share weights has them, also where one before was only tried out.
    """
    heirs: dict[str, str] = {}
    found = {}
    for name, layer in sketch.layers.items():
        if name not in kept:
            continue
        original = original_of(layer.type)
        if original and heirs.setdefault(original, original if original in kept else name) != name:
            found[name] = (SIGN + heirs[original], layer.params)
        else:
            real = sketch.layers[original or name]
            found[name] = (real.type, real.params)
    return found


def _wires(sketch: Sketch, kept: set[str]) -> Iterator[Wire]:
    for name, layer in sketch.layers.items():
        if name in kept:
            for port, source in layer.sources:
                yield Wire(source.node, name, source.port, port)
