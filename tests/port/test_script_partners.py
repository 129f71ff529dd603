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
from designer.protocol.losses import ARGUMENTS, EMBEDDINGS
from designer.train.heads import Objective
from tests.port.test_script_outputs import learning, prepared
from tests.port.test_script_parity import same

WITH_PARTNERS = [loss for loss in LOSSES if roles_of(loss)]
OTHERS: dict[str, tuple[dict[str, Any], ...]] = {
    "GaussianNLLLoss": ({}, {"full": True, "eps": 0.5}),
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
    x = chance.normal(size=(150, 5)).astype(np.float32)
    y: Any = x.sum(1) + chance.normal(size=150) / 4
    if LOSSES[loss].task != "regression":
        y = (y > 0).astype(np.int64)
    np.savez(folder / "rows.npz", x=x, y=y)
    return {"source": "npy", "path": str(folder / "rows.npz")}


def drawn(folder: Path, loss: str, **training: Any) -> Project:
    """One Input, and an Output for all that the loss takes; the first one in the drawing is last
    in the loss, so that no order helps by chance."""
    project = Project.new("Together")
    edit.add(project, "Input", "rows", shape=(5,))
    width = 3 if loss in EMBEDDINGS else 1
    roles = roles_of(loss)
    for name in (*reversed(roles), "own"):
        edit.add(project, "Linear", f"{name}_fc", out_features=width)
        edit.connect(project, "rows", f"{name}_fc")
        last = f"{name}_fc"
        if name == "var":
            edit.add(project, "Softplus", "above")
            edit.connect(project, last, "above")
            last = "above"
        edit.add(project, "Output", f"{name}_out")
        edit.connect(project, last, f"{name}_out")
    edit.set_data(project, **rows(folder, loss))
    edit.set_training(project, **{"epochs": 3, "batch_size": 40, "loss": "MSELoss", **training})
    partners = [f"{role}_out" for role in roles]
    edit.set_output(project, "own_out", loss=loss, target="labels", partners=partners)
    return project


def test_the_arguments_are_torchs() -> None:
    """The names of partners are those of the arguments of `forward`, in their order."""
    for loss in LOSSES:
        theirs = list(inspect.signature(getattr(nn, loss).forward).parameters)[1:]
        ours = ARGUMENTS.get(loss)
        assert len(theirs) == 2 if ours is None else tuple(theirs) == ours, loss


@pytest.mark.parametrize("optimizer", STEPS)
@pytest.mark.parametrize(("loss", "params"), CASES)
def test_the_script_says_the_same(
    loss: str, params: dict[str, Any], optimizer: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = drawn(tmp_path, loss, optimizer=optimizer, optimizer_params=STEPS[optimizer])
    edit.set_output(project, "own_out", loss_params=params)
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
    edit.connect(project, "plain", "again")
    edit.set_output(project, "again", loss="CrossEntropyLoss" if classes else "MSELoss")
    epochs = same(prepared(project), tmp_path, monkeypatch, capsys)
    figures = epochs[-1].train
    both = figures["again_loss"] + 0.5 * figures["own_out_loss"]
    assert figures["loss"] == pytest.approx(both, rel=1e-5)


@pytest.mark.parametrize(("loss", "params"), CASES)
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
    with pytest.raises(PortError, match="it is not said which"):
        script(changed(spec, project.training))


def changed(spec: RunSpec, training: TrainingSpec) -> RunSpec:
    fields = {name: getattr(spec, name) for name in spec.__struct_fields__}
    return RunSpec(**{**fields, "training": training})
