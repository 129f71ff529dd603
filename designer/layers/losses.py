"""Why: the measures of being wrong that training makes small."""

from designer.layers.options import Option, by_key, number
from designer.layers.spec import Param


def _margin(note: str, default: float = 1.0) -> Param:
    return number("margin", default, note)


def _full() -> Param:
    return Param("full", "bool", False, "Add the terms that only the targets decide.")


def _swap() -> Param:
    note = "Take the distance from positive to negative where that is the shorter one."
    return Param("swap", "bool", False, note)


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
        "BCELoss",
        "Binary cross-entropy",
        "For yes or no, behind a Sigmoid: takes one number from 0 to 1 per question.",
        (),
        "torch.nn.BCELoss",
        "classification",
    ),
    Option(
        "KLDivLoss",
        "Kullback–Leibler divergence",
        "For classes, behind a LogSoftmax: how far the network's shares are from the true ones.",
        (),
        "torch.nn.KLDivLoss",
        "classification",
    ),
    Option(
        "MultiMarginLoss",
        "Multi-class margin",
        "For classes: the right score must lead all others by a margin, as in a support vector "
        "machine.",
        (
            Param("p", "int", 1, "1 counts a lack as it is, 2 squares it.", minimum=1, maximum=2),
            _margin("By how much the right score must lead."),
        ),
        "torch.nn.MultiMarginLoss",
        "classification",
    ),
    Option(
        "MultiLabelMarginLoss",
        "Multi-label margin",
        "For classes: each right score must lead each wrong one by 1. Here one class is right.",
        (),
        "torch.nn.MultiLabelMarginLoss",
        "classification",
    ),
    Option(
        "MultiLabelSoftMarginLoss",
        "Multi-label soft margin",
        "For classes as separate questions of yes or no: takes a score each, contains the sigmoid.",
        (),
        "torch.nn.MultiLabelSoftMarginLoss",
        "classification",
    ),
    Option(
        "SoftMarginLoss",
        "Soft margin (logistic)",
        "For yes or no: takes a score that is to be far above 0 for yes, far below for no.",
        (),
        "torch.nn.SoftMarginLoss",
        "classification",
    ),
    Option(
        "HingeEmbeddingLoss",
        "Hinge embedding",
        "For yes or no by distance: takes a distance, near 0 for yes and beyond the margin for no.",
        (_margin("How far away a no must be."),),
        "torch.nn.HingeEmbeddingLoss",
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
    Option(
        "SmoothL1Loss",
        "Smooth L1",
        "For numbers: Huber divided by beta; near the target squared, farther away absolute.",
        (number("beta", 1.0, "Where squared becomes absolute; 0 is never squared."),),
        "torch.nn.SmoothL1Loss",
        "regression",
    ),
    Option(
        "PoissonNLLLoss",
        "Poisson negative log-likelihood",
        "For counts, which are 0 or more: takes the logarithm of the expected count.",
        (
            Param(
                "log_input",
                "bool",
                True,
                "The network gives the logarithm of the count; else the count itself.",
            ),
            _full(),
            number("eps", 1e-8, "A small number that keeps logarithms safe.", 1e-30, advanced=True),
        ),
        "torch.nn.PoissonNLLLoss",
        "regression",
    ),
    Option(
        "GaussianNLLLoss",
        "Gaussian negative log-likelihood",
        "For numbers and how sure they are: takes all means, then the logarithms of all "
        "variances; or the means, and along with them another Output that gives the variances.",
        (
            _full(),
            number("eps", 1e-6, "The smallest variance that counts.", 1e-30, advanced=True),
        ),
        "torch.nn.GaussianNLLLoss",
        "regression",
    ),
    Option(
        "CTCLoss",
        "Connectionist temporal classification (CTC)",
        "For sequences of labels, shorter than what is read: takes log-probabilities for each step "
        "(steps × classes), and rows of labels that end with -1 or the blank.",
        (
            Param("blank", "int", 0, "The class that stands for no label.", minimum=0),
            Param(
                "zero_infinity",
                "bool",
                False,
                "Leave out rows that have more labels than steps, which cannot be learned.",
            ),
        ),
        "torch.nn.CTCLoss",
        "regression",
    ),
    Option(
        "CosineEmbeddingLoss",
        "Cosine embedding",
        "For two Outputs and yes or no: rows that belong together should point the same way.",
        (
            number(
                "margin", 0.0, "The largest cosine that two others may have.", minimum=-1, maximum=1
            ),
        ),
        "torch.nn.CosineEmbeddingLoss",
        "classification",
    ),
    Option(
        "MarginRankingLoss",
        "Margin ranking",
        "For two Outputs and yes or no: with yes the first one should be larger, with no the "
        "second.",
        (_margin("By how much it must be larger.", 0.0),),
        "torch.nn.MarginRankingLoss",
        "classification",
    ),
    Option(
        "TripletMarginLoss",
        "Triplet margin",
        "For three Outputs and no labels: the anchor should be nearer to the positive than to the "
        "negative.",
        (
            number("margin", 1.0, "By how much it must be nearer.", 1e-6),
            number("p", 2.0, "The norm: 2 for straight lines, 1 for steps along the axes."),
            number("eps", 1e-6, "A small number that keeps distances safe.", 1e-30, advanced=True),
            _swap(),
        ),
        "torch.nn.TripletMarginLoss",
    ),
    Option(
        "TripletMarginWithDistanceLoss",
        "Triplet margin with a distance",
        "For three Outputs and no labels: like the triplet margin, by a distance of your choice.",
        (
            Param(
                "distance_function",
                "choice",
                None,
                "Straight lines, unless it is their squares, or one less the cosine of the angle.",
                choices=("squared", "cosine"),
                optional=True,
            ),
            number("margin", 1.0, "By how much it must be nearer.", 1e-6),
            _swap(),
        ),
        "torch.nn.TripletMarginWithDistanceLoss",
    ),
)
