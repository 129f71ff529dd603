"""Why: the mistakes that beginners make, drawn once, for every test that repairs them."""

from collections.abc import Callable
from dataclasses import dataclass

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.protocol import DataInfo

Draw = Callable[[], Project]

DIGITS = DataInfo(
    source="digits",
    title="Digits",
    task="classification",
    shape=(1, 8, 8),
    classes=tuple("0123456789"),
    train_rows=1437,
    val_rows=360,
)


@dataclass(frozen=True)
class Mistake:
    """A drawing with one mistake: the problem to expect, and whether its first fix heals all."""

    name: str
    draw: Draw
    code: str
    node: str
    heals: bool = True
    severity: str = "error"


def chain(*steps: tuple, project: Project | None = None, after: str = "") -> Project:
    """Layers in a row: (type, name) or (type, name, parameters)."""
    project = project or Project.new("test")
    for type_, name, *rest in steps:
        edit.add(project, type_, name=name, **(rest[0] if rest else {}))
        if after:
            edit.connect(project, after, name)
        after = name
    return project


def raw_node(project: Project, name: str, type_: str, **params: object) -> None:
    """A node as a file or a program may bring it, with whatever parameters."""
    order = project.main.next_order()
    with project.transaction("raw"):
        project.apply(NodeAdded(MAIN, Node(name, type_, params, (0.0, 0.0), order)))


def raw_wire(project: Project, *ends: str) -> None:
    """A wire that `edit` would refuse."""
    with project.transaction("raw"):
        project.apply(WireAdded(MAIN, Wire(*ends), project.main.next_order()))


def image(shape: tuple[int, ...] = (1, 28, 28), dtype: str = "float32") -> tuple:
    return ("Input", "image", {"shape": shape, "dtype": dtype})


OUT = ("Output", "out")


def _two(a: tuple, b: tuple, join: tuple, shape: tuple[int, ...] = (8, 16, 16)) -> Project:
    project = chain(image(shape))
    for step in (a, b):
        chain(step, project=project, after="image")
    edit.add(project, join[0], name="join", **(join[1] if len(join) > 1 else {}))
    edit.connect(project, a[1], "join", target_port="in1")
    edit.connect(project, b[1], "join", target_port="in2")
    return chain(OUT, project=project, after="join")


def _loop() -> Project:
    project = chain(image(), ("Conv2d", "conv1"), ("ReLU", "relu1"), ("ReLU", "relu2"), OUT)
    edit.disconnect(project, [Wire("image", "conv1")])
    edit.remove(project, ["conv1"])
    edit.add(project, "Add", name="add")
    edit.connect(project, "image", "add")
    edit.connect(project, "add", "relu1")
    raw_wire(project, "relu2", "add", "out", "in2")
    return project


def _knot() -> Project:
    project = chain(image((8,)), ("Add", "add"), ("ReLU", "a"), ("ReLU", "b"), OUT)
    raw_wire(project, "a", "add", "out", "in2")
    raw_wire(project, "b", "add", "out", "in3")
    raw_wire(project, "add", "add", "out", "in4")
    return project


def _dangling_end() -> Project:
    project = chain(image(), ("ReLU", "relu1"), OUT)
    edit.disconnect(project, [Wire("image", "relu1")])
    raw_wire(project, "image", "relu1", "out", "second")
    return project


def _dangling_start() -> Project:
    project = chain(image(), ("ReLU", "relu1"), OUT)
    edit.disconnect(project, [Wire("image", "relu1")])
    raw_wire(project, "image", "relu1", "other", "in")
    return project


def _double() -> Project:
    project = chain(image(), ("ReLU", "relu1"), ("ReLU", "relu2"), OUT)
    raw_wire(project, "image", "relu2")
    return project


def _double_add() -> Project:
    project = chain(image(), ("ReLU", "relu1"), ("Add", "add"), OUT)
    raw_wire(project, "image", "add", "out", "in1")
    return project


def _triple() -> Project:
    project = _double()
    chain(("Tanh", "tanh1"), project=project, after="image")
    raw_wire(project, "tanh1", "relu2")
    return project


def _raw(type_: str, **params: object) -> Project:
    project = chain(image())
    raw_node(project, "odd", type_, **params)
    raw_wire(project, "image", "odd")
    edit.add(project, "Output", name="out")
    raw_wire(project, "odd", "out")
    return project


def _unshaped() -> Project:
    project = Project.new("test")
    raw_node(project, "image", "Input")
    return chain(("Conv2d", "conv1"), OUT, project=project, after="image")


def _gap() -> Project:
    project = chain(image(), ("Conv2d", "conv1"), ("ReLU", "relu1"), OUT)
    edit.disconnect(project, [Wire("conv1", "relu1")])
    return project


