"""Why: the parts of an exported script that make optimizers and schedules and let them step."""

from typing import Any

from designer.port.script_search import search_setup
from designer.port.script_text import arguments, folded
from designer.protocol import TrainingSpec
from designer.protocol.steps import FUSED, NEEDED, SCHEDULERS, SCIPY, WITH_MUON

KINDS = "torch.optim.lr_scheduler"


def optimizer_lines(t: TrainingSpec) -> list[str]:
    """What makes the optimizer; with Muon there are two."""
    if t.optimizer in SCIPY:
        return search_setup()
    if t.optimizer == "Muon":
        return _muon(t)
    fused = ", fused=True" if t.optimizer in FUSED else ""
    made = f"torch.optim.{t.optimizer}(model.parameters(){arguments(t.optimizer_params)}{fused})"
    return folded(f"optimizer = {made}")


def _muon(t: TrainingSpec) -> list[str]:
    params: dict[str, Any] = WITH_MUON | t.optimizer_params
    lr = params.pop("adamw_lr")
    return [
        "# Muon takes the matrices between layers, AdamW takes tables, norms, biases and the rest.",
        "kinds = (nn.Embedding, nn.EmbeddingBag, nn.LayerNorm, nn.RMSNorm)",
        "tables = [module for module in model.modules() if isinstance(module, kinds)]",
        "apart = {weight for table in tables for weight in table.parameters()}",
        "hidden = [p for p in model.parameters() if p.ndim == 2 and p not in apart]",
        "others = [p for p in model.parameters() if p.ndim != 2 or p in apart]",
        *folded(f"optimizers = [torch.optim.Muon(hidden{arguments(params)})]"),
        "if others:",
        f"    optimizers.append(torch.optim.AdamW(others, lr={lr!r}, fused=True))",
    ]


def scheduler_lines(t: TrainingSpec, rows: str) -> list[str]:
    """What makes the schedule of each optimizer; nothing for a constant learning rate.

    `rows` is what has a row for each sample to train on.
    """
    if t.schedule == "constant" or t.optimizer in SCIPY:
        return []
    before, made = _scheduler(t, rows)
    if _several(t):
        return [*before, *folded(f"schedulers = [{made} for optimizer in optimizers]")]
    return [*before, *folded(f"scheduler = {made}")]


def _scheduler(t: TrainingSpec, rows: str) -> tuple[list[str], str]:
    """Lines of a function that it needs, and the expression that makes it."""
    params: dict[str, Any] = NEEDED.get(t.schedule, {}) | t.schedule_params
    if t.schedule == "warmup_cosine":
        return _warmup_then_cosine(**params), "warmup_then_cosine(optimizer)"
    before, given = list[str](), ""
    if t.schedule == "cosine":
        given = f", T_max={params.pop('T_max', None) or 'args.epochs'}"
    if t.schedule == "onecycle":
        before.append(f"steps = -(-len({rows}) // {t.batch_size})")
        given = ", epochs=args.epochs, steps_per_epoch=steps"
    return before, f"{KINDS}.{SCHEDULERS[t.schedule]}(optimizer{given}{arguments(params)})"


def _warmup_then_cosine(start_factor: float, total_iters: int, eta_min: float) -> list[str]:
    warmup = f"start_factor={start_factor!r}, total_iters={total_iters}"
    cosine = f"T_max=max(1, args.epochs - {total_iters}), eta_min={eta_min!r}"
    both = f"[warmup, cosine], milestones=[{total_iters}]"
    body = [
        *folded(f"warmup = {KINDS}.LinearLR(optimizer, {warmup})", 8),
        *folded(f"cosine = {KINDS}.CosineAnnealingLR(optimizer, {cosine})", 8),
        *folded(f"return {KINDS}.SequentialLR(optimizer, {both})", 8),
    ]
    return [
        "",
        "def warmup_then_cosine(optimizer):",
        *(f"    {line}" for line in body),
        "",
    ]


def each_optimizer(t: TrainingSpec, call: str) -> list[str]:
    """The call for every optimizer."""
    if _several(t):
        return ["for optimizer in optimizers:", f"    optimizer{call}"]
    return [f"optimizer{call}"]


def each_scheduler(t: TrainingSpec, call: str) -> list[str]:
    """The call for every schedule, where there is one."""
    if t.schedule == "constant" or t.optimizer in SCIPY:
        return []
    if _several(t):
        return ["for scheduler in schedulers:", f"    scheduler{call}"]
    return [f"scheduler{call}"]


def _several(t: TrainingSpec) -> bool:
    return t.optimizer == "Muon"
