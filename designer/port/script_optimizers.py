"""Why: the parts of an exported script that make optimizers and schedules and let them step."""

from typing import Any

from designer.port.script_text import arguments
from designer.protocol import TrainingSpec
from designer.protocol.steps import FUSED, NEEDED, SCHEDULERS, WITH_MUON

KINDS = "torch.optim.lr_scheduler"


def optimizer_lines(t: TrainingSpec) -> list[str]:
    """What makes the optimizer; with Muon there are two."""
    if t.optimizer == "Muon":
        return _muon(t)
    fused = ", fused=True" if t.optimizer in FUSED else ""
    made = f"torch.optim.{t.optimizer}(model.parameters(){arguments(t.optimizer_params)}{fused})"
    return [f"optimizer = {made}"]


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
        f"optimizers = [torch.optim.Muon(hidden{arguments(params)})]",
        "if others:",
        f"    optimizers.append(torch.optim.AdamW(others, lr={lr!r}, fused=True))",
    ]


def scheduler_lines(t: TrainingSpec) -> list[str]:
    """What makes the schedule of each optimizer; nothing for a constant learning rate."""
    if t.schedule == "constant":
        return []
    before, made = _scheduler(t)
    if _several(t):
        return [*before, f"schedulers = [{made} for optimizer in optimizers]"]
    return [*before, f"scheduler = {made}"]


def _scheduler(t: TrainingSpec) -> tuple[list[str], str]:
    """Lines of a function that it needs, and the expression that makes it."""
    params: dict[str, Any] = NEEDED.get(t.schedule, {}) | t.schedule_params
    if t.schedule == "warmup_cosine":
        return _warmup_then_cosine(**params), "warmup_then_cosine(optimizer)"
    given = ""
    if t.schedule == "cosine":
        given = f", T_max={params.pop('T_max', None) or 'args.epochs'}"
    if t.schedule == "onecycle":
        steps = f"-(-len(train_x) // {t.batch_size})"
        given = f", epochs=args.epochs, steps_per_epoch={steps}"
    return [], f"{KINDS}.{SCHEDULERS[t.schedule]}(optimizer{given}{arguments(params)})"


def _warmup_then_cosine(start_factor: float, total_iters: int, eta_min: float) -> list[str]:
    warmup = f"start_factor={start_factor!r}, total_iters={total_iters}"
    cosine = f"T_max=max(1, args.epochs - {total_iters}), eta_min={eta_min!r}"
    return [
        "",
        "def warmup_then_cosine(optimizer):",
        f"    warmup = {KINDS}.LinearLR(optimizer, {warmup})",
        f"    cosine = {KINDS}.CosineAnnealingLR(optimizer, {cosine})",
        f"    return {KINDS}.SequentialLR(optimizer, [warmup, cosine], milestones=[{total_iters}])",
        "",
    ]


def each_optimizer(t: TrainingSpec, call: str) -> list[str]:
    """The call for every optimizer."""
    if _several(t):
        return ["for optimizer in optimizers:", f"    optimizer{call}"]
    return [f"optimizer{call}"]


def each_scheduler(t: TrainingSpec, call: str) -> list[str]:
    """The call for every schedule, where there is one."""
    if t.schedule == "constant":
        return []
    if _several(t):
        return ["for scheduler in schedulers:", f"    scheduler{call}"]
    return [f"scheduler{call}"]


def _several(t: TrainingSpec) -> bool:
    return t.optimizer == "Muon"
