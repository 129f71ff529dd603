"""Why: a run of several heads is stopped, gone on with and told like any other."""

from pathlib import Path
from typing import Any

import pytest

from designer import edit, runs
from designer.protocol import Epoch, Event, Failed, Finished, Started, Steps
from tests.port.test_script_outputs import autoencoder, prepared, two_heads
from tests.port.test_script_partners import drawn


class StopAt(runs.RunControl):
    """Asks the run to stop at a step."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def checkpoint(self, step: int) -> bool:
        return step == self.at


def told(events: list[Event]) -> tuple[list[float], list[Any]]:
    """Every loss of a step, and the figures of every epoch."""
    losses = [loss for event in events if isinstance(event, Steps) for loss in event.losses]
    return losses, [
        (event.epoch, event.train, event.val, event.confusion)
        for event in events
        if isinstance(event, Epoch)
    ]


@pytest.mark.parametrize("at", [1, 4, 5, 7])
@pytest.mark.parametrize("optimizer", ["Adam", "LBFGS"])
@pytest.mark.parametrize("draw", [two_heads, autoencoder])
def test_it_goes_on_exactly(draw: Any, optimizer: str, at: int, tmp_path: Path) -> None:
    spec = prepared(draw(optimizer=optimizer, epochs=2))
    whole: list[Event] = []
    runs.run_here(spec, tmp_path / "whole", whole.append)
    parts: list[Event] = []
    place = tmp_path / "parts"
    runs.run_here(spec, place, parts.append, StopAt(at))
    assert isinstance(parts[-1], Finished) and parts[-1].reason == "stopped"
    runs.run_here(runs.resumed_spec(place), place, parts.append, resume=True)
    assert told(whole) == told(parts)
    files = [folder / "last.safetensors" for folder in (tmp_path / "whole", place)]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("loss", ["TripletMarginLoss", "CTCLoss", "GaussianNLLLoss"])
def test_with_partners_it_goes_on_exactly(loss: str, tmp_path: Path) -> None:
    spec = prepared(drawn(tmp_path, loss, epochs=2))
    whole: list[Event] = []
    runs.run_here(spec, tmp_path / "whole", whole.append)
    parts: list[Event] = []
    place = tmp_path / "parts"
    runs.run_here(spec, place, parts.append, StopAt(4))
    runs.run_here(runs.resumed_spec(place), place, parts.append, resume=True)
    assert told(whole) == told(parts)
    assert not [event for event in whole if isinstance(event, Failed)]


@pytest.mark.parametrize(
    ("partners", "node", "sentence"),
    [
        (("positive_out",), "", "takes other Outputs along (positive, negative)"),
        (("positive_out", "wide_out"), "own_out", "takes wide_out along, which gives 40 × 4"),
    ],
)
def test_partners_that_do_not_fit_are_named(
    partners: tuple[str, ...], node: str, sentence: str, tmp_path: Path
) -> None:
    project = drawn(tmp_path, "TripletMarginLoss")
    edit.add(project, "Linear", "wide", out_features=4)
    edit.connect(project, "rows", "wide")
    edit.add(project, "Output", "wide_out")
    edit.connect(project, "wide", "wide_out")
    edit.set_output(project, "wide_out", target="none")
    spec = prepared(project)
    edit.set_output(project, "own_out", partners=partners)
    edit.set_output(project, "negative_out", target="none")
    wrong = {**{name: getattr(spec, name) for name in spec.__struct_fields__}}
    wrong["training"] = project.training
    events: list[Event] = []
    runs.run_here(type(spec)(**wrong), tmp_path / "run", events.append)
    failure = events[-1]
    assert isinstance(failure, Failed)
    assert failure.node == node and sentence in failure.message


def test_a_process_of_its_own_prints_the_same_bits(tmp_path: Path) -> None:
    both = []
    for where in ("thread", "process"):
        run = runs.start(prepared(two_heads()), tmp_path / where, where)
        run.join(60)
        both.append(told(run.poll()))
    assert both[0] == both[1] and len(both[0][1]) == 2
    past = runs.read_run(tmp_path / "process")
    assert "picture_loss" in past.epochs[-1].val


def test_an_output_that_does_not_fit_is_named(tmp_path: Path) -> None:
    """The check says so before; a spec from elsewhere is refused at its first step."""
    project = two_heads()
    spec = prepared(project)
    edit.set_output(project, "features", target="inputs")
    events: list[Event] = []
    wrong = {**{name: getattr(spec, name) for name in spec.__struct_fields__}}
    wrong["training"] = project.training
    runs.run_here(type(spec)(**wrong), tmp_path / "run", events.append)
    assert isinstance(events[0], Started)
    failure = events[-1]
    assert isinstance(failure, Failed)
    assert failure.node == "features" and "300 × 1 × 8 × 8" in failure.message
