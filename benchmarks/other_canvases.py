"""Why: what other node editors take for the drawing that ours is measured with.

Run as `python -m benchmarks.other_canvases NAME COUNT` by an interpreter that has them; imports
nothing of Designer. Prints one line of JSON: milliseconds of each repetition, and MB.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QGraphicsView

from benchmarks.plan import plan

FRAMES = 5
OWN_FIT_UP_TO = 1_000  # layers: NodeGraphQt takes minutes to zoom to more of them
ZOOMS = (0.12, 0.33, 1.0)
Times = list[float]


def timed(work: Callable[[], object], rounds: int = FRAMES) -> Times:
    """Milliseconds of each of so many calls, the shortest first."""
    times = []
    for _ in range(rounds):
        start = time.thread_time()
        work()
        times.append(1000 * (time.thread_time() - start))
    return sorted(times)


def resident() -> float:
    """MB of this process."""
    status = Path("/proc/self/status")
    text = status.read_text() if status.exists() else "VmRSS: 0 kB"
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def node_graph_qt(size: int) -> dict[str, Times]:
    """NodeGraphQt, with its own nodes, ports and pipes."""
    from NodeGraphQt import BaseNode, NodeGraph

    class Layer(BaseNode):
        __identifier__ = "bench"
        NODE_NAME = "Layer"

        def __init__(self) -> None:
            super().__init__()
            self.add_input("in", multi_input=True)
            self.add_output("out", multi_output=True)

    graph = NodeGraph()
    graph.set_acyclic(False)  # it looks for cycles along every path: for hours in a large drawing
    graph.register_node(Layer)
    view = graph.viewer()
    show(view)
    before = resident()
    places, wires = plan(size)
    start = time.thread_time()
    nodes = [graph.create_node("bench.Layer", name=f"n{i}", pos=at, selected=False, push_undo=False)
             for i, at in enumerate(places)]  # fmt: skip
    for a, b in wires:
        nodes[a].output(0).connect_to(nodes[b].input(0), push_undo=False)
    view.viewport().repaint()
    row = {"open": [1000 * (time.thread_time() - start)], "memory": [resident() - before]}
    items = [node.view for node in nodes]

    def look(item: Any, zoom: float) -> None:
        center = item.sceneBoundingRect().center()
        view.reset_zoom(center)
        view.scale(zoom, zoom, center)

    if size <= OWN_FIT_UP_TO:
        return row | measured(view, items, lambda: view.zoom_to_nodes(items), look)
    rect = QRectF()
    for item in items:
        rect = rect.united(item.sceneBoundingRect())
    zoom = min(view.width() / rect.width(), view.height() / rect.height())
    found = measured(view, items, lambda: look(items[len(items) // 2], zoom), look)
    return row | {key: times for key, times in found.items() if key != "fit"}


def flowchart(size: int) -> dict[str, Times]:
    """The flowchart of pyqtgraph."""
    from pyqtgraph.flowchart import Flowchart, Node

    chart = Flowchart(terminals={})
    view = chart.widget().chartWidget.view
    show(view)
    before = resident()
    places, wires = plan(size)
    start = time.thread_time()
    nodes = []
    for i, at in enumerate(places):
        ends = {"in": {"io": "in", "multi": True}, "out": {"io": "out", "multi": True}}
        node = Node(f"n{i}", terminals=ends)
        chart.addNode(node, f"n{i}", pos=at)
        nodes.append(node)
    for a, b in wires:
        chart.connectTerminals(nodes[a]["out"], nodes[b]["in"])
    view.viewport().repaint()
    row = {"open": [1000 * (time.thread_time() - start)], "memory": [resident() - before]}
    box = view.viewBox()

    def look(item: Any, zoom: float) -> None:
        seen = QRectF(0, 0, view.width() / zoom, view.height() / zoom)
        seen.moveCenter(item.pos())
        box.setRange(seen, padding=0)

    items = [node.graphicsItem() for node in nodes]
    return row | measured(view, items, box.autoRange, look)


def show(view: QGraphicsView) -> None:
    view.window().resize(1600, 900)
    view.window().show()
    view.resize(1600, 900)
    QApplication.processEvents()


def measured(
    view: Any, items: list[Any], whole: Callable[[], object], look: Callable[[Any, float], object]
) -> dict[str, Times]:
    """The rows that every editor has: frames at several zooms, dragging, fitting."""
    row: dict[str, Times] = {}
    middle = items[len(items) // 2 + round((len(items) / 2) ** 0.5) // 2]  # of the middle row
    row["fit"] = timed(lambda: (whole(), view.viewport().repaint()), 3)
    row["whole"] = timed(view.viewport().repaint)
    row["drag"] = timed(lambda: step(view, [middle]))
    row["drag all"] = timed(lambda: step(view, items), 2)
    frames, steps = [row["whole"]], []
    for zoom in ZOOMS:
        look(middle, zoom)
        QApplication.processEvents()
        frames.append(timed(view.viewport().repaint))
        steps.append(timed(closer(view, partial(look, middle), zoom)))
    row["near"] = frames[-1]  # the last of the zooms
    row["frame"], row["zoom"] = max(frames, key=median), max(steps, key=median)
    return row


def closer(view: Any, look: Callable[[float], object], zoom: float) -> Callable[[], None]:
    """To look a little closer than the time before, and paint."""
    times = count(1)

    def again() -> None:
        look(zoom * 1.01 ** next(times))
        view.viewport().repaint()

    return again


def step(view: Any, items: list[Any]) -> None:
    """Move items a little, and paint."""
    for item in items:
        item.moveBy(8, 8)
    QApplication.processEvents()
    view.viewport().repaint()


def main(name: str, size: int) -> None:
    """Print the figures of one editor."""
    application = QApplication([])
    print(json.dumps({"NodeGraphQt": node_graph_qt, "pyqtgraph flowchart": flowchart}[name](size)))
    sys.stdout.flush()
    del application
    os._exit(0)  # none of them is made to be taken down


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
