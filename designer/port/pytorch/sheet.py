"""Why: computations become nodes and wires, in one graph of a project, as they are met."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from designer import edit
from designer.check.flow import flow
from designer.check.inside import look
from designer.edit import EditError
from designer.layers import Tensor, known, original_of
from designer.layers.blocks import INPUT
from designer.layers.expressions import SIGN, ExpressionError, evaluate
from designer.model import MAIN, OUT, Node, Project
from designer.model.names import fresh, objection
from designer.port.pytorch import matching, phrases
from designer.port.pytorch.matching import Reading
from designer.port.pytorch.values import Flat, Made, Op, Ref, Scope, Symbol, Unreadable, plain
from designer.port.pytorch.world import World
from designer.text import tr

MOST_LAYERS = 3000  # of one drawing: a loop may be written in two lines
NOTHING = Ref("", "")
"""A result that no layer has as an output: the weights of an attention."""


@dataclass
class Sheet:
    """One graph that is being drawn. `modules` are the nodes that stand for modules already.

    `said` are inferred parameters that the text has: what has to come in there; "" stands for
    how many numbers come out.
    """

    project: Project
    world: World
    graph: str = MAIN
    modules: dict[int, str] = field(default_factory=dict)
    said: list[tuple[str, str, Any]] = field(default_factory=list)
    settle: Callable[["Sheet"], None] = field(default=lambda _sheet: None)
    told: bool = False
    guessed: bool = False
    groups: dict[int, tuple[int, ...]] = field(default_factory=dict)  # repeated as one node
    given: dict[str, Any] = field(default_factory=dict)  # what the class was built with
    inlined: set[int] = field(default_factory=set)  # learned tensors in the code of a custom layer
    forced: dict[int, Any] = field(default_factory=dict)  # computations that are drawn already
    keep: list[Any] = field(default_factory=list)  # so that no id is given twice

    def force(self, value: Any, hint: str = "") -> Any:
        """Draw what a value needs: where it runs along a wire, or several as a tuple."""
        if isinstance(value, Made) and value.is_learned:
            return self._learned(value)
        if isinstance(value, Ref) and value.lost:
            sentence = tr("it was changed in place, in line {line}", line=value.lost)
            raise Unreadable(sentence)
        if not isinstance(value, Op):
            return value
        if id(value) not in self.forced:
            found = self._forced(value, hint)
            self.forced[id(value)] = found
            self.keep.append(value)
            self.world.changes.know(value, found)
            if isinstance(value.of, Flat) and isinstance(found, Ref):
                self.said.append((found.node, "", value.of.count))
        return self.forced[id(value)]

    def _forced(self, value: Op, hint: str) -> Any:
        from designer.port.pytorch.others import drawn, last_step

        last = last_step(self, value)
        if last is not None:
            return last
        if value.name == "+":
            from designer.port.pytorch.places import added

            place = added(self, value, hint)
            if place is not None:
                return place
        found = next(matching.readings(value), None)
        if found is not None and found.made is None and self._holds_open(value):
            from designer.port.pytorch.own_code import own_code

            return own_code(self, value, hint)
        return drawn(self, value, hint) if found is None else self.draw(found, hint)

    def _holds_open(self, op: Op) -> bool:
        """True where a learned tensor is computed with that no layer is."""
        parts = (*op.args, *(part for _, part in op.named))
        learned = [part for part in parts if isinstance(part, Made) and part.is_learned]
        return any(not self.can_hold(part) for part in learned)

    def can_hold(self, made: Made) -> bool:
        """True for a learned tensor that a layer is, or that a node stands for already."""
        from designer.port.pytorch.makers import layers_of

        return id(made) in self.modules or any(
            layer.inputs[0].optional for layer, _, _ in layers_of(made)
        )

    def phrase(self, statements: Sequence[ast.stmt], scope: Scope) -> int:
        """Draw the layer that several statements are; how many, 0 where they are none."""
        if len(statements) < 2 or not isinstance(statements[0], ast.Assign):
            return 0
        found = phrases.phrase(statements, scope)
        if found is None:
            return 0
        count, reading, name, variable = found
        scope[variable] = self.draw(reading, name)
        return count

    def draw(self, reading: Reading, hint: str = "") -> Any:
        """Draw a layer behind its inputs; its outputs as Python gives them."""
        inputs = {port: self.wired(value) for port, value in reading.inputs.items()}
        name = self._node(reading, hint)
        for port, ref in inputs.items():
            edit.connect(self.project, ref.node, name, ref.port, port, graph=self.graph)
        return _given(name, reading.gives)

    def wired(self, value: Any) -> Ref:
        """Where a value runs. Raises Unreadable for what is none."""
        found = self.force(value)
        if isinstance(found, tuple) and found and isinstance(found[0], Ref):
            raise Unreadable(tr("several values are taken for one"))
        if not isinstance(found, Ref) or found == NOTHING:
            raise Unreadable(tr("what comes in here is no tensor that is drawn"))
        return found

    def _node(self, reading: Reading, hint: str) -> str:
        made = reading.made
        if made is None:
            name = self.add(reading.layer.type, self.free(hint), reading.values)
            self._expect(name, reading)
            return name
        if id(made) in self.modules:
            return self.again(made, hint)
        name = self.add(reading.layer.type, self.free(made.called or hint), reading.values)
        self.remember(made, name)
        self._expect(name, reading)
        return name

    def _expect(self, name: str, reading: Reading) -> None:
        for param, value in (reading.said or {}).items():
            self.said.append((name, param, value))

    def remember(self, module: Any, name: str) -> None:
        """Know which node stands for a module."""
        self.modules[id(module)] = name
        self.keep.append(module)

    def again(self, module: Any, hint: str = "") -> str:
        """A node that shares the weights of the one that stands for this module."""
        name = edit.link(self.project, self.modules[id(module)], graph=self.graph)
        wanted = self.free(hint)
        if wanted is not None:
            edit.rename(self.project, name, wanted, graph=self.graph)
        return wanted or name

    def add(self, kind: str, name: str | None, values: dict[str, Any]) -> str:
        """Add a node with these parameters. Raises Unreadable for values it cannot have."""
        if len(self.project.graphs[self.graph].nodes) >= MOST_LAYERS:
            raise Unreadable(tr("there are too many layers to draw"))
        params = {key: written(self.own(value)) for key, value in values.items()}
        try:
            return edit.add(self.project, kind, name, graph=self.graph, **params)
        except EditError as error:
            raise Unreadable(str(error).removesuffix(".")) from None

    def own(self, value: Any) -> Any:
        """A value in this drawing's own words: a symbol of another class is its number here."""
        if isinstance(value, tuple | list):
            return tuple(self.own(part) for part in value)
        if not isinstance(value, Symbol):
            return value
        try:
            mine = evaluate(value.text, self.given)
        except ExpressionError:
            return value.value
        return value if mine == value.value else value.value

    def free(self, wanted: str) -> str | None:
        """The name, where a node can have it; else one like it, or None."""
        nodes = self.project.graphs[self.graph].nodes
        wanted = wanted.strip("_")
        if not wanted or objection(wanted):
            return None
        return wanted if wanted not in nodes else fresh(wanted.rstrip("0123456789"), nodes)

    def _learned(self, made: Made) -> Ref:
        from designer.port.pytorch.makers import layers_of

        if id(made) in self.modules:
            return Ref(self.modules[id(made)], OUT)
        for layer, values, _said in layers_of(made):
            if layer.inputs[0].optional:
                name = self.add(layer.type, self.free(made.called), values)
                self.remember(made, name)
                return Ref(name, OUT)
        sentence = tr("{name} is no learned tensor of the catalogue", name=made.called or "?")
        raise Unreadable(sentence, made.line)

    def tensor(self, ref: Ref) -> Tensor:
        """What runs there, as far as it is drawn. Raises Unreadable where that is not known."""
        self.settle(self)
        self.world.asked += 1
        found = flow(look(self.project, self.graph)).tensors.get((ref.node, ref.port))
        if found is None:
            raise Unreadable(tr("nothing in the file says how large this is"))
        return found

    def length(self, op: Op) -> Any:
        """How long an axis is; of a "shape" the whole of it."""
        of = op.args[0]
        of = replace(of, lost=0) if isinstance(of, Ref) else of
        shape = self.tensor(self.wired(of)).shape
        if op.name == "shape":
            return shape
        found = shape[plain(op.args[1])]
        if not isinstance(found, int):
            raise Unreadable(tr("it depends on how many samples come in"))
        return found

    def has_last(self, ref: Ref) -> bool:
        """True for the sequence of a layer that gives its last step as well."""
        node = self.project.graphs[self.graph].nodes.get(ref.node)
        if node is None or ref.port != "sequence" or "last" not in ports_of(self, node.type):
            return False
        params = self.original(ref.node).params
        return params.get("batch_first", True) is True and not params.get("bidirectional")

    def is_settled(self) -> bool:
        """True when the file says how large the input is: lengths are known as it is drawn."""
        return self.told

    def original(self, name: str) -> Node:
        """The node whose weights this one has."""
        nodes = self.project.graphs[self.graph].nodes
        return nodes[original_of(nodes[name].type) or name]

    def inputs(self) -> list[str]:
        """The Input nodes, oldest first."""
        nodes = self.project.graphs[self.graph].ordered_nodes()
        return [node.name for node in nodes if node.type == INPUT]


def ports_of(sheet: Sheet, kind: str) -> list[str]:
    """The outputs of a type of node."""
    layer = known(sheet.project, kind, sheet.graph)
    return [port.name for port in layer.outputs] if layer is not None else []


def written(value: Any) -> Any:
    """A value as a parameter has it: a symbol as an expression of the block."""
    if isinstance(value, Symbol):
        return SIGN + value.text
    if isinstance(value, tuple | list):
        if any(isinstance(part, Symbol) for part in value):
            texts = [part.text if isinstance(part, Symbol) else repr(part) for part in value]
            return f"{SIGN}({', '.join(texts)}{',' if len(texts) == 1 else ''})"
        return tuple(value)
    return value


def _given(name: str, gives: Any) -> Any:
    if isinstance(gives, tuple):
        return tuple(_given(name, part) for part in gives)
    return Ref(name, gives) if gives else NOTHING
