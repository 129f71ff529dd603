"""Why: what does not fit between drawing, data and training is seen before the first step."""

from dataclasses import dataclass
from typing import Any

import pytest

from designer import check, data, edit, gallery
from designer.check import Problem
from designer.edit import History
from designer.model import Project
from designer.protocol import DataInfo, DataSpec, OutputSpec, TrainingSpec
from tests.check.check_mistakes import chain, raw_node, raw_wire

LENET = (
    ("Conv2d", "conv1", {"out_channels": 6, "kernel_size": 5}),
    ("MaxPool2d", "pool1"),
    ("Conv2d", "conv2", {"out_channels": 16, "kernel_size": 5}),
    ("MaxPool2d", "pool2"),
    ("Flatten", "flatten"),
)
BCE = "BCEWithLogitsLoss"
HEAD = ("Linear", "head", {"out_features": 10})
OUT = ("Output", "out")


def draw(shape: tuple[int, ...], *steps: tuple, **settings: Any) -> Project:
    """A network on digits, unless settings say otherwise."""
    project = chain(("Input", "image", {"shape": shape}), *steps, OUT)
    spec = DataSpec(source=settings.pop("source", "digits"), shape=settings.pop("sample", None))
    edit.set_data(project, source=spec.source, shape=spec.shape)
    edit.set_data(project, validation=settings.pop("validation", 0.2))
    project.training = TrainingSpec(**settings)
    return project


def digits(*steps: tuple, **settings: Any) -> Project:
    return draw((1, 8, 8), ("Flatten", "flatten"), *steps, **settings)


def tumors(width: int, *steps: tuple, **settings: Any) -> Project:
    head = ("Linear", "head", {"out_features": width})
    return draw((30,), head, *steps, source="breast_cancer", **settings)


def diabetes(width: int = 1, **settings: Any) -> Project:
    head = ("Linear", "head", {"out_features": width})
    return draw((10,), head, source="diabetes", **settings)


def two_outputs() -> Project:
    project = digits(HEAD)
    return chain(("Output", "second"), project=project, after="head")


def ends(*steps: tuple, normalize: str = "standard", **specs: dict[str, Any]) -> Project:
    """Digits told apart at `out`, and what these steps make of the same features at `again`."""
    project = digits(("Linear", "code", {"out_features": 20}), HEAD)
    chain(*steps, ("Output", "again"), project=project, after="code")
    edit.set_data(project, normalize=normalize)
    outputs = {name: OutputSpec(**spec) for name, spec in specs.items()}
    project.training = TrainingSpec(outputs=outputs)
    return project


PICTURE = (
    ("Linear", "pixels", {"out_features": 64}),
    ("Reshape", "picture", {"shape": (1, 8, 8)}),
)
SAMPLES = {"target": "inputs", "loss": "MSELoss"}


def two_inputs() -> Project:
    project = digits(HEAD)
    edit.add(project, "Input", name="other", shape=(10,))
    wire = next(w for w in project.main.wires if w.target == "out")
    name = edit.insert(project, wire, "Add")
    edit.connect(project, "other", name)
    return project


def lone_norm(size: int) -> Project:
    norm = ("BatchNorm1d", "norm")
    return digits(norm, HEAD, batch_size=size)


def lstm(*steps: tuple) -> Project:
    return draw((8, 8), ("LSTM", "lstm", {"hidden_size": 10}), *steps, sample=(8, 8))


@dataclass(frozen=True)
class Case:
    """A drawing that does not fit, the problem to expect and the titles of some of its fixes."""

    name: str
    project: Project
    code: str
    node: str
    fixes: tuple[str, ...]
    severity: str = "error"
    heals: bool = True


