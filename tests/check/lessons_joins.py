"""Why: branches that come together have different shapes, or wires lead nowhere or in circles."""

from tests.check.check_mistakes import OUT, chain
from tests.check.lessons import (
    FLAT,
    GRAY,
    Lesson,
    added,
    conv,
    drawn,
    joined,
    linear,
    looped,
    raw,
    rewired,
    without,
)

JOINS: tuple[Lesson, ...] = (
    Lesson(
        "a shortcut with other channels",
        lambda: joined("Add", (conv("conv1", 16, padding=1),), ()),
        "join",
        (
            "join needs inputs of equal shape, and gets N × 16 × 16 × 16 and N × 8 × "
            "16 × 16: channels differ."
        ),
        (
            "Insert a 1 × 1 convolution after image",
            "Insert a 1 × 1 convolution after conv1",
            "Set out_channels of conv1 to 8",
            "Use Concat instead",
        ),
    ),
    Lesson(
        "a shortcut around a stride",
        lambda: joined("Add", (conv("conv1", 8, padding=1, stride=2),), ()),
        "join",
        (
            "join needs inputs of equal shape, and gets N × 8 × 8 × 8 and N × 8 × 16 "
            "× 16: heights, widths differ."
        ),
        (
            "Insert a 1 × 1 convolution with stride 2 after image",
            "Insert a pooling to 8 × 8 after image",
            "Insert a resizing to 16 × 16 after conv1",
        ),
    ),
    Lesson(
        "a shortcut around a stride with other channels",
        lambda: joined("Add", (conv("conv1", 16, padding=1, stride=2),), ()),
        "join",
        (
            "join needs inputs of equal shape, and gets N × 16 × 8 × 8 and N × 8 × "
            "16 × 16: channels, heights, widths differ."
        ),
        (
            "Insert a 1 × 1 convolution with stride 2 after image",
            "Insert a pooling to 8 × 8 and a 1 × 1 convolution after image",
            "Insert a resizing to 16 × 16 and a 1 × 1 convolution after conv1",
        ),
    ),
    Lesson(
        "a shortcut around a convolution without a border",
        lambda: joined("Add", (conv("conv1", 8),), ()),
        "join",
        (
            "join needs inputs of equal shape, and gets N × 8 × 14 × 14 and N × 8 × "
            "16 × 16: heights, widths differ."
        ),
        (
            "Set padding of conv1 to 1",
            "Insert a pooling to 14 × 14 after image",
            "Insert a border up to 16 × 16 after conv1",
            "Insert a resizing to 16 × 16 after conv1",
        ),
    ),
    Lesson(
        "a shortcut around Linear",
        lambda: joined("Add", (linear("fc", 4),), (), shape=(8,)),
        "join",
        "join needs inputs of equal shape, and gets N × 4 and N × 8: features differ.",
        (
            "Insert a Linear to 4 features after image",
            "Insert a Linear to 8 features after fc",
            "Set out_features of fc to 8",
            "Use Concat instead",
        ),
    ),
    Lesson(
        "a shortcut from image to row",
        lambda: joined("Add", (conv("conv1", 4),), (FLAT,)),
        "join",
        "join needs equally many axes, and gets N × 4 × 14 × 14 and N × 2048.",
        ("Insert Flatten and Linear after conv1",),
    ),
    Lesson(
        "a sum of sequence and last step",
        lambda: joined(
            "Add", (("LSTM", "lstm", {"hidden_size": 8}),), (("Select", "last"),), shape=(12, 8)
        ),
        "join",
        "join needs equally many axes, and gets N × 12 × 8 and N × 8.",
        ("Use the output “last” of lstm", "Remove last", "Insert Flatten and Linear after lstm"),
    ),
    Lesson(
        "a gate without height and width",
        lambda: joined(
            "Multiply",
            (("AdaptiveAvgPool2d", "pool", {"output_size": 1}), FLAT, linear("gate", 8)),
            (),
        ),
        "join",
        "join needs equally many axes, and gets N × 8 and N × 8 × 16 × 16.",
        (
            "Reshape to 8 × 1 × 1 after gate",
            "Pool to 1 × 1",
            "Insert Flatten and Linear after image",
        ),
    ),
    Lesson(
        "a difference of other widths",
        lambda: joined("Subtract", (linear("a", 5),), (linear("b", 7),), shape=(8,)),
        "join",
        "join needs inputs of equal shape, and gets N × 5 and N × 7: features differ.",
        (
            "Insert a Linear to 5 features after b",
            "Insert a Linear to 7 features after a",
            "Set out_features of b to 5",
            "Set out_features of a to 7",
        ),
    ),
    Lesson(
        "Concat of other heights",
        lambda: joined(
            "Concat", (conv("conv1", 4, kernel_size=1),), (conv("conv2", 4, kernel_size=5),)
        ),
        "join",
        (
            "join joins along axis 1, so the others must agree, and gets N × 4 × 16 "
            "× 16 and N × 4 × 12 × 12: heights, widths differ."
        ),
        (
            "Set padding of conv2 to 2",
            "Insert a resizing to 16 × 16 after conv2",
            "Insert a pooling to 12 × 12 after conv1",
        ),
    ),
    Lesson(
        "Concat around a pooling",
        lambda: joined("Concat", (("MaxPool2d", "pool"),), ()),
        "join",
        (
            "join joins along axis 1, so the others must agree, and gets N × 8 × 8 × "
            "8 and N × 8 × 16 × 16: heights, widths differ."
        ),
        ("Insert a pooling to 8 × 8 after image", "Insert a resizing to 16 × 16 after pool"),
    ),
    Lesson(
        "Concat of image and row",
        lambda: joined("Concat", (conv("conv1", 4),), (FLAT,)),
        "join",
        "join needs equally many axes, and gets N × 4 × 14 × 14 and N × 2048.",
        ("Insert Flatten after conv1", "Insert Flatten and Linear after conv1"),
    ),
    Lesson(
        "Concat along the wrong axis",
        lambda: joined("Concat", (conv("a", 4, padding=1),), (conv("b", 8, padding=1),), dim=2),
        "join",
        (
            "join joins along axis 2, so the others must agree, and gets N × 4 × 16 "
            "× 16 and N × 8 × 16 × 16: channels differ."
        ),
        ("Set dim of join to 1", "Set out_channels of b to 4", "Set out_channels of a to 8"),
    ),
    Lesson(
        "a U-Net whose skip is one pixel larger",
        lambda: joined(
            "Concat",
            (
                ("MaxPool2d", "down"),
                ("ConvTranspose2d", "up", {"out_channels": 8, "kernel_size": 2, "stride": 2}),
            ),
            (),
            shape=(8, 25, 25),
        ),
        "join",
        (
            "join joins along axis 1, so the others must agree, and gets N × 8 × 24 "
            "× 24 and N × 8 × 25 × 25: heights, widths differ."
        ),
        (
            "Set output_padding of up to 1",
            "Insert a pooling to 24 × 24 after image",
            "Insert a border up to 25 × 25 after up",
            "Insert a resizing to 25 × 25 after up",
        ),
    ),
    Lesson(
        "a U-Net without its way up",
        lambda: joined(
            "Concat", (), (("MaxPool2d", "down"), conv("conv1", 16, padding=1)), shape=(8, 24, 24)
        ),
        "join",
        (
            "join joins along axis 1, so the others must agree, and gets N × 8 × 24 "
            "× 24 and N × 16 × 12 × 12: heights, widths differ."
        ),
        ("Insert a resizing to 24 × 24 after conv1", "Insert a pooling to 12 × 12 after image"),
    ),
    Lesson(
        "queries times keys that are not turned",
        lambda: joined("MatMul", (linear("queries", 16),), (linear("keys", 16),), shape=(10, 8)),
        "join",
        (
            "join needs as many rows in the second as columns in the first, and gets "
            "N × 10 × 16 and N × 10 × 16."
        ),
        (
            "Insert Transpose after keys",
            "Insert Transpose after queries",
            "Set out_features of queries to 10",
        ),
    ),
    Lesson(
        "MatMul of other inner sizes",
        lambda: joined("MatMul", (linear("a", 5),), (linear("b", 7),), shape=(10, 8)),
        "join",
        (
            "join needs as many rows in the second as columns in the first, and gets "
            "N × 10 × 5 and N × 10 × 7."
        ),
        ("Insert Transpose after a", "Set out_features of a to 10"),
    ),
    Lesson(
        "MatMul of rows",
        lambda: joined("MatMul", (linear("a", 5),), (linear("b", 7),), shape=(8,)),
        "join",
        "join multiplies tables of rows × columns, and gets 5 features.",
        ("Use Bilinear instead",),
    ),
    Lesson(
        "no output",
        lambda: chain(GRAY, conv("conv1", 6), ("ReLU", "relu")),
        "",
        "The network has no Output: add one where the result leaves.",
        ("Add an Output after relu",),
    ),
    Lesson(
        "an Output without a wire",
        lambda: added(chain(GRAY, conv("conv1", 6)), OUT),
        "out",
        "out needs an input, and nothing is connected to it.",
        ("Connect conv1 → out", "Connect image → out"),
        leaves={"Connect image → out": ("conv1 leads to no Output: nothing uses its result.",)},
        also=("conv1 leads to no Output: nothing uses its result.",),
    ),
    Lesson(
        "a gap between two layers",
        lambda: without(drawn(GRAY, conv("conv1", 6), ("ReLU", "relu")), "conv1", "relu"),
        "relu",
        "relu needs an input, and nothing is connected to it.",
        ("Connect conv1 → relu", "Connect image → relu"),
        leaves={"Connect image → relu": ("conv1 leads to no Output: nothing uses its result.",)},
        also=("conv1 leads to no Output: nothing uses its result.",),
    ),
    Lesson(
        "a layer beside the network",
        lambda: added(drawn(GRAY, conv("conv1", 6)), ("Dropout", "drop")),
        "drop",
        "drop needs an input, and nothing is connected to it.",
        ("Connect conv1 → drop", "Connect image → drop", "Remove drop"),
        leaves={
            "Connect conv1 → drop": ("drop leads to no Output: nothing uses its result.",),
            "Connect image → drop": ("drop leads to no Output: nothing uses its result.",),
        },
    ),
    Lesson(
        "a branch that leads nowhere",
        lambda: added(
            drawn(GRAY, conv("conv1", 6)), conv("conv2", 6), ("ReLU", "relu"), after="image"
        ),
        "relu",
        "relu leads to no Output: nothing uses its result.",
        ("Remove the 2 layers that lead nowhere",),
    ),
    Lesson(
        "a feedback loop",
        looped,
        "add",
        "add lies on a loop, and data goes one way: add → relu → add.",
        ("Remove add and the wire relu → add.in2",),
    ),
    Lesson(
        "two wires in one input",
        lambda: rewired(drawn(GRAY, conv("conv1", 6), ("ReLU", "relu")), "image", "relu"),
        "relu",
        "relu has 2 wires in its input “in”, which takes one.",
        ("Remove the wire image → relu", "Remove the wire conv1 → relu"),
        leaves={
            "Remove the wire conv1 → relu": ("conv1 leads to no Output: nothing uses its result.",)
        },
    ),
    Lesson(
        "a misspelled type",
        lambda: raw("Conv2D"),
        "layer",
        "layer is of type “Conv2D”, which this version of Designer does not have.",
        ("Make layer a layer of type Conv2d", "Remove layer"),
    ),
)
