"""Why: the ways in which weights follow their gradients."""

from designer.layers.options import Option, by_key, number
from designer.layers.spec import Param


def _lr(default: float) -> Param:
    return number("lr", default, "Learning rate: how far each step goes.")


def _decay(default: float = 0.0) -> Param:
    return number("weight_decay", default, "Pulls all weights toward zero in each step.")


def _eps(default: float) -> Param:
    return number("eps", default, "A small number that keeps divisions safe.", advanced=True)


def _momentum() -> Param:
    return number("momentum", 0.0, "Share of the last step that goes on; 0.9 is usual.")


BETAS = Param(
    "betas",
    "floats",
    (0.9, 0.999),
    "How slowly the mean of the gradients and of their squares is forgotten.",
    minimum=0,
    maximum=0.9999999,
    axes=2,
    advanced=True,
)
AMSGRAD = Param(
    "amsgrad", "bool", False, "Never let the step size of a weight grow again.", advanced=True
)

OPTIMIZERS: dict[str, Option] = by_key(
    Option(
        "SGD",
        "SGD",
        "Stochastic gradient descent: a step against the gradient. With momentum it rolls on.",
        (
            _lr(1e-3),
            _momentum(),
            number("dampening", 0.0, "Weakens the new gradient in the momentum.", advanced=True),
            _decay(),
            Param("nesterov", "bool", False, "Look ahead along the momentum; needs momentum > 0."),
        ),
        "torch.optim.SGD",
    ),
    Option(
        "Adam",
        "Adam",
        "Gives every weight a step size of its own. A good first choice.",
        (_lr(1e-3), BETAS, _eps(1e-8), _decay(), AMSGRAD),
        "torch.optim.Adam",
    ),
    Option(
        "AdamW",
        "AdamW",
        "Adam with weight decay as it should be: apart from the gradient.",
        (_lr(1e-3), BETAS, _eps(1e-8), _decay(1e-2), AMSGRAD),
        "torch.optim.AdamW",
    ),
    Option(
        "RMSprop",
        "RMSprop",
        "Divides each gradient by its recent size; long used for recurrent networks.",
        (
            _lr(1e-2),
            number("alpha", 0.99, "How slowly the recent size is forgotten.", 0.0, 1.0),
            _eps(1e-8),
            _decay(),
            _momentum(),
            Param("centered", "bool", False, "Subtract the mean gradient first.", advanced=True),
        ),
        "torch.optim.RMSprop",
    ),
    Option(
        "Adagrad",
        "Adagrad",
        "Slows down for weights that were moved often; fits sparse features.",
        (
            _lr(1e-2),
            number("lr_decay", 0.0, "How fast the learning rate falls."),
            _decay(),
            number("initial_accumulator_value", 0.0, "Start of the sum of squares.", advanced=True),
            _eps(1e-10),
        ),
        "torch.optim.Adagrad",
    ),
    Option(
        "LBFGS",
        "L-BFGS",
        "Uses curvature and several looks at each batch; for small networks and small data.",
        (
            _lr(1.0),
            Param("max_iter", "int", 20, "Iterations in each step.", minimum=1),
            Param("history_size", "int", 100, "Steps that it remembers.", minimum=1),
            Param(
                "line_search_fn",
                "choice",
                help="How far to go along each direction; safer with strong_wolfe.",
                choices=("strong_wolfe",),
                optional=True,
            ),
            number(
                "tolerance_grad", 1e-7, "Ends a step when gradients are smaller.", advanced=True
            ),
            number(
                "tolerance_change", 1e-9, "Ends a step when changes are smaller.", advanced=True
            ),
        ),
        "torch.optim.LBFGS",
    ),
)