CASES = (
    Case(
        "the shape of other data",
        draw((1, 28, 28), ("Flatten", "f"), HEAD),
        "data-shape",
        "image",
        ("Set the shape of image to 1 × 8 × 8", "Resize the data to 28 × 28"),
    ),
    Case(
        "images too small for the network",
        draw((1, 28, 28), *LENET, HEAD),
        "data-shape",
        "image",
        ("Resize the data to 28 × 28", "Set the shape of image to 1 × 8 × 8"),
        heals=False,
    ),
    Case(
        "a row of pixels",
        draw((64,), HEAD),
        "data-shape",
        "image",
        ("Reshape the data to 64", "Set the shape of image to 1 × 8 × 8"),
        heals=False,
    ),
    Case(
        "too few classes",
        digits(("Linear", "head", {"out_features": 5}), ("Identity", "same")),
        "data-classes",
        "out",
        ("Set out_features of head to 10", "Insert a Linear with 10 outputs"),
    ),
    Case(
        "an image as scores",
        draw((1, 8, 8), ("Conv2d", "conv", {"out_channels": 10})),
        "data-classes",
        "out",
        ("Pool to 1 × 1", "Insert Flatten and a Linear with 10 outputs"),
    ),
    Case("all steps", lstm(), "data-classes", "out", ("Use the output “last” of lstm",)),
    Case(
        "all steps into a Linear",
        lstm(HEAD),
        "data-classes",
        "out",
        ("Use the output “last” of lstm",),
    ),
    Case(
        "two scores for yes or no",
        tumors(2, loss="BCEWithLogitsLoss"),
        "data-classes",
        "out",
        ("Set out_features of head to 1", "Use CrossEntropyLoss"),
    ),
    Case(
        "one score for two classes",
        tumors(1),
        "data-classes",
        "out",
        ("Set out_features of head to 2", "Use BCEWithLogitsLoss"),
    ),
    Case(
        "three numbers for one",
        diabetes(3, loss="MSELoss"),
        "data-classes",
        "out",
        ("Set out_features of head to 1",),
    ),
    Case("cross-entropy of numbers", diabetes(), "loss", "out", ("Use MSELoss", "Use HuberLoss")),
    Case(
        "squared error of classes",
        digits(HEAD, loss="MSELoss"),
        "loss",
        "out",
        ("Use CrossEntropyLoss",),
        "warning",
    ),
    Case(
        "squared error of two classes",
        tumors(1, loss="MSELoss"),
        "loss",
        "out",
        ("Use BCEWithLogitsLoss",),
        "warning",
    ),
    Case(
        "Softmax twice",
        digits(HEAD, ("Softmax", "softmax1")),
        "loss",
        "softmax1",
        ("Remove softmax1",),
        "warning",
    ),
    Case(
        "Sigmoid twice",
        tumors(1, ("Sigmoid", "sigmoid1"), loss="BCEWithLogitsLoss"),
        "loss",
        "sigmoid1",
        ("Remove sigmoid1",),
        "warning",
    ),
    Case(
        "NLL of scores",
        digits(HEAD, loss="NLLLoss"),
        "loss",
        "out",
        ("Insert LogSoftmax", "Use CrossEntropyLoss"),
        "warning",
    ),
    Case(
        "NLL of probabilities",
        digits(HEAD, ("Softmax", "softmax1"), loss="NLLLoss"),
        "loss",
        "out",
        ("Use LogSoftmax instead",),
        "warning",
    ),
    Case(
        "BCE of scores",
        digits(HEAD, loss="BCELoss"),
        "loss",
        "out",
        ("Insert Sigmoid", "Use BCEWithLogitsLoss"),
    ),
    Case(
        "BCE of scores in another shape",
        tumors(1, ("Reshape", "reshape1", {"shape": (1,)}), loss="BCELoss"),
        "loss",
        "out",
        ("Insert Sigmoid",),
    ),
    Case(
        "BCE of numbers that may be anything",
        tumors(1, ("Tanh", "tanh1"), loss="BCELoss"),
        "loss",
        "out",
        ("Use Sigmoid instead", "Use BCEWithLogitsLoss"),
        "warning",
    ),
    Case(
        "a share of one",
        tumors(1, ("Softmax", "softmax1"), loss="BCELoss"),
        "loss",
        "out",
        ("Use Sigmoid instead",),
        "warning",
    ),
    Case(
        "divergence of scores",
        digits(HEAD, loss="KLDivLoss"),
        "loss",
        "out",
        ("Insert LogSoftmax", "Use CrossEntropyLoss"),
        "warning",
    ),
    Case(
        "divergence of one score",
        tumors(1, ("LogSoftmax", "log"), loss="KLDivLoss"),
        "data-classes",
        "out",
        ("Set out_features of head to 2", "Use BCEWithLogitsLoss and remove log"),
    ),
    Case(
        "distances below 0",
        tumors(1, loss="HingeEmbeddingLoss"),
        "loss",
        "out",
        ("Insert Softplus", "Use SoftMarginLoss"),
        "warning",
    ),
    Case(
        "counts below 0",
        diabetes(loss="PoissonNLLLoss", loss_params={"log_input": False}),
        "loss",
        "out",
        ("Insert Softplus", "Take the output as a logarithm"),
        "warning",
    ),
    Case(
        "a mean without a variance",
        diabetes(loss="GaussianNLLLoss"),
        "data-classes",
        "out",
        ("Set out_features of head to 2", "Use MSELoss"),
    ),
    Case(
        "a margin of probabilities",
        digits(HEAD, ("Softmax", "softmax1"), loss="MultiMarginLoss"),
        "loss",
        "softmax1",
        ("Remove softmax1",),
        "warning",
    ),
    Case(
        "a batch larger than the data",
        digits(HEAD, batch_size=5000),
        "training",
        "",
        ("Set the batch size to 64", "Set the batch size to 1437"),
    ),
    Case(
        "a last batch of one",
        lone_norm(4),
        "training",
        "norm",
        ("Set the batch size to 8",),
    ),
    Case("batches of one", lone_norm(1), "training", "norm", ("Set the batch size to 8",)),
    Case(
        "nothing to watch",
        digits(HEAD, patience=3, validation=0.0),
        "training",
        "",
        ("Hold out 20 % of the rows", "Switch early stopping off"),
        "warning",
    ),
    Case(
        "nothing to follow",
        digits(HEAD, schedule="plateau", validation=0.0),
        "training",
        "",
        ("Hold out 20 % of the rows", "Use a constant learning rate"),
        "warning",
    ),
    Case(
        "an Output without a word",
        ends(*PICTURE),
        "training",
        "again",
        ("Compare again with the samples", "Do not train again", "Remove again"),
    ),
    Case(
        "not the shape of a sample",
        ends(again=SAMPLES),
        "data-classes",
        "again",
        ("Insert Linear, Reshape",),
    ),
    Case(
        "a sample laid flat",
        ends(PICTURE[0], again=SAMPLES),
        "data-classes",
        "again",
        ("Insert Reshape",),
    ),
    Case(
        "too few scores for a second head",
        ends(again={}),
        "data-classes",
        "again",
        ("Insert a Linear with 10 outputs",),
    ),
    Case(
        "samples have no classes",
        ends(*PICTURE, again={"target": "inputs"}),
        "loss",
        "again",
        ("Use MSELoss", "Use HuberLoss"),
    ),
    Case(
        "samples that are no shares",
        ends(*PICTURE, again={"target": "inputs", "loss": "BCEWithLogitsLoss"}),
        "loss",
        "again",
        ("Scale the samples to 0 to 1", "Use MSELoss"),
    ),
    Case(
        "half of the samples cannot be given back",
        ends(*PICTURE, ("Sigmoid", "sigmoid"), again=SAMPLES),
        "loss",
        "sigmoid",
        ("Scale the samples to 0 to 1", "Remove sigmoid"),
        "warning",
    ),
    Case(
        "a softmax too many in one head",
        ends(*PICTURE, ("Sigmoid", "sigmoid"), normalize="minmax", again=SAMPLES | {"loss": BCE}),
        "loss",
        "sigmoid",
        ("Remove sigmoid",),
        "warning",
    ),
    Case(
        "no loss has a weight",
        ends(*PICTURE, out={"weight": 0.0}, again={"target": "none"}),
        "training",
        "",
        ("Compare out with the labels",),
    ),
    Case(
        "an Output that is gone",
        ends(*PICTURE, again=SAMPLES, ghost={}),
        "training",
        "",
        ("Forget ghost",),
    ),
    Case(
        "a weight below 0",
        ends(*PICTURE, again=SAMPLES | {"weight": -1.0}),
        "training",
        "again",
        ("Use the default of weight",),
    ),
    Case(
        "a parameter out of its range",
        ends(*PICTURE, again={**SAMPLES, "loss": "HuberLoss", "loss_params": {"delta": -1.0}}),
        "training",
        "again",
        ("Use the default of loss params",),
    ),
    Case(
        "a number that is not there",
        diabetes(loss="MSELoss", outputs={"out": OutputSpec(columns=(3,))}),
        "training",
        "out",
        ("Use the default of columns",),
    ),
    Case("two outputs", two_outputs(), "training", "second", ("Compare second with the labels",)),
    Case(
        "two inputs",
        two_inputs(),
        "training",
        "other",
        ("Remove other and what only it needs",),
    ),
    Case(
        "nothing to learn",
        draw((64,), ("ReLU", "relu"), sample=(64,)),
        "training",
        "out",
        ("Insert a Linear with 10 outputs",),
    ),
    Case("an unknown loss", digits(HEAD, loss="Zzz"), "training", "", ()),
    Case("no epochs", digits(HEAD, epochs=0), "training", "", ("Set epochs to 10",)),
    Case(
        "a negative learning rate",
        digits(HEAD, optimizer_params={"lr": -1.0, "speed": 3}),
        "training",
        "",
        ("Use the default of lr, speed",),
    ),
    Case(
        "Nesterov at rest",
        digits(HEAD, optimizer="SGD", optimizer_params={"nesterov": True}),
        "training",
        "",
        ("Set momentum to 0.9", "Switch Nesterov off"),
    ),
    Case(
        "momentum of an optimizer without one",
        digits(HEAD, optimizer="Adagrad", schedule="cyclic"),
        "training",
        "",
        ("Leave the momentum alone", "Use Adam"),
    ),
    Case(
        "too many weights for conjugate gradients",
        digits(("Linear", "wide", {"out_features": 400}), HEAD, optimizer="CG"),
        "training",
        "",
        ("Use LBFGS", "Use Adam"),
    ),
    Case(
        "a schedule of nothing",
        digits(HEAD, optimizer="NewtonCG", schedule="cyclic"),
        "training",
        "",
        ("Use a constant learning rate",),
        "warning",
    ),
    Case(
        "a rise of one batch",
        digits(HEAD, batch_size=1437, schedule="onecycle", schedule_params={"pct_start": 0.1}),
        "training",
        "",
        ("Set pct_start to 0.3",),
    ),
)