def _half_add() -> Project:
    return chain(image(), ("ReLU", "relu1"), ("Add", "add"), OUT)


def _empty_add() -> Project:
    project = chain(image((8,)), ("Linear", "a", {"out_features": 4}))
    chain(("Linear", "b", {"out_features": 4}), project=project, after="image")
    edit.add(project, "Concat", name="cat")
    return chain(OUT, project=project, after="cat")


def _headless() -> Project:
    return chain(("Conv2d", "conv1", {"kernel_size": 5}), ("Flatten", "flatten"), OUT)


def _ids() -> Project:
    return chain(("Embedding", "words"), ("Flatten", "flatten"), OUT)


def _side_branch() -> Project:
    project = chain(image(), ("Conv2d", "conv1"), OUT)
    return chain(("Conv2d", "side1"), ("ReLU", "side2"), project=project, after="image")


def _stray() -> Project:
    project = chain(image(), ("Conv2d", "conv1"), OUT)
    edit.add(project, "Dropout", name="stray")
    return project


def _lstm_all_steps() -> Project:
    project = chain(("Input", "rows", {"shape": (8, 8)}), ("LSTM", "lstm"))
    return chain(("BatchNorm2d", "norm"), OUT, project=project, after="lstm")


def _linear(name: str, features: int) -> tuple:
    return ("Linear", name, {"out_features": features})


def _conv(name: str, channels: int, **params: object) -> tuple:
    return ("Conv2d", name, {"out_channels": channels, **params})


