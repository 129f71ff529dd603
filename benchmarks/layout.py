"""Why: is the automatic layout quick, and as clear as Graphviz draws the same network?

`dot` is asked where the system has it, the library fast-sugiyama where it is installed; neither
is needed. Wires are counted as they are drawn: ours by the canvas, those of `dot` as its splines,
both from port to port. In large networks places alone are compared, with straight wires.
"""

import importlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.crossings import Box, Line, behind, crossings
from benchmarks.layouts import KINDS, Net, templates
from designer import edit
from designer.edit.arranging import laid_out
from designer.model import Project
from designer.ui.canvas.scene import CanvasScene
from designer.ui.document import Document

SIZES = {1_000: 0.2, 5_000: 0.5, 10_000: 1.5}  # seconds that are the goal
OTHERS_UP_TO = {"dot": 1_000, "fast-sugiyama": 10_000}
HARD_UP_TO = 1_000  # for others: what they take for a grid grows beyond all bounds
ROUNDS = 3
MORE_THAN_DOT = 1.2
POINTS = 72.0  # an inch
STEPS = 16  # straight pieces of a curve

Drawn = tuple[list[Line], list[Box]]
Places = dict[str, tuple[float, float]]


def drawn_by_us(project: Project) -> Drawn:
    """The wires and layers of a drawing that was tidied, as the canvas draws them."""
    edit.tidy(project)
    document = Document(project)
    scene = CanvasScene(document)
    curves = [wire.path().toSubpathPolygons() for wire in scene.wires.values()]
    lines = [[(p.x(), p.y()) for p in polygons[0]] for polygons in curves if polygons]
    boxes = [item.block.getCoords() for item in scene.nodes.values()]
    document.close()
    scene.deleteLater()
    return lines, boxes


def drawn_by_dot(net: Net) -> Drawn:
    """The same by Graphviz, with ports at the same places along the layers."""
    names, leads = net
    number = {name: i for i, name in enumerate(names)}
    ends: dict[str, list[float]] = {name: [] for name in names}
    for name in names:
        for lead in leads[name]:
            ends[lead.target].append(lead.end)
    text = ["digraph { node [shape=record fixedsize=true width=2.08 height=0.48]"]
    text += ["nodesep=0.4 ranksep=0.32"]
    for name in names:
        ports = "|".join(f"<p{i}>" for i in range(len(set(ends[name]))))
        text.append(f'{number[name]} [label="{{{{{ports}}}|<out>}}"]')
        for lead in leads[name]:
            port = sorted(set(ends[lead.target])).index(lead.end)
            text.append(f"{number[name]}:out:s -> {number[lead.target]}:p{port}:n")
    found = json.loads(_dot([*text, "}"], "-Tjson"))
    boxes = []
    for item in found.get("objects", ()):
        x, y = (float(word) for word in item["pos"].split(","))
        w, h = (POINTS * float(item[side]) / 2 for side in ("width", "height"))
        boxes.append((x - w, -y - h, x + w, -y + h))
    return [_spline(wire["pos"]) for wire in found.get("edges", ())], boxes


def _dot(text: list[str], form: str) -> str:
    done = subprocess.run(
        ["dot", form], input="\n".join(text), capture_output=True, text=True, check=True
    )
    return done.stdout


def _spline(text: str) -> Line:
    """A curve as Graphviz writes it: "e,x,y x,y x,y …", Bézier pieces of three points each."""
    words = text.split()
    end = [_point(words.pop(0)[2:])] if words[0].startswith("e,") else []
    corners = [_point(word) for word in words]
    line = corners[:1]
    for i in range(0, len(corners) - 1, 3):
        a, b, c, d = corners[i : i + 4]
        for t in (step / STEPS for step in range(1, STEPS + 1)):
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            x = sum(weight * p[0] for weight, p in zip(weights, (a, b, c, d), strict=True))
            y = sum(weight * p[1] for weight, p in zip(weights, (a, b, c, d), strict=True))
            line.append((x, y))
    return [*line, *end]


def _point(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), -float(y)


