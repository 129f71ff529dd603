"""Why: a loss that looks at several Outputs is torch's own, in the window and in the script."""

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from designer import edit, store
from designer.compile import build
from designer.layers import LOSSES
from designer.model import Project
from designer.port.errors import PortError
from designer.port.script import script
from designer.protocol import RunSpec, TrainingSpec, heads_of, roles_of
from designer.protocol.losses import ALONE, ARGUMENTS, EMBEDDINGS
from designer.train.heads import Objective
from designer.train.sequences import exact, has_gaps
from tests.port.test_script_outputs import learning, prepared
from tests.port.test_script_parity import same

WITH_PARTNERS = [loss for loss in LOSSES if roles_of(loss)]
OTHERS: dict[str, tuple[dict[str, Any], ...]] = {
    "GaussianNLLLoss": ({}, {"full": True, "eps": 0.5}),
    "CTCLoss": ({}, {"blank": 3, "zero_infinity": True}),
    "CosineEmbeddingLoss": ({}, {"margin": 0.3}),
    "MarginRankingLoss": ({}, {"margin": 0.5}),
    "TripletMarginLoss": ({}, {"margin": 0.5, "p": 1.0, "swap": True, "eps": 1e-4}),
    "TripletMarginWithDistanceLoss": (
        {},
        {"distance_function": "cosine", "margin": 0.5},
        {"distance_function": "squared", "swap": True},
    ),
}
STEPS: dict[str, dict[str, Any]] = {
    "Adam": {"lr": 0.05},
    "LBFGS": {"max_iter": 4, "line_search_fn": "strong_wolfe"},
    "CG": {"maxiter": 2},
}
CASES = [
    pytest.param(loss, params, id=f"{loss}-{params or ''}")
    for loss in WITH_PARTNERS
    for params in OTHERS[loss]
]


def rows(folder: Path, loss: str) -> dict[str, Any]:
    """Numbers to predict, or yes and no, as the loss wants them."""
    chance = np.random.default_rng(0)
    if loss == "CTCLoss":
        return sequences(folder, chance)
    x = chance.normal(size=(150, 5)).astype(np.float32)
    y: Any = x.sum(1) + chance.normal(size=150) / 4
    if LOSSES[loss].task != "regression":
        y = (y > 0).astype(np.int64)
    np.savez(folder / "rows.npz", x=x, y=y)
    return {"source": "npy", "path": str(folder / "rows.npz")}


def sequences(folder: Path, chance: np.random.Generator) -> dict[str, Any]:
    """One to three labels out of 1 and 2, each seen for two of eight steps; some rows are short."""
    y = chance.integers(1, 3, (150, 3))
    count = chance.integers(1, 4, (150, 1))
    y = np.where(np.arange(3) < count, y, -1)
    seen = np.repeat(np.pad(y, ((0, 0), (0, 1)), constant_values=-1), 2, axis=1)
    x = np.eye(4)[seen] + chance.normal(size=(150, 8, 4)) / 4
    steps = 2 * count + chance.integers(0, 3, (150, 1))
    np.savez(folder / "rows.npz", rows=x, steps=steps.astype(np.float32), y=y)
    return {"source": "npy", "path": str(folder / "rows.npz"), "normalize": "none"}


def reader(folder: Path) -> Project:
    """Classes for each step, and how many of the steps count."""
    project = Project.new("Together")
    edit.add(project, "Input", "rows", shape=(8, 4))
    edit.add(project, "Input", "steps", shape=(1,))
    edit.add(project, "Output", "input_lengths_out")
    edit.connect(project, "steps", "input_lengths_out")
    last = "rows"
    for kind, name, params in (
        ("Linear", "own_fc", {"out_features": 4}),
        ("LogSoftmax", "log", {}),
        ("Output", "own_out", {}),
    ):
        edit.add(project, kind, name, **params)
        edit.connect(project, last, name)
        last = name
    return project


def drawn(folder: Path, loss: str, **training: Any) -> Project:
    """One Input, and an Output for all that the loss takes; the first one in the drawing is last
    in the loss, so that no order helps by chance."""
    roles = roles_of(loss)
    project = reader(folder) if loss == "CTCLoss" else linears(loss)
    edit.set_data(project, **rows(folder, loss))
    edit.set_training(project, **{"epochs": 3, "batch_size": 40, "loss": "MSELoss", **training})
    partners = [f"{role}_out" for role in roles]
    edit.set_output(project, "own_out", loss=loss, target="labels", partners=partners)
    return project


