"""Why: how a network is trained, as a record that a file, a thread and a script can share."""

from typing import Literal

from msgspec import Struct, field

Setting = bool | int | float | str | None | tuple[int | float, ...]
Target = Literal["labels", "inputs", "none"]


class OutputSpec(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What one of a network's Outputs is compared with, and how much that counts.

    `target` is "labels" for those of the dataset, "inputs" for the sample itself, as in an
    autoencoder, or "none" for a result that is not trained. `loss` names a row of LOSSES; empty
    means the training's own, with its parameters. `columns` says which of several numbers to
    predict are meant, counted from 0; empty means all. `partners` are other Outputs that the loss
    takes along, in the order of its arguments (`roles_of`); "" is one that is not yet chosen.
    """

    loss: str = ""
    loss_params: dict[str, Setting] = field(default_factory=dict)
    weight: float = 1.0
    target: Target = "labels"
    columns: tuple[int, ...] = ()
    partners: tuple[str, ...] = ()


class TrainingSpec(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """Everything that decides a training run, besides the network and its data.

    `optimizer`, `loss`, `schedule` and `initialization` name rows of the catalogue
    (`designer.layers`: OPTIMIZERS, LOSSES, SCHEDULES, INITIALIZATIONS); the `_params` hold only
    what differs from a row's defaults. `l1` and `l2` are penalty weights added to the loss:
    l1 * sum|w| + l2 * sum w^2 over weights (not biases). `patience` is the number of epochs
    without an improvement of at least `min_delta` in validation loss before training stops;
    0 switches early stopping off. `threads` is torch's thread count; results on the CPU are
    the same, bit for bit, for the same seed and thread count. `outputs` has the Outputs, by
    name, that are not simply compared with the labels; see `designer.protocol.heads`.
    """

    epochs: int = 10
    batch_size: int = 64
    optimizer: str = "Adam"
    optimizer_params: dict[str, Setting] = field(default_factory=dict)
    loss: str = "CrossEntropyLoss"
    loss_params: dict[str, Setting] = field(default_factory=dict)
    l1: float = 0.0
    l2: float = 0.0
    schedule: str = "constant"
    schedule_params: dict[str, Setting] = field(default_factory=dict)
    patience: int = 0
    min_delta: float = 0.0
    initialization: str = "default"
    initialization_params: dict[str, Setting] = field(default_factory=dict)
    seed: int = 0
    device: Literal["auto", "cpu", "cuda", "mps"] = "cpu"
    threads: int = 1
    outputs: dict[str, OutputSpec] = field(default_factory=dict)

    @property
    def partners(self) -> tuple[str, ...]:
        """None: which Outputs a loss takes along is said of an Output, not of all."""
        return ()
