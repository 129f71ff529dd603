"""Why: figures of two sides stand in rows of a table, with how much more or less it is."""

from collections.abc import Callable

from designer.compile import Costs
from designer.runs import PastRun
from designer.runs.results import Figures, apart, asked_first, results_of
from designer.text import tr
from designer.ui.costing import count_text
from designer.ui.runs.rows import progress_of, status_of
from designer.ui.training.figures import lasted, metric_title

NONE = "–"
Row = tuple[str, str, str, str]  # what, then, now, and how much more or less


def cost_rows(before: Costs | None, after: Costs | None) -> list[Row]:
    """What both drawings cost."""
    parameters, flops = (
        [getattr(costs, name) if costs else None for costs in (before, after)]
        for name in ("parameters", "flops")
    )
    return [_counted(tr("Parameters"), *parameters), _counted(tr("FLOPs a sample"), *flops)]


def best_rows(before: Figures, after: Figures) -> list[Row]:
    """The best figures of both; what neither has is left out."""
    return _measured(lambda name: tr("Best {metric}", metric=name), before, after)


def result_rows(before: PastRun, after: PastRun) -> list[Row]:
    """What came of two runs, how long they took, and what was different around them."""
    ours, theirs = results_of(before), results_of(after)
    rows = best_rows(asked_first(ours.best), asked_first(theirs.best))
    last = asked_first(ours.last), asked_first(theirs.last)
    rows += _measured(lambda name: tr("Last {metric}", metric=name), *last)
    rows.append(_plain(tr("Epochs"), *(progress_of(run) for run in (before, after))))
    rows.append(_plain(tr("Time"), lasted(ours.seconds), lasted(theirs.seconds)))
    rows.append(_plain(tr("Status"), *(status_of(run) for run in (before, after))))
    for name, pair in apart(before, after).items():
        rows.append(_plain(tr("Device") if name == "device" else name, *pair))
    return rows


def _plain(title: str, before: str, after: str) -> Row:
    return title, before or NONE, after or NONE, ""


def _counted(title: str, before: int | None, after: int | None) -> Row:
    texts = [NONE if value is None else count_text(value) for value in (before, after)]
    if before is None or after is None:
        return title, texts[0], texts[1], ""
    by = after - before
    change = f"{_sign(by)}{count_text(abs(by))}" if by else "="
    if by and before:
        change += f" ({_sign(by)}{abs(100 * by / before):.3g} %)"
    return title, texts[0], texts[1], change


def _measured(title: Callable[[str], str], before: Figures, after: Figures) -> list[Row]:
    rows = []
    for name in dict.fromkeys([*before, *after]):
        values = before.get(name), after.get(name)
        texts = [NONE if value is None else f"{value:.4f}" for value in values]
        rows.append((title(metric_title(name)), texts[0], texts[1], _change(*values)))
    return rows


def _change(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    by = after - before
    return f"{_sign(by)}{abs(by):.4f}" if by else "="


def _sign(by: float) -> str:
    return "+" if by > 0 else "−"
