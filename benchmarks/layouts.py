"""Why: networks of any size as graphs to lay out: residual runs, inception blocks, U-Net skips."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

from designer import edit, gallery
from designer.edit.arranging import Lead
from designer.edit.tidying import leads
from designer.layers import block_of, original_of
from designer.model import MAIN, Project
from designer.protocol import DataSpec

Net = tuple[list[str], dict[str, list[Lead]]]  # names in the order drawn; where their wires lead


def residual(size: int) -> Net:
    """Runs of two or three layers with a way around, every fourth with a layer on that way."""
    below: dict[str, list[Lead]] = {"n0": []}
    name = (f"n{i}" for i in count(1))
    last = "n0"
    for block in count():
        start = last
        for _ in range(2 + block % 2):
            last = _after(below, [last], next(name))
        around = _after(below, [start], next(name)) if block % 4 == 3 else start
        last = _after(below, [last, around], next(name))
        if len(below) >= size:
            return list(below), below
    raise AssertionError


def inception(size: int) -> Net:
    """Four branches of one to three layers that come together, again and again."""
    below: dict[str, list[Lead]] = {"n0": []}
    name = (f"n{i}" for i in count(1))
    last = "n0"
    while len(below) < size:
        ends = []
        for length in (1, 2, 3, 2):
            at = last
            for _ in range(length):
                at = _after(below, [at], next(name))
            ends.append(at)
        last = _after(below, ends, next(name))
    return list(below), below


def unet(size: int, depth: int = 6) -> Net:
    """Encoders and decoders with skips between their levels, one after another."""
    below: dict[str, list[Lead]] = {"n0": []}
    name = (f"n{i}" for i in count(1))
    last = "n0"
    while len(below) < size:
        skips = []
        for _ in range(depth):
            last = _after(below, [_after(below, [last], next(name))], next(name))
            skips.append(last)
            last = _after(below, [last], next(name))
        for skip in reversed(skips):
            last = _after(below, [last], next(name))
            last = _after(below, [last, skip], next(name))
            last = _after(below, [last], next(name))
    return list(below), below


def mixed(size: int) -> Net:
    """A third of each, side by side for as long as they last, joined at their ends."""
    names: list[str] = ["start"]
    below: dict[str, list[Lead]] = {"start": []}
    for kind in (residual, inception, unet):
        own, edges = kind(size // 3)
        for name in own:
            names.append(f"{kind.__name__}_{name}")
            below[names[-1]] = [
                lead._replace(target=f"{kind.__name__}_{lead.target}") for lead in edges[name]
            ]
        below["start"].append(Lead(f"{kind.__name__}_{own[0]}"))
    return names, below


def grid(size: int) -> Net:
    """Wide layers with wires at random: no network, but the hardest to lay out."""
    chance = Random(0)
    width = max(2, round((size / 2) ** 0.5))
    below: dict[str, list[Lead]] = {}
    for i in range(size):
        row = i // width
        above = range(max(0, (row - 1) * width), row * width)
        wired = chance.sample(above, min(len(above), 1 + (chance.random() < 0.3)))
        _after(below, [f"n{source}" for source in wired], f"n{i}")
    return list(below), below


KINDS: dict[str, Callable[[int], Net]] = {
    "residual": residual,
    "inception": inception,
    "U-Net": unet,
    "mixed": mixed,
    "grid": grid,
}


def _after(below: dict[str, list[Lead]], sources: list[str], name: str) -> str:
    below[name] = []
    sources = list(dict.fromkeys(sources))
    for i, source in enumerate(sources):
        below[source].append(Lead(name, 0.0, (i + 1) / (len(sources) + 1) - 0.5))
    return name


def net_of(project: Project, graph: str = MAIN) -> Net:
    """A drawing as what is to be laid out."""
    nodes = project.graphs[graph].ordered_nodes()
    return [node.name for node in nodes], leads(project, nodes, graph)


def templates() -> Iterator[tuple[str, Net, Project]]:
    """Every template, with the layers of its blocks in their places."""
    for name in gallery.TEMPLATES:
        project = unpacked(gallery.create(name))
        project.data = DataSpec()  # nothing to read: this is about the drawing
        yield name, net_of(project), project


def unpacked(project: Project) -> Project:
    """The network with the layers of its blocks in their places; repeats stay one."""
    while True:
        nodes = project.main.ordered_nodes()
        block = next((n for n in nodes if block_of(n.type) and not original_of(n.type)), None)
        if block is None:
            return project
        try:
            edit.unpack(project, block.name, MAIN)
        except edit.EditError:
            return project
