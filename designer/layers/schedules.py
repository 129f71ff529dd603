"""Why: the ways in which the learning rate changes while a network learns."""

from designer.layers.options import Option, by_key, number
from designer.layers.spec import Param

SCHEDULES: dict[str, Option] = by_key(
    Option("constant", "Constant", "The learning rate stays as it is."),
    Option(
        "step",
        "Step",
        "After every few epochs the learning rate is multiplied by gamma.",
        (
            Param("step_size", "int", 10, "Epochs between two changes.", minimum=1, always=True),
            number("gamma", 0.1, "Factor of each change.", 0.0, 1.0),
        ),
        "torch.optim.lr_scheduler.StepLR",
    ),
    Option(
        "cosine",
        "Cosine",
        "The learning rate falls along half a cosine, slowly at first and at the end.",
        (
            Param(
                "T_max",
                "int",
                help="Epochs until the lowest point; the whole training when left empty.",
                minimum=1,
                optional=True,
                always=True,
            ),
            number("eta_min", 0.0, "The lowest learning rate."),
        ),
        "torch.optim.lr_scheduler.CosineAnnealingLR",
    ),
    Option(
        "exponential",
        "Exponential",
        "After every epoch the learning rate is multiplied by gamma.",
        (
            Param(
                "gamma",
                "float",
                0.95,
                "Factor of each epoch.",
                minimum=0,
                maximum=1,
                always=True,
            ),
        ),
        "torch.optim.lr_scheduler.ExponentialLR",
    ),
    Option(
        "warmup",
        "Linear warm-up",
        "Begins with a small share of the learning rate and comes up to it in a straight line.",
        (
            number("start_factor", 1 / 3, "Share of the learning rate at the start.", 1e-6, 1.0),
            number("end_factor", 1.0, "Share of the learning rate at the end.", 0.0, 1.0),
            Param("total_iters", "int", 5, "Epochs until the end is reached.", minimum=1),
        ),
        "torch.optim.lr_scheduler.LinearLR",
    ),
    Option(
        "polynomial",
        "Polynomial",
        "The learning rate falls to zero, in a straight line or ever more slowly.",
        (
            Param("total_iters", "int", 5, "Epochs until it is zero.", minimum=1),
            number("power", 1.0, "1 is a straight line; larger falls faster at first."),
        ),
        "torch.optim.lr_scheduler.PolynomialLR",
    ),
    Option(
        "restarts",
        "Cosine with restarts",
        "Falls along half a cosine and starts again from the top, each time or ever longer.",
        (
            Param("T_0", "int", 10, "Epochs until the first restart.", minimum=1, always=True),
            Param("T_mult", "int", 1, "How many times longer each round gets.", minimum=1),
            number("eta_min", 0.0, "The lowest learning rate."),
        ),
        "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    ),
    Option(
        "plateau",
        "On plateau",
        "When the validation loss stops falling, the learning rate is multiplied by factor.",
        (
            number("factor", 0.1, "Factor of each change.", 0.0, 0.999),
            Param("patience", "int", 10, "Epochs to wait without improvement.", minimum=0),
            number("threshold", 1e-4, "Smaller improvements do not count.", advanced=True),
            Param("cooldown", "int", 0, "Epochs of rest after a change.", minimum=0, advanced=True),
            number("min_lr", 0.0, "The learning rate never gets lower.", advanced=True),
        ),
        "torch.optim.lr_scheduler.ReduceLROnPlateau",
    ),
)