def linears(loss: str) -> Project:
    """A layer and an Output for the loss and all that it takes along."""
    project = Project.new("Together")
    edit.add(project, "Input", "rows", shape=(5,))
    width = 3 if loss in EMBEDDINGS else 1
    for name in (*reversed(roles_of(loss)), "own"):
        edit.add(project, "Linear", f"{name}_fc", out_features=width)
        edit.connect(project, "rows", f"{name}_fc")
        last = f"{name}_fc"
        if name == "var":
            edit.add(project, "Softplus", "above")
            edit.connect(project, last, "above")
            last = "above"
        edit.add(project, "Output", f"{name}_out")
        edit.connect(project, last, f"{name}_out")
    return project


def test_the_arguments_are_torchs() -> None:
    """The names of partners are those of the arguments of `forward`, in their order."""
    for loss in LOSSES:
        theirs = list(inspect.signature(getattr(nn, loss).forward).parameters)[1:]
        ours = ARGUMENTS.get(loss)
        if loss == "CTCLoss":  # the lengths of targets are counted from the targets
            assert theirs.pop() == "target_lengths"
            theirs[1] = theirs[1].removesuffix("s")
        assert len(theirs) == 2 if ours is None else tuple(theirs) == ours, loss


@pytest.mark.parametrize("optimizer", STEPS)
@pytest.mark.parametrize(("loss", "params"), CASES)
def test_the_script_says_the_same(
    loss: str, params: dict[str, Any], optimizer: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = drawn(tmp_path, loss, optimizer=optimizer, optimizer_params=STEPS[optimizer])
    edit.set_output(project, "own_out", loss_params=params)
    if loss == "CTCLoss" and optimizer == "Adam":  # which begins with nothing but blanks
        edit.set_training(project, epochs=10, optimizer_params={"lr": 0.3})
    if optimizer != "Adam":
        edit.set_training(project, l2=1e-4, batch_size=120)
    epochs = same(prepared(project), tmp_path, monkeypatch, capsys)
    learning(epochs)
    figures = epochs[-1].val
    assert ("mse" if loss == "GaussianNLLLoss" else "accuracy") in figures
    if "accuracy" in figures:
        assert figures["accuracy"] > 0.5, "what is trained is what is told"


@pytest.mark.parametrize(("loss", "params"), CASES)
def test_one_of_several_heads(
    loss: str, params: dict[str, Any], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    """Beside a head that is compared with the labels, and told of where there is none such."""
    project = drawn(tmp_path, loss)
    edit.set_output(project, "own_out", loss_params=params, weight=0.5)
    classes = LOSSES[loss].task != "regression"
    edit.add(project, "Linear", "plain", out_features=2 if classes else 1)
    edit.connect(project, "rows", "plain")
    edit.add(project, "Output", "again")
    if loss == "CTCLoss":  # once more, and all steps count
        edit.remove(project, ["plain"])
        edit.connect(project, "log", "again")
        edit.set_output(project, "again", loss=loss)
    else:
        edit.connect(project, "plain", "again")
        edit.set_output(project, "again", loss="CrossEntropyLoss" if classes else "MSELoss")
    epochs = same(prepared(project), tmp_path, monkeypatch, capsys)
    figures = epochs[-1].train
    both = figures["again_loss"] + 0.5 * figures["own_out_loss"]
    assert figures["loss"] == pytest.approx(both, rel=1e-5)


@pytest.mark.parametrize("loss", ALONE)
@pytest.mark.parametrize("optimizer", STEPS)
def test_one_output_can_be_enough(
    loss: str, optimizer: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    """The only one of the network, with the loss of the training."""
    project = drawn(tmp_path, loss, optimizer=optimizer, optimizer_params=STEPS[optimizer])
    kept = {"rows", "own_fc", "log"}
    edit.remove(project, [name for name in project.main.nodes if name not in kept])
    edit.connect(project, "log" if loss == "CTCLoss" else "own_fc", edit.add(project, "Output"))
    if loss == "GaussianNLLLoss":
        edit.set_param(project, ["own_fc"], "out_features", 2)
    edit.set_training(project, loss=loss)
    assert not project.training.outputs
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


@pytest.mark.parametrize(("loss", "params"), [c for c in CASES if c.values[0] != "CTCLoss"])
def test_the_number_is_torchs_and_slopes_reach_every_output(
    loss: str, params: dict[str, Any], tmp_path: Path
) -> None:
    project = drawn(tmp_path, loss)
    edit.set_output(project, "own_out", loss_params=params)
    results = runs_results(project)
    heads = heads_of(project.training, results)
    assert [head.name for head in heads] == ["own_out"]
    torch.manual_seed(0)
    model = build(project)
    x, sign = torch.randn(8, 5), torch.randint(0, 2, (8,)) * 2.0 - 1
    said = model(x)
    named = dict(zip(results, said, strict=True))
    y = torch.randn(8, 1) if loss == "GaussianNLLLoss" else sign
    if loss == "MarginRankingLoss":
        y = sign.unsqueeze(1)
    given = dict(params)
    distance = given.pop("distance_function", None)
    if distance == "cosine":
        given["distance_function"] = lambda a, b: 1 - torch.cosine_similarity(a, b)
    elif distance == "squared":
        given["distance_function"] = lambda a, b: ((a - b) ** 2).sum(-1)
    first, *rest = ARGUMENTS[loss]
    called = {name: y if name == "target" else named[f"{name}_out"] for name in rest}
    expected = getattr(nn, loss)(**given)(**{first: named["own_out"]}, **called)
    objective = Objective(heads)
    total, parts = objective(objective.outputs(said), [y])
    assert total.item() == expected.item() and len(parts) == 1
    total.backward()
    for role in ("own", *roles_of(loss)):
        slope = model.get_submodule(f"{role}_fc").weight.grad
        assert slope is not None and bool(slope.abs().sum() > 0), role


@pytest.mark.parametrize("lengths", [(), ("input_lengths_out",)])
@pytest.mark.parametrize("blank", [0, 3])
def test_lengths_of_labels_are_counted(
    lengths: tuple[str, ...], blank: int, tmp_path: Path
) -> None:
    project = drawn(tmp_path, "CTCLoss")
    edit.set_output(project, "own_out", loss_params={"blank": blank}, partners=lengths)
    edit.set_output(project, "input_lengths_out", target="none")
    torch.manual_seed(0)
    model = build(project)
    steps = torch.tensor([[8.0], [6.0], [7.0], [99.0]])
    y = torch.tensor([[1, 2, 1], [2, -1, -1], [1, 1, blank], [2, blank, blank]])
    objective = Objective(heads_of(project.training, runs_results(project)))
    said = model(torch.randn(4, 8, 4), steps)
    total, _ = objective(objective.outputs(said), [y])
    read = torch.tensor([8, 6, 7, 8]) if lengths else torch.full((4,), 8)
    own = said[runs_results(project).index("own_out")]
    counted = torch.tensor([3, 1, 2, 1])
    expected = nn.CTCLoss(blank=blank)(own.transpose(0, 1), y, read, counted)
    assert total.item() == expected.item()
    total.backward()
    slope = model.get_submodule("own_fc").weight.grad
    assert slope is not None and bool(slope.abs().sum() > 0)
    with pytest.raises(ValueError, match="it knows 4 classes"):
        objective(objective.outputs(said), [y + 9])


def test_a_label_after_a_gap_is_refused() -> None:
    assert has_gaps(torch.tensor([[1, 2, -1], [1, -1, 2]]), 0)
    assert has_gaps(torch.tensor([[0, 2]]), 0)
    assert not has_gaps(torch.tensor([[1, 2, -1], [0, 0, 0], [3, 3, 0]]), 0)


@pytest.mark.parametrize(
    ("best", "y", "right"),
    [
        ([[0, 1, 1, 0, 1, 2]], [[1, 1, 2]], 1.0),
        ([[1, 1, 1, 0, 0, 2]], [[1, 1, 2]], 0.0),
        ([[1, 2], [2, 2]], [[1, -1, -1], [2, -1, -1]], 0.5),
        ([[0, 0]], [[0, -1]], 1.0),
    ],
)
def test_what_is_read(best: list[list[int]], y: list[list[int]], right: float) -> None:
    found = exact(torch.tensor(best), torch.tensor(y), 0)
    assert found == {"accuracy": right}


def runs_results(project: Project) -> tuple[str, ...]:
    return tuple(node.name for node in project.main.ordered_nodes() if node.type == "Output")


@pytest.mark.parametrize("loss", WITH_PARTNERS)
def test_it_is_kept_in_the_file(loss: str, tmp_path: Path) -> None:
    project = drawn(tmp_path, loss)
    text = store.dumps(project)
    assert f'"partners": ["{roles_of(loss)[0]}_out"' in text
    assert store.loads(text).state() == project.state()
    assert store.dumps(store.loads(text)) == text


def test_no_script_where_partners_are_missing(tmp_path: Path) -> None:
    project = drawn(tmp_path, "TripletMarginLoss")
    spec = prepared(project)
    edit.set_output(project, "own_out", partners=["positive_out"])
    with pytest.raises(PortError, match="takes other Outputs along"):
        script(changed(spec, project.training))


def changed(spec: RunSpec, training: TrainingSpec) -> RunSpec:
    fields = {name: getattr(spec, name) for name in spec.__struct_fields__}
    return RunSpec(**{**fields, "training": training})
