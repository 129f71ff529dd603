"""Why: whatever loss is chosen, the number that falls is torch's own, and the weights feel it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot, pad

from designer import edit, store
from designer.layers import LOSSES, Option, Param
from designer.model import Project
from designer.protocol import DataInfo, TrainingSpec, heads_of, width_of
from designer.protocol.losses import SEQUENCES, needs_partners
from designer.train.heads import Objective
from designer.train.targets import as_targets

ROWS, CLASSES, STEPS = 6, 3, 7
ALONE = [loss for loss in LOSSES if not needs_partners(loss)]
Target = Callable[[Tensor], Tensor]


def shares(y: Tensor) -> Tensor:
    return one_hot(y, CLASSES).float()


def signs(y: Tensor) -> Tensor:
    return shares(y) * 2 - 1


TARGETS: dict[str, Target] = {
    **dict.fromkeys(("CrossEntropyLoss", "NLLLoss", "MultiMarginLoss"), lambda y: y),
    **dict.fromkeys(("BCEWithLogitsLoss", "BCELoss", "MultiLabelSoftMarginLoss"), shares),
    **dict.fromkeys(("SoftMarginLoss", "HingeEmbeddingLoss"), signs),
    "KLDivLoss": shares,
    "MultiLabelMarginLoss": lambda y: pad(y[:, None], (0, CLASSES - 1), value=-1),
}
"""What each loss for classes takes, made of class numbers by hand."""


def info_for(option: Option) -> DataInfo:
    numbers = option.task == "regression"
    return DataInfo(
        source="test",
        title="Test",
        task="regression" if numbers else "classification",
        shape=(2,),
        classes=() if numbers else ("a", "b", "c"),
        targets=2,
        train_rows=ROWS,
        val_rows=0,
    )


def labels_for(option: Option) -> Any:
    chance = np.random.default_rng(0)
    if option.key == SEQUENCES:
        return np.array([[1, 2], [2, -1]] * (ROWS // 2), dtype=np.float32)
    if option.task == "regression":
        return chance.poisson(3, (ROWS, 2)).astype(np.float32)
    return chance.integers(0, CLASSES, ROWS)


def output_for(option: Option, width: int) -> Tensor:
    """What fits any loss: for some a number from 0 to 1, for some the logarithm of one."""
    torch.manual_seed(1)
    shape = (ROWS, STEPS, CLASSES) if option.key == SEQUENCES else (ROWS, width)
    plain = torch.randn(shape)
    if option.key in ("BCELoss", "HingeEmbeddingLoss", "PoissonNLLLoss"):
        plain = plain.sigmoid()
    if option.key in ("NLLLoss", "KLDivLoss", SEQUENCES):
        plain = plain.log_softmax(-1)
    return plain.requires_grad_()


def other(param: Param) -> Any:
    """A value that is not the default, and fits."""
    if param.kind == "bool":
        return not param.default
    if param.kind == "choice":
        return param.choices[-1]
    if param.kind == "int":
        return 2
    return param.default / 2 if param.default else 0.25


def expected(option: Option, output: Tensor, y: Any, params: dict[str, Any]) -> Tensor:
    given = params | ({"reduction": "batchmean"} if option.key == "KLDivLoss" else {})
    loss = getattr(nn, option.key)(**given)
    labels = torch.from_numpy(y)
    if option.key == "GaussianNLLLoss":
        value: Tensor = loss(output[:, :2], labels, output[:, 2:].exp())
    elif option.key == SEQUENCES:
        filled = (labels >= 0) & (labels != params.get("blank", 0))
        steps = torch.full((ROWS,), STEPS)
        value = loss(output.transpose(0, 1), labels.long(), steps, filled.sum(1))
    else:
        value = loss(output, TARGETS.get(option.key, lambda y: y)(labels))
    return value


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("loss", ALONE)
def test_the_number_is_torchs_and_there_is_a_slope(loss: str, changed: bool) -> None:
    option = LOSSES[loss]
    params = {param.name: other(param) for param in option.params} if changed else {}
    if loss == SEQUENCES and changed:
        params["blank"] = 0  # of three classes two are labels
    info, y = info_for(option), labels_for(option)
    training = TrainingSpec(loss=loss, loss_params=params)
    output = output_for(option, width_of(info, loss))
    objective = Objective(heads_of(training, ()), [info])
    target = as_targets(y, info, training)
    objective.refuse_misfit(output, [target], 1)
    total, parts = objective(objective.outputs(output), [target])
    wanted = expected(option, output, y, params)
    assert total.item() == wanted.item() and len(parts) == 1
    total.backward()
    slope = output.grad
    assert slope is not None and bool(torch.isfinite(slope).all() and slope.abs().sum() > 0)
    figures, _ = objective.measure([objective.told(objective.outputs(output.detach()))], target)
    assert figures and all(np.isfinite(list(figures.values())))


@pytest.mark.parametrize("loss", LOSSES)
def test_every_parameter_is_kept_in_the_file(loss: str) -> None:
    project = Project.new("kept")
    params = {param.name: other(param) for param in LOSSES[loss].params}
    edit.set_training(project, loss=loss, loss_params=params)
    edit.add(project, "Output", "result")
    edit.set_output(project, "result", loss=loss, loss_params=params)
    text = store.dumps(project)
    read = store.loads(text)
    assert read.state() == project.state() and store.dumps(read) == text
    assert read.training.loss_params == params
    assert read.training.outputs["result"].loss_params == params