def info_of(project: Project) -> DataInfo:
    return data.describe(project.data)


def problem_of(case: Case, project: Project) -> Problem:
    report = check.run(project, info_of(project))
    found = [p for p in report.problems if (p.code, p.node) == (case.code, case.node)]
    assert len(found) == 1, [(p.code, p.node, p.message) for p in report.problems]
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_each_fix_brings_drawing_and_data_together(case: Case) -> None:
    project = case.project.copy()
    problem = problem_of(case, project)
    titles = [fix.title for fix in problem.fixes]
    assert problem.severity == case.severity
    assert titles and set(case.fixes) <= set(titles), titles
    if case.fixes:
        assert titles[0] == case.fixes[0]
    assert problem.message.startswith(case.node) and problem.message.endswith(".")
    for number, fix in enumerate(problem.fixes):
        history, before = History(project), project.state()
        fix.apply(project)
        report = check.run(project, info_of(project))
        assert (case.code, case.node) not in [(p.code, p.node) for p in report.problems], fix.title
        if number == 0 and case.heals:
            assert report.ok and not report.problems, [p.message for p in report.problems]
        history.undo()
        assert project.state() == before and not history.can_undo
        history.close()


@pytest.mark.parametrize("name", gallery.TEMPLATES)
def test_templates_have_no_problem(name: str) -> None:
    project = gallery.create(name)
    info = info_of(project) if project.data.source else None
    assert check.run(project, info).problems == ()


