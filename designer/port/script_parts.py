"""Why: the parts of an exported script that train and measure; only what this run uses."""

import re

from designer.port.script_heads import Ends, criterion
from designer.port.script_optimizers import (
    each_optimizer,
    each_scheduler,
    optimizer_lines,
    scheduler_lines,
)
from designer.port.script_search import search_lines
from designer.port.script_text import arguments, folded
from designer.protocol import DataInfo, RunSpec, TrainingSpec
from designer.protocol.steps import EACH_STEP, SCIPY


def model_part(source: str) -> tuple[str, set[str]]:
    """The class of generated source, and the imports it needs."""
    lines = source.splitlines()
    head = re.compile(r"(import |from |$)")
    start = next(i for i, line in enumerate(lines) if not head.match(line))
    return "\n".join(lines[start:]) + "\n", {line for line in lines[:start] if line}


def setup_lines(spec: RunSpec, ends: Ends) -> list[str]:
    """From the command line to the optimizer."""
    t = spec.training
    device = {
        "auto": '"cuda" if torch.cuda.is_available() else '
        '"mps" if torch.backends.mps.is_available() else "cpu"',
    }.get(t.device, f'"{t.device}"')
    move = ".to(device)"
    lines = [
        "parser = argparse.ArgumentParser()",
        f'parser.add_argument("--epochs", type=int, default={t.epochs})',
        f'parser.add_argument("--seed", type=int, default={t.seed})',
        'parser.add_argument("--json", action="store_true")',
        "args = parser.parse_args()",
        "",
        f"torch.set_num_threads({t.threads})",
        f"device = {device}",
        *_load(ends, move),
        "",
        "torch.manual_seed(args.seed)",
        f"model = {spec.class_name}()",
        *_initialization(t),
        "model.to(device)",
        *optimizer_lines(t),
        *scheduler_lines(t, f"train_{ends.counted}"),
        *criterion(ends),
        "shuffle = torch.Generator().manual_seed(args.seed)",
    ]
    if t.patience:
        lines.append('best, waited = float("inf"), 0')
    return lines


def _load(ends: Ends, move: str) -> list[str]:
    if not ends.arrays:
        return [f"train_x, train_y, val_x, val_y = (part{move} for part in load_data())"]
    return [
        "train_x, train_y, val_x, val_y = load_data()",
        f"train_x, train_y = [part{move} for part in train_x], train_y{move}",
        f"val_x, val_y = [part{move} for part in val_x], val_y{move}",
    ]


def _initialization(t: TrainingSpec) -> list[str]:
    if t.initialization == "default":
        return []
    return [
        "for name, parameter in model.named_parameters():",
        "    if parameter.ndim > 1:",
        f"        nn.init.{t.initialization}_(parameter{arguments(t.initialization_params)})",
        '    elif "bias" in name:',
        "        nn.init.zeros_(parameter)",
    ]


def step_lines(spec: RunSpec, ends: Ends) -> list[str]:
    """The epoch's loop over batches."""
    t = spec.training
    loss = [*ends.look(), *_penalty(t)]
    kept = [f"sizes.append(len({ends.counted}))", f"targets.append({ends.target('x', 'y')})"]
    total = "loss + penalty" if t.l1 or t.l2 else "loss"
    epoch = [
        "",
        "for epoch in range(1, args.epochs + 1):",
        "    model.train()",
        _empty(f"losses, {ends.apart}sizes, outputs, targets"),
        f"    order = torch.randperm(len(train_{ends.counted}), generator=shuffle).to(device)",
    ]
    if t.optimizer in SCIPY:
        step = [*search_lines(t, ends, loss, total), *kept]
        return [*epoch, *(f"    {line}" for line in step)]
    epoch += [
        f"    for start in range(0, len(train_{ends.counted}), {t.batch_size}):",
        f"        rows = order[start : start + {t.batch_size}]",
    ]
    backward = f"({total}).backward()" if " " in total else f"{total}.backward()"
    core = [*each_optimizer(t, ".zero_grad()"), *loss, backward]
    step = [
        ends.batch("train", "rows"),
        *(_with_closure(ends, core) if t.optimizer == "LBFGS" else _plain(t, ends, core)),
        *kept,
        *(each_scheduler(t, ".step()") if t.schedule in EACH_STEP else []),
    ]
    return [*epoch, *(f"        {line}" for line in step)]


