"""Why: a layer that moves or mixes the samples of a batch says what happens to them."""

from tests.check.lessons import (
    GRAY,
    HEAD,
    Lesson,
    attention_over_samples,
    between,
    conv,
    drawn,
    given,
    joined,
    linear,
    rows,
)

SAMPLES: tuple[Lesson, ...] = (
    Lesson(
        "Flatten that eats the batch",
        lambda: drawn(GRAY, ("Flatten", "flat", {"start_dim": 0})),
        "flat",
        (
            "flat lays all samples of a batch on one axis of 784·N entries: which "
            "belongs to which sample is lost."
        ),
        ("Set start_dim of flat to 1", "Remove flat"),
    ),
    Lesson(
        "Linear after a Flatten that eats the batch",
        lambda: drawn(GRAY, ("Flatten", "flat", {"start_dim": 0}), HEAD),
        "head",
        "head needs one axis of features, and gets a single number.",
        ("Set start_dim of flat to 1",),
        also=(
            (
                "flat lays all samples of a batch on one axis of 784·N entries: which "
                "belongs to which sample is lost."
            ),
        ),
    ),
    Lesson(
        "Permute that counts from the channels",
        lambda: drawn(given(8, 4), ("Permute", "permute", {"dims": (1, 0, 2)})),
        "permute",
        ("permute moves the samples to axis 1: axis 0, which should count them, has 8 entries."),
        ("Set dims of permute to 0, 2, 1", "Insert Transpose before out", "Remove permute"),
    ),
    Lesson(
        "Transpose of the batch",
        lambda: drawn(given(8, 4), ("Transpose", "transpose", {"dim0": 0, "dim1": 1}), HEAD),
        "transpose",
        ("transpose moves the samples to axis 1: axis 0, which should count them, has 8 entries."),
        ("Set dim0 of transpose to 2", "Insert Transpose before out", "Remove transpose"),
    ),
    Lesson(
        "a convolution after a moved batch",
        lambda: drawn(
            given(8, 16, 16), ("Transpose", "transpose", {"dim0": 0, "dim1": 1}), conv("conv1", 6)
        ),
        "conv1",
        "conv1 needs a fixed number on axis 1, and gets the batch size N there.",
        ("Set dim0 of transpose to 2", "Remove transpose"),
        also=(
            (
                "transpose moves the samples to axis 1: axis 0, which should count them, "
                "has 8 entries."
            ),
        ),
    ),
    Lesson(
        "Concat of batches",
        lambda: joined("Concat", (linear("a", 4),), (linear("b", 4),), shape=(8,), dim=0),
        "join",
        ("join puts the batches that come in one behind the other: 2·N results for N samples."),
        ("Set dim of join to 1",),
    ),
    Lesson(
        "attention between samples",
        attention_over_samples,
        "scores",
        (
            "scores multiplies over axis 1, which counts the samples: each of them "
            "gets something of all others in its batch."
        ),
        ("Remove steps_first, back", "Set dim0 of steps_first to 2"),
        leaves={
            "Set dim0 of steps_first to 2": (
                (
                    "back moves the samples to axis 1: axis 0, which should count them, has "
                    "8 entries."
                ),
            )
        },
    ),
    Lesson(
        "Softmax over the batch",
        lambda: drawn(given(9), ("Softmax", "softmax", {"dim": 0})),
        "softmax",
        "softmax works along axis 0, and would compare samples with each other.",
        ("Set dim of softmax to 1",),
    ),
    Lesson(
        "training on a batch that was eaten",
        lambda: rows(("Flatten", "flat", {"start_dim": 0, "end_dim": 1}), HEAD),
        "flat",
        (
            "flat lays all samples of a batch on one axis of 8·N entries: which "
            "belongs to which sample is lost."
        ),
        ("Set start_dim=1, end_dim=-1 in flat", "Remove flat"),
        leaves={"Remove flat": ("out needs one score for each of 10 classes, and gets 8 × 10.",)},
    ),
    Lesson(
        "training on a batch that was moved",
        lambda: rows(
            ("Transpose", "transpose", {"dim0": 0, "dim1": 1}), ("Select", "last", {"dim": 2}), HEAD
        ),
        "head",
        "head needs a fixed number on axis 1, and gets the batch size N there.",
        ("Set dim0 of transpose to 2",),
        also=(
            (
                "transpose moves the samples to axis 1: axis 0, which should count them, "
                "has 8 entries."
            ),
        ),
    ),
    Lesson(
        "training on the hidden state of all layers",
        lambda: between(rows(("LSTM", "lstm", {"hidden_size": 10})), "lstm", "hidden", "out"),
        "lstm",
        (
            "lstm has the samples on axis 1 of its output “hidden”: axis 0, which "
            "should count them, counts its layers."
        ),
        ("Use the output “last” of lstm",),
    ),
)
