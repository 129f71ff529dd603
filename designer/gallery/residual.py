"""Why: residual networks, which made depth easy: each block only adds to what comes in."""

from collections.abc import Callable, Sequence

from designer.gallery.drawing import INPUT, Step, chain, define, define_chain, finish, join, step
from designer.gallery.own_images import CLASSES, PICTURE, own_images
from designer.gallery.template import Template
from designer.model import Project

Branch = Callable[[object], list[Step]]
"""The layers beside a shortcut, given their stride."""


def _resnet18(project: Project) -> None:
    _define_basic(project)
    _draw(project, step("@BasicBlock", "layer1", channels=64, repeat=2), (2, 2, 2))


def _resnet34(project: Project) -> None:
    _define_basic(project)
    _draw(project, step("@BasicBlock", "layer1", channels=64, repeat=3), (4, 6, 3))


def _resnet50(project: Project) -> None:
    _define_residual(project, "Bottleneck", _bottleneck, "=4 * channels")
    _draw(project, step("@Stage", "layer1", channels=64, blocks=3), (4, 6, 3))


def _draw(project: Project, first: Step, blocks: Sequence[int]) -> None:
    """Stem, four stages of which each has twice the channels and half the size, and scores."""
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("Conv2d", "conv1", out_channels=64, kernel_size=7, stride=2, padding=3, bias=False),
        step("BatchNorm2d", "bn1"),
        step("ReLU", "relu"),
        step("MaxPool2d", "maxpool", kernel_size=3, stride=2, padding=1),
        first,
        *[
            step("@Stage", f"layer{i}", channels=32 * 2**i, blocks=count, stride=2)
            for i, count in enumerate(blocks, start=2)
        ],
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Linear", "fc", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project)


def _define_basic(project: Project) -> None:
    _define_residual(project, "BasicBlock", _basic, "=channels")


def _define_residual(project: Project, name: str, branch: Branch, width: str) -> None:
    """The block with each of its shortcuts, and the stage: one that projects, then the others."""
    define(project, name, channels=64)
    last = chain(project, *branch(1), after=INPUT, graph=name)
    _add(project, name, last, INPUT)
    projection = f"Projection{name}"
    define(project, projection, channels=64, stride=1)
    shortcut = chain(
        project,
        _convolution("projection", width, kernel_size=1, stride="=stride"),
        step("BatchNorm2d", "shortcut"),
        after=INPUT,
        column=1,
        graph=projection,
    )
    last = chain(project, *branch("=stride"), after=INPUT, graph=projection)
    _add(project, projection, last, shortcut)
    define_chain(
        project,
        "Stage",
        step(f"@{projection}", "first", channels="=channels", stride="=stride"),
        step(f"@{name}", "rest", channels="=channels", repeat="=blocks - 1"),
        channels=64,
        blocks=2,
        stride=1,
    )


def _add(project: Project, graph: str, branch: str, shortcut: str) -> None:
    added = join(project, [branch, shortcut], step("Add", "add"), graph=graph)
    finish(project, graph, chain(project, step("ReLU", "relu"), after=added, graph=graph))


def _basic(stride: object) -> list[Step]:
    return [
        _convolution("conv1", "=channels", stride=stride, padding=1),
        step("BatchNorm2d", "bn1"),
        step("ReLU", "relu1"),
        _convolution("conv2", "=channels", padding=1),
        step("BatchNorm2d", "bn2"),
    ]


def _bottleneck(stride: object) -> list[Step]:
    return [
        _convolution("conv1", "=channels", kernel_size=1),
        step("BatchNorm2d", "bn1"),
        step("ReLU", "relu1"),
        _convolution("conv2", "=channels", stride=stride, padding=1),
        step("BatchNorm2d", "bn2"),
        step("ReLU", "relu2"),
        _convolution("conv3", "=4 * channels", kernel_size=1),
        step("BatchNorm2d", "bn3"),
    ]


def _convolution(name: str, channels: str, **params: object) -> Step:
    """Without an offset: the normalization behind it has one."""
    return step("Conv2d", name, out_channels=channels, bias=False, **params)


RESIDUAL = (
    Template(
        "resnet18",
        "ResNet-18",
        "He, Zhang, Ren, Sun 2016",
        "Each block adds what it has learned to what came in, so that even deep networks learn. "
        "Open a stage to see the two kinds of shortcut. For your own folder of pictures.",
        _resnet18,
    ),
    Template(
        "resnet34",
        "ResNet-34",
        "He, Zhang, Ren, Sun 2016",
        "The blocks of ResNet-18 in longer stages, 3, 4, 6 and 3. The paper shows that with "
        "shortcuts 34 layers learn better than 18, and without them worse.",
        _resnet34,
    ),
    Template(
        "resnet50",
        "ResNet-50",
        "He, Zhang, Ren, Sun 2016",
        "Bottlenecks: one convolution makes the channels few, the 3 × 3 works on the few, and "
        "another makes them many again. Depth at the price of ResNet-34.",
        _resnet50,
    ),
)
