"""Why: networks that are made to be small and quick, or to reuse what they have found."""

from designer.gallery.drawing import INPUT, Step, chain, define, define_chain, finish, join, step
from designer.gallery.own_images import CLASSES, PICTURE, own_images
from designer.gallery.template import Template
from designer.model import Project


def _densenet121(project: Project) -> None:
    define(project, "DenseLayer", growth=32)
    new = chain(
        project,
        *_norm_relu_conv(1, "=4 * growth", kernel_size=1),
        *_norm_relu_conv(2, "=growth", padding=1),
        after=INPUT,
        column=0.5,
        graph="DenseLayer",
    )
    both = join(project, [INPUT, new], step("Concat", "cat"), graph="DenseLayer")
    finish(project, "DenseLayer", both)
    define_chain(
        project,
        "Transition",
        *_norm_relu_conv(1, "=channels", kernel_size=1),
        step("AvgPool2d", "pool"),
        channels=128,
    )
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("Conv2d", "conv0", out_channels=64, kernel_size=7, stride=2, padding=3, bias=False),
        step("BatchNorm2d", "norm0"),
        step("ReLU", "relu0"),
        step("MaxPool2d", "pool0", kernel_size=3, stride=2, padding=1),
        *_dense_blocks((6, 128), (12, 256), (24, 512)),
        step("@DenseLayer", "block4", growth=32, repeat=16),
        step("BatchNorm2d", "norm5"),
        step("ReLU", "relu5"),
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Linear", "classifier", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project)


def _norm_relu_conv(number: int, channels: str, **params: object) -> list[Step]:
    return [
        step("BatchNorm2d", f"norm{number}"),
        step("ReLU", f"relu{number}"),
        step("Conv2d", f"conv{number}", out_channels=channels, bias=False, **params),
    ]


def _dense_blocks(*sizes: tuple[int, int]) -> list[Step]:
    found = []
    for number, (layers, channels) in enumerate(sizes, start=1):
        found.append(step("@DenseLayer", f"block{number}", growth=32, repeat=layers))
        found.append(step("@Transition", f"transition{number}", channels=channels))
    return found


MOBILE_STAGES = ((24, 2, 2, 16), (32, 3, 2, 24), (64, 4, 2, 32), (96, 3, 1, 64), (160, 3, 2, 96))
"""Channels, blocks, stride, and the channels before: table 2 of the paper."""


def _mobilenetv2(project: Project) -> None:
    _define_conv_norm(project, "ReLU6")
    _define_inverted(project, "InvertedResidual", shortcut=True)
    _define_inverted(project, "InvertedProjection", shortcut=False)
    define_chain(
        project,
        "Stage",
        step(
            "@InvertedProjection",
            "first",
            channels="=channels",
            expanded="=6 * before",
            stride="=stride",
        ),
        step(
            "@InvertedResidual",
            "rest",
            channels="=channels",
            expanded="=6 * channels",
            repeat="=blocks - 1",
        ),
        channels=24,
        before=16,
        blocks=2,
        stride=1,
    )
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("@ConvNorm", "stem", channels=32, kernel_size=3, stride=2),
        step("@ConvNorm", "depthwise1", channels=32, kernel_size=3, groups=32),
        *_project("project1", "norm1", 16),
        *[
            step("@Stage", f"stage{i}", channels=c, before=b, blocks=n, stride=s)
            for i, (c, n, s, b) in enumerate(MOBILE_STAGES, start=2)
        ],
        step("@InvertedProjection", "stage7", channels=320, expanded=960),
        step("@ConvNorm", "head", channels=1280),
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Dropout", "drop", p=0.2),
        step("Linear", "classifier", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project, lr=0.045)


def _define_conv_norm(project: Project, activation: str) -> None:
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
            groups="=groups",
            bias=False,
        ),
        step("BatchNorm2d", "norm"),
        step(activation, "act"),
        channels=32,
        kernel_size=1,
        stride=1,
        groups=1,
    )


