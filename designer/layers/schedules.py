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
