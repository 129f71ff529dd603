"""Why: networks of plain neurons, from a single one on."""

from designer import edit
from designer.gallery.drawing import chain, step
from designer.gallery.template import Template
from designer.model import Project


def _neuron(project: Project) -> None:
    chain(
        project,
        step("Input", "features", shape=(30,)),
        step("Linear", "neuron", out_features=1),
        step("Output", "output"),
    )
    edit.set_data(project, source="breast_cancer", validation=0.2)
    edit.set_training(project, loss="BCEWithLogitsLoss", epochs=60, batch_size=32)
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 0.1})


def _mlp(project: Project) -> None:
    chain(
        project,
        step("Input", "pixels", shape=(64,)),
        step("Linear", "hidden", out_features=32),
        step("Tanh", "tanh"),
        step("Linear", "scores", out_features=10),
        step("Output", "output"),
    )
    edit.set_data(project, source="digits", shape=(64,))
    edit.set_training(project, loss="CrossEntropyLoss", epochs=40, batch_size=32)
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 0.1})


def _regression(project: Project) -> None:
    chain(
        project,
        step("Input", "features", shape=(10,)),
        step("Linear", "fc1", out_features=32),
        step("ReLU", "relu1"),
        step("Linear", "fc2", out_features=16),
        step("ReLU", "relu2"),
        step("Linear", "progression", out_features=1),
        step("Output", "output"),
    )
    edit.set_data(project, source="diabetes")
    # Squared errors run in the thousands here, and the penalty is weighed against them.
    edit.set_training(project, loss="MSELoss", epochs=80, batch_size=32, l2=0.1)
    edit.set_training(project, optimizer="Adam", optimizer_params={"lr": 0.003})


DENSE = (
    Template(
        "neuron",
        "A single neuron",
        "Rosenblatt 1958",
        "Thirty measurements, one weighted sum, one answer: is the tumor benign? Logistic "
        "regression, and the stone that all networks are built of.",
        _neuron,
    ),
    Template(
        "mlp",
        "Two-layer network",
        "Rumelhart, Hinton, Williams 1986",
        "One hidden layer between pixels and digits, as it is written by hand in NumPy: two "
        "matrices, one curved function between them, plain gradient descent.",
        _mlp,
    ),
    Template(
        "regression",
        "Regression",
        "Efron et al. 2004",
        "Predicts a number, not a class: how diabetes goes on within a year. One output, squared "
        "error, and a penalty on large weights, because 442 patients are few.",
        _regression,
    ),
)
