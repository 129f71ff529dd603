"""Why: operations are an estimate; how long a layer takes on this machine can only be measured."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter
from typing import Any

from designer.check import Report
from designer.compile.flops import Shape
from designer.compile.loaded import load
from designer.compile.planning import plan
from designer.compile.plans import Plan, Step, alone, incoming_wires
from designer.compile.private import private_random
from designer.compile.source import emit
from designer.edit import without_muted
from designer.layers.tensor import Dim
from designer.model import Project

MOST_RUNS = 9
ENOUGH = 0.4  # seconds; a layer that takes long is not run as often
REFUSALS = (RuntimeError, ValueError, TypeError, IndexError, AssertionError, MemoryError)

Given = tuple[Shape, str, bool]
"""Shape, dtype, and whether a gradient has to flow back through it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one layer for one batch: the median of `runs` after one to warm up.

    `backward` is None where nothing flows back; both are None where the layer cannot be run
    like this, and `failure` says why.
    """

    name: str
    forward: float | None
    backward: float | None
    runs: int
    failure: str = ""


def time_layers(
    project: Project,
    report: Report,
    batch: int,
    tell: Callable[[Timing], None],
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Time every layer of a network that is whole, as in training, one after the other.

    Each is run alone, on the CPU, with random values of the shapes that it gets; equal layers
    are timed once. `tell` gets each result as it comes; `stop` is asked between two runs. Random
    numbers come from a generator of its own.
    """
    project = without_muted(project)
    network = plan(project)
    made = {step.name: step.made for step in network.steps if step.made}
    learning = {argument.name: False for argument in network.arguments}
    known: dict[object, Timing] = {}
    for step in network.steps:
        if stop():
            return
        own, given = _job(step, project, report, batch, learning)
        source = emit(_whole(own, made.get(step.name, ""), network))
        key = (source.text, given)
        if key not in known:
            known[key] = _timed(source.text, source.class_name, step, given, stop)
        found = known[key]
        if not stop():
            tell(Timing(step.key, found.forward, found.backward, found.runs, found.failure))


def _job(
    step: Step, project: Project, report: Report, batch: int, learning: dict[str, bool]
) -> tuple[Plan, tuple[Given, ...]]:
    slots = incoming_wires(step.layer, project.main, step.key)
    wires = [wire for wire in slots if wire is not None]
    given: list[Given] = []
    for wire in wires:
        tensor = report.wire_tensor(wire)
        assert tensor is not None, "the network is whole"
        decimal = tensor.dtype.startswith("float")
        shape = tuple(_length(dim, batch) for dim in tensor.shape)
        given.append((shape, tensor.dtype, decimal and learning[wire.source]))
    learning[step.key] = bool(report.parameters.get(step.key)) or any(x[2] for x in given)
    incoming = [report.wire_tensor(wire) if wire is not None else None for wire in slots]
    return alone(step.layer, step.values, incoming), tuple(given)


def _whole(own: Plan, made: str, network: Plan) -> Plan:
    """The layer as it is made in the network, with the classes of the blocks inside."""
    (step,) = own.steps
    step = replace(step, made=made)
    if not step.layer.block:
        return replace(own, steps=(step,))
    return replace(own, steps=(step,), blocks=network.blocks, codes=network.codes)


def _timed(
    text: str, class_name: str, step: Step, given: Sequence[Given], stop: Callable[[], bool]
) -> Timing:
    import torch

    generator = torch.Generator().manual_seed(0)
    rows = int(step.values.get("num_embeddings") or 1)
    try:
        with private_random(0):
            module = load(text, class_name, {}).make().train()
        inputs = [_values(x, rows, generator) for x in given]
        with torch.enable_grad():
            draws = _draws(module, inputs)
            return _median(step.name, module, inputs, draws, stop)
    except REFUSALS as error:
        return Timing(step.name, None, None, 0, str(error).partition("\n")[0])


def _median(
    name: str, module: Any, inputs: Sequence[Any], draws: bool, stop: Callable[[], bool]
) -> Timing:
    forward: list[float] = []
    backward: list[float] = []
    began = perf_counter()
    # What draws random numbers must not draw the training's; the detour takes microseconds.
    with private_random(0) if draws else nullcontext():
        while not forward or (len(forward) < MOST_RUNS and perf_counter() - began < ENOUGH):
            if stop() and forward:
                break
            there, back = _run(module, inputs)
            forward.append(there)
            backward += [back] if back is not None else []
    return Timing(name, median(forward), median(backward) if backward else None, len(forward))


def _run(module: Any, inputs: Sequence[Any]) -> tuple[float, float | None]:
    """Milliseconds there and, where something learns, back."""
    import torch

    start = perf_counter()
    made = module(*inputs)
    there = perf_counter() - start
    every = made if isinstance(made, tuple) else (made,)
    ends = [value for value in every if value.requires_grad]
    if not ends:
        return 1000 * there, None
    wanted = [*module.parameters(), *(x for x in inputs if x.requires_grad)]
    wanted = [tensor for tensor in wanted if tensor.requires_grad]
    gradients = [torch.ones_like(value) for value in ends]
    start = perf_counter()
    torch.autograd.grad(ends, wanted, gradients, allow_unused=True)
    return 1000 * there, 1000 * (perf_counter() - start)


def _draws(module: Any, inputs: Sequence[Any]) -> bool:
    """Run it once, to warm up, and see whether it draws random numbers."""
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    found = False

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            nonlocal found
            found = found or torch.Tag.nondeterministic_seeded in func.tags
            return func(*args, **(kwargs or {}))

    with private_random(0), Watch():
        _run(module, inputs)
    return found


def _values(given: Given, rows: int, generator: Any) -> Any:
    import torch

    shape, dtype, learns = given
    kind = getattr(torch, dtype)
    if not dtype.startswith("float"):
        return torch.randint(0, rows, shape, dtype=kind, generator=generator)
    return torch.randn(shape, dtype=kind, generator=generator).requires_grad_(learns)


def _length(dim: Dim, batch: int) -> int:
    return dim if isinstance(dim, int) else dim.scale * batch
