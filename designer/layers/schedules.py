"""Why: the ways in which the learning rate changes while a network learns."""

from designer.layers.options import Option, by_key, number
from designer.layers.spec import Param


def _cycled(low: float, high: float) -> tuple[Param, ...]:
    """The momentum goes down while the learning rate goes up."""
    return (
        Param(
            "cycle_momentum",
            "bool",
            True,
            "Move the momentum too, the other way; for optimizers that have one.",
        ),
        number("base_momentum", low, "The lowest momentum.", 0.0, 0.9999999, True),
        number("max_momentum", high, "The highest momentum.", 0.0, 0.9999999, True),
    )


def _always(name: str, default: float, note: str) -> Param:
    return Param(name, "float", default, note, minimum=1e-12, always=True)


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
        "multistep",
        "Steps at chosen epochs",
        "After each of these epochs the learning rate is multiplied by gamma.",
        (
            Param("milestones", "shape", (30, 60), "These epochs.", minimum=1, always=True),
            number("gamma", 0.1, "Factor of each change.", 0.0, 1.0),
        ),
        "torch.optim.lr_scheduler.MultiStepLR",
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
        "warmup_cosine",
        "Warm-up, then cosine",
        "Comes up in a straight line, then falls along half a cosine until the end of training.",
        (
            Param(
                "start_factor",
                "float",
                0.1,
                "Share of the learning rate at the start.",
                minimum=1e-6,
                maximum=1,
                always=True,
            ),
            Param("total_iters", "int", 5, "Epochs of warm-up.", minimum=1, always=True),
            Param("eta_min", "float", 0.0, "The lowest learning rate.", minimum=0, always=True),
        ),
    ),
    Option(
        "constant_factor",
        "Held back",
        "For some epochs a share of the learning rate, then all of it.",
        (
            number("factor", 1 / 3, "Share of the learning rate at first.", 0.0, 1.0),
            Param("total_iters", "int", 5, "Epochs until all of it counts.", minimum=1),
        ),
        "torch.optim.lr_scheduler.ConstantLR",
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
        "onecycle",
        "One cycle",
        "Rises to max_lr and falls to almost nothing, batch by batch over the whole training; "
        "takes the place of the optimizer's learning rate.",
        (
            _always("max_lr", 0.01, "The highest learning rate."),
            number("pct_start", 0.3, "Share of the training in which it rises.", 0.01, 0.99),
            Param(
                "anneal_strategy",
                "choice",
                "cos",
                "Along half a cosine or in a straight line.",
                choices=("cos", "linear"),
            ),
            number("div_factor", 25.0, "How many times lower it begins.", 1.0),
            number("final_div_factor", 1e4, "How many times lower still it ends.", 1.0),
            Param("three_phase", "bool", False, "Fall as it rose, then to the end.", advanced=True),
            *_cycled(0.85, 0.95),
        ),
        "torch.optim.lr_scheduler.OneCycleLR",
    ),
    Option(
        "cyclic",
        "Cyclic",
        "Rises and falls between two learning rates again and again, batch by batch; takes the "
        "place of the optimizer's learning rate.",
        (
            _always("base_lr", 1e-4, "The lowest learning rate."),
            _always("max_lr", 0.01, "The highest learning rate."),
            Param("step_size_up", "int", 2000, "Batches of each rise.", minimum=1),
            Param(
                "step_size_down",
                "int",
                help="Batches of each fall; as many as of a rise when left empty.",
                minimum=1,
                optional=True,
            ),
            Param(
                "mode",
                "choice",
                "triangular",
                "All cycles alike, each half as high, or each gamma as high with every batch.",
                choices=("triangular", "triangular2", "exp_range"),
            ),
            number("gamma", 1.0, "Factor of each batch with exp_range.", 0.0, 1.0, True),
            *_cycled(0.8, 0.9),
        ),
        "torch.optim.lr_scheduler.CyclicLR",
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
