"""Why: the networks that won with ImageNet, from AlexNet to GoogLeNet, and SqueezeNet."""

from collections.abc import Callable

from designer.gallery.drawing import INPUT, Step, chain, define, define_chain, finish, join, step
from designer.gallery.own_images import CLASSES, PICTURE, own_images
from designer.gallery.template import Template
from designer.model import Project


def _alexnet(project: Project) -> None:
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        *_conv(1, 64, kernel_size=11, stride=4, padding=2),
        _halve("pool1"),
        *_conv(2, 192, kernel_size=5, padding=2),
        _halve("pool2"),
        *_conv(3, 384, padding=1),
        *_conv(4, 256, padding=1),
        *_conv(5, 256, padding=1),
        _halve("pool5"),
        step("AdaptiveAvgPool2d", "avgpool", output_size=6),
        step("Flatten", "flatten"),
        step("Dropout", "drop6"),
        step("Linear", "fc6", out_features=4096),
        step("ReLU", "relu6"),
        step("Dropout", "drop7"),
        step("Linear", "fc7", out_features=4096),
        step("ReLU", "relu7"),
        step("Linear", "fc8", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project, lr=0.01)


def _conv(number: int, channels: int, **params: object) -> list[Step]:
    return [
        step("Conv2d", f"conv{number}", out_channels=channels, **params),
        step("ReLU", f"relu{number}"),
    ]


def _halve(name: str, **params: object) -> Step:
    return step("MaxPool2d", name, kernel_size=3, stride=2, **params)


def _vgg(*convolutions: int) -> Callable[[Project], None]:
    def draw(project: Project) -> None:
        define_chain(
            project,
            "ConvReLU",
            step("Conv2d", "conv", out_channels="=channels", padding=1),
            step("ReLU", "relu"),
            channels=64,
        )
        define_chain(
            project,
            "Stage",
            step("@ConvReLU", "convs", channels="=channels", repeat="=convolutions"),
            step("MaxPool2d", "pool"),
            channels=64,
            convolutions=2,
        )
        stages = zip((64, 128, 256, 512, 512), convolutions, strict=True)
        chain(
            project,
            step("Input", "image", shape=PICTURE),
            *[
                step("@Stage", f"stage{i}", channels=channels, convolutions=count)
                for i, (channels, count) in enumerate(stages, start=1)
            ],
            step("AdaptiveAvgPool2d", "avgpool", output_size=7),
            step("Flatten", "flatten"),
            step("Linear", "fc1", out_features=4096),
            step("ReLU", "relu1"),
            step("Dropout", "drop1"),
            step("Linear", "fc2", out_features=4096),
            step("ReLU", "relu2"),
            step("Dropout", "drop2"),
            step("Linear", "fc3", out_features=CLASSES),
            step("Output", "output"),
        )
        own_images(project, lr=0.01)

    return draw


def _squeezenet(project: Project) -> None:
    define(project, "Fire", squeeze=16, expand=64)
    squeezed = chain(
        project,
        step("Conv2d", "squeeze", out_channels="=squeeze", kernel_size=1),
        step("ReLU", "squeezed"),
        after=INPUT,
        graph="Fire",
    )
    sides = [
        chain(
            project,
            step(
                "Conv2d",
                f"expand{size}",
                out_channels="=expand",
                kernel_size=size,
                padding=size // 2,
            ),
            step("ReLU", f"relu{size}"),
            after=squeezed,
            column=column,
            graph="Fire",
        )
        for size, column in ((1, -0.5), (3, 0.5))
    ]
    finish(project, "Fire", join(project, sides, step("Concat", "cat"), graph="Fire"))
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        *_conv(1, 96, kernel_size=7, stride=2),
        _halve("pool1", ceil_mode=True),
        *_fires(2, (16, 64), (16, 64), (32, 128)),
        _halve("pool4", ceil_mode=True),
        *_fires(5, (32, 128), (48, 192), (48, 192), (64, 256)),
        _halve("pool8", ceil_mode=True),
        *_fires(9, (64, 256)),
        step("Dropout", "drop9"),
        *_conv(10, CLASSES, kernel_size=1),
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Output", "output"),
    )
    own_images(project, lr=0.04)


def _fires(first: int, *sizes: tuple[int, int]) -> list[Step]:
    return [
        step("@Fire", f"fire{number}", squeeze=squeeze, expand=expand)
        for number, (squeeze, expand) in enumerate(sizes, start=first)
    ]


