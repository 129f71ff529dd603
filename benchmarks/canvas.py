"""Why: is the canvas quick with thousands of nodes? Forced repaints of the real view, in ms."""

import gc
import os
import statistics
import time
from collections.abc import Callable
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui.canvas import CanvasView, Minimap
from designer.ui.document import Document

SIZES = (1000, 5000)
FRAMES = 21


def drawing(count: int) -> Project:
    """A layered network of `count` ReLUs with 1.3 wires a node."""
    chance = Random(0)
    project = Project("benchmark")
    width = max(1, round((count / 2) ** 0.5))
    kinds = ("Conv2d", "ReLU", "MaxPool2d", "Linear", "Dropout", "BatchNorm2d")
    with project.transaction("draw"):
        for i in range(count):
            row, column = divmod(i, width)
            params = {"out_channels": 8, "kernel_size": 3} if i % 6 == 0 else {}
            at = (column * 264.0, row * 104.0)
            node = Node(f"n{i}", kinds[i % 6], params, at, order=i)
            project.apply(NodeAdded(MAIN, node))
        order = 0
        for i in range(width, count):
            for source in {i - width} | ({i - width - 1} if chance.random() < 0.3 else set()):
                if source >= 0:
                    project.apply(WireAdded(MAIN, Wire(f"n{source}", f"n{i}"), order))
                    order += 1
    return project


def timed(work: Callable[[], object]) -> float:
    """Median milliseconds of FRAMES calls."""
    times = []
    for _ in range(FRAMES):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def frame(view: CanvasView) -> float:
    """A full repaint at the present zoom."""
    return timed(view.viewport().repaint)


def drag(view: CanvasView) -> float:
    """One step of dragging one node, repaint included."""
    name = next(iter(view.canvas.nodes))
    center = view.canvas.nodes[name].center()
    view.centerOn(center)
    start = view.mapFromScene(center)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view.viewport(), button, none, start)
    step = [0]

    def move() -> None:
        step[0] += 1
        at = view.mapToScene(start) + QPointF(8 * (step[0] % 7), 8 * (step[0] % 5))
        assert view.gesture is not None
        view.gesture.move(at, none)
        QApplication.processEvents()

    move()
    result = timed(move)
    assert view.gesture is not None
    view.gesture.cancel()
    view.end_gesture()
    return result


def figures(count: int) -> list[float]:
    """The row of the table for this many nodes."""
    project = drawing(count)
    document = Document(project)
    start = time.perf_counter()
    view = CanvasView(document)
    view.resize(1600, 900)
    Minimap(view)
    view.show()
    QApplication.processEvents()
    row = [1000 * (time.perf_counter() - start)]
    QTest.qWait(1500)
    view.zoom_to_fit()
    row.append(frame(view))
    for zoom in (0.31, 0.33, 0.5, 1.0):
        view.set_zoom(zoom)
        row.append(frame(view))
    row.append(drag(view))
    view.zoom_to_fit()
    row.append(drag(view))
    view.set_zoom(1.0)

    def add() -> None:
        edit.add(project, "ReLU", at=(0, -200))
        QApplication.processEvents()

    row.append(timed(add))
    document.close()
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return row


def main() -> None:
    """Print the table."""
    application = QApplication.instance() or QApplication([])
    gc.disable()  # as in the window, see designer/app/collector.py
    titles = ("open", "fit", "31%", "33%", "50%", "100%", "drag", "far drag", "add")
    print("canvas, 1600x900, median ms (goals at 5,000 nodes: frame 16 at any zoom, drag 4)")
    print(f"{'nodes':>8}" + "".join(f"{title:>10}" for title in titles))
    for count in SIZES:
        print(f"{count:>8}" + "".join(f"{figure:>10.1f}" for figure in figures(count)))
    del application


if __name__ == "__main__":
    main()
