"""Why: the memory of a training step is that of the step itself, done without the memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from designer.compile.live import Live, watched
from designer.compile.loaded import Loaded
from designer.compile.long_sequences import shortened
from designer.compile.workspace import of_lstm, on_processor
from designer.layers.tensor import Dim
from designer.protocol import Head, TrainingSpec, form_of, heads_of, parts_of, spec_of
from designer.protocol.heads import is_complete
from designer.protocol.steps import SCIPY
from designer.text import tr

Inputs = tuple[tuple[tuple[Dim, ...], str], ...]
"""Shape and dtype of each argument of a network."""


class NoForecast(ValueError):  # noqa: N818 - it says what there is none of
    """This network cannot be trained, or not be followed; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """What lived after each operation of a step, and its parts, in bytes."""

    moments: tuple[int, ...]
    weights: int
    gradients: int
    optimizer: int
    batch: int
    output: int


def step(
    loaded: Loaded,
    inputs: Inputs,
    training: TrainingSpec,
    batch_size: int,
    on_cpu: bool,
    results: tuple[str, ...] = (),
) -> Step:
    """Do a training step on fake tensors. `results` are the Outputs. Raises NoForecast."""
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode

    live = Live()
    if training.optimizer in SCIPY:
        message = tr(
            "With {optimizer} all rows are looked at together.", optimizer=training.optimizer
        )
        raise NoForecast(message)
    heads = heads_of(training, results)
    if not heads or not all(spec_of(training, results, name) for name in results):
        raise NoForecast(tr("Training needs a loss for each Output, or a word that it has none."))
    if not all(is_complete(head) for head in heads):
        raise NoForecast(tr("A loss takes other Outputs along, and it is not said which."))
    hidden = on_processor if on_cpu else of_lstm
    try:
        with torch.device("meta"):  # where layers may copy each other, which fake ones may not
            model = loaded.make().train()
        with FakeTensorMode(), watched(live, hidden), shortened(live):
            return _step(live, model, inputs, training, heads, batch_size, on_cpu)
    except (ArithmeticError, AssertionError, RuntimeError, TypeError, ValueError) as error:
        # Torch says in these what does not fit together, and what fake tensors cannot do.
        message = tr("The memory of a training step is not known: {reason}", reason=error)
        raise NoForecast(message) from error


def _step(
    live: Live,
    model: Any,
    inputs: Inputs,
    training: TrainingSpec,
    heads: tuple[Head, ...],
    batch_size: int,
    on_cpu: bool,
) -> Step:
    from designer.train.setup import make_optimizers

    _fill(model)
    weights = [*model.parameters(), *model.buffers()]
    live.take(weights)
    optimizers = make_optimizers(model, training)
    if not on_cpu:
        _all_at_once(optimizers)
    history, working, turning = _of_lbfgs(optimizers)
    _first(model, optimizers)
    live.moments.clear()
    for _ in range(2):  # the next batch is taken while the one before it is still there
        x = [_batch(shape, kind, batch_size) for shape, kind in inputs]
    targets, output, forward = _look(live, model, heads, training, x)
    if history:
        live.note(turning - working)
    else:
        _do_step(optimizers)
    held = _bytes([output]) + history + working  # the figures need what was said to other batches
    before = [moment + _bytes(targets) for moment in live.moments[:forward]]
    every = [values for optimizer in optimizers for values in optimizer.state.values()]
    state = [value for values in every for value in values.values()]
    return Step(
        moments=tuple(moment + held for moment in (*before, *live.moments[forward:])),
        weights=_bytes(weights),
        gradients=_bytes(parameter.grad for parameter in model.parameters()),
        optimizer=_bytes(state) + history,
        batch=_bytes([*x, *targets]),
        output=_bytes([output]),
    )


def _fill(model: Any) -> None:
    """Give a module that was made on meta fake tensors; what is shared stays shared."""
    import torch

    made: dict[int, Any] = {}
    for module in model.modules():
        own = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
        for name, old in own:
            if id(old) not in made:
                new = torch.empty(old.shape, dtype=old.dtype)
                if isinstance(old, torch.nn.Parameter):
                    new = torch.nn.Parameter(new, requires_grad=old.requires_grad)
                made[id(old)] = new
            setattr(module, name, made[id(old)])


