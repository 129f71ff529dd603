"""Why: the words in which the mistakes of beginners are drawn, one line or a few each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from designer import check, data, edit
from designer.check import Report
from designer.model import Project
from designer.protocol import TrainingSpec
from tests.check.check_mistakes import OUT, chain, raw_node, raw_wire

Step = tuple[Any, ...]
GRAY: Step = ("Input", "image", {"shape": (1, 28, 28)})
DIGIT: Step = ("Input", "image", {"shape": (1, 8, 8)})
ROWS: Step = ("Input", "rows", {"shape": (8, 8)})
FLAT: Step = ("Flatten", "flat")
HEAD: Step = ("Linear", "head", {"out_features": 10})


@dataclass(frozen=True)
class Lesson:
    """A mistake, the sentence that explains it at its node, and all repairs that are offered.

    After a repair nothing is left to say, but the sentences that `leaves` has for its title.
    `also` are other sentences about the same drawing.
    """

    name: str
    draw: Callable[[], Project]
    node: str
    says: str
    repairs: tuple[str, ...]
    leaves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()


def report_of(project: Project) -> Report:
    """The check, with the data that the project names."""
    return check.run(project, data.describe(project.data) if project.data.source else None)


def given(*shape: int, dtype: str = "float32", name: str = "image") -> Step:
    """An Input."""
    return ("Input", name, {"shape": shape, "dtype": dtype})


def conv(name: str, channels: int, axes: int = 2, **params: object) -> Step:
    return (f"Conv{axes}d", name, {"out_channels": channels, **params})


def linear(name: str, features: int) -> Step:
    return ("Linear", name, {"out_features": features})


def drawn(*steps: Step) -> Project:
    """Layers in a row, and an Output."""
    return chain(*steps, OUT)


def joined(
    type_: str, *branches: tuple[Step, ...], shape: tuple[int, ...] = (8, 16, 16), **params: object
) -> Project:
    """Branches of one Input that come together; an empty one is the shortcut."""
    project = chain(given(*shape))
    for branch in branches:
        chain(*branch, project=project, after="image")
    edit.add(project, type_, name="join", **params)
    for number, branch in enumerate(branches, start=1):
        end = branch[-1][1] if branch else "image"
        edit.connect(project, end, "join", target_port=f"in{number}")
    return chain(OUT, project=project, after="join")


def raw(type_: str, **params: object) -> Project:
    """A layer with parameters that `edit` would refuse, as a file or a program may bring it."""
    project = chain(GRAY)
    raw_node(project, "layer", type_, **params)
    raw_wire(project, "image", "layer")
    edit.add(project, "Output", name="out")
    raw_wire(project, "layer", "out")
    return project


def without(project: Project, source: str, target: str) -> Project:
    """The same without a wire."""
    edit.disconnect(project, [w for w in project.main.wires if w.start[0] == source])
    assert all(wire.target != target for wire in project.main.wires)
    return project


def rewired(project: Project, *ends: str) -> Project:
    """The same with a wire that `edit` would refuse."""
    raw_wire(project, *ends)
    return project


def trained(project: Project, source: str = "digits", **settings: Any) -> Project:
    """The same with data and training settings."""
    shape, validation = settings.pop("shape", None), settings.pop("validation", 0.2)
    edit.set_data(project, source=source, shape=shape, validation=validation)
    project.training = TrainingSpec(**settings)
    return project


def digits(*steps: Step, **settings: Any) -> Project:
    return trained(drawn(DIGIT, FLAT, *steps), **settings)


def tumors(width: int, *steps: Step, **settings: Any) -> Project:
    """Yes or no, from 30 numbers."""
    first: tuple[Step, ...] = (linear("fc", 16), ("ReLU", "relu"), linear("head", width))
    return trained(drawn(given(30), *first, *steps), "breast_cancer", **settings)


def diabetes(width: int, *steps: Step, **settings: Any) -> Project:
    """One number, from 10 others."""
    first: tuple[Step, ...] = (linear("fc", 16), ("ReLU", "relu"), linear("head", width))
    return trained(drawn(given(10), *first, *steps), "diabetes", **settings)


def rows(*steps: Step, **settings: Any) -> Project:
    """Digits read row by row."""
    return trained(drawn(ROWS, *steps), shape=(8, 8), **settings)


def between(project: Project, source: str, source_port: str, target: str) -> Project:
    """The same with the wire into `target` taken from another output."""
    edit.connect(project, source, target, source_port)
    return project


def added(project: Project, *steps: Step, after: str = "") -> Project:
    """The same with more layers, after another one or loose."""
    return chain(*steps, project=project, after=after)


def two_inputs(shape: tuple[int, ...]) -> Project:
    """Digits from two sides, put together; the second side has this shape."""
    project = chain(given(1, 8, 8, name="left"))
    chain(given(*shape, name="right"), project=project)
    for side in ("left", "right"):
        chain(("Flatten", f"{side}_flat"), project=project, after=side)
    edit.add(project, "Concat", name="cat")
    edit.connect(project, "left_flat", "cat")
    edit.connect(project, "right_flat", "cat")
    return trained(chain(HEAD, OUT, project=project, after="cat"))


def looped() -> Project:
    """A feedback wire from the end of a block to its beginning."""
    project = chain(given(8), ("Add", "add"), ("ReLU", "relu"), OUT)
    return rewired(project, "relu", "add", "out", "in2")


def attention_over_samples() -> Project:
    """Attention written for batches, after the steps were moved in front of them."""
    swap = {"dim0": 0, "dim1": 1}
    project = chain(given(5, 8, name="rows"), ("Transpose", "steps_first", swap))
    chain(("Transpose", "keys"), project=project, after="steps_first")
    for name, other in (("scores", "keys"), ("values", "steps_first")):
        edit.add(project, "MatMul", name=name)
        edit.connect(project, other, name, target_port="in2")
    edit.connect(project, "steps_first", "scores", target_port="in1")
    edit.connect(project, "scores", "values", target_port="in1")
    return chain(("Transpose", "back", swap), OUT, project=project, after="values")
