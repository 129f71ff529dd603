"""Why: what a training is said to take is held against what it takes: forecast and fact.

The fact comes from the exported script, run in a process of its own with made-up samples, and
from torch's allocators: on a processor every block that is taken and freed is in the profiler's
record, on a GPU `max_memory_allocated` is the peak. Nothing of the forecast has a part in it.
What lies there anyhow, the samples, is taken off, and the figures of the epoch are left out.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

os.environ["GOMP_SPINCOUNT"] = "0"

BATCHES = (16, 64, 256)
OPTIMIZERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("SGD", {}),
    ("SGD", {"momentum": 0.9}),
    ("Adam", {}),
)
STEPS = 2  # the first makes the optimizer's state, the second is like all that follow
NO_PART_OF_A_STEP = (
    "torch.cat(outputs)",
    "torch.cat(targets)",
    "targets.append(y)",
    "targets.append(x)",
)
ENOUGH, MUCH = 2e10, 6e10  # operations of a batch that is measured in earnest, of a sample at all
GOAL = 0.1  # forecast and fact differ by no more


def job(project: Any, batch_size: int | None = None) -> dict[str, Any]:
    """What the other process needs: the script, and which samples its network and loss take."""
    from designer import compile as compiler
    from designer.port.script import script
    from designer.protocol import DataSpec, RunSpec, form_of, heads_of, measured_head

    source, settings = compiler.write(project), project.training
    spec = RunSpec(
        name=project.name,
        source=source.text,
        class_name=source.class_name,
        data=DataSpec(source="digits"),  # whose loading is replaced
        training=settings,
        results=source.results,
    )
    heads = heads_of(settings, source.results)
    head = measured_head(heads)
    given = source.arguments[0].tensor
    assert given is not None
    return {
        "script": script(spec),
        "class_name": source.class_name,
        "sample": given.sample,
        "dtype": given.dtype,
        "head": head.index,
        # Of several heads each makes its targets of the class numbers, batch by batch.
        "by_class_number": len(heads) > 1
        or head.target != "labels"
        or form_of(head.loss) == "number",
        "by_sequence": form_of(head.loss) == "sequence",
        "rows": STEPS * (batch_size or settings.batch_size),
        "device": settings.device,
    }


def measured(jobs: list[dict[str, Any]]) -> list[int]:
    """The peaks in bytes, from another process."""
    command = [sys.executable, "-m", "benchmarks.memory", "--measure"]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    peaks: list[int] = json.loads(done.stdout.splitlines()[-1])
    return peaks


def measure(job: dict[str, Any]) -> int:
    """The peak of one script, in this process."""
    import torch

    module: dict[str, Any] = {"__name__": "script"}
    text: str = job["script"]
    for words in NO_PART_OF_A_STEP:
        text = text.replace(words, "None")
    exec(text, module)
    with torch.no_grad():
        x = torch.zeros((2, *job["sample"]), dtype=getattr(torch, job["dtype"]))
        said = module[job["class_name"]]()(x)
        output = said[job["head"]] if isinstance(said, tuple) else said
    held = 0

    def samples() -> tuple[torch.Tensor, ...]:
        nonlocal held
        parts = (*_rows(job, job["rows"], output), *_rows(job, 1, output))
        held = sum(part.nbytes for part in parts)
        return parts

    module["load_data"] = samples
    module["measure"] = lambda *_: {}
    sys.argv = ["script", "--epochs", "1", "--json"]
    peak = _on_gpu(module["main"]) if job["device"] == "cuda" else _on_cpu(module["main"])
    return peak - held


def _rows(job: dict[str, Any], rows: int, output: Any) -> tuple[Any, Any]:
    import torch

    x = torch.zeros((rows, *job["sample"]), dtype=getattr(torch, job["dtype"]))
    if job["by_class_number"]:
        return x, torch.zeros(rows, dtype=torch.int64)
    if job["by_sequence"]:  # a label for each step, no two the same in a row
        return x, (1 + torch.arange(output.shape[1]) % 2).repeat(rows, 1)
    return x, torch.zeros((rows, *output.shape[1:]))


def _on_cpu(main: Any) -> int:
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        main()
    results: Any = profiler.profiler
    events = [e for e in results.kineto_results.events() if e.name() == "[memory]"]
    now = peak = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        now += event.nbytes()
        peak = max(peak, now)
    return peak


def _on_gpu(main: Any) -> int:
    import torch

    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    main()
    return int(torch.cuda.max_memory_allocated() - before)


def rows(device: str) -> Iterator[tuple[str, int, str, int, int]]:
    """Template, batch size, optimizer, forecast and fact."""
    from designer import compile as compiler
    from designer import edit, gallery

    for name in gallery.TEMPLATES:
        cases, jobs, forecasts = [], [], []
        work = compiler.costs(gallery.create(name)).flops
        if work > MUCH or len(compiler.write(gallery.create(name)).arguments) > 1:
            continue  # a step would take minutes, or needs a script of another kind
        sizes = [size for size in BATCHES if work * size <= ENOUGH] or [2]
        for optimizer, params in OPTIMIZERS if len(sizes) > 1 else OPTIMIZERS[-1:]:
            project = gallery.create(name)
            edit.set_training(
                project, optimizer=optimizer, optimizer_params=params, device=device, threads=1
            )
            try:
                found = compiler.training_memory(project).forecast
            except compiler.NoForecast:
                break  # several Inputs, or Outputs without a loss: nothing that could be trained
            title = optimizer + "".join(f" {key} {value}" for key, value in params.items())
            for size in sizes:
                edit.set_training(project, batch_size=size)
                cases.append((name, size, title))
                jobs.append(job(project))
                forecasts.append(found.peak(size))
        for case, said, fact in zip(cases, forecasts, measured(jobs) if jobs else [], strict=True):
            yield (*case, said, fact)


def main() -> None:
    """Print the table, and how far forecast and fact are apart."""
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    print(f"Peak of a training step on {device}, in kilobytes")
    print(
        f"{'template':>14}{'batch':>7}  {'optimizer':<14}{'forecast':>12}{'fact':>12}{'ratio':>8}"
    )
    ratios = []
    for name, size, optimizer, said, fact in rows(device):
        ratios.append(said / fact)
        figures = f"{said / 1e3:>12,.1f}{fact / 1e3:>12,.1f}{said / fact:>8.3f}"
        print(f"{name:>14}{size:>7}  {optimizer:<14}{figures}", flush=True)
    far = [ratio for ratio in ratios if abs(ratio - 1) > GOAL]
    print(f"{len(ratios)} cases: ratios {min(ratios):.3f} to {max(ratios):.3f}, ", end="")
    print(f"median {median(ratios):.3f}; {len(far)} more than {GOAL:.0%} apart.")


if __name__ == "__main__":
    if "--measure" in sys.argv:
        asked = json.loads(sys.stdin.read())
        print("\n" + json.dumps([measure(each) for each in asked]))
    else:
        main()