def _empty(names: str) -> str:
    return f"    {names} = {', '.join('[]' for _ in names.split(','))}"


def _plain(t: TrainingSpec, ends: Ends, core: list[str]) -> list[str]:
    return [*core, *each_optimizer(t, ".step()"), *ends.noted()]


def _with_closure(ends: Ends, core: list[str]) -> list[str]:
    return [
        "looks = []",
        "",
        "def closure():",
        *(f"    {line}" for line in core),
        f"    looks.append(({ends.seen()}))",
        "    return loss",
        "",
        "optimizer.step(closure)",
        *ends.kept(),
    ]


def _penalty(t: TrainingSpec) -> list[str]:
    if not t.l1 and not t.l2:
        return []
    terms = []
    if t.l1:
        terms.append(f"{t.l1!r} * sum(w.abs().sum() for w in weights)")
    if t.l2:
        terms.append(f"{t.l2!r} * sum(w.square().sum() for w in weights)")
    return [
        "weights = [p for p in model.parameters() if p.ndim > 1]",
        f"penalty = {' + '.join(terms)}",
    ]


def epoch_lines(spec: RunSpec, info: DataInfo, ends: Ends) -> list[str]:
    """What follows the batches: metrics, validation, printing, schedule, early stopping."""
    t = spec.training
    validated = info.val_rows > 0
    lines = [
        "    mean = sum(loss * size for loss, size in zip(losses, sizes)) / sum(sizes)",
        *_figures(ends, "train", "torch.cat(targets)"),
        *(_validation(t, ends) if validated else ["    val = {}"]),
        "    if args.json:",
        '        line = {"event": "epoch", "epoch": epoch, "train": train, "val": val}',
        "        print(json.dumps(line), flush=True)",
        "    else:",
        '        numbers = "  ".join(f"{k} {v:.4f}" for k, v in (val or train).items())',
        "        print(f\"epoch {epoch}  train loss {train['loss']:.4f}  {numbers}\")",
    ]
    watched = 'val["loss"]' if validated else 'train["loss"]'
    if t.schedule not in EACH_STEP:
        given = watched if t.schedule == "plateau" else ""
        lines += [f"    {line}" for line in each_scheduler(t, f".step({given})")]
    if t.patience:
        lines += [
            f"    if {watched} < {_reference(t)}:",
            f"        best, waited = {watched}, 0",
            "    else:",
            "        waited += 1",
            f"    if waited >= {t.patience}:",
            "        break",
        ]
    return lines


def _reference(t: TrainingSpec) -> str:
    return f"best - {t.min_delta!r}" if t.min_delta else "best"


def _figures(ends: Ends, name: str, targets: str) -> list[str]:
    measured = f"**measure(torch.cat(outputs), {targets})"
    line = f'{name} = {{"loss": mean, {ends.means()}{measured}}}'
    return [f"    {line}" for line in folded(line, 8)]


def _validation(t: TrainingSpec, ends: Ends) -> list[str]:
    said = [
        f"            outputs.append({ends.forward()[0].removeprefix('output = ')})",
        f"            losses.append({_item(ends.loss('outputs[-1]'))})",
    ]
    if ends.said() != "output":
        said = [f"            {line}" for line in [*ends.look(), *ends.noted()]]
    return [
        "",
        "    model.eval()",
        _empty(f"losses, {ends.apart}sizes, outputs"),
        "    with torch.no_grad():",
        f"        for start in range(0, len(val_{ends.counted}), {t.batch_size}):",
        f"            {ends.batch('val', f'start : start + {t.batch_size}')}",
        *said,
        f"            sizes.append(len({ends.counted}))",
        "    mean = sum(loss * size for loss, size in zip(losses, sizes)) / sum(sizes)",
        *_figures(ends, "val", ends.target("val_x", "val_y")),
    ]


def _item(loss: str) -> str:
    return f"({loss}).item()" if " * " in loss else f"{loss}.item()"
