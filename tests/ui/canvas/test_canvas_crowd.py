"""Why: many nodes are painted in one go, from pictures kept of them; nobody may notice."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui import theme
from designer.ui.canvas import portraits, screen
from designer.ui.canvas.crowd import BELOW, Crowd
from designer.ui.canvas.heat import tint, write
from designer.ui.canvas.node_item import NodeItem
from tests.ui.canvas.hands import ALT, LEFT, Hands

Open = Callable[..., Hands]
ACROSS = 8
COUNT = 10 * ACROSS
Change = Callable[[Hands], object]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("designer.ui.canvas.crowd.MANY", COUNT // 2)
    yield
    theme.set_scheme("system")


def field(count: int = COUNT) -> Project:
    """Layers in rows, wired downward, straight and aslant, with a frame and a comment."""
    kinds = ("ReLU", "Add", "Linear", "Nonsense", "Tanh")
    project = Project.new("field")
    with project.transaction("draw"):
        for i in range(count):
            at = (264.0 * (i % ACROSS), 104.0 * (i // ACROSS))
            project.apply(NodeAdded(MAIN, Node(f"n{i}", kinds[i % len(kinds)], {}, at, i)))
        for i in range(ACROSS, count):
            source = i - ACROSS - (1 if i % 3 == 0 and i % ACROSS else 0)
            wire = Wire(f"n{source}", f"n{i}", "out", "in1" if i % 5 == 1 else "in")
            project.apply(WireAdded(MAIN, wire, count + i))
    edit.add_frame(project, (150, 50, 700, 400), "A frame")
    edit.add_comment(project, "A comment", (1000, 60))
    edit.mute(project, ["n12"])
    return project


def seen(hands: Hands) -> np.ndarray:
    """What is in view, painted anew."""
    return pixels(hands.view.viewport().grab())


def pixels(pixmap: QPixmap) -> np.ndarray:
    """Red, green and blue of a picture."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    picture = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return picture[..., :3].astype(int)


def forget(hands: Hands) -> None:
    """Let every text be laid out, every portrait be painted and every wire be gathered anew."""
    hands.view.crowd = Crowd(hands.view.canvas)
    for item in hands.view.canvas.nodes.values():
        item.restyle(item.paints)
        item.update()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [0.3, 0.44, 0.5, 0.61, 0.85, 1.0, 1.6])
def test_a_crowd_looks_as_if_each_had_been_asked(
    canvas: Open, monkeypatch: pytest.MonkeyPatch, zoom: float, scheme: str
) -> None:
    theme.set_scheme(scheme)
    hands = canvas(field())
    hands.document.select(["n20", "n21"])
    hands.view.set_zoom(zoom)
    first, second = seen(hands), seen(hands)
    assert np.abs(first - second).max() < 5, "nothing moves when portraits come in"
    with monkeypatch.context() as patch:
        patch.setattr(screen, "is_crowd", lambda *_: False)
        hands.view.choose_way()
        asked = seen(hands)
    assert np.ptp(asked) > 100, "there is something to see"
    # Nodes may be half a pixel aside, and wires as much narrower; colors and sizes may not differ.
    assert np.abs(second - asked).mean() < 2.0
    assert (np.abs(second - asked).max(axis=2) > 60).mean() < 0.02


def fit_some(hands: Hands) -> None:
    hands.view.canvas.show_fits({f"n{i}": "" if i % 2 else "no" for i in range(COUNT)})


def heat_port(hands: Hands) -> None:
    item = hands.view.canvas.nodes["n18"]
    item.hot_port = item.face.inputs[0]
    item.update()


def see_through(hands: Hands) -> None:
    item = hands.view.canvas.nodes["n18"]
    item.setOpacity(0.4)
    item.update()