def _do_step(optimizers: Sequence[Any]) -> None:
    for optimizer in optimizers:
        optimizer.step()


def _first(model: Any, optimizers: Sequence[Any]) -> None:
    """The end of a step before this one: gradients are there, and the optimizer has its state."""
    import torch

    for parameter in model.parameters():
        parameter.grad = torch.empty_like(parameter) if parameter.requires_grad else None
    if not isinstance(optimizers[0], torch.optim.LBFGS):
        _do_step(optimizers)


def _look(
    live: Live, model: Any, heads: tuple[Head, ...], training: TrainingSpec, x: list[Any]
) -> tuple[list[Any], Any, int]:
    """Forward and back, as `train.loop` does it. Returns targets, which should have been there
    from the beginning, what the measured head says, and how many moments had passed without
    the targets.
    """
    from designer.train.heads import Objective
    from designer.train.setup import penalty

    objective = Objective(heads)
    model.zero_grad(set_to_none=True)
    outputs = objective.outputs(model(*x))
    forward = len(live.moments)
    made: dict[Any, Any] = {}
    targets = [
        _target(head, output[0], x, made) for head, output in zip(heads, outputs, strict=True)
    ]
    loss, _ = objective(outputs, targets)
    said = objective.told(outputs).detach()
    extra = penalty(model, training)
    (loss if extra is None else loss + extra).backward()
    return list(made.values()), said, forward


def _target(head: Head, output: Any, x: list[Any], made: dict[Any, Any]) -> Any:
    """The target of a head; `made` has those that others have too, as `train.rows` shares them."""
    if head.target == "inputs":
        return x[0]
    if head.target == "outputs":
        return x[0].new_empty((len(x[0]), 0))
    key = form_of(head.loss), head.columns
    if key not in made:
        made[key] = _targets(output, head)
    return made[key]


def _batch(shape: tuple[Dim, ...], kind: str, size: int) -> Any:
    import torch

    whole = [dim if isinstance(dim, int) else dim.scale * size for dim in shape]
    return torch.empty(whole, dtype=getattr(torch, kind))


def _targets(output: Any, head: Head) -> Any:
    """What `train.targets` makes of classes or numbers, in the shape that fits the output."""
    import torch

    form = form_of(head.loss)
    if form == "number":
        return torch.empty((output.shape[0], *output.shape[2:]), dtype=torch.int64)
    if form == "list":
        return torch.empty_like(output, dtype=torch.int64)
    if form == "sequence":
        return torch.empty(output.shape[:2], dtype=torch.int64)
    if form == "sign":
        return torch.empty(len(output))
    return torch.empty_like(output.chunk(parts_of(head.loss, head.partners), 1)[0])


def _all_at_once(optimizers: Sequence[Any]) -> None:
    """On a GPU torch updates all weights in one go, with room for all of them."""
    for group in (group for optimizer in optimizers for group in optimizer.param_groups):
        if group.get("foreach", 0) is None and not group.get("fused"):
            group["foreach"] = True


def _of_lbfgs(optimizers: Sequence[Any]) -> tuple[int, int, int]:
    """Bytes of L-BFGS's history when it is full, and of what it works with; 0 for all others.

    It decides by the values of the loss, which fake tensors don't have, and so cannot be run.
    Its history has two vectors for each step that it remembers, the last direction and the
    last gradient. It works with four vectors while it looks at the batch, with four more while
    it searches a line, and with seven or nine between two looks, when it takes a new direction.
    """
    import torch

    if not isinstance(optimizers[0], torch.optim.LBFGS):
        return 0, 0, 0
    group = optimizers[0].param_groups[0]
    vector = _bytes(group["params"])
    searches = group["line_search_fn"] is not None
    working, turning = (8, 9) if searches else (4, 7)
    return (2 * group["history_size"] + 2) * vector, working * vector, turning * vector


def _bytes(values: Iterable[Any]) -> int:
    """Bytes of the storages of those values that are tensors, each once."""
    import torch

    tensors = [value for value in values if isinstance(value, torch.Tensor)]
    storages = {id(storage): storage for storage in (t.untyped_storage() for t in tensors)}
    return sum(storage.nbytes() for storage in storages.values())
