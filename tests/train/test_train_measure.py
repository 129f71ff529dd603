"""Why: figures that people compare must be the figures that everybody else computes."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from designer.protocol import DataInfo, TrainingSpec
from designer.train.measure import classification, confusion, measure, regression
from designer.train.setup import penalty
from designer.train.targets import Misfit, as_targets, refuse_misfit


def info(classes: int = 0, targets: int = 1) -> DataInfo:
    return DataInfo(
        source="test",
        title="Test",
        task="classification" if classes else "regression",
        shape=(2,),
        classes=tuple(f"c{i}" for i in range(classes)),
        targets=targets,
        train_rows=8,
        val_rows=2,
    )


@given(st.integers(2, 6), st.integers(1, 60), st.integers(0, 999))
def test_classification_is_scikit_learns(classes: int, rows: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    true, predicted = random.integers(0, classes, (2, rows))
    counts = confusion(torch.from_numpy(predicted), torch.from_numpy(true), classes)
    labels = range(classes)
    assert np.array_equal(counts, metrics.confusion_matrix(true, predicted, labels=labels))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = metrics.precision_recall_fscore_support(
            true, predicted, labels=list(labels), average="macro", zero_division=0
        )
    found = classification(counts)
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(true, predicted))
    assert [found[n] for n in ("precision", "recall", "f1")] == pytest.approx(list(expected[:3]))


@given(st.integers(2, 60), st.integers(1, 3), st.integers(0, 999))
def test_regression_is_scikit_learns(rows: int, targets: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    y = random.normal(5, 3, (rows, targets))
    p = y + random.normal(0, 1, (rows, targets))
    found = regression(torch.from_numpy(p), torch.from_numpy(y))
    assert found["mse"] == pytest.approx(metrics.mean_squared_error(y, p))
    assert found["rmse"] == pytest.approx(metrics.mean_squared_error(y, p) ** 0.5)
    assert found["mae"] == pytest.approx(metrics.mean_absolute_error(y, p))
    weighted = metrics.r2_score(y, p, multioutput="variance_weighted")
    assert found["r2"] == pytest.approx(weighted)


@pytest.mark.parametrize(
    ("loss", "classes", "output", "predicted"),
    [
        ("CrossEntropyLoss", 3, [[0.0, 2, 1], [3, 0, 0]], [1, 0]),
        ("BCEWithLogitsLoss", 2, [[0.1], [-0.1]], [1, 0]),
        ("MSELoss", 2, [[0.6], [0.4]], [1, 0]),
        ("BCEWithLogitsLoss", 3, [[0.0, 2, 1], [3, 0, 0]], [1, 0]),
        ("BCELoss", 2, [[0.6], [0.4]], [1, 0]),
        ("SoftMarginLoss", 2, [[0.1], [-0.1]], [1, 0]),
        ("HingeEmbeddingLoss", 2, [[0.4], [0.6]], [1, 0]),
        ("HingeEmbeddingLoss", 3, [[2.0, 0, 1], [0, 3, 3]], [1, 0]),
        ("KLDivLoss", 2, [[-2.0, -1], [-1, -2]], [1, 0]),
        ("MultiLabelMarginLoss", 3, [[0.0, 2, 1], [3, 0, 0]], [1, 0]),
        ("PoissonNLLLoss", 2, [[-0.6], [-0.8]], [1, 0]),
    ],
)
def test_what_counts_as_the_predicted_class(
    loss: str, classes: int, output: list[list[float]], predicted: list[int]
) -> None:
    spec = TrainingSpec(loss=loss)
    y = as_targets(np.array(predicted), info(classes), spec)
    found, table = measure(torch.tensor(output), y, info(classes), spec)
    assert found["accuracy"] == 1 and sum(map(sum, table)) == 2


@pytest.mark.parametrize(
    ("loss", "params", "output"),
    [
        ("MSELoss", {}, lambda y: y),
        ("PoissonNLLLoss", {}, torch.log),
        ("PoissonNLLLoss", {"log_input": False}, lambda y: y),
        ("GaussianNLLLoss", {}, lambda y: torch.cat([y, -9 * y], 1)),
    ],
)
def test_figures_are_of_the_number_that_is_predicted(
    loss: str, params: dict[str, Any], output: Callable[[torch.Tensor], torch.Tensor]
) -> None:
    """Not of its logarithm, and without its variance."""
    spec = TrainingSpec(loss=loss, loss_params=params)
    y = torch.tensor([[1.0, 4], [2, 3], [5, 0.5]])
    found, _ = measure(output(y), y, info(targets=2), spec)
    assert found["r2"] == pytest.approx(1) and found["mae"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("loss", "classes", "output", "target"),
    [
        ("MSELoss", 0, (4,), (4, 1)),
        ("MSELoss", 0, (4, 2), (4, 1)),
        ("L1Loss", 0, (1, 4), (4, 1)),
        ("CrossEntropyLoss", 3, (4, 2), (4,)),
        ("CrossEntropyLoss", 3, (4,), (4,)),
        ("BCEWithLogitsLoss", 2, (4, 2), (4, 1)),
        ("GaussianNLLLoss", 0, (4, 1), (4, 1)),
        ("MultiMarginLoss", 3, (4, 2), (4,)),
    ],
)
def test_an_output_that_would_broadcast_is_refused(
    loss: str, classes: int, output: tuple[int, ...], target: tuple[int, ...]
) -> None:
    with pytest.raises(Misfit, match=f"gives {' × '.join(map(str, output))} for a batch, {loss}"):
        refuse_misfit(
            torch.zeros(output), torch.zeros(target), info(classes), TrainingSpec(loss=loss)
        )


def test_an_output_that_fits_is_let_through() -> None:
    spec = TrainingSpec(loss="MSELoss")
    refuse_misfit(torch.zeros(4, 1), torch.zeros(4, 1), info(), spec)
    refuse_misfit(torch.zeros(4, 3), torch.zeros(4), info(3), TrainingSpec())
    with pytest.raises(Misfit, match="one output"):
        refuse_misfit((torch.zeros(4, 1),), torch.zeros(4, 1), info(), spec)


def test_penalties_are_over_weights_and_not_biases() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
    weight = model[0].weight
    assert penalty(model, TrainingSpec()) is None
    found = penalty(model, TrainingSpec(l1=0.5, l2=0.25))
    expected = 0.5 * weight.abs().sum() + 0.25 * (weight**2).sum()
    assert found is not None and torch.allclose(found, expected)
