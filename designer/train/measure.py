"""Why: the figures of an epoch, from its outputs at once: nothing is read back while training."""

from typing import Any

import torch
from torch import Tensor

from designer.protocol import DataInfo, Measured, takes_labels
from designer.protocol.losses import LOGITS, SEQUENCES
from designer.train.sequences import exact
from designer.train.targets import class_numbers, predicted, predicted_classes

Table = tuple[tuple[int, ...], ...]


def measure(
    outputs: Tensor, targets: Tensor, info: DataInfo, spec: Measured
) -> tuple[dict[str, float], Table]:
    """Metrics by name, and the confusion matrix (empty for regression).

    `outputs` has shape (rows, columns) and `targets` what the loss takes. Without labels it is
    how much nearer each positive is than the negative; accuracy is the share of those above 0.
    Sequences are the likeliest class of each step (rows, steps).
    """
    if not takes_labels(spec.loss):
        return {"accuracy": (outputs > 0).double().mean().item()}, ()
    if spec.loss == SEQUENCES:
        blank: Any = spec.loss_params.get("blank", 0)
        return exact(outputs, targets, blank), ()
    if info.task == "regression":
        said = predicted(outputs, spec)
        return regression(said.sigmoid() if spec.loss in LOGITS else said, targets), ()
    true = class_numbers(targets, spec)
    counts = confusion(predicted_classes(outputs, spec), true, len(info.classes))
    table = tuple(tuple(int(n) for n in row) for row in counts.tolist())
    return classification(counts), table


def confusion(predicted: Tensor, true: Tensor, classes: int) -> Tensor:
    """Counts (classes, classes): row is the true class, column the predicted one."""
    # A network with more outputs than classes may name a class that there is not.
    predicted = predicted.clamp(max=classes - 1)
    pairs = torch.bincount(true * classes + predicted, minlength=classes * classes)
    return pairs.reshape(classes, classes).cpu()


def classification(counts: Tensor) -> dict[str, float]:
    """Accuracy, and precision, recall and F1 averaged over the classes (macro).

    A class that was never predicted has precision 0, one that never occurs recall 0, as in
    scikit-learn with zero_division=0 and all classes as labels.
    """
    hits = counts.diag().double()
    precision = hits / counts.sum(0).clamp(min=1)
    recall = hits / counts.sum(1).clamp(min=1)
    f1 = 2 * precision * recall / (precision + recall).clamp(min=1e-12)
    return {
        "accuracy": (hits.sum() / counts.sum().clamp(min=1)).item(),
        "precision": precision.mean().item(),
        "recall": recall.mean().item(),
        "f1": f1.mean().item(),
    }


def regression(outputs: Tensor, targets: Tensor) -> dict[str, float]:
    """MSE, RMSE, MAE and R² over all rows and targets; R² is 0 where the targets do not vary."""
    p, y = outputs.cpu().double(), targets.cpu().double()
    mse = (p - y).square().mean()
    spread = (y - y.mean(0)).square().mean()
    r2 = 1 - mse / spread if spread > 0 else torch.zeros(())
    return {
        "mse": mse.item(),
        "rmse": mse.sqrt().item(),
        "mae": (p - y).abs().mean().item(),
        "r2": r2.item(),
    }
