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
        step("Input", "image", shape=(1, 8, 8)),
        step("@ConvBlock", "block1", channels=32),
        step("@ConvBlock", "block2", channels=64),
        step("Flatten", "features"),
    )
    chain(
        project,
        step("Linear", "digit_hidden", out_features=64),
        step("ReLU", "digit_relu"),
        step("Linear", "digit_head", out_features=10),
        step("Output", "digit"),
        after=trunk,
    )
    chain(
        project,
        step("Linear", "picture_hidden", out_features=64),
        step("ReLU", "picture_relu"),
        step("Linear", "picture_head", out_features=64),
        step("Reshape", "pixels", shape=(1, 8, 8)),
        step("Output", "picture"),
        after=trunk,
    )
    edit.tidy(project)
    edit.set_data(project, source="digits")
    edit.set_training(project, epochs=20, batch_size=64)
    edit.set_output(project, "picture", target="inputs", loss="MSELoss", weight=0.5)


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
        "Bromley et al. 1993",
        "Two pictures through one tower, called twice with the same weights: how far apart are "
        "their fingerprints? Trains on a NumPy file with left, right and y, the distance.",
        _siamese,
    ),
    Template(
        "multi-task",
        "Multi-task network",
        "Caruana 1997",
        "What helps to paint a digit again helps to read it: one trunk, two heads, two Outputs. "
        "Each has a loss of its own, and training makes their weighted sum small.",
        _multi_task,
    ),
)
