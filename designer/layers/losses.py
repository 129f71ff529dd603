"""Why: the measures of being wrong that training makes small."""

from designer.layers.options import Option, by_key, number

LOSSES: dict[str, Option] = by_key(
    Option(
        "CrossEntropyLoss",
        "Cross-entropy",
        "For classes: takes a score for each class, raises the right one. Contains the softmax.",
        (
            number(
                "label_smoothing", 0.0, "Share of certainty that is given to all classes.", 0.0, 1.0
            ),
        ),
        "torch.nn.CrossEntropyLoss",
        "classification",
    ),
    Option(
        "NLLLoss",
        "Negative log-likelihood",
        "For classes, behind a LogSoftmax: takes log-probabilities.",
        (),
        "torch.nn.NLLLoss",
        "classification",
    ),
    Option(
        "BCEWithLogitsLoss",
        "Binary cross-entropy with logits",
        "For yes or no: takes one score per question. Contains the sigmoid.",
        (),
        "torch.nn.BCEWithLogitsLoss",
        "classification",
    ),
    Option(
        "MSELoss",
        "Mean squared error",
        "For numbers: the mean of squared differences; large errors count most.",
        (),
        "torch.nn.MSELoss",
        "regression",
    ),
    Option(
        "L1Loss",
        "Mean absolute error (L1)",
        "For numbers: the mean of differences; outliers count no more than others.",
        (),
        "torch.nn.L1Loss",
        "regression",
    ),
    Option(
        "HuberLoss",
        "Huber",
        "For numbers: squared for small differences, absolute for large ones.",
        (number("delta", 1.0, "Where squared becomes absolute.", 1e-6),),
        "torch.nn.HuberLoss",
        "regression",
    ),
)
