"""Why: code seldom says how large its input is; its layers do: only some sizes fit them all."""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import isqrt, prod
from typing import Any

from designer import check, edit
from designer.check.flow import Flow, flow
from designer.check.inside import INSIDE, look
from designer.layers import Tensor, original_of
from designer.layers.blocks import BLOCK, INPUT
from designer.layers.custom import NOT_ALLOWED
from designer.model import MAIN, Graph, Project
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.values import plain
from designer.text import tr

Shape = tuple[int, ...]
USUAL = (32, 28, 224, 64, 128, 96, 256, 227, 299, 48, 16, 8, 512, 112, 160, 192, 384, 572, 40)
LARGE = (224, 227, 256, 299, 512, 128, 96, 64, 32, 28)
STEPS = (16, 32, 64, 128, 10, 8, 100, 256, 512, 1024)
ALL = tuple(range(1, 321))
ALTERNATIVES = 5  # sizes that are tried behind the first that fits
MOST = 400  # sizes that are tried


def settle(sheet: Sheet, told: Sequence[tuple[Shape, str]]) -> bool:
    """Give every Input a shape with which all layers fit; True where others would fit as well."""
    names = sheet.inputs()
    if len(told) == len(names):
        for name, (shape, dtype) in zip(names, told, strict=True):
            _set(sheet.project, name, shape, dtype)
        return False
    open_names = [n for n in names if "shape" not in sheet.project.graphs[MAIN].nodes[n].params]
    return bool(open_names) and _guess(sheet, open_names)


def _guess(sheet: Sheet, names: Sequence[str]) -> bool:
    """Try sizes until all layers fit; where none does, keep the one with the fewest complaints.

    True where it is not the only one among those that people use.
    """
    kinds = {name: _kind(sheet, name) for name in names}
    for name, (kind, _) in kinds.items():
        if kind.startswith("Embedding"):
            edit.set_param(sheet.project, [name], "dtype", "int64")
    best: tuple[Fit, tuple[Shape, ...]] | None = None
    rows = islice(_together([list(_shapes(*kinds[name])) for name in names]), MOST)
    for row in rows:
        fit = _fit(sheet, names, row)
        if best is None or fit < best[0]:
            best = fit, row
        if not fit[0]:
            break
    if best is None:
        return False
    told = all(kind == "Linear" for kind, _ in kinds.values())  # how many features it takes
    others = not told and any(not _fit(sheet, names, row)[0] for row in islice(rows, ALTERNATIVES))
    _set_all(sheet.project, names, best[1])
    return others or bool(best[0][0])


Fit = tuple[int, int]
"""How many layers do not fit, and, less than 0, of how many it is known what they give."""


def _fit(sheet: Sheet, names: Sequence[str], shapes: Sequence[Shape]) -> Fit:
    """How well the layers fit when the Inputs have these shapes; without looking for repairs."""
    _set_all(sheet.project, names, shapes)
    found = flow(look(sheet.project))
    unknown = {INSIDE, NOT_ALLOWED} if sheet.project.codes else set()
    wrong = sum(mismatch.code not in unknown for mismatch in found.mismatches.values())
    wrong += len(list(contradictions(sheet, found)))
    return wrong, -len(found.outputs)


def _set_all(project: Project, names: Sequence[str], shapes: Sequence[Shape]) -> None:
    for name, shape in zip(names, shapes, strict=True):
        _set(project, name, shape)


def complaints(sheet: Sheet) -> Iterator[str]:
    """Which layers do not fit, a sentence each."""
    report = check.run(sheet.project)
    others = OTHERS | check.OF_TRAINING | ({INSIDE} if sheet.project.codes else set())
    for problem in report.problems:
        if problem.severity == "error" and problem.code not in others:
            yield problem.message
    for name, param, said, found in contradictions(sheet, report):
        if not param:
            yield tr(
                "{name}: the file says that it gives {count} numbers of each sample, and it gives "
                "{found}.",
                name=name,
                count=said,
                found=found,
            )
            continue
        yield tr(
            "{name}: the file says {param}={value}, and {found} come in.",
            name=name,
            param=param,
            value=said,
            found=found,
        )


def contradictions(sheet: Sheet, known: check.Report | Flow) -> Iterator[tuple[str, str, Any, Any]]:
    """Node, parameter, what the file says of it, and what comes in instead."""
    for name, param, value in sheet.said:
        found, said = known.values.get(name, {}).get(param), plain(value)
        if not param and known.outputs.get(name):
            found = features(known.outputs[name][0])
        if found is not None and not same(found, said):
            yield name, param, said, found


