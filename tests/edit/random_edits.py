"""Why: one driver of random edits, for the tests of the model, the file and the canvas alike."""

from collections.abc import Callable, Iterator
from random import Random

from designer import edit
from designer.edit import EditError, History
from designer.edit.aligning import DIRECTIONS, SIDES
from designer.layers import LAYERS, LOSSES, OPTIMIZERS, Param, known
from designer.model import FLOWS, MAIN, Graph, Project, Wire

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


def _set_epochs(r: RandomEdits) -> None:
    edit.set_training(r.project, epochs=r.chance.randint(0, 100))


def _tidy(r: RandomEdits) -> None:
    edit.tidy(r.project, r.names() if r.chance.random() < 0.5 else None, graph=r.graph)


def _frame(r: RandomEdits) -> None:
    """A frame that comes or changes."""
    title = r.chance.choice(["Encoder", "编码器", "", "two\nlines"])
    frame = r.chance.choice([*r.drawing.frames, "nobody"])
    match r.chance.randint(0, 3):
        case 0:
            edit.frame_around(r.project, r.names(), title, r.graph, r.remarks())
        case 1:
            edit.add_frame(r.project, (*r.at(), *r.at()), title, graph=r.graph)
        case 2:
            edit.set_frame(r.project, frame, title=title, graph=r.graph)
            edit.set_frame(r.project, frame, rect=(*r.at(), 600, 400), graph=r.graph)
        case _:
            color = r.chance.choice(["", "blue", "red", "mauve"])
            edit.set_frame(r.project, frame, color=color, graph=r.graph)


def _comment(r: RandomEdits) -> None:
    """A comment that comes or changes."""
    text = r.chance.choice(["why so?", "第一行\nline two\n", " \n", "“x”"])
    comment = r.chance.choice([*r.drawing.comments, "nobody"])
    match r.chance.randint(0, 2):
        case 0:
            edit.add_comment(r.project, text, r.at(), r.chance.choice([10, 240]), r.graph)
        case 1:
            edit.set_comment(r.project, comment, text=text, graph=r.graph)
        case _:
            edit.set_comment(r.project, comment, width=r.chance.randint(1, 400), graph=r.graph)


def _bend(r: RandomEdits) -> None:
    """Reroute points that come, move or go."""
    wire = r.chance.choice([*r.drawing.bends, r.wire()])
    points = list(r.drawing.bends.get(wire, ()))
    match r.chance.randint(0, 3):
        case 0 if points:
            points.pop(r.chance.randrange(len(points)))
        case 1 if points:
            points[r.chance.randrange(len(points))] = r.at()
        case 2:
            edit.straighten(r.project, [wire] if wire in r.drawing.wires else [], r.graph)
            return
        case _:
            points.insert(r.chance.randint(0, len(points)), r.at())
    edit.bend(r.project, wire, points, r.graph)


def _carry(r: RandomEdits) -> None:
    """Frames and comments move, with what lies in them, as by arrow keys or a drag."""
    inside = edit.carried(r.drawing, chosen := r.remarks())
    nodes, remarks = r.drawing.nodes, r.drawing.remarks
    dx, dy = r.at()
    places = {name: (nodes[name].at[0] + dx, nodes[name].at[1] + dy) for name in inside.nodes}
    others = {
        name: (remarks[name].at[0] + dx, remarks[name].at[1] + dy)
        for name in dict.fromkeys((*chosen, *inside.remarks))
    }
    merge = "keys" if r.chance.random() < 0.5 else ""
    loose = {  # some points of wires that do not come along by themselves
        wire: [(x + dx, y + dy) for x, y in points]
        for wire, points in r.drawing.bends.items()
        if r.chance.random() < 0.5 and not {wire.source, wire.target} <= set(places)
    }
    edit.move_together(r.project, places, others, r.graph, merge, loose)


def _unbend(r: RandomEdits) -> None:
    """Some points go, of several wires and with what else is selected."""
    bends = [(wire, at) for wire, points in r.drawing.bends.items() for at in range(len(points))]
    chosen = r.chance.sample(bends, min(2, len(bends)))
    edit.remove(r.project, r.names()[:1], False, r.graph, r.remarks()[:1], chosen)


def _align(r: RandomEdits) -> None:
    edit.align(r.project, r.names(), r.chance.choice(list(SIDES)), graph=r.graph)
    edit.distribute(r.project, r.names(), r.chance.choice(list(DIRECTIONS)), graph=r.graph)


