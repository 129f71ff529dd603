"""Why: networks whose answer is a picture: they go down to see much, and up to say where."""

from designer import edit
from designer.gallery.drawing import INPUT, chain, define, define_chain, finish, join, step
from designer.gallery.template import Template
from designer.model import Project

LEVELS = (64, 128, 256, 512)
DEEPEST = 1024
CLASSES = 2


def _unet(project: Project) -> None:
    define_chain(
        project,
        "DoubleConv",
        step("Conv2d", "conv1", out_channels="=channels", padding=1),
        step("ReLU", "relu1"),
        step("Conv2d", "conv2", out_channels="=channels", padding=1),
        step("ReLU", "relu2"),
        channels=64,
    )
    _define_up(project)
    image = chain(project, step("Input", "image", shape=(1, 256, 256)))
    last, skips = image, []
    for number, channels in enumerate(LEVELS, start=1):
        skips.append(
            chain(project, step("@DoubleConv", f"down{number}", channels=channels), after=last)
        )
        last = chain(project, step("MaxPool2d", f"pool{number}"), after=skips[-1])
    last = chain(project, step("@DoubleConv", "bottom", channels=DEEPEST), after=last)
    for number, channels in reversed(list(enumerate(LEVELS, start=1))):
        up = step("@Up", f"up{number}", channels=channels)
        last = join(project, [last, skips[number - 1]], up)
    chain(
        project,
        step("Conv2d", "classes", out_channels=CLASSES, kernel_size=1),
        step("Output", "output"),
        after=last,
    )
    edit.tidy(project)
    edit.set_training(project, epochs=50, batch_size=4)


def _define_up(project: Project) -> None:
    """Twice as large, beside what was seen at this size on the way down."""
    define(project, "Up", channels=64)
    edit.add(project, "Input", "skip", graph="Up")
    larger = chain(
        project,
        step("ConvTranspose2d", "up", out_channels="=channels", kernel_size=2, stride=2),
        after=INPUT,
        graph="Up",
    )
    both = join(project, ["skip", larger], step("Concat", "cat"), graph="Up")
    last = chain(
        project, step("@DoubleConv", "convs", channels="=channels"), after=both, graph="Up"
    )
    finish(project, "Up", last)


SEGMENTING = (
    Template(
        "unet",
        "U-Net",
        "Ronneberger, Fischer, Brox 2015",
        "Says for each pixel what it belongs to. Down to see the whole, up to say where, and at "
        "each size a bridge for the details. Its masks are fed by code of your own.",
        _unet,
    ),
)