def features(tensor: Tensor) -> int | None:
    """How many numbers of each sample there are, where that is known."""
    sizes = [size for size in tensor.shape[1:] if isinstance(size, int)]
    return prod(sizes) if len(sizes) == len(tensor.shape) - 1 else None


OTHERS = frozenset({"unreachable", "no-output", "no-input", "dangling", NOT_ALLOWED})
"""Codes of problems that have nothing to do with how large the input is."""


def same(found: Any, said: Any) -> bool:
    """True when a number that was found out is the one that the file says."""
    if isinstance(found, tuple | list):
        return tuple(found) == (tuple(said) if isinstance(said, tuple | list) else (said,))
    return bool(said is None or found == said)


def _set(project: Project, name: str, shape: Shape, dtype: str = "") -> None:
    edit.set_param(project, [name], "shape", shape)
    if dtype:
        edit.set_param(project, [name], "dtype", dtype)


def _together(rows: list[list[Shape]]) -> Iterator[tuple[Shape, ...]]:
    """Shapes for all Inputs: first those that are alike, then every combination."""
    yield from zip(*rows, strict=False)
    if len(rows) > 1:
        yield from product(*(row[:8] for row in rows))


def _kind(sheet: Sheet, name: str) -> tuple[str, Any]:
    """The first layer that says what it takes; "Flatten" where a picture is laid flat for it."""
    kind, said = _first_said(sheet, MAIN, name)
    drawing = sheet.project.main
    next_ones = {drawing.nodes[wire.target].type for wire in drawing.outgoing(name)}
    return ("Flatten", said) if kind == "Linear" and next_ones == {"Flatten"} else (kind, said)


def _first_said(sheet: Sheet, graph: str, name: str) -> tuple[str, Any]:
    """The first layer behind an Input that says what it takes: its type, and how much of it."""
    drawing = sheet.project.graphs[graph]
    rows = sheet.said if graph == MAIN else sheet.world.said.get(graph, [])
    said = {node: plain(value) for node, param, value in rows if param or graph == MAIN}
    below = drawing.below([name])
    for found in sorted((drawing.nodes[n] for n in below), key=lambda n: n.order):
        node = drawing.nodes[original_of(found.type) or found.name]
        if node.name in said:
            return node.type, said[node.name]
        if node.type.startswith("Embedding"):
            return node.type, None
        if node.type.startswith(BLOCK) and found.name != name:
            hint = _inside_block(sheet, drawing, found.name, node.type[1:], {name, *below})
            if hint[0]:
                return hint
    return "", None


def _inside_block(
    sheet: Sheet, drawing: Graph, node: str, block: str, before: set[str]
) -> tuple[str, Any]:
    """What is said of the Input of a block to which one of these leads."""
    ports = {wire.target_port for wire in drawing.incoming(node) if wire.source in before}
    entries = [n for n in sheet.project.graphs[block].ordered_nodes() if n.type == INPUT]
    for entry in entries:
        if entry.name in ports or len(entries) == 1:
            found = _first_said(sheet, block, entry.name)
            if found[0]:
                return found
    return "", None


def _shapes(kind: str, said: Any) -> Iterator[Shape]:
    """The shapes of one sample that a network may take whose first layer is of this type."""
    count = said if isinstance(said, int) else 3
    if kind.endswith("3d"):
        yield from ((count, side, side, side) for side in (16, 32, 8, 64, *ALL[:40]))
    elif kind.endswith("1d"):
        yield from ((count, steps) for steps in (*STEPS, *ALL))
        yield (count,)
    elif kind.endswith("2d") or not kind:
        order = LARGE if count == 3 and not kind else USUAL
        order = (28, *order) if count == 1 else order
        yield from ((count, side, side) for side in dict.fromkeys((*order, *ALL)))
    elif kind.startswith("Embedding"):
        yield from ((steps,) for steps in (*STEPS, *ALL))
    elif kind in ("Linear", "Bilinear", "Flatten"):
        yield from _features(count, pictures=kind == "Flatten")
    else:
        yield from ((steps, count) for steps in (*STEPS, *ALL))
        yield (count,)


def _features(count: int, pictures: bool) -> Iterator[Shape]:
    """So many numbers in a row; as a picture, where they are laid flat before."""
    for channels in (1, 3) if pictures else ():
        side = isqrt(count // channels)
        if channels * side * side == count and side > 7:
            yield (channels, side, side)
    yield (count,)
    yield from ((steps, count) for steps in (() if pictures else STEPS))