CHANGES: dict[str, Change] = {
    "selected": lambda hands: hands.document.select(["n18", "n19"]),
    "tinted": lambda hands: tint(hands.view, {"n18": 3, "n19": 5}),
    "measured": lambda hands: write(hands.view, "flops", {"n18": 3e6, "n19": 5e3}),
    "renamed": lambda hands: edit.rename(hands.project, "n18", "another"),
    "set": lambda hands: edit.set_param(hands.project, ["n17"], "out_features", 7),
    "muted": lambda hands: edit.mute(hands.project, ["n18"]),
    "replaced": lambda hands: edit.replace(hands.project, "n20", "Softplus"),
    "moved": lambda hands: edit.move(hands.project, {"n18": (40.0, 300.0)}),
    "removed": lambda hands: edit.remove(hands.project, ["n18"]),
    "undone": lambda hands: (edit.remove(hands.project, ["n18"]), hands.document.undo()),
    "fitting": fit_some,
    "aimed at": heat_port,
    "lit": lambda hands: hands.view.canvas.nodes["n18"].set_lit(True),
    "seen through": see_through,
    "in the dark": lambda hands: theme.set_scheme("dark"),
    "scrolled": lambda hands: hands.view.pan(QPointF(37, 53)),
    "wired": lambda hands: edit.disconnect(hands.project, list(hands.project.main.wires)[:20]),
    "bent": lambda hands: edit.bend(hands.project, Wire("n9", "n18", "out", "in"), [(0, 170)]),
}
HIDDEN = {"undone"}
SMALL = {"set", "replaced", "aimed at"}  # seen where there is more than a title


@pytest.mark.parametrize("zoom", [0.4, 0.7, 1.0])
@pytest.mark.parametrize("change", CHANGES)
def test_no_portrait_is_out_of_date(canvas: Open, change: str, zoom: float) -> None:
    hands = canvas(field())
    hands.view.set_zoom(zoom)
    hands.view.centerOn(hands.body("n18"))
    seen(hands)
    before = seen(hands)
    CHANGES[change](hands)
    hands.document.check_now()
    seen(hands)
    after = seen(hands)
    forget(hands)
    assert (after == seen(hands)).all()
    assert (after != before).any() or change in HIDDEN or (change in SMALL and zoom < 0.5)


