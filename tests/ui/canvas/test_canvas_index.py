"""Why: what is in view is looked up in a table; it must know of everything that moves."""

from dataclasses import dataclass, field
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from designer.ui.canvas.index import Index
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.wiring import WireItem
from tests.ui.canvas.hands import Hands
from tests.ui.canvas.test_canvas_crowd import CHANGES, Open
from tests.ui.canvas.test_canvas_crowd import field as drawn


@dataclass(eq=False)
class Thing:
    """Something with a place."""

    place: tuple[int, int]
    height: float = 2.0
    size: tuple[int, int] = field(default=(3, 2))

    def reach(self) -> QRectF:
        return QRectF(*self.place, *self.size)

    def zValue(self) -> float:
        return self.height


places = st.tuples(st.integers(-9, 9), st.integers(-9, 9))
steps = st.lists(
    st.tuples(st.sampled_from(["add", "add", "remove", "move", "raise"]), st.integers(0), places),
    max_size=60,
)


@given(steps, places, st.tuples(st.integers(0, 12), st.integers(0, 12)))
def test_all_that_reaches_into_an_area_is_found_in_order(
    steps: list[tuple[str, int, tuple[int, int]]], at: tuple[int, int], size: tuple[int, int]
) -> None:
    there, area = list[Thing](), QRectF(*at, *size)
    with patch("designer.ui.canvas.index.ROOM", 2):  # it fills up soon
        index = Index[Thing]()
    for what, number, place in steps:
        version = index.version
        one = there[number % len(there)] if there and what != "add" else None
        if one is None:
            there.append(Thing(place))
            index.add(there[-1])
        elif what == "remove":
            there.remove(one)
            index.remove(one)
            index.touch(one)  # it is not in there any more
        else:
            one.place, one.height = (place, 2.0) if what == "move" else (one.place, 3.0)
            index.touch(one)
        assert index.version != version
        touching = [thing for thing in there if _meet(thing.reach(), area)]
        assert index.inside(area) == sorted(touching, key=Thing.zValue)
    assert index.at(QPointF(*at)) == index.inside(QRectF(*at, 0, 0))[::-1]


@given(
    st.lists(places, min_size=1, max_size=6),
    st.lists(
        st.tuples(
            st.sampled_from(["add", "remove", "move", "mark", "shift", "look", "ask"]),
            st.integers(0),
            places,
        ),
        max_size=40,
    ),
)
def test_what_was_there_and_what_is_there_now_is_painted_anew(
    begin: list[tuple[int, int]], steps: list[tuple[str, int, tuple[int, int]]]
) -> None:
    told: list[int] = []
    index = Index[Thing](lambda: told.append(1))
    there, painted = list[Thing](), dict[Thing, tuple[float, ...]]()
    due: set[tuple[float, ...]] = set()
    ask = ("ask", 0, (0, 0))
    for what, number, place in [*(("add", 0, at) for at in begin), ask, *steps, ask]:
        one = there[number % len(there)] if there else None
        if what == "ask":
            changed = {tuple(edges) for edges in index.changes().T.tolist()}
            now = {thing: _edges(thing) for thing in there}
            moved = {edges for thing, edges in now.items() if painted.get(thing) != edges}
            left = {edges for thing, edges in painted.items() if now.get(thing) != edges}
            assert due | moved | left <= changed
            assert not changed or told
            painted, due = now, set()
            told.clear()
        elif what == "add" or one is None:
            there.append(Thing(place))
            index.add(there[-1])
        elif what == "remove":
            there.remove(one)
            index.remove(one)
        elif what == "move":
            one.place = place
            index.touch(one)
        elif what == "mark":
            index.mark(one)
            due = {edges for edges in due if edges != _edges(one)} | {_edges(one)}
        elif what == "shift":
            some = there[: number % len(there) + 1]
            index.shift(some, np.array([[place[0]] * len(some), [place[1]] * len(some)], float))
            for thing in some:
                thing.place = (thing.place[0] + place[0], thing.place[1] + place[1])
            assert index.edges(some).T.tolist() == [list(_edges(thing)) for thing in some]
        else:
            assert set(index.inside(QRectF(-99, -99, 999, 999))) >= {
                thing for thing in there if abs(thing.place[0]) < 90 and abs(thing.place[1]) < 90
            }
        if what not in ("mark", "ask", "look"):
            due &= {_edges(thing) for thing in there}


def _edges(thing: Thing) -> tuple[float, ...]:
    area = thing.reach()
    return (area.left(), area.top(), area.right(), area.bottom())


def _meet(a: QRectF, b: QRectF) -> bool:
    """Also by a border, or a point."""
    across = a.left() <= b.right() and b.left() <= a.right()
    return across and a.top() <= b.bottom() and b.top() <= a.bottom()


def test_the_tables_of_a_drawing_know_what_qt_knows(canvas: Open) -> None:
    for change in CHANGES.values():
        hands = canvas(drawn())
        change(hands)
        hands.document.check_now()
        _agree(hands)


def _agree(hands: Hands) -> None:
    scene = hands.view.canvas
    for item in scene.items():
        if isinstance(item, NodeItem | WireItem):
            middle = item.sceneBoundingRect().center()
            spot = QRectF(middle - QPointF(1, 1), middle + QPointF(1, 1))
            found = scene.nodes_in(spot) if isinstance(item, NodeItem) else scene.wires_in(spot)
            assert item in found
    everything = [*scene.wires_in(scene.sceneRect()), *scene.nodes_in(scene.sceneRect())]
    assert len(everything) == len(scene.nodes) + len(scene.wires)
