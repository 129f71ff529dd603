"""Why: where the samples come from, as a record that a file, a thread and a script can share."""

from typing import Literal

from msgspec import Struct

Normalization = Literal["none", "standard", "minmax"]
Task = Literal["classification", "regression"]


class DataSpec(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A dataset and how it is prepared.

    `source` names a row of `designer.data.SOURCES`. `path` (and `target_path`, for sources
    whose labels are in a second file) are relative to the project file when they can be.
    `target` is the label column of a CSV or the array name in an NPZ; empty means the
    source's own default. `resize` is (height, width) in pixels, for images only; `shape`
    reshapes one sample, e.g. (64,) or (8, 8). `validation` is the share of rows held out, in
    [0, 1); the split is drawn with `split_seed`, stratified by class for classification.
    Normalization figures come from the training rows alone.
    """

    source: str = ""
    path: str = ""
    target_path: str = ""
    target: str = ""
    task: Literal["auto", "classification", "regression"] = "auto"
    resize: tuple[int, int] | None = None
    shape: tuple[int, ...] | None = None
    normalize: Normalization = "standard"
    validation: float = 0.2
    split_seed: int = 0


class DataInfo(Struct, frozen=True, kw_only=True):
    """What a loaded dataset offers: known without torch, enough to check a drawing against.

    `shape` is one sample after preparation, without the batch axis. `classes` are the label
    names (empty for regression); `targets` is the number of values a regression predicts.
    Where a sample has several arrays, `inputs` has the name and the shape of each, and `shape`
    is that of the first: a network has an Input of the same name for those that it takes.
    """

    source: str
    title: str
    task: Task
    shape: tuple[int, ...]
    dtype: str = "float32"
    classes: tuple[str, ...] = ()
    targets: int = 1
    inputs: tuple[tuple[str, tuple[int, ...]], ...] = ()
    train_rows: int
    val_rows: int
