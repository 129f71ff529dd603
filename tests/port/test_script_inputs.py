"""Why: a network of several Inputs is fed an array for each, in the window and in the script."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer import check, data, edit, runs
from designer.data import DataError
from designer.model import Project
from designer.protocol import DataInfo, DataSpec, Epoch
from tests.port.test_script_outputs import learning, prepared
from tests.port.test_script_parity import same

ROWS = 120


def arrays(folder: Path, **others: Any) -> Path:
    """A picture and a few measures of each row; the class needs both."""
    chance = np.random.default_rng(0)
    picture = chance.normal(3, 2, (ROWS, 1, 4, 4))
    measures = chance.normal(-5, (1, 9, 3), (ROWS, 3))
    y = (picture.mean((1, 2, 3)) > 3) ^ (measures[:, 1] > -5)
    file = folder / "rows.npz"
    kept = {"picture": picture, "measures": measures, "y": y.astype(int), **others}
    np.savez(file, **{name: array for name, array in kept.items() if array is not None})
    return file


def joined(folder: Path, **training: Any) -> Project:
    """The measures come first in the network, and second in the file."""
    project = Project.new("Joined")
    edit.add(project, "Input", "measures", shape=(3,))
    edit.add(project, "Input", "picture", shape=(1, 4, 4))
    edit.add(project, "Flatten", "flat")
    edit.connect(project, "picture", "flat")
    edit.add(project, "Concat", "both")
    for name in ("measures", "flat"):
        edit.connect(project, name, "both")
    last = "both"
    for type_, params in (
        ("Linear", {"out_features": 16}),
        ("Tanh", {}),
        ("Linear", {"out_features": 2}),
        ("Output", {}),
    ):
        node = edit.add(project, type_, **params)
        edit.connect(project, last, node)
        last = node
    edit.set_data(project, source="npy", path=str(arrays(folder)))
    edit.set_training(project, **{"epochs": 3, "batch_size": 32, **training})
    return project


@pytest.mark.parametrize("normalize", ["standard", "minmax", "none"])
def test_two_inputs(normalize: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    project = joined(tmp_path)
    edit.set_data(project, normalize=normalize)
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


@pytest.mark.parametrize(
    "choice",
    [
        {"optimizer": "LBFGS", "optimizer_params": {"line_search_fn": "strong_wolfe"}},
        {"optimizer": "CG", "optimizer_params": {"maxiter": 2}},
        {"schedule": "onecycle"},
        {"schedule": "plateau", "patience": 2},
    ],
    ids=str,
)
def test_whatever_takes_the_steps(
    choice: dict[str, Any], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    learning(same(prepared(joined(tmp_path, **choice)), tmp_path, monkeypatch, capsys))


def test_two_inputs_and_two_outputs_without_validation(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = joined(tmp_path)
    head = edit.add(project, "Linear", out_features=1)
    edit.connect(project, "tanh1", head)
    edit.connect(project, head, edit.add(project, "Output", "second"))
    edit.set_output(project, "second", loss="BCEWithLogitsLoss", weight=0.5)
    edit.set_data(project, validation=0.0)
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


def test_an_array_that_no_input_takes_is_left_alone(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = joined(tmp_path)
    edit.remove(project, ["picture", "flat"])
    edit.remove(project, ["both"], heal=True)
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


def test_it_learns_from_both(tmp_path: Path) -> None:
    project = joined(tmp_path, epochs=150, optimizer_params={"lr": 0.01})
    events: list[Any] = []
    runs.run_here(prepared(project), tmp_path / "run", events.append)
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert epochs[-1].train["accuracy"] > 0.95


def test_a_stopped_run_goes_on_exactly(tmp_path: Path) -> None:
    from tests.runs.test_runs_outputs import StopAt, told

    spec = prepared(joined(tmp_path))
    whole: list[Any] = []
    runs.run_here(spec, tmp_path / "whole", whole.append)
    parts: list[Any] = []
    place = tmp_path / "parts"
    runs.run_here(spec, place, parts.append, StopAt(4))
    runs.run_here(runs.resumed_spec(place), place, parts.append, resume=True)
    assert told(whole) == told(parts)


def info_of(project: Project) -> DataInfo:
    return data.describe(project.data)


def test_what_the_file_offers(tmp_path: Path) -> None:
    info = info_of(joined(tmp_path))
    assert info.inputs == (("picture", (1, 4, 4)), ("measures", (3,)))
    assert info.shape == (1, 4, 4) and info.classes == ("0", "1")


def test_an_input_without_an_array_gets_the_name_of_one(tmp_path: Path) -> None:
    project = joined(tmp_path)
    edit.rename(project, "measures", "numbers")
    edit.rename(project, "picture", "image")
    report = check.run(project, info_of(project))
    messages = {problem.node: problem.message for problem in report.problems}
    says = "gets no data: the arrays of rows.npz are picture, measures."
    assert messages == {"numbers": f"numbers {says}", "image": f"image {says}"}
    for _ in range(2):
        problem = check.run(project, info_of(project)).problems[0]
        problem.fixes[0].apply(project)
    assert check.run(project, info_of(project)).problems == ()


def test_an_input_of_another_shape_takes_that_of_its_array(tmp_path: Path) -> None:
    project = joined(tmp_path)
    edit.set_param(project, ["picture"], "shape", (1, 5, 4))
    (problem,) = check.run(project, info_of(project)).problems
    assert problem.message.startswith("picture takes samples of 1 × 5 × 4")
    problem.fixes[0].apply(project)
    assert check.run(project, info_of(project)).problems == ()


def test_several_arrays_are_not_what_an_output_gives_back(tmp_path: Path) -> None:
    project = joined(tmp_path)
    edit.connect(project, "picture", edit.add(project, "Conv2d", "conv", out_channels=1, padding=1))
    edit.connect(project, "conv", edit.add(project, "Output", "again"))
    edit.set_output(project, "again", target="inputs", loss="MSELoss")
    (problem,) = check.run(project, info_of(project)).problems
    assert problem.message == "again is compared with the samples, which are several arrays."
    problem.fixes[0].apply(project)
    assert check.run(project, info_of(project)).problems == ()


@pytest.mark.parametrize(
    ("others", "changes", "sentence"),
    [
        ({"measures": None}, {}, "has no array “x”; it has picture, y."),
        ({"y": None}, {}, "has no array “y”; it has picture, measures."),
        ({}, {"shape": (16,)}, "several arrays a sample"),
        ({"measures": np.full((ROWS, 3), np.nan)}, {}, "not numbers"),
        ({"measures": np.full((ROWS, 3), "a")}, {}, "save them as float32"),
        ({"measures": np.ones((ROWS, 0))}, {}, "too few rows"),
    ],
)
def test_refused(
    others: dict[str, Any], changes: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    path = arrays(tmp_path, **others)
    with pytest.raises(DataError, match=sentence):
        data.load(DataSpec(source="npy", path=str(path), **changes))