def test_no_data_is_no_problem_of_the_drawing() -> None:
    project = draw((1, 28, 28), *LENET, loss="MSELoss", batch_size=0)
    assert check.run(project).problems == ()


def test_the_kind_of_numbers_is_compared() -> None:
    project = digits(HEAD)
    info = replace_struct(info_of(project), dtype="int64")
    [problem] = check.run(project, info).problems
    assert (problem.code, problem.node) == ("data-dtype", "image")
    [fix] = problem.fixes
    assert fix.title == "Set dtype of image to int64"


def test_inputs_that_nothing_uses_do_not_count() -> None:
    project = digits(HEAD)
    edit.add(project, "Input", name="spare", shape=(3,))
    report = check.run(project, info_of(project))
    assert report.ok and [p.code for p in report.problems] == ["unreachable"]


def test_data_are_silent_where_the_drawing_is_wrong() -> None:
    project = digits()
    edit.disconnect(project, list(project.main.wires))
    codes = {p.code for p in check.run(project, info_of(project)).problems}
    assert codes <= {"missing-input", "unreachable"}


def test_a_raw_node_of_another_graph_is_not_compared_with_data() -> None:
    project = Project.new("t")
    raw_node(project, "a", "Input", shape=(3,))
    raw_node(project, "b", "Output")
    raw_wire(project, "a", "b")
    project.graphs["Block"] = project.main
    assert check.run(project, info_of(digits(HEAD)), graph="Block").ok


def replace_struct(info: DataInfo, **changes: object) -> DataInfo:
    fields = {name: getattr(info, name) for name in info.__struct_fields__}
    return DataInfo(**(fields | changes))


@pytest.mark.parametrize("shape", [("T", 8), ("T", "S"), (8, "T")])
def test_an_open_length_takes_any_samples(shape: tuple[Any, ...]) -> None:
    steps = (("Mean", "mean", {"dims": (1,)}), HEAD) if shape[1] == 8 else (("Unsqueeze", "one"),)
    project = draw(shape, *steps, sample=(8, 8))
    info = data.describe(project.data)
    codes = {problem.code for problem in check.run(project, info).problems}
    assert "data-shape" not in codes
    project = draw((*shape, 1), *steps, sample=(8, 8))
    assert "data-shape" in {problem.code for problem in check.run(project, info).problems}


def test_one_name_is_one_length() -> None:
    project = draw(("T", "T"), ("Unsqueeze", "one"), sample=(4, 16))
    problems = check.run(project, data.describe(project.data)).problems
    assert [p.message for p in problems if p.code == "data-shape"] == [
        "image takes samples of T × T, and those of Digits are 4 × 16."
    ]