INCEPTIONS: dict[str, tuple[int, int, int, int, int, int]] = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
"""Channels of table 1: 1×1, before the 3×3, 3×3, before the 5×5, 5×5, behind the pooling."""
WIDTHS = ("one", "before3", "three", "before5", "five", "pooled")


def _googlenet(project: Project) -> None:
    define_chain(
        project,
        "ConvNorm",
        step(
            "Conv2d",
            "conv",
            out_channels="=channels",
            kernel_size="=kernel_size",
            stride="=stride",
            padding="=kernel_size // 2",
            bias=False,
        ),
        step("BatchNorm2d", "norm", eps=0.001),
        step("ReLU", "relu"),
        channels=64,
        kernel_size=1,
        stride=1,
    )
    _define_inception(project)
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("@ConvNorm", "conv1", channels=64, kernel_size=7, stride=2),
        _halve("pool1", ceil_mode=True),
        step("@ConvNorm", "conv2", channels=64),
        step("@ConvNorm", "conv3", channels=192, kernel_size=3),
        _halve("pool2", ceil_mode=True),
        *_inceptions("3a", "3b"),
        _halve("pool3", ceil_mode=True),
        *_inceptions("4a", "4b", "4c", "4d", "4e"),
        step("MaxPool2d", "pool4", ceil_mode=True),
        *_inceptions("5a", "5b"),
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Dropout", "drop", p=0.2),
        step("Linear", "fc", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project, lr=0.01)


def _define_inception(project: Project) -> None:
    """Four ways through, side by side. The wide one is 3×3 too, as it is trained today."""
    define(project, "Inception", **dict(zip(WIDTHS, INCEPTIONS["3a"], strict=True)))
    ways = (
        [step("@ConvNorm", "branch1", channels="=one")],
        [
            step("@ConvNorm", "reduce3", channels="=before3"),
            step("@ConvNorm", "branch3", channels="=three", kernel_size=3),
        ],
        [
            step("@ConvNorm", "reduce5", channels="=before5"),
            step("@ConvNorm", "branch5", channels="=five", kernel_size=3),
        ],
        [
            step("MaxPool2d", "pool", kernel_size=3, stride=1, padding=1, ceil_mode=True),
            step("@ConvNorm", "branch_pool", channels="=pooled"),
        ],
    )
    ends = [
        chain(project, *way, after=INPUT, column=number - 1.5, graph="Inception")
        for number, way in enumerate(ways)
    ]
    finish(project, "Inception", join(project, ends, step("Concat", "cat"), graph="Inception"))


def _inceptions(*names: str) -> list[Step]:
    return [
        step("@Inception", f"inception{name}", **dict(zip(WIDTHS, INCEPTIONS[name], strict=True)))
        for name in names
    ]


CLASSICS = (
    Template(
        "alexnet",
        "AlexNet",
        "Krizhevsky, Sutskever, Hinton 2012",
        "The network that began it all: five convolutions, three dense layers, ReLU and Dropout. "
        "Nearly all weights sit in the dense layers: see the Costs tab.",
        _alexnet,
    ),
    Template(
        "vgg11",
        "VGG-11",
        "Simonyan, Zisserman 2014",
        "Nothing but 3 × 3 convolutions, in stages that halve the picture and double the "
        "channels. The smallest of the family.",
        _vgg(1, 1, 2, 2, 2),
    ),
    Template(
        "vgg16",
        "VGG-16",
        "Simonyan, Zisserman 2014",
        "Two 3 × 3 convolutions see as far as one of 5 × 5, with fewer weights and one more bend "
        "between them. Thirteen of them, and three dense layers.",
        _vgg(2, 2, 3, 3, 3),
    ),
    Template(
        "vgg19",
        "VGG-19",
        "Simonyan, Zisserman 2014",
        "The deepest of the paper: one convolution more in each of the last three stages. Compare "
        "its operations with those of VGG-16 in the Costs tab.",
        _vgg(2, 2, 4, 4, 4),
    ),
    Template(
        "googlenet",
        "GoogLeNet",
        "Szegedy et al. 2014",
        "Inception blocks look at the same picture with windows of several sizes at once; 1 × 1 "
        "convolutions before the large ones keep it cheap. Without the two auxiliary ends.",
        _googlenet,
    ),
    Template(
        "squeezenet",
        "SqueezeNet 1.0",
        "Iandola et al. 2016",
        "As good as AlexNet with a fiftieth of its weights: each Fire block squeezes the channels "
        "before it expands them, and no dense layer is left.",
        _squeezenet,
    ),
)
