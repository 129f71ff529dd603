"""Why: convolutional networks, from LeNet on."""

from designer import edit
from designer.gallery.drawing import Step, chain, join, step
from designer.gallery.template import Template
from designer.model import Project


def _lenet5(project: Project) -> None:
    chain(
        project,
        step("Input", "image", shape=(1, 28, 28)),
        step("Conv2d", "conv1", out_channels=6, kernel_size=5, padding=2),
        step("Tanh", "tanh1"),
        step("AvgPool2d", "pool1", kernel_size=2),
        step("Conv2d", "conv2", out_channels=16, kernel_size=5),
        step("Tanh", "tanh2"),
        step("AvgPool2d", "pool2", kernel_size=2),
        step("Flatten", "flatten"),
        step("Linear", "fc1", out_features=120),
        step("Tanh", "tanh3"),
        step("Linear", "fc2", out_features=84),
        step("Tanh", "tanh4"),
        step("Linear", "fc3", out_features=10),
        step("Output", "output"),
    )
    edit.set_data(project, source="digits", resize=(28, 28))
    edit.set_training(project, epochs=12, batch_size=32, optimizer_params={"lr": 0.002})


def _cnn28(project: Project) -> None:
    chain(
        project,
        step("Input", "image", shape=(1, 28, 28)),
        step("Conv2d", "conv1", out_channels=32),
        step("ReLU", "relu1"),
        step("MaxPool2d", "pool1"),
        step("Conv2d", "conv2", out_channels=64),
        step("ReLU", "relu2"),
        step("MaxPool2d", "pool2"),
        step("Conv2d", "conv3", out_channels=64),
        step("ReLU", "relu3"),
        step("Flatten", "flatten"),
        step("Linear", "fc1", out_features=64),
        step("ReLU", "relu4"),
        step("Linear", "fc2", out_features=10),
        step("Output", "output"),
    )
    edit.set_data(project, source="digits", resize=(28, 28))
    edit.set_training(project, epochs=12, batch_size=64)


def _cnn64(project: Project) -> None:
    chain(
        project,
        step("Input", "image", shape=(3, 64, 64)),
        *_block(1, 32),
        *_block(2, 64),
        *_block(3, 128),
        step("Flatten", "flatten"),
        step("Dropout", "dropout", p=0.5),
        step("Linear", "fc1", out_features=64),
        step("ReLU", "relu4"),
        step("Linear", "fc2", out_features=2),
        step("Output", "output"),
    )
    edit.set_data(project, resize=(64, 64))  # the source is for the person to choose
    edit.set_training(project, epochs=20, batch_size=32)


def _block(number: int, channels: int) -> list[Step]:
    """Find, bend, sum up: what each stage of a convolutional network does."""
    return [
        step("Conv2d", f"conv{number}", out_channels=channels, padding=1),
        step("ReLU", f"relu{number}"),
        step("MaxPool2d", f"pool{number}"),
    ]


def _two_branch(project: Project) -> None:
    image = chain(project, step("Input", "image", shape=(1, 28, 28)))
    fine = chain(
        project,
        step("Conv2d", "fine", out_channels=16, kernel_size=3, padding=1),
        step("ReLU", "relu1"),
        step("MaxPool2d", "pool1"),
        after=image,
        column=-0.5,
    )
    coarse = chain(
        project,
        step("Conv2d", "coarse", out_channels=16, kernel_size=7, padding=3),
        step("ReLU", "relu2"),
        step("MaxPool2d", "pool2"),
        after=image,
        column=0.5,
    )
    chain(
        project,
        step("Conv2d", "mix", out_channels=32),
        step("ReLU", "relu3"),
        step("MaxPool2d", "pool3"),
        step("Flatten", "flatten"),
        step("Linear", "fc", out_features=10),
        step("Output", "output"),
        after=join(project, [fine, coarse], step("Concat", "cat")),
    )
    edit.set_data(project, source="digits", resize=(28, 28))
    edit.set_training(project, epochs=8, batch_size=64)


IMAGES = (
    Template(
        "lenet5",
        "LeNet-5",
        "LeCun et al. 1998",
        "The network that read checks: convolutions find strokes, pooling forgets where exactly, "
        "three dense layers decide. Learned in seconds.",
        _lenet5,
    ),
    Template(
        "cnn28",
        "Convolutions on 28 × 28",
        "Chollet 2017",
        "The first network of many courses: 32, 64 and 64 filters with ReLU and max pooling, "
        "then 64 neurons and one score for each digit.",
        _cnn28,
    ),
    Template(
        "cnn64",
        "Convolutions on 64 × 64",
        "Chollet 2017",
        "For your own pictures, 64 × 64 in color: choose a folder with one subfolder for each "
        "class, and set the last layer to as many features as there are classes.",
        _cnn64,
    ),
    Template(
        "two-branch",
        "Two branches, joined",
        "Szegedy et al. 2015",
        "The same image through small and large filters at once; Concat puts side by side what "
        "they found. The idea of Inception, on one screen.",
        _two_branch,
    ),
)