def places_of_dot(net: Net) -> Places:
    """Where Graphviz puts the layers."""
    names, leads = net
    number = {name: i for i, name in enumerate(names)}
    text = ['digraph { node [shape=box fixedsize=true width=2.08 height=0.48 label=""]']
    text += ["nodesep=0.4 ranksep=0.32"]
    text += [f"{i}" for i in number.values()]
    text += [f"{number[a]} -> {number[lead.target]}" for a in names for lead in leads[a]]
    words = [line.split() for line in _dot([*text, "}"], "-Tplain").splitlines()]
    return {names[int(w[1])]: (float(w[2]), -float(w[3])) for w in words if w[0] == "node"}


def places_of_library(net: Net) -> Places:
    """Where fast-sugiyama puts the layers."""
    names, leads = net
    library = importlib.import_module("fast_sugiyama")
    found = library.from_edges([(a, lead.target) for a in names for lead in leads[a]]).to_dict()
    return {name: (x, -y) for name, (x, y) in found.items()}


def straight(net: Net, at: Places) -> list[Line]:
    """The wires as straight lines between the middles of layers."""
    names, leads = net
    return [[at[a], at[b]] for a in names for b in dict.fromkeys(lead.target for lead in leads[a])]


def show_templates() -> None:
    """The table of the templates, as drawn."""
    has_dot = shutil.which("dot") is not None
    print("layout of the templates: wires that cross, and that run behind layers, as drawn")
    if not has_dot:
        print("  (no Graphviz here to compare with)")
    total = [0, 0, 0, 0]
    for name, net, project in templates():
        rows = [drawn_by_us(project)] + ([drawn_by_dot(net)] if has_dot else [])
        counts = [
            count for lines, boxes in rows for count in (crossings(lines), behind(lines, boxes))
        ]
        total = [a + b for a, b in zip(total, [*counts, 0, 0], strict=False)]
        if any(counts):
            print(f"  {name:24}" + _counts(counts))
    verdict = ": MISSED" if has_dot and total[0] > MORE_THAN_DOT * total[2] else ""
    print(f"  {'all':24}{_counts(total[: 4 if has_dot else 2])} (goal 1.2 × dot{verdict})")


def _crossings(lines: list[Line], _: list[Box]) -> int:
    return crossings(lines)


def _counts(counts: list[int]) -> str:
    ours = f"ours{counts[0]:5}{counts[1]:4}"
    return ours + (f"   dot{counts[2]:5}{counts[3]:4}" if len(counts) > 2 else "")


def show_sizes() -> None:
    """The table of large networks: seconds, and crossings of straight wires in brackets."""
    ways: dict[str, Callable[[Net], Places]] = {"ours": lambda net: laid_out(*net)}
    if importlib.util.find_spec("fast_sugiyama") is not None:
        ways["fast-sugiyama"] = places_of_library
    if shutil.which("dot") is not None:
        ways["dot"] = places_of_dot
    print(f"layout of large networks: CPU seconds, best of {ROUNDS} (straight wires that cross)")
    print(f"  {'':18}" + "".join(f"{way:>20}" for way in ways))
    for size, goal in SIZES.items():
        for kind, draw in KINDS.items():
            net = draw(size)
            print(f"  {size:>7} {kind:10}", end="")
            for way, lay_out in ways.items():
                most = HARD_UP_TO if kind == "grid" else OTHERS_UP_TO.get(way, size)
                if way != "ours" and size > most:
                    continue
                seconds, at = _timed(lay_out, net)
                missed = "!" if way == "ours" and seconds > goal else ""
                print(
                    f"{seconds:12.2f}{missed} ({crossings(straight(net, at)):>5})",
                    end="",
                    flush=True,
                )
            print(f"   (goal {goal})", flush=True)


def _timed(lay_out: Callable[[Net], Places], net: Net) -> tuple[float, Places]:
    """CPU seconds of this process and of those it starts: other people's load counts little."""
    best, at = float("inf"), {}
    for _ in range(ROUNDS):
        before = os.times()
        at = lay_out(net)
        after = os.times()
        best = min(best, sum(after[:4]) - sum(before[:4]))
    return best, at


def main() -> None:
    """Print the report."""
    application = QApplication.instance() or QApplication([])
    show_templates()
    show_sizes()
    del application


if __name__ == "__main__":
    main()
