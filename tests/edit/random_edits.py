"""Why: one driver of random edits, for the tests of the model, the file and the canvas alike."""

from collections.abc import Callable, Iterator
from random import Random

from designer import edit
from designer.edit import EditError, History
from designer.edit.aligning import DIRECTIONS, SIDES
from designer.layers import LAYERS, LOSSES, OPTIMIZERS, Param, known
from designer.model import FLOWS, MAIN, Graph, Project, Wire
from tests.edit import random_blocks, random_remarks

Edit = Callable[["RandomEdits"], object]


class RandomEdits:
    """Makes random edits, among them refused ones, undos and redos; the same ones for a seed.

    `limit` is the number of nodes beyond which layers are mostly deleted. Most edits are made in
    the network itself, some inside of blocks: `graph` is where the next one is made.
    """

    def __init__(self, project: Project, history: History, seed: int = 0, limit: int = 30) -> None:
        self.project = project
        self.history = history
        self.chance = Random(seed)
        self.limit = limit
        self.done = 0
        self.refused = 0
        self.clipboard = ""
        self.graph = MAIN

    @property
    def drawing(self) -> Graph:
        """Where the next edit is made."""
        return self.project.graphs[self.graph]

    def step(self) -> str:
        """One edit, undo or redo; returns its name."""
        inside = self.chance.random() < 0.25
        self.graph = self.chance.choice(sorted(self.project.graphs)) if inside else MAIN
        crowded = len(self.drawing.nodes) >= self.limit or len(self.project.graphs) > 8
        table = _FEWER if crowded else _EDITS
        chosen = self.chance.choices(list(table), list(table.values()))[0]
        try:
            chosen(self)
            self.done += 1
        except EditError as error:
            assert str(error), "a refusal says why"
            self.refused += 1
        self.graph = MAIN
        return chosen.__name__.strip("_")

    def steps(self, count: int) -> Iterator[str]:
        """`count` edits, one at a time."""
        for _ in range(count):
            yield self.step()

    def name(self) -> str:
        """The name of a node, or "nobody" when there is none."""
        return self.chance.choice(list(self.drawing.nodes) or ["nobody"])

    def names(self) -> list[str]:
        """Some names, rarely none."""
        nodes = list(self.drawing.nodes)
        return self.chance.sample(nodes, min(len(nodes), self.chance.randint(0, 4)))

    def remarks(self) -> list[str]:
        """Some frames and comments, mostly none."""
        there = list(self.drawing.remarks)
        return self.chance.sample(there, min(len(there), self.chance.choice([0, 0, 1, 2])))

    def wire(self) -> Wire:
        """A wire that is there, or one that leads nowhere."""
        return self.chance.choice(list(self.drawing.wires) or [Wire("nobody", "nowhere")])

    def type(self) -> str:
        """Any type of the catalogue; often one with many inputs, where wires are lively."""
        common = ["Add", "Concat", "Conv2d", "Input", "Output"]
        common += ["@" + name for name in sorted(self.project.graphs) if name != MAIN]
        common += ["#" + name for name in sorted(self.project.codes)]
        return self.chance.choice(common if self.chance.random() < 0.4 else list(LAYERS))

    def at(self) -> tuple[float, float]:
        """A place; sometimes not a whole number."""
        x, y = self.chance.randint(-20, 20) * 8, self.chance.randint(0, 100) * 8
        return (x, y) if self.chance.random() < 0.8 else (x / 3, y / 7)

    def value(self, param: Param) -> object:
        """A value for a parameter, sometimes a wrong one."""
        if self.chance.random() < 0.1:
            return self.chance.choice([None, -1, 0, "wrong", "=2 * 3", (1, 2, 3, 4), 1.5, True])
        small = self.chance.randint(1, 9)
        values: dict[str, object] = {
            "int": small,
            "float": small / 8,
            "bool": self.chance.random() < 0.5,
            "choice": self.chance.choice(param.choices or ("none",)),
            "sizes": self.chance.choice([small, (small,) * param.axes, tuple(range(param.axes))]),
            "shape": (small, 2 * small),
            "floats": (small / 10, small / 20),
            "text": "字" * small,
        }
        return values[param.kind]


def _add(r: RandomEdits) -> None:
    edit.add(r.project, r.type(), at=r.at(), graph=r.graph)


def _add_with_params(r: RandomEdits) -> None:
    kind = r.type()
    layer = known(r.project, kind, r.graph)
    params = {
        p.name: r.value(p)
        for p in (layer.params if layer else ())
        if not p.inferred and r.chance.random() < 0.4
    }
    edit.add(
        r.project,
        kind,
        r.chance.choice([None, "层", "a1", "class"]),
        r.at(),
        **params,
        graph=r.graph,
    )


def _remove(r: RandomEdits) -> None:
    heal = r.chance.random() < 0.5
    edit.remove(r.project, r.names(), heal=heal, graph=r.graph, remarks=r.remarks())


def _connect(r: RandomEdits) -> None:
    port = r.chance.choice(["", "", "", "in", "in1", "in3"])
    edit.connect(r.project, r.name(), r.name(), target_port=port, graph=r.graph)


def _disconnect(r: RandomEdits) -> None:
    edit.disconnect(r.project, [r.wire()], graph=r.graph)


def _insert(r: RandomEdits) -> None:
    at = r.at() if r.chance.random() < 0.5 else None
    edit.insert(r.project, r.wire(), r.type(), at, graph=r.graph)


