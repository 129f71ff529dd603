"""Why: what comes in has the wrong axes, the wrong size or the wrong kind of numbers."""

from tests.check.lessons import FLAT, GRAY, HEAD, ROWS, Lesson, conv, drawn, given, linear

SHAPES: tuple[Lesson, ...] = (
    Lesson(
        "Linear straight after Conv2d",
        lambda: drawn(GRAY, conv("conv1", 6), HEAD),
        "head",
        "head needs one axis of features, and gets an image of 6 × 26 × 26.",
        ("Insert Flatten", "Pool to 1 × 1"),
    ),
    Lesson(
        "Linear after an adaptive pooling",
        lambda: drawn(
            given(3, 32, 32),
            conv("conv1", 64),
            ("AdaptiveAvgPool2d", "pool", {"output_size": 1}),
            HEAD,
        ),
        "head",
        "head needs one axis of features, and gets an image of 64 × 1 × 1.",
        ("Insert Flatten",),
    ),
    Lesson(
        "Conv2d on a row of pixels",
        lambda: drawn(given(784), conv("conv1", 6)),
        "conv1",
        "conv1 needs an image of channels × height × width, and gets 784 features.",
        ("Set the shape of image to 1 × 28 × 28", "Reshape to 1 × 28 × 28", "Use Linear instead"),
    ),
    Lesson(
        "Conv2d on 30 measurements",
        lambda: drawn(given(30), conv("conv1", 6)),
        "conv1",
        "conv1 needs an image of channels × height × width, and gets 30 features.",
        ("Use Linear instead",),
    ),
    Lesson(
        "Conv1d on an image",
        lambda: drawn(GRAY, conv("conv1", 6, 1)),
        "conv1",
        "conv1 needs a sequence of channels × length, and gets an image of 1 × 28 × 28.",
        (
            "Use Conv2d instead",
            "Set the shape of image to 28 × 28",
            "Reshape to 28 × 28",
            "Flatten the axes behind the channels",
        ),
    ),
    Lesson(
        "Conv3d on an image",
        lambda: drawn(GRAY, conv("conv1", 6, 3)),
        "conv1",
        (
            "conv1 needs a volume of channels × depth × height × width, and gets an "
            "image of 1 × 28 × 28."
        ),
        ("Use Conv2d instead",),
    ),
    Lesson(
        "Conv2d on a signal",
        lambda: drawn(given(8, 100), conv("conv1", 6)),
        "conv1",
        ("conv1 needs an image of channels × height × width, and gets a sequence of 8 × 100."),
        (
            "Set the shape of image to 1 × 8 × 100",
            "Use Conv1d instead",
            "Reshape to 1 × 8 × 100",
            "Use Linear instead",
        ),
    ),
    Lesson(
        "Conv1d on a row of samples",
        lambda: drawn(given(100), conv("conv1", 6, 1)),
        "conv1",
        "conv1 needs a sequence of channels × length, and gets 100 features.",
        ("Set the shape of image to 1 × 100", "Reshape to 1 × 100", "Use Linear instead"),
    ),
    Lesson(
        "Conv2d on a volume",
        lambda: drawn(given(1, 16, 16, 16), conv("conv1", 6)),
        "conv1",
        (
            "conv1 needs an image of channels × height × width, and gets a volume of "
            "1 × 16 × 16 × 16."
        ),
        (
            "Use Conv3d instead",
            "Set the shape of image to 16 × 16 × 16",
            "Set the shape of image to 1 × 64 × 64",
            "Reshape to 16 × 16 × 16",
        ),
    ),
    Lesson(
        "Conv2d after Flatten",
        lambda: drawn(GRAY, FLAT, conv("conv1", 6)),
        "conv1",
        "conv1 needs an image of channels × height × width, and gets 784 features.",
        ("Remove flat", "Reshape to 1 × 28 × 28", "Use Linear instead"),
    ),
    Lesson(
        "no channel axis",
        lambda: drawn(given(28, 28), conv("conv1", 6)),
        "conv1",
        ("conv1 needs an image of channels × height × width, and gets a sequence of 28 × 28."),
        (
            "Set the shape of image to 1 × 28 × 28",
            "Use Conv1d instead",
            "Reshape to 1 × 28 × 28",
            "Use Linear instead",
        ),
    ),
    Lesson(
        "channels last, gray",
        lambda: drawn(given(28, 28, 1), conv("conv1", 6)),
        "conv1",
        (
            "conv1 takes channels × height × width, and 28 × 28 × 1 looks like "
            "height × width × channels."
        ),
        ("Set the shape of image to 1 × 28 × 28", "Insert Permute: channels first"),
    ),
    Lesson(
        "channels last, color, in silence",
        lambda: drawn(given(32, 32, 3), conv("conv1", 6, padding=1)),
        "conv1",
        (
            "conv1 takes channels × height × width, and 32 × 32 × 3 looks like "
            "height × width × channels."
        ),
        ("Set the shape of image to 3 × 32 × 32", "Insert Permute: channels first"),
    ),
    Lesson(
        "a kernel larger than the image",
        lambda: drawn(given(1, 3, 4), conv("conv1", 6, kernel_size=5)),
        "conv1",
        "conv1 needs at least 5 × 5 for its kernel, and gets 3 × 4.",
        (
            "Set kernel_size of conv1 to 3",
            "Set kernel_size of conv1 to 3 × 4",
            "Set padding of conv1 to 1",
            "Set the shape of image to 1 × 5 × 5",
        ),
    ),
    Lesson(
        "pooled until nothing is left",
        lambda: drawn(
            given(1, 4, 4), ("MaxPool2d", "pool1"), ("MaxPool2d", "pool2"), ("MaxPool2d", "pool3")
        ),
        "pool3",
        "pool3 needs at least 2 × 2 for its window, and gets 1 × 1.",
        ("Set the shape of image to 1 × 8 × 8", "Remove pool3"),
    ),
    Lesson(
        "a pooling padded by its whole window",
        lambda: drawn(GRAY, ("MaxPool2d", "pool", {"padding": 2})),
        "pool",
        "pool pads by 2 × 2, more than half of its window of 2 × 2.",
        ("Set padding of pool to 0", "Set padding of pool to 1", "Remove pool"),
    ),
    Lesson(
        "MaxPool2d after Linear",
        lambda: drawn(given(64), linear("fc", 64), ("MaxPool2d", "pool")),
        "pool",
        "pool needs an image of channels × height × width, and gets 64 features.",
        ("Reshape to 1 × 8 × 8", "Remove pool"),
    ),
    Lesson(
        "MaxPool1d on an image",
        lambda: drawn(GRAY, conv("conv1", 6), ("MaxPool1d", "pool")),
        "pool",
        "pool needs a sequence of channels × length, and gets an image of 6 × 26 × 26.",
        ("Use MaxPool2d instead", "Flatten the axes behind the channels", "Remove pool"),
    ),
    Lesson(
        "BatchNorm1d after Conv2d",
        lambda: drawn(GRAY, conv("conv1", 6), ("BatchNorm1d", "norm")),
        "norm",
        "norm needs a sequence of channels × length, and gets an image of 6 × 26 × 26.",
        ("Use BatchNorm2d instead", "Insert Flatten", "Pool to 1 × 1"),
    ),
    Lesson(
        "BatchNorm2d after Linear",
        lambda: drawn(given(64), linear("fc", 6), ("BatchNorm2d", "norm")),
        "norm",
        "norm needs an image of channels × height × width, and gets 6 features.",
        ("Use BatchNorm1d instead",),
    ),
    Lesson(
        "BatchNorm2d after LSTM",
        lambda: drawn(ROWS, ("LSTM", "lstm"), ("BatchNorm2d", "norm")),
        "norm",
        ("norm needs an image of channels × height × width, and gets a sequence of 8 × 64."),
        ("Use BatchNorm1d instead",),
    ),
    Lesson(
        "Dropout2d after Linear",
        lambda: drawn(given(64), linear("fc", 6), ("Dropout2d", "drop")),
        "drop",
        "drop needs an image of channels × height × width, and gets 6 features.",
        ("Use Dropout instead",),
    ),
    Lesson(
        "LayerNorm over axes that are not there",
        lambda: drawn(given(8), ("LayerNorm", "norm", {"axes": 3})),
        "norm",
        "norm normalizes over the last 3 axes of a sample, and gets 8 features.",
        ("Set axes of norm to 1",),
    ),
    Lesson(
        "GroupNorm groups",
        lambda: drawn(GRAY, conv("conv1", 12), ("GroupNorm", "norm")),
        "norm",
        "norm makes 8 groups of equal size, and gets 12 channels.",
        (
            "Set num_groups of norm to 6",
            "Set num_groups of norm to 4",
            "Set out_channels of conv1 to 16",
            "Insert a 1 × 1 convolution to 16 channels",
        ),
    ),
    Lesson(
        "convolution groups that do not divide",
        lambda: drawn(given(6, 8, 8), conv("conv1", 8, groups=4)),
        "conv1",
        "conv1 splits its channels into 4 groups, and 6 channels come in.",
        (
            "Set groups of conv1 to 2",
            "Set groups of conv1 to 1",
            "Insert a 1 × 1 convolution to 8 channels",
        ),
    ),
    Lesson(
        "filters that groups do not divide",
        lambda: drawn(given(6, 8, 8), conv("conv1", 8, groups=3)),
        "conv1",
        "conv1 splits its filters into 3 groups, so 8 filters cannot be shared out.",
        (
            "Set out_channels of conv1 to 9",
            "Set out_channels of conv1 to 6",
            "Set groups of conv1 to 2",
            "Set groups of conv1 to 1",
        ),
    ),
    Lesson(
        "PixelShuffle of too few channels",
        lambda: drawn(GRAY, conv("conv1", 6), ("PixelShuffle", "shuffle")),
        "shuffle",
        "shuffle makes each pixel of 4 channels, and gets 6.",
        ("Set out_channels of conv1 to 8", "Insert a 1 × 1 convolution to 8 channels"),
    ),
    Lesson(
        "PixelUnshuffle of odd sides",
        lambda: drawn(given(3, 25, 25), ("PixelUnshuffle", "shuffle")),
        "shuffle",
        "shuffle takes squares of 2 × 2 pixels, and gets 25 × 25.",
        ("Set downscale_factor of shuffle to 5", "Remove shuffle"),
    ),
    Lesson(
        "GLU of an odd width",
        lambda: drawn(given(9), linear("fc", 7), ("GLU", "glu")),
        "glu",
        "glu splits axis 1 into halves, and gets 7 there.",
        ("Set out_features of fc to 8", "Insert a Linear to 8 features", "Remove glu"),
    ),
    Lesson(
        "Embedding of decimal numbers",
        lambda: drawn(given(16, name="words"), ("Embedding", "table")),
        "table",
        "table looks up whole numbers (int64), and gets float32.",
        ("Set dtype of words to int64", "Use Linear instead", "Insert Cast to int64"),
    ),
    Lesson(
        "Linear on word numbers",
        lambda: drawn(given(16, dtype="int64", name="words"), linear("fc", 4)),
        "fc",
        "fc needs decimal numbers (float32), and gets int64.",
        ("Set dtype of words to float32", "Insert Embedding", "Insert Cast to float32"),
    ),
    Lesson(
        "LSTM on word numbers",
        lambda: drawn(given(16, dtype="int64", name="words"), ("LSTM", "lstm")),
        "lstm",
        "lstm needs a sequence of steps × features, and gets 16 whole numbers.",
        ("Insert Embedding",),
    ),
    Lesson(
        "LSTM on an image",
        lambda: drawn(GRAY, ("LSTM", "lstm")),
        "lstm",
        "lstm needs a sequence of steps × features, and gets an image of 1 × 28 × 28.",
        (
            "Set the shape of image to 28 × 28",
            "Reshape to 28 × 28",
            "Make a sequence of its 784 pixels",
            "Flatten the axes behind the channels",
        ),
    ),
    Lesson(
        "LSTM on feature maps",
        lambda: drawn(GRAY, conv("conv1", 6), ("LSTM", "lstm")),
        "lstm",
        "lstm needs a sequence of steps × features, and gets an image of 6 × 26 × 26.",
        ("Make a sequence of its 676 pixels", "Flatten the axes behind the channels"),
    ),
    Lesson(
        "LSTM on a row of numbers",
        lambda: drawn(given(30), ("LSTM", "lstm")),
        "lstm",
        "lstm needs a sequence of steps × features, and gets 30 features.",
        (
            "Set the shape of image to 30 × 1",
            "Set the shape of image to 1 × 30",
            "Reshape to 30 × 1",
            "Reshape to 1 × 30",
        ),
    ),
    Lesson(
        "LSTM that takes the batch for steps",
        lambda: drawn(given(10, 8), ("LSTM", "lstm", {"batch_first": False})),
        "lstm",
        "lstm takes axis 0 for the steps of the sequence, and gets N × 10 × 8.",
        ("Set batch_first of lstm to True",),
    ),
    Lesson(
        "dropout between layers of one",
        lambda: drawn(given(10, 8), ("LSTM", "lstm", {"dropout": 0.5})),
        "lstm",
        "lstm drops out between its layers, and has only one layer.",
        ("Set dropout of lstm to 0", "Set num_layers of lstm to 2"),
    ),
    Lesson(
        "heads that do not divide",
        lambda: drawn(given(10, 30), ("MultiheadAttention", "attention")),
        "attention",
        "attention shares the features equally among 4 heads, and gets 30 features.",
        (
            "Set num_heads of attention to 3",
            "Set num_heads of attention to 5",
            "Insert a Linear to 32 features",
        ),
    ),
    Lesson(
        "heads and word vectors",
        lambda: drawn(
            given(10, dtype="int64", name="words"),
            ("Embedding", "table", {"embedding_dim": 50}),
            ("TransformerEncoder", "encoder", {"nhead": 8}),
        ),
        "encoder",
        "encoder shares the features equally among 8 heads, and gets 50 features.",
        (
            "Set nhead of encoder to 10",
            "Set nhead of encoder to 5",
            "Set embedding_dim of table to 56",
            "Insert a Linear to 56 features",
        ),
    ),
    Lesson(
        "attention on an image",
        lambda: drawn(given(64, 7, 7), ("MultiheadAttention", "attention")),
        "attention",
        ("attention needs a sequence of steps × features, and gets an image of 64 × 7 × 7."),
        ("Make a sequence of its 49 pixels",),
    ),
)