def _project(conv: str, norm: str, channels: object) -> list[Step]:
    """To few channels again, without an activation: it would lose what they hold."""
    return [
        step("Conv2d", conv, out_channels=channels, kernel_size=1, bias=False),
        step("BatchNorm2d", norm),
    ]


def _define_inverted(project: Project, name: str, *, shortcut: bool) -> None:
    offered = {"channels": 24, "expanded": 96} | ({} if shortcut else {"stride": 1})
    define(project, name, **offered)
    stride: object = 1 if shortcut else "=stride"
    last = chain(
        project,
        step("@ConvNorm", "expand", channels="=expanded"),
        step(
            "@ConvNorm",
            "depthwise",
            channels="=expanded",
            kernel_size=3,
            stride=stride,
            groups="=expanded",
        ),
        *_project("project", "norm", "=channels"),
        after=INPUT,
        graph=name,
    )
    if shortcut:
        last = join(project, [last, INPUT], step("Add", "add"), graph=name)
    finish(project, name, last)


EFFICIENT_STAGES = (
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
"""Expansion, kernel_size, stride, channels, blocks: table 1 of the paper, from the second on."""


def _efficientnet_b0(project: Project) -> None:
    _define_conv_norm(project, "SiLU")
    _define_squeeze_excite(project)
    _define_mbconv(project, "MBConv", shortcut=True)
    _define_mbconv(project, "MBProjection", shortcut=False)
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("@ConvNorm", "stem", channels=32, kernel_size=3, stride=2),
        step("@ConvNorm", "depthwise1", channels=32, kernel_size=3, groups=32),
        step("@SqueezeExcite", "excite1", channels=32, squeezed=8),
        *_project("project1", "norm1", 16),
        *_mbconvs(),
        step("@ConvNorm", "head", channels=1280),
        step("AdaptiveAvgPool2d", "avgpool"),
        step("Flatten", "flatten"),
        step("Dropout", "drop", p=0.2),
        step("Linear", "classifier", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project, lr=0.016, optimizer="RMSprop")


def _define_squeeze_excite(project: Project) -> None:
    """What matters in this picture is turned up, channel by channel."""
    name = define(project, "SqueezeExcite", channels=96, squeezed=4)
    scale = chain(
        project,
        step("AdaptiveAvgPool2d", "squeeze"),
        step("Conv2d", "reduce", out_channels="=squeezed", kernel_size=1),
        step("SiLU", "act"),
        step("Conv2d", "widen", out_channels="=channels", kernel_size=1),
        step("Sigmoid", "gate"),
        after=INPUT,
        column=0.5,
        graph=name,
    )
    finish(project, name, join(project, [INPUT, scale], step("Multiply", "excite"), graph=name))


def _define_mbconv(project: Project, name: str, *, shortcut: bool) -> None:
    offered: dict[str, float] = {"channels": 24, "expanded": 96, "squeezed": 4, "kernel_size": 3}
    define(project, name, **offered, **({"drop": 0.1} if shortcut else {"stride": 1}))
    stride: object = 1 if shortcut else "=stride"
    last = chain(
        project,
        step("@ConvNorm", "expand", channels="=expanded"),
        step(
            "@ConvNorm",
            "depthwise",
            channels="=expanded",
            kernel_size="=kernel_size",
            stride=stride,
            groups="=expanded",
        ),
        step("@SqueezeExcite", "excite", channels="=expanded", squeezed="=squeezed"),
        *_project("project", "norm", "=channels"),
        *([step("StochasticDepth", "depth", p="=drop")] if shortcut else []),
        after=INPUT,
        graph=name,
    )
    if shortcut:
        last = join(project, [last, INPUT], step("Add", "add"), graph=name)
    finish(project, name, last)


def _mbconvs() -> list[Step]:
    """All blocks by their names, because each is left out with a probability of its own."""
    found: list[Step] = []
    before, number = 16, 1
    for stage, (expansion, kernel, stride, channels, blocks) in enumerate(EFFICIENT_STAGES, 2):
        for block in range(blocks):
            params: dict[str, object] = {
                "channels": channels,
                "expanded": expansion * before,
                "squeezed": before // 4,
                "kernel_size": kernel,
            }
            first = block == 0
            params |= {"stride": stride} if first else {"drop": round(0.2 * number / 16, 4)}
            kind = "@MBProjection" if first else "@MBConv"
            found.append(step(kind, f"block{stage}{'abcd'[block]}", **params))
            before, number = channels, number + 1
    return found


CONVNEXT = ((96, 3, 0.01), (192, 3, 0.03), (384, 9, 0.06), (768, 3, 0.1))
"""Channels, blocks, and how often a block is left out, which grows with depth."""


def _convnext_tiny(project: Project) -> None:
    define(project, "ConvNeXtBlock", channels=96, drop=0.1)
    last = chain(
        project,
        step(
            "Conv2d",
            "depthwise",
            out_channels="=channels",
            kernel_size=7,
            padding=3,
            groups="=channels",
        ),
        step("LayerNorm2d", "norm", eps=1e-6),
        step("Conv2d", "expand", out_channels="=4 * channels", kernel_size=1),
        step("GELU", "gelu"),
        step("Conv2d", "reduce", out_channels="=channels", kernel_size=1),
        step("LayerScale", "scale"),
        step("StochasticDepth", "depth", p="=drop"),
        after=INPUT,
        graph="ConvNeXtBlock",
    )
    added = join(project, [last, INPUT], step("Add", "add"), graph="ConvNeXtBlock")
    finish(project, "ConvNeXtBlock", added)
    define_chain(
        project,
        "Downsample",
        step("LayerNorm2d", "norm", eps=1e-6),
        step("Conv2d", "conv", out_channels="=channels", kernel_size=2, stride=2),
        channels=192,
    )
    stages: list[Step] = []
    for number, (channels, blocks, drop) in enumerate(CONVNEXT, start=1):
        if number > 1:
            stages.append(step("@Downsample", f"downsample{number}", channels=channels))
        stages.append(
            step("@ConvNeXtBlock", f"stage{number}", channels=channels, drop=drop, repeat=blocks)
        )
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("Conv2d", "patches", out_channels=96, kernel_size=4, stride=4),
        step("LayerNorm2d", "norm", eps=1e-6),
        *stages,
        step("AdaptiveAvgPool2d", "avgpool"),
        step("LayerNorm2d", "norm_head", eps=1e-6),
        step("Flatten", "flatten"),
        step("Linear", "head", out_features=CLASSES),
        step("Output", "output"),
    )
    own_images(project, lr=0.004, optimizer="AdamW")


EFFICIENT = (
    Template(
        "densenet121",
        "DenseNet-121",
        "Huang et al. 2017",
        "Each layer sees everything that all layers before it have found, and adds a little of "
        "its own. Look how the channels grow inside a block.",
        _densenet121,
    ),
    Template(
        "mobilenetv2",
        "MobileNetV2",
        "Sandler et al. 2018",
        "Made for phones: a wide, cheap depthwise convolution between two narrow ends. The "
        "shortcuts connect the narrow ends: inverted residuals.",
        _mobilenetv2,
    ),
    Template(
        "efficientnet-b0",
        "EfficientNet-B0",
        "Tan, Le 2019",
        "MobileNet's blocks with a gate that turns channels up or down for each picture, and sizes "
        "found by search. The smallest of its family.",
        _efficientnet_b0,
    ),
    Template(
        "convnext-tiny",
        "ConvNeXt-Tiny",
        "Liu et al. 2022",
        "A convolutional network that has learned from transformers: patches, wide windows, few "
        "activations and LayerNorm. As good as they are, and simpler.",
        _convnext_tiny,
    ),
)