def test_only_what_came_into_view_is_painted(canvas: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = canvas(field())
    made: list[str] = []
    for way in (NodeItem.draw, NodeItem.draw_over):

        def draw(self: NodeItem, *how: Any, way: Any = way) -> None:
            made.append(self.face.name)
            way(self, *how)

        monkeypatch.setattr(NodeItem, way.__name__, draw)
    hands.view.set_zoom(0.4)
    hands.view.centerOn(hands.body("n0"))
    made.clear()
    for _ in range(3):
        seen(hands)
    in_view = {item.face.name for item in hands.view.canvas.nodes_in(hands.view.visible())}
    assert in_view <= set(made) and len(made) == len(set(made)) < COUNT
    made.clear()
    hands.view.pan(QPointF(200, 300))
    hands.document.select(["n0"])
    seen(hands)
    assert "n0" in made
    assert 1 < len(made) < COUNT // 2
    assert not set(made) & (in_view - {"n0"})


def test_portraits_take_little_memory(canvas: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portraits, "MEMORY", 1e6)
    hands = canvas(field())
    hands.view.set_zoom(0.6)
    for name in ("n0", "n40", "n79", "n7", "n0"):
        hands.view.centerOn(hands.body(name))
        hands.document.select([name])
        seen(hands)
        made = hands.view.canvas.paints.portraits._made.values()
        pixmaps = {pixmap.cacheKey(): pixmap for pixmap, *_ in made}
        size = sum(4 * pixmap.width() * pixmap.height() for pixmap in pixmaps.values())
        assert 0 < size < 3e6, "as much as allowed, and what is in view now"


def test_a_part_can_be_painted_alone(canvas: Open) -> None:
    hands = canvas(field())
    hands.view.set_zoom(0.5)
    port = hands.view.viewport()
    seen(hands)
    whole = seen(hands)
    image = QImage(port.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    part = QRect(200, 150, 333, 222)
    port.render(image, part.topLeft(), part)
    found = np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3]
    area = np.s_[part.top() : part.bottom() + 1, part.left() : part.right() + 1]
    assert (found[area] == whole[area]).all()


def test_what_is_dragged_is_seen_where_it_is(canvas: Open) -> None:
    hands = canvas(field())
    hands.view.set_zoom(0.5)
    start, end = hands.body("n18"), hands.body("n18") + QPointF(140, 50)
    seen(hands)
    before = seen(hands)
    hands.hold(start, end, keys=ALT)
    held = seen(hands)
    forget(hands)
    assert (held == seen(hands)).all()
    assert (held != before).any()
    QTest.mouseRelease(hands.view.viewport(), LEFT, ALT, hands.view.mapFromScene(end))
    hands.document.undo()
    hands.document.select([])
    hands.document.check_now()
    assert (seen(hands) == before).all()


def test_each_is_asked_again_where_few_are_in_view(canvas: Open) -> None:
    """Then Qt looks for what has changed, else we do."""
    hands = canvas(field())
    modes = screen.QGraphicsView.ViewportUpdateMode
    for zoom, crowded in ((0.5, True), (BELOW, False), (0.6, True), (0.1, False)):
        hands.view.set_zoom(zoom)
        ours = hands.view.viewportUpdateMode() == modes.NoViewportUpdate
        assert ours == crowded
    hands.view.set_zoom(0.5)
    edit.remove(hands.project, [f"n{i}" for i in range(COUNT // 2 + 1)])
    assert hands.view.viewportUpdateMode() == modes.MinimalViewportUpdate
    hands.document.undo()
    assert hands.view.viewportUpdateMode() == modes.NoViewportUpdate


def shown(hands: Hands) -> np.ndarray:
    """What is on the screen, painted bit by bit."""
    for _ in range(2):  # what has changed is looked for, and then painted
        QApplication.processEvents()
    return pixels(hands.view.screen().grabWindow(hands.view.window().winId()))


def is_as_painted_anew(hands: Hands, seen: np.ndarray) -> bool:
    """But for a pixel or two: dashes may begin elsewhere in a part that is painted alone."""
    off = np.abs(seen - pixels(hands.view.window().grab())).max(axis=2) >= 5
    return bool(off.sum() <= 12)


@pytest.mark.parametrize("change", CHANGES)
def test_from_near_nothing_is_left_behind(canvas: Open, change: str) -> None:
    hands = canvas(field())
    hands.view.set_zoom(1.0)
    hands.view.center_on_node("n18")
    before = shown(hands)
    CHANGES[change](hands)
    hands.document.check_now()
    after = shown(hands)
    assert is_as_painted_anew(hands, after)
    assert (after != before).any() or change in HIDDEN


@pytest.mark.parametrize("zoom", [0.1, 0.5, 1.0])
def test_a_drag_is_on_the_screen_at_every_step(canvas: Open, zoom: float) -> None:
    """Also when it comes near, where Qt looks for what has moved by itself."""
    hands = canvas(field())
    hands.view.set_zoom(zoom)
    start = hands.body("n18")
    pixel = hands.seen(start)
    before = shown(hands)
    QTest.mousePress(hands.view.viewport(), LEFT, ALT, pixel)
    for zoomed in (zoom, 0.33, BELOW + 0.2, zoom):
        hands.view.set_zoom(zoomed, QPointF(pixel))
        assert is_as_painted_anew(hands, shown(hands)), zoomed
        ground = theme.current().canvas.getRgb()[2::-1]
        assert (shown(hands) == ground).all(axis=2).mean() > 0.2 or zoomed > BELOW, zoomed
        for step in (QPoint(40, 10), QPoint(90, 30), QPoint(50, 60)):
            hands.move_to(pixel + step, LEFT, ALT)
            held = shown(hands)
            assert is_as_painted_anew(hands, held), (zoomed, step)
            assert (held != before).any()
            before = held
    QTest.mouseRelease(hands.view.viewport(), LEFT, ALT, pixel)
    QApplication.processEvents()
    assert is_as_painted_anew(hands, shown(hands))
