"""Why: figures of a training are gathered for each node of the drawing, and what is bad is said."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from designer import edit
from designer.model import Project
from designer.protocol import Activity, Layers, Spread
from designer.ui import heat
from designer.ui.activity import MOST, activity_of, figure_texts, measured, short
from designer.ui.advice import SETTLED, hint_for, hints
from designer.ui.canvas import CanvasView, tips
from designer.ui.course import scaled
from designer.ui.document import Document
from designer.ui.inspector.training import WhileTraining
from designer.ui.readings import flowing
from designer.ui.theme.tokens import HEAT_STEPS

Opened = Callable[..., Document]
Shown = Callable[..., Any]
FINE = Activity(mean=0.1, std=1.0, gradient=0.5, update=1e-3)


def event(step: int = 100, **nodes: Activity) -> Layers:
    return Layers(epoch=2, step=step, nodes={k.replace("__", "."): v for k, v in nodes.items()})


def chain() -> Project:
    project = Project.new("Chain")
    last = edit.add(project, "Input", shape=(4,))
    for kind in ("Linear", "ReLU", "Linear", "Sigmoid", "Output"):
        name = edit.add(project, kind)
        edit.connect(project, last, name)
        last = name
    return project


SICK: dict[str, tuple[dict[str, Activity], str, str]] = {
    "dead": ({"relu1": Activity(mean=0, std=0, dead=0.97)}, "relu1", "97 % of the units of relu1"),
    "full": ({"sigmoid1": Activity(mean=1, std=0, dead=1)}, "sigmoid1", "at an end of their range"),
    "vanished": ({"fc1": Activity(gradient=1e-9), "fc2": FINE}, "fc1", "hardly learns"),
    "rash": ({"fc1": Activity(gradient=0.5, update=0.2), "fc2": FINE}, "fc1", "by 20 %"),
    "broken": (
        {"input1": FINE, "fc1": Activity(finite=False), "fc2": Activity(finite=False)},
        "fc1",
        "fc1 is the first to give NaN",
    ),
}


@pytest.mark.parametrize("case", SICK)
def test_what_is_wrong_is_said_of_the_layer_where_it_is(case: str, opened: Opened) -> None:
    document = opened(chain())
    nodes, name, text = SICK[case]
    document.activity.take([event(**nodes)])
    (hint,) = hints(document)
    assert hint.path == (name,) and text in hint.text
    assert hint_for(document, (name,)) == hint.text and hint_for(document, ("output",)) == ""


WELL = {
    "usual": {"fc1": FINE, "relu1": Activity(mean=0.4, std=0.6, dead=0.5)},
    "masked": {"relu1": Activity(finite=False), "fc2": FINE},  # infinities that do not come out
    "small together": {"fc1": Activity(gradient=1e-9), "fc2": Activity(gradient=2e-9)},
}


@pytest.mark.parametrize("case", WELL)
def test_of_what_is_well_nothing_is_said(case: str, opened: Opened) -> None:
    document = opened(chain())
    document.activity.take([event(**WELL[case])])
    assert hints(document) == []


def test_the_first_steps_may_be_long(opened: Opened) -> None:
    document = opened(chain())
    long = Activity(gradient=0.5, update=0.2)
    document.activity.take([event(step=SETTLED - 1, fc1=long)])
    assert hints(document) == []


def test_a_block_shows_the_worst_of_what_is_inside(opened: Opened) -> None:
    project = chain()
    name = edit.group(project, ["fc1", "relu1"], block="Stage")
    document = opened(project)
    inside = {f"{name}__0__relu1": Activity(mean=2, std=1, dead=0.95)}
    inside[f"{name}__1__relu1"] = Activity(mean=3, std=1, dead=0.1)
    inside[f"{name}__0__fc1"] = Activity(mean=0, std=1, gradient=0.1, update=0.01)
    inside[f"{name}__1__fc1"] = Activity(mean=0, std=2, gradient=0.2, update=0.02)
    inside[name] = Activity(mean=3, std=1, gradient=0.3, update=0.015)
    document.activity.take([event(**inside)])
    seen = activity_of(document, name)
    assert seen == Activity(mean=3, std=1, dead=0.95, gradient=0.3, update=0.02)
    assert document.enter(name)
    assert activity_of(document, "relu1") == Activity(mean=3, std=1, dead=0.95)
    assert activity_of(document, "fc1") == Activity(mean=0, std=2, gradient=0.1, update=0.02)
    assert [hint.path for hint in hints(document)] == [(name, "relu1")]


def test_a_past_run_takes_turns_with_the_present_one(opened: Opened) -> None:
    document = opened(chain())
    told: list[int] = []
    document.bridge.activity_changed.connect(lambda: told.append(1))
    document.activity.take([event(step=5, fc1=FINE)])
    document.activity.show([event(step=9, fc2=FINE)])
    assert activity_of(document, "fc1") is None and activity_of(document, "fc2") == FINE
    document.activity.show_present()
    assert activity_of(document, "fc1") == FINE
    document.activity.take([])
    assert len(told) == 3, "nothing new is not told"
    document.bridge.run_started.emit(None)
    document.work.bridge.run_started.emit(None)
    assert document.activity.latest is None


def test_a_long_run_keeps_few_steps_the_first_and_the_last_among_them(opened: Opened) -> None:
    document = opened(chain())
    for step in range(3 * MOST):
        document.activity.take([event(step=step, fc1=FINE)])
    steps = [step for step, _ in document.activity.course(("fc1",))]
    assert MOST / 3 < len(steps) <= MOST and steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 3 * MOST - 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-1.2345, "−1.23"), (1e-3, "0.001"), (2.34e-7, "2.3e−7"), (123456, "1.23e5")],
)
def test_figures_are_short(value: float, text: str) -> None:
    assert short(value) == text


def test_only_figures_that_are_there_are_told() -> None:
    assert figure_texts(Activity(mean=0.5, std=0.25)) == ["Output 0.5 ± 0.25"]
    assert figure_texts(Activity(finite=False)) == ["Output not a number"]
    assert len(figure_texts(Activity(mean=0, std=0, dead=0, gradient=0, update=0))) == 4


LIVE = [key for key in heat.MEASURES if heat.is_live(key)]


@pytest.mark.parametrize("measure", LIVE)
@given(st.dictionaries(st.text(), st.floats(0, 1e6), max_size=6))
def test_larger_is_never_paler(measure: str, found: dict[str, float]) -> None:
    steps = heat.levels(found, measure)
    assert set(steps) == set(found) and all(0 <= step <= HEAT_STEPS for step in steps.values())
    in_order = [steps[name] for name in sorted(found, key=found.__getitem__)]
    assert in_order == sorted(in_order)
    low, high = heat.ends(found, measure)
    assert low <= heat.middle((low, high), measure) <= high


def test_the_usual_update_is_in_the_middle_and_nothing_has_no_color() -> None:
    found = {"none": 0.0, "usual": 1e-3, "slow": 1e-6, "rash": 1.0}
    assert heat.levels(found, "update") == {"none": 0, "usual": 5, "slow": 1, "rash": 10}
    assert heat.middle(heat.ends(found, "update"), "update") == pytest.approx(1e-3)
    assert heat.levels({"a": 0.5, "b": 0.0}, "dead") == {"a": 5, "b": 0}


def test_a_small_change_is_a_flat_curve() -> None:
    flat = [y for _, y in scaled([(0, 1.0), (1, 1.001)], log=False)]
    steep = [y for _, y in scaled([(0, 1.0), (1, 3.0)], log=False)]
    assert max(flat) - min(flat) < 0.05 and (min(steep), max(steep)) == (0.0, 1.0)
    assert scaled([(0, 0.0)], log=True) == []
    assert [y for _, y in scaled([(0, 1e-6), (1, 1e-3), (2, 1.0)], log=True)] == [0.0, 0.5, 1.0]


def test_each_output_says_what_flows_out_of_it(opened: Opened, shown: Shown) -> None:
    project = Project.new("Memory")
    edit.connect(project, edit.add(project, "Input", shape=(5, 8)), edit.add(project, "LSTM"))
    for port in ("sequence", "last", "hidden", "cell"):
        edit.connect(project, "lstm1", edit.add(project, "Tanh", port), source_port=port)
    document = opened(project)
    panel = shown(QWidget())
    section = WhileTraining(document, "lstm1", panel)
    others = {"last": Spread(mean=1.0, std=2.0), "cell": Spread(finite=False)}
    document.activity.take(
        [event(lstm1=Activity(mean=0.5, std=0.25, gradient=0.1, outputs=others))]
    )
    flows = {"sequence": "0.5 ± 0.25", "last": "1 ± 2", "cell": "not a number"}
    assert flowing(document, "gradient") == {"lstm1": flows} and flowing(document, "flops") == {}
    told = {title.text(): text.text() for title, text, _ in section.rows if title.isVisible()}
    assert told == {**flows, "Gradient": "0.1"}
    of_std = {title.text() for title, _, curve in section.rows if "the std" in curve.toolTip()}
    assert of_std == set(flows) | {"hidden"}, "a gradient has none"
    texts = figure_texts(document.activity.steps[-1].layers["lstm1",])
    assert texts[:3] == ["Output 0.5 ± 0.25", "last 1 ± 2", "cell not a number"]
    view = shown(CanvasView(document))
    for wire in document.drawing.outgoing("lstm1"):
        told_there = tips._wire(view, wire).partition("In training: ")[2]
        assert told_there == flows.get(wire.source_port, "")


def test_repeats_are_one_layer() -> None:
    paths = list(measured(event(a__0__b=FINE, a__1__b=FINE, a=FINE)).layers)
    assert paths == [("a", "b"), ("a",)]
