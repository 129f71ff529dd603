"""Why: the parts of an exported script that its loss decides: targets, criterion, predictions."""

from designer.port.script_sequences import measure_function
from designer.port.script_text import arguments
from designer.protocol import (
    DataInfo,
    Measured,
    form_of,
    is_log_rate,
    parts_of,
    takes_labels,
)
from designer.protocol.losses import DISTANCES, FIXED, LOGITS, SEQUENCES, border_of

CLASSIFICATION = '''
def measure(outputs, targets):
    """Accuracy, and precision, recall and F1 averaged over the classes."""
    {predicted}
    {true}
    pairs = torch.bincount(true * {classes} + predicted, minlength={classes} * {classes})
    counts = pairs.reshape({classes}, {classes}).cpu()  # row: true class, column: predicted
    hits = counts.diag().double()
    precision = hits / counts.sum(0).clamp(min=1)
    recall = hits / counts.sum(1).clamp(min=1)
    f1 = 2 * precision * recall / (precision + recall).clamp(min=1e-12)
    return {{
        "accuracy": (hits.sum() / counts.sum().clamp(min=1)).item(),
        "precision": precision.mean().item(),
        "recall": recall.mean().item(),
        "f1": f1.mean().item(),
    }}
'''
REGRESSION = '''
def measure(outputs, targets):
    """Mean squared error, its root, mean absolute error, and R²."""
    p, y = {predicted}.cpu().double(), targets.cpu().double()
    mse = (p - y).square().mean()
    spread = (y - y.mean(0)).square().mean()
    r2 = 1 - mse / spread if spread > 0 else torch.zeros(())
    return {{
        "mse": mse.item(),
        "rmse": mse.sqrt().item(),
        "mae": (p - y).abs().mean().item(),
        "r2": r2.item(),
    }}
'''


TRIPLETS = '''
def measure(outputs, targets):
    """The share of triplets whose positive is nearer than the negative."""
    return {"accuracy": (outputs > 0).double().mean().item()}
'''


def target_steps(info: DataInfo, loss: str) -> list[tuple[str, str]]:
    """From labels `y` to what the loss takes: expressions, one after the other, and comments."""
    form, classes = form_of(loss), len(info.classes)
    if form == "sequence":
        return [("y.long()", "")]
    if info.task == "regression" or form == "number" or not takes_labels(loss):
        return []
    if form == "sign":
        return [("2 * y.float() - 1", "-1 for no, 1 for yes")]
    if form == "list":
        pad = f"nn.functional.pad(y.unsqueeze(1), (0, {classes - 1}), value=-1)"
        return [(pad, "the right class, then -1: no more are right")]
    columns = (f"nn.functional.one_hot(y, {classes}).float()", "")
    if classes == 2 and form != "shares":
        columns = ("y.float().unsqueeze(1)", "one column: no or yes")
    return [columns, ("2 * y - 1", "-1 for no, 1 for yes")] if form == "signs" else [columns]


def made_loss(t: Measured) -> str:
    """The constructor of a loss."""
    given = FIXED.get(t.loss, {}) | t.loss_params
    written = arguments({k: v for k, v in given.items() if k != "distance_function"})
    if given.get("distance_function"):
        written = f", distance_function={given['distance_function']}_distance{written}"
    made = f"nn.{t.loss}({written.removeprefix(', ')})"
    return f"reading({made})" if t.loss == SEQUENCES else made


def criterion_lines(t: Measured) -> list[str]:
    """What gives the loss of an output and its targets."""
    made = made_loss(t)
    if parts_of(t.loss, t.partners) == 1:
        return [f"criterion = {made}"]
    return [
        f"nll = {made}",
        "",
        "def criterion(output, y):",
        "    mean, log_variance = output.chunk(2, 1)",
        "    return nll(mean, y, log_variance.exp())",
        "",
    ]


def metrics_function(t: Measured, info: DataInfo, by_number: bool = False) -> str:
    """The function `measure` for this task; `by_number` where targets are plain class numbers."""
    said = _predicted(t)
    if not takes_labels(t.loss):
        return TRIPLETS
    if t.loss == SEQUENCES:
        return measure_function(t.loss_params.get("blank", 0))
    if info.task == "regression":
        return REGRESSION.format(predicted="outputs.sigmoid()" if t.loss in LOGITS else said)
    return CLASSIFICATION.format(
        predicted=f"predicted = {_predicted_classes(t, info, said)}",
        true=f"true = {'targets' if by_number else _true_classes(t, info)}",
        classes=len(info.classes),
    )


def _predicted(t: Measured) -> str:
    if is_log_rate(t.loss, t.loss_params):
        return "outputs.exp()"
    return "outputs.chunk(2, 1)[0]" if parts_of(t.loss, t.partners) == 2 else "outputs"


def _predicted_classes(t: Measured, info: DataInfo, said: str) -> str:
    one = len(info.classes) == 2 and form_of(t.loss) in ("columns", "signs", "sign")
    border = border_of(t.loss, t.loss_params)
    if t.loss == DISTANCES:
        return f"({said}[:, 0] < {border!r}).long()" if one else f"{said}.argmin(1)"
    if one:
        return f"({said}[:, 0] > {border!r}).long()"
    return f"{said}.argmax(1).clamp(max={len(info.classes) - 1})"


def _true_classes(t: Measured, info: DataInfo) -> str:
    form = form_of(t.loss)
    if form == "number":
        return "targets"
    if form == "list":
        return "targets[:, 0]"
    if form == "sign":
        return "(targets > 0).long()"
    one = len(info.classes) == 2 and form != "shares"
    return "(targets[:, 0] > 0.5).long()" if one else "targets.argmax(1)"