DRAWING = (
    Mistake("no input", _headless, "no-input", ""),
    Mistake("no input for indices", _ids, "no-input", ""),
    Mistake("nothing at all", Project.new, "no-input", "", heals=False),
    Mistake("no output", lambda: chain(image(), ("Conv2d", "conv1")), "no-output", ""),
    Mistake("nothing but an input", lambda: chain(image()), "no-output", ""),
    Mistake("a gap", _gap, "missing-input", "relu1"),
    Mistake("no input, seen at its layer", _headless, "missing-input", "conv1"),
    Mistake("half an Add", _half_add, "missing-input", "add"),
    Mistake("nothing to join", _empty_add, "missing-input", "cat"),
    Mistake("a loop", _loop, "cycle", "add", heals=False),
    Mistake("a knot", _knot, "cycle", "add", heals=False),
    Mistake("a wire to no port", _dangling_end, "dangling", "relu1"),
    Mistake("a wire from no port", _dangling_start, "dangling", "image"),
    Mistake("two wires in a port", _double, "double-wire", "relu2"),
    Mistake("two wires in an Add", _double_add, "double-wire", "add"),
    Mistake("three wires in a port", _triple, "double-wire", "relu2"),
    Mistake("a misspelled type", lambda: _raw("Conv2D"), "unknown-type", "odd"),
    Mistake("no such type", lambda: _raw("Zzz"), "unknown-type", "odd"),
    Mistake("a foreign parameter", lambda: _raw("ReLU", size=3), "bad-param", "odd"),
    Mistake("a kernel of 0", lambda: _raw("Conv2d", kernel_size=0), "bad-param", "odd"),
    Mistake("a kernel of text", lambda: _raw("Conv2d", kernel_size="5"), "bad-param", "odd"),
    Mistake("a list of sizes", lambda: _raw("Conv2d", kernel_size=(0, 3)), "bad-param", "odd"),
    Mistake("a typed inferred value", lambda: _raw("Conv2d", in_channels=1), "bad-param", "odd"),
    Mistake("no such mode", lambda: _raw("Conv2d", padding_mode="zero"), "bad-param", "odd"),
    Mistake("too much dropout", lambda: _raw("Dropout", p=50), "bad-param", "odd"),
    Mistake("no shape of the input", _unshaped, "bad-param", "image"),
    Mistake("a dead branch", _side_branch, "unreachable", "side2", severity="warning"),
    Mistake("a stray layer", _stray, "missing-input", "stray", severity="warning"),
    Mistake(
        "no Flatten",
        lambda: chain(image(), _conv("conv1", 6), _linear("head", 10), OUT),
        "rank",
        "head",
    ),
    Mistake(
        "Flatten too early",
        lambda: chain(image(), ("Flatten", "flatten"), _conv("conv1", 6), OUT),
        "rank",
        "conv1",
    ),
    Mistake(
        "no channel axis", lambda: chain(image((28, 28)), _conv("conv1", 6), OUT), "rank", "conv1"
    ),
    Mistake(
        "a row for Conv2d", lambda: chain(image((784,)), _conv("conv1", 6), OUT), "rank", "conv1"
    ),
    Mistake(
        "BatchNorm1d on images",
        lambda: chain(image(), _conv("conv1", 6), ("BatchNorm1d", "norm"), OUT),
        "rank",
        "norm",
    ),
    Mistake(
        "MaxPool1d on images",
        lambda: chain(image(), _conv("conv1", 6), ("MaxPool1d", "pool"), OUT),
        "rank",
        "pool",
    ),
    Mistake("LSTM on images", lambda: chain(image(), ("LSTM", "lstm"), OUT), "rank", "lstm"),
    Mistake("an image norm behind LSTM", _lstm_all_steps, "rank", "norm"),
    Mistake(
        "a window too large",
        lambda: chain(image((1, 8, 8)), ("MaxPool2d", "pool", {"kernel_size": 9}), OUT),
        "size",
        "pool",
    ),
    Mistake(
        "a kernel too large",
        lambda: chain(image((1, 3, 4)), _conv("conv1", 6, kernel_size=5), OUT),
        "size",
        "conv1",
    ),
    Mistake(
        "pooled away",
        lambda: chain(image((1, 4, 4)), *(("MaxPool2d", f"p{i}") for i in range(1, 4)), OUT),
        "size",
        "p3",
    ),
    Mistake(
        "too much padding",
        lambda: chain(image(), ("MaxPool2d", "pool", {"padding": 2}), OUT),
        "size",
        "pool",
    ),
    Mistake(
        "groups that do not divide",
        lambda: chain(image((6, 8, 8)), _conv("conv1", 8, groups=4), OUT),
        "channels",
        "conv1",
    ),
    Mistake(
        "filters that do not divide",
        lambda: chain(image((6, 8, 8)), _conv("conv1", 8, groups=3), OUT),
        "bad-param",
        "conv1",
    ),
    Mistake(
        "Reshape to too many",
        lambda: chain(image(), ("Reshape", "reshape", {"shape": (28, 30)}), OUT),
        "size",
        "reshape",
    ),
    Mistake(
        "dropout in one layer",
        lambda: chain(image((8, 8)), ("LSTM", "lstm", {"dropout": 0.5}), OUT),
        "bad-param",
        "lstm",
    ),
    Mistake(
        "axes that are not there",
        lambda: chain(image((8,)), ("LayerNorm", "norm", {"axes": 3}), OUT),
        "rank",
        "norm",
    ),
    Mistake(
        "an index too large",
        lambda: chain(image((8, 4)), ("Select", "select", {"index": 9}), OUT),
        "size",
        "select",
    ),
    Mistake(
        "numbers for Embedding",
        lambda: chain(image((16,)), ("Embedding", "words"), OUT),
        "dtype",
        "words",
    ),
    Mistake(
        "indices for Linear",
        lambda: chain(image((16,), "int64"), _linear("fc", 4), OUT),
        "dtype",
        "fc",
    ),
    Mistake(
        "Add of other channels",
        lambda: _two(_conv("a", 8, padding=1), _conv("b", 16, padding=1), ("Add",)),
        "broadcast",
        "join",
    ),
    Mistake(
        "Add behind a stride",
        lambda: _two(_conv("a", 16, padding=1, stride=2), ("ReLU", "b"), ("Add",)),
        "broadcast",
        "join",
    ),
    Mistake(
        "Add of other features",
        lambda: _two(_linear("a", 4), _linear("b", 8), ("Add",), (8,)),
        "broadcast",
        "join",
    ),
    Mistake(
        "Add of image and row",
        lambda: _two(_conv("a", 4), ("Flatten", "b"), ("Add",)),
        "rank",
        "join",
    ),
    Mistake(
        "Concat of other sizes",
        lambda: _two(_conv("a", 4, kernel_size=1), _conv("b", 4, kernel_size=5), ("Concat",)),
        "size",
        "join",
    ),
    Mistake(
        "Concat along no axis",
        lambda: _two(_linear("a", 4), _linear("b", 8), ("Concat", {"dim": 4}), (8,)),
        "rank",
        "join",
    ),
    Mistake(
        "convolution of an open length",
        lambda: chain(
            ("Input", "sound", {"shape": (4, "T")}),
            ("Conv1d", "conv", {"kernel_size": 5}),
            ("Output", "out"),
        ),
        "open",
        "conv",
    ),
    Mistake(
        "learned places of an open length",
        lambda: chain(
            ("Input", "words", {"shape": ("T",), "dtype": "int64"}),
            ("Embedding", "table"),
            ("LearnedPosition", "places"),
            ("Output", "out"),
        ),
        "open",
        "places",
    ),
)
