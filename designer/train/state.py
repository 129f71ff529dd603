"""Why: a run can be gone on with, bit for bit: weights, optimizer, schedule and chance are kept.

Everything is safetensors and JSON: nothing that a reader would have to run.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

LAST = "last.safetensors"
BEST = "best.safetensors"
OPTIMIZER = "optimizer.safetensors"
STATE = "state.json"


def load_weights(model: nn.Module, path: Path) -> None:
    """Read a state dict into the model. Raises OSError, RuntimeError on other weights."""
    model.load_state_dict(load_file(path))


def save_state(
    folder: Path,
    model: nn.Module,
    optimizers: Sequence[torch.optim.Optimizer],
    schedulers: Sequence[Any],
    place: dict[str, Any],
    extra: dict[str, Tensor],
) -> None:
    """Write all that a resumed run needs. `place` is JSON: epoch, step, best loss and such."""
    values = {f"extra.{name}": value for name, value in extra.items()}
    values["rng.torch"] = torch.get_rng_state()
    if any(parameter.is_cuda for parameter in model.parameters()):
        values["rng.cuda"] = torch.cuda.get_rng_state()
    record = {
        **place,
        "optimizers": [_packed(one, f"{i}.", values) for i, one in enumerate(optimizers)],
        "schedulers": [_plain_scheduler(scheduler) for scheduler in schedulers],
    }
    write_tensors(model.state_dict(), folder / LAST)
    write_tensors(values, folder / OPTIMIZER)
    write_json(folder / STATE, record)


def load_state(
    folder: Path,
    model: nn.Module,
    optimizers: Sequence[torch.optim.Optimizer],
    schedulers: Sequence[Any],
) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Read it back into all of these. Returns `place` and `extra`. Raises OSError, KeyError."""
    load_weights(model, folder / LAST)
    # A copy lies where torch would have put it: sums over memory at odd places round otherwise.
    values = {name: value.clone() for name, value in load_file(folder / OPTIMIZER).items()}
    record: dict[str, Any] = json.loads((folder / STATE).read_text(encoding="utf-8"))
    for optimizer, packed in zip(optimizers, record.pop("optimizers"), strict=True):
        state = {
            int(index): {key: _value(value, values) for key, value in entries.items()}
            for index, entries in packed["state"].items()
        }
        optimizer.load_state_dict({"state": state, "param_groups": packed["param_groups"]})
    for scheduler, plain in zip(schedulers, record.pop("schedulers"), strict=True):
        scheduler.load_state_dict(plain)
    torch.set_rng_state(values["rng.torch"])
    if "rng.cuda" in values and torch.cuda.is_available():
        torch.cuda.set_rng_state(values["rng.cuda"])
    extra = {
        name.removeprefix("extra."): value
        for name, value in values.items()
        if name.startswith("extra.")
    }
    return record, extra


def write_json(path: Path, record: object) -> None:
    """Write JSON, all of it or nothing."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(record, indent=1), encoding="utf-8")
    part.replace(path)


def write_tensors(values: dict[str, Tensor], path: Path) -> None:
    """Write safetensors, all of it or nothing."""
    # safetensors refuses tensors that share memory (tied weights, views): each gets its own.
    own = {name: value.detach().cpu().contiguous().clone() for name, value in values.items()}
    part = path.with_name(path.name + ".part")
    save_file(own, part)
    part.replace(path)


def _packed(
    optimizer: torch.optim.Optimizer, prefix: str, values: dict[str, Tensor]
) -> dict[str, Any]:
    """The optimizer's state as JSON, its tensors put into `values`."""
    packed = optimizer.state_dict()
    plain = {
        str(index): _part(entries, f"{prefix}{index}", values)
        for index, entries in packed["state"].items()
    }
    return {"state": plain, "param_groups": packed["param_groups"]}


def _part(entries: dict[str, Any], prefix: str, values: dict[str, Tensor]) -> dict[str, Any]:
    """The entries as JSON, where a tensor is {"tensor": its name in `values`}."""
    plain: dict[str, Any] = {}
    for key, value in entries.items():
        if isinstance(value, Tensor):
            values[f"{prefix}.{key}"] = value
            plain[key] = {"tensor": f"{prefix}.{key}"}
        elif isinstance(value, list):  # L-BFGS keeps lists of tensors, or None
            names = []
            for i, item in enumerate(value):
                if isinstance(item, Tensor):
                    values[f"{prefix}.{key}.{i}"] = item
                    names.append(f"{prefix}.{key}.{i}")
                else:
                    names.append("")
            plain[key] = {"tensors": names}
        else:
            plain[key] = value
    return plain


def _value(value: Any, values: dict[str, Tensor]) -> Any:
    if isinstance(value, dict) and "tensor" in value:
        return values[value["tensor"]]
    if isinstance(value, dict) and "tensors" in value:
        return [values[name] if name else None for name in value["tensors"]]
    return value


def _plain_scheduler(scheduler: Any) -> dict[str, Any]:
    kinds = (int, float, str, bool, type(None), list)
    return {k: v for k, v in scheduler.state_dict().items() if isinstance(v, kinds)}