def _move(r: RandomEdits) -> None:
    merge = "keys" if r.chance.random() < 0.3 else ""
    edit.move(r.project, {name: r.at() for name in r.names()}, merge=merge, graph=r.graph)


def _rename(r: RandomEdits) -> None:
    new = r.chance.choice(["a", "b2", "卷积", "self", "9", r.name(), f"n{r.chance.randint(0, 99)}"])
    edit.rename(r.project, r.name(), new, graph=r.graph)


def _set_param(r: RandomEdits) -> None:
    node = r.drawing.nodes.get(r.name())
    layer = known(r.project, node.type, r.graph) if node else None
    params = layer.params if layer else ()
    if node and params:
        param = r.chance.choice(params)
        edit.set_param(r.project, [node.name], param.name, r.value(param), graph=r.graph)


def _collapse(r: RandomEdits) -> None:
    edit.collapse(r.project, r.names(), r.chance.choice([None, True, False]), graph=r.graph)


def _mute(r: RandomEdits) -> None:
    edit.mute(r.project, r.names(), r.chance.choice([None, True, False]), graph=r.graph)


def _detach(r: RandomEdits) -> None:
    edit.detach(r.project, r.names(), graph=r.graph)


def _replace(r: RandomEdits) -> None:
    edit.replace(r.project, r.name(), r.type(), graph=r.graph)


def _copy(r: RandomEdits) -> None:
    r.clipboard = edit.copy(r.project, r.names(), graph=r.graph, remarks=r.remarks())


def _cut(r: RandomEdits) -> None:
    r.clipboard = edit.cut(r.project, r.names(), graph=r.graph, remarks=r.remarks())


def _paste(r: RandomEdits) -> None:
    edit.paste(r.project, r.clipboard, r.at() if r.chance.random() < 0.5 else None, graph=r.graph)


def _duplicate(r: RandomEdits) -> None:
    edit.duplicate(r.project, r.names(), graph=r.graph, remarks=r.remarks())


def _set_name(r: RandomEdits) -> None:
    edit.set_name(r.project, r.chance.choice(["LeNet-5", "网络", "", "a\nb", "“x”"]))


def _set_data(r: RandomEdits) -> None:
    source = r.chance.choice(["digits", "iris", "csv"])
    edit.set_data(r.project, source=source, validation=r.chance.choice([0.1, 0.5, 1, -1]))
    edit.set_data(r.project, shape=r.chance.choice([None, (64,), (8, 8)]), path="图/a.csv")


def _set_training(r: RandomEdits) -> None:
    optimizer, loss = r.chance.choice(list(OPTIMIZERS)), r.chance.choice(list(LOSSES))
    params = {"lr": r.chance.choice([0.1, 0.001, -1.0])}
    edit.set_training(r.project, optimizer=optimizer, optimizer_params=params, loss=loss)


def _set_output(r: RandomEdits) -> None:
    outputs = [name for name, node in r.project.main.nodes.items() if node.type == "Output"]
    changes: list[dict[str, object]] = [
        {"target": r.chance.choice(["labels", "inputs", "none", "outputs"])},
        {"loss": r.chance.choice(["", *LOSSES]), "weight": r.chance.randint(-1, 3) / 2},
        {"loss_params": {"beta": 0.5}},
        {"columns": (r.chance.randint(-1, 3),)},
        {"partners": r.chance.sample([*outputs, "", "", r.name()], 2)},
    ]
    edit.set_output(r.project, r.chance.choice(outputs or [r.name()]), **r.chance.choice(changes))


def _set_flow(r: RandomEdits) -> None:
    edit.set_flow(r.project, r.chance.choice(FLOWS))


def _set_epochs(r: RandomEdits) -> None:
    edit.set_training(r.project, epochs=r.chance.randint(0, 100))


def _tidy(r: RandomEdits) -> None:
    edit.tidy(r.project, r.names() if r.chance.random() < 0.5 else None, graph=r.graph)


def _align(r: RandomEdits) -> None:
    edit.align(r.project, r.names(), r.chance.choice(list(SIDES)), graph=r.graph)
    edit.distribute(r.project, r.names(), r.chance.choice(list(DIRECTIONS)), graph=r.graph)


def _save(r: RandomEdits) -> None:
    r.history.mark_saved()


def _undo(r: RandomEdits) -> None:
    for _ in range(r.chance.randint(1, 6)):
        r.history.undo()


def _redo(r: RandomEdits) -> None:
    for _ in range(r.chance.randint(1, 6)):
        r.history.redo()


_FEWER: dict[Edit, int] = {_remove: 6, _cut: 2, _undo: 2, _redo: 1, _connect: 2, _disconnect: 1}


_EDITS: dict[Edit, int] = {
    **random_blocks.EDITS,
    **random_remarks.EDITS,
    _add: 8,
    _add_with_params: 6,
    _remove: 4,
    _connect: 24,
    _disconnect: 3,
    _insert: 4,
    _move: 5,
    _rename: 4,
    _set_param: 10,
    _mute: 4,
    _collapse: 3,
    _detach: 2,
    _replace: 4,
    _copy: 2,
    _cut: 2,
    _paste: 3,
    _duplicate: 3,
    _set_name: 1,
    _set_flow: 1,
    _set_data: 2,
    _set_training: 2,
    _set_epochs: 2,
    _set_output: 3,
    _tidy: 2,
    _align: 1,
    _save: 1,
    _undo: 12,
    _redo: 8,
}