def _group(r: RandomEdits) -> None:
    edit.group(
        r.project, r.names(), r.chance.choice(["", "", "Block1", "块", "Exception"]), r.graph
    )


def _unpack(r: RandomEdits) -> None:
    blocks = [name for name, node in r.drawing.nodes.items() if node.type.startswith("@")]
    edit.unpack(r.project, r.chance.choice(blocks or [r.name()]), graph=r.graph)


def _move_in(r: RandomEdits) -> None:
    blocks = [name for name, node in r.drawing.nodes.items() if node.type.startswith("@")]
    edit.move_in(r.project, r.names(), r.chance.choice(blocks or [r.name()]), r.graph)


def _move_out(r: RandomEdits) -> None:
    r.graph = r.chance.choice(sorted(r.project.graphs))
    outer, node = r.chance.choice(edit.instances(r.project, r.graph) or [(MAIN, None)])
    names = r.names()[:2]
    edit.move_out(r.project, names, r.graph, node.name if node else "", outer)


def _expose(r: RandomEdits) -> None:
    node = r.drawing.nodes.get(r.name())
    layer = known(r.project, node.type, r.graph) if node else None
    if node and layer and layer.params:
        edit.expose(r.project, node.name, r.chance.choice(layer.params).name, r.graph)


def _offers(r: RandomEdits) -> None:
    graph = r.chance.choice(sorted(r.project.graphs))
    name = r.chance.choice([*r.project.graphs[graph].exposed, "channels"])
    match r.chance.randint(0, 3):
        case 0:
            edit.set_default(r.project, graph, name, r.chance.choice([3, "no", 0.5, None]))
        case 1:
            edit.rename_offer(r.project, graph, name, r.chance.choice(["width", "repeat", "x"]))
        case 2:
            edit.withdraw(r.project, graph, name)
        case _:
            edit.offer(r.project, graph, name, 3)


def _blocks(r: RandomEdits) -> None:
    graph = r.chance.choice(sorted(r.project.graphs))
    if r.chance.random() < 0.5:
        edit.rename_block(r.project, graph, r.chance.choice(["Stage", "stage", "Tower", MAIN]))
    else:
        edit.remove_block(r.project, graph)


def _link(r: RandomEdits) -> None:
    edit.link(r.project, r.name(), graph=r.graph)


def _unlink(r: RandomEdits) -> None:
    links = [name for name, node in r.drawing.nodes.items() if node.type.startswith("=")]
    edit.unlink(r.project, r.chance.choice(links or [r.name()]), graph=r.graph)


def _save(r: RandomEdits) -> None:
    r.history.mark_saved()


def _undo(r: RandomEdits) -> None:
    for _ in range(r.chance.randint(1, 6)):
        r.history.undo()


def _redo(r: RandomEdits) -> None:
    for _ in range(r.chance.randint(1, 6)):
        r.history.redo()


CODES = ("x * 2", "x + y", "a, b, a * b", "y + x", "class Broken(", "torch.relu(z)")


def _write_code(edits: RandomEdits) -> object:
    """Code that is never allowed to run: new, or in place of other code."""
    text, names = edits.chance.choice(CODES), sorted(edits.project.codes)
    if len(names) < 3:
        return edit.add_code(edits.project, text)
    return edit.set_code(edits.project, edits.chance.choice(names), text)


def _remove_code(edits: RandomEdits) -> object:
    return edit.remove_code(edits.project, edits.chance.choice([*edits.project.codes, "Nothing"]))


_FEWER: dict[Edit, int] = {_remove: 6, _cut: 2, _undo: 2, _redo: 1, _connect: 2, _disconnect: 1}


def _set_flow(edits: RandomEdits) -> None:
    edit.set_flow(edits.project, edits.chance.choice(FLOWS))


_EDITS: dict[Edit, int] = {
    _write_code: 2,
    _remove_code: 1,
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
    _unbend: 2,
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
    _frame: 3,
    _comment: 3,
    _carry: 3,
    _bend: 6,
    _align: 1,
    _group: 3,
    _unpack: 2,
    _move_in: 3,
    _move_out: 3,
    _expose: 4,
    _offers: 3,
    _blocks: 1,
    _link: 2,
    _unlink: 1,
    _save: 1,
    _undo: 12,
    _redo: 8,
}
