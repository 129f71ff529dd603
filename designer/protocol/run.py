"""Why: a run is described by plain data, so a thread, a process or another machine can do it."""

from msgspec import Struct, field

from designer.protocol.data import DataSpec
from designer.protocol.training import TrainingSpec


class RunSpec(Struct, frozen=True, kw_only=True):
    """One training run: generated source and settings, nothing of the diagram.

    `source` defines `class_name`, a `torch.nn.Module` constructed without arguments. `lines`
    maps a line of `source` (from 1) to the name of the node it was written for. `base_dir` is
    the folder that relative data paths start from. `results` are the Outputs, in the order in
    which the module gives them, `arguments` the Inputs in the order in which it takes them.
    `written` says of lines that a person wrote which of theirs they are: "line 4 of Gate".
    `ports` has for lines that fill several outputs of a node which value is of which output.
    """

    name: str
    source: str
    class_name: str
    lines: dict[int, str] = field(default_factory=dict)
    data: DataSpec
    training: TrainingSpec
    base_dir: str = ""
    project: str = ""
    results: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    ports: dict[int, tuple[str, ...]] = field(default_factory=dict)
