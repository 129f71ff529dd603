"""Why: networks with two ways in that share their weights, or one way in and two answers."""

from designer import edit
from designer.gallery.drawing import Step, chain, define_chain, join, step
from designer.gallery.template import Template
from designer.model import Project


def _siamese(project: Project) -> None:
    define_chain(
        project,
        "Tower",
        *_convolution(1, 16),
        *_convolution(2, 32),
        step("Flatten", "flatten"),
        step("Linear", "fingerprint", out_features="=features"),
        features=64,
    )
    towers = [
        chain(project, step("Input", "left", shape=(1, 28, 28)), step("@Tower", "tower")),
        chain(
            project,
            step("Input", "right", shape=(1, 28, 28)),
            step("=tower", "same_tower"),
            column=1,
        ),
    ]
    distance = step("PairwiseDistance", "distance", keepdim=True)
    chain(project, step("Output", "output"), after=join(project, towers, distance))
    edit.tidy(project)
    edit.set_training(project, epochs=20, batch_size=64, loss="MSELoss")


def _multi_task(project: Project) -> None:
    define_chain(
        project,
        "ConvBlock",
        step("Conv2d", "conv", out_channels="=channels", padding=1, bias=False),
        step("BatchNorm2d", "norm"),
        step("ReLU", "relu"),
        step("MaxPool2d", "pool"),
        channels=32,
    )
    trunk = chain(
        project,
        step("Input", "face", shape=(3, 64, 64)),
        *[step("@ConvBlock", f"block{i}", channels=2 ** (i + 4)) for i in (1, 2, 3, 4)],
        step("AdaptiveAvgPool2d", "pool"),
        step("Flatten", "features"),
    )
    for name, width in (("age", 1), ("expression", 7)):
        chain(
            project,
            step("Linear", f"{name}_hidden", out_features=64),
            step("ReLU", f"{name}_relu"),
            step("Linear", f"{name}_head", out_features=width),
            step("Output", name),
            after=trunk,
        )
    edit.tidy(project)
    edit.set_training(project, epochs=20, batch_size=64)


def _convolution(number: int, channels: int) -> list[Step]:
    return [
        step("Conv2d", f"conv{number}", out_channels=channels, padding=1),
        step("ReLU", f"relu{number}"),
        step("MaxPool2d", f"pool{number}"),
    ]


PAIRS = (
    Template(
        "siamese",
        "Siamese network",
        "Bromley, Guyon, LeCun, Säckinger, Shah 1993",
        "Two pictures through one tower, called twice with the same weights: how far apart are "
        "their fingerprints? For signatures and faces. Feed its pairs from code of your own.",
        _siamese,
    ),
    Template(
        "multi-task",
        "Multi-task network",
        "Caruana 1997",
        "What helps to see the age of a face helps to see its expression: one trunk, two heads, "
        "two Outputs. Keep one of them to train here, or weigh both losses in your own code.",
        _multi_task,
    ),
)
