"""Why: a run speaks in events, one JSON line each, whoever runs it and whoever listens."""

import msgspec
from msgspec import Struct, field


class Started(Struct, frozen=True, kw_only=True, tag_field="event", tag="started"):
    """Training begins. `steps_per_epoch` and `epochs` give the full length of the run."""

    run_dir: str
    epochs: int
    steps_per_epoch: int
    device: str
    threads: int
    parameters: int
    task: str
    classes: tuple[str, ...] = ()


class Steps(Struct, frozen=True, kw_only=True, tag_field="event", tag="steps"):
    """Losses of the steps since the last such event: step `first` has `losses[0]`."""

    epoch: int
    first: int
    losses: tuple[float, ...]
    lr: float
    steps_per_second: float


class Epoch(Struct, frozen=True, kw_only=True, tag_field="event", tag="epoch"):
    """One epoch is over. `train` and `val` map metric names to values; both have "loss".

    Classification has accuracy, precision, recall, f1 (macro averages); regression has mse,
    rmse, mae, r2. `confusion[i][j]` counts validation rows of class i predicted as class j.
    """

    epoch: int
    train: dict[str, float]
    val: dict[str, float]
    lr: float
    seconds: float
    confusion: tuple[tuple[int, ...], ...] = ()


class Spread(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Mean and standard deviation of a tensor, over rows and units, in one step.

    `finite` is False where it has a NaN or infinity; there is no mean then.
    """

    mean: float | None = None
    std: float | None = None
    finite: bool = True


class Activity(Spread, frozen=True, kw_only=True, omit_defaults=True):
    """What went on in one layer in one step; None where a figure is not there to be had.

    The spread is that of its first output, `outputs` has that of the others. `dead` is the share
    of its units that say nothing, whatever the row of the batch: 0 from ReLU and its like, an end
    of its range from a sigmoid or tanh. `gradient` is the norm of the loss's gradient by its
    weights, `update` the norm of what the step changed of them by the norm of the weights, for
    which 1e-3 is a rule of thumb (A. Karpathy, notes of Stanford's CS231n, "Ratio of
    weights:updates").
    """

    dead: float | None = None
    gradient: float | None = None
    update: float | None = None
    outputs: dict[str, Spread] = field(default_factory=dict)


class Layers(Struct, frozen=True, kw_only=True, tag_field="event", tag="layers"):
    """The activity of layers in step `step` of the run, in the order in which they are computed.

    A layer inside a block is named by the nodes that lead there: "stage1.conv1", and with a
    number where the block is repeated: "stage1.0.conv1".
    """

    epoch: int
    step: int
    nodes: dict[str, Activity]


class Checkpoint(Struct, frozen=True, kw_only=True, tag_field="event", tag="checkpoint"):
    """Weights were written: `kind` is "last" or "best"."""

    epoch: int
    kind: str
    path: str


class Paused(Struct, frozen=True, kw_only=True, tag_field="event", tag="paused"):
    """Training waits, at `step` of the run."""

    step: int


class Resumed(Struct, frozen=True, kw_only=True, tag_field="event", tag="resumed"):
    """Training goes on, at `step` of the run."""

    step: int


class Finished(Struct, frozen=True, kw_only=True, tag_field="event", tag="finished"):
    """The run ended well. `reason` is "completed", "stopped" or "early"."""

    run_dir: str
    reason: str
    epochs: int
    best: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0


class Failed(Struct, frozen=True, kw_only=True, tag_field="event", tag="failed"):
    """The run ended with an error. `node` is where it began, empty when unknown."""

    run_dir: str
    node: str
    message: str
    traceback: str = ""


Event = Started | Steps | Epoch | Layers | Checkpoint | Paused | Resumed | Finished | Failed

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode_event(event: Event) -> str:
    """The event as one line of JSON, without the newline."""
    return _encoder.encode(event).decode()


def decode_event(line: str | bytes) -> Event:
    """The event of one JSON line. Raises msgspec.DecodeError on anything else."""
    return _decoder.decode(line)
