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


def _pair(name: str, default: tuple[float, float], note: str) -> Param:
    return Param(name, "floats", default, note, minimum=0, axes=2, advanced=True)


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

DECOUPLED = Param(
    "decoupled_weight_decay",
    "bool",
    False,
    "Keep the weight decay apart from the gradient, as AdamW does.",
    advanced=True,
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
        (_lr(1e-3), BETAS, _eps(1e-8), _decay(), AMSGRAD, DECOUPLED),
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
        "Adadelta",
        "Adadelta",
        "Scales each step by the size of recent steps, so that the learning rate matters little.",
        (
            _lr(1.0),
            number("rho", 0.9, "How slowly the recent size is forgotten.", 0.0, 1.0),
            _eps(1e-6),
            _decay(),
        ),
        "torch.optim.Adadelta",
    ),
    Option(
        "Adamax",
        "Adamax",
        "Adam that divides by the largest recent gradient instead of the mean square.",
        (_lr(2e-3), BETAS, _eps(1e-8), _decay()),
        "torch.optim.Adamax",
    ),
    Option(
        "NAdam",
        "NAdam",
        "Adam that looks ahead along its momentum, as Nesterov does.",
        (
            _lr(2e-3),
            BETAS,
            _eps(1e-8),
            _decay(),
            number("momentum_decay", 4e-3, "How fast the momentum comes in.", advanced=True),
            DECOUPLED,
        ),
        "torch.optim.NAdam",
    ),
    Option(
        "RAdam",
        "RAdam",
        "Adam that waits with its adaptive steps until it has seen enough; needs no warm-up.",
        (_lr(1e-3), BETAS, _eps(1e-8), _decay(), DECOUPLED),
        "torch.optim.RAdam",
    ),
    Option(
        "Adafactor",
        "Adafactor",
        "Keeps row and column sums instead of all squares: little memory for large tables.",
        (
            _lr(1e-2),
            number("beta2_decay", -0.8, "How fast old squares are forgotten.", -1.0, 0.0, True),
            number("d", 1.0, "Limit of the size of a step.", 1e-6, advanced=True),
            _decay(),
        ),
        "torch.optim.Adafactor",
    ),
    Option(
        "ASGD",
        "Averaged SGD",
        "SGD that also keeps the mean of all weights it has passed.",
        (
            _lr(1e-2),
            number("lambd", 1e-4, "How fast the learning rate falls.", advanced=True),
            number("alpha", 0.75, "The power by which it falls.", advanced=True),
            number("t0", 1e6, "The step from which weights are averaged.", advanced=True),
            _decay(),
        ),
        "torch.optim.ASGD",
    ),
    Option(
        "Rprop",
        "Rprop",
        "Uses only the signs of the gradients; for batches that are all of the data.",
        (
            _lr(1e-2),
            _pair("etas", (0.5, 1.2), "Factors of a step after a change of sign, and without one."),
            _pair("step_sizes", (1e-6, 50.0), "The smallest and the largest step of a weight."),
        ),
        "torch.optim.Rprop",
    ),
    Option(
        "Muon",
        "Muon",
        "Turns each step of a weight matrix until all directions count alike. AdamW takes what is "
        "no matrix: biases, norms, filters and embeddings.",
        (
            _lr(1e-3),
            number("momentum", 0.95, "Share of the last step that goes on."),
            _decay(0.1),
            Param("nesterov", "bool", True, "Look ahead along the momentum."),
            Param(
                "adjust_lr_fn",
                "choice",
                help="How steps fit the size of a matrix; with match_rms_adamw the learning rate "
                "is one of AdamW's.",
                choices=("original", "match_rms_adamw"),
                optional=True,
            ),
            Param(
                "adamw_lr",
                "float",
                1e-3,
                "Learning rate of AdamW, for all that is no matrix.",
                minimum=0,
                in_code=False,
            ),
            Param("ns_steps", "int", 5, "Rounds of turning.", minimum=1, maximum=99, advanced=True),
            Param(
                "ns_coefficients",
                "floats",
                (3.4445, -4.775, 2.0315),
                "The polynomial of each round.",
                axes=3,
                advanced=True,
            ),
            _eps(1e-7),
        ),
        "torch.optim.Muon",
    ),
    Option(
        "LBFGS",
        "L-BFGS",
        "Uses curvature and several looks at each batch; for small networks and small data.",
        (
            _lr(1.0),
            Param("max_iter", "int", 20, "Iterations in each step.", minimum=1),
            Param(
                "max_eval",
                "int",
                help="Looks at the batch in each step; 1.25 × max_iter when left empty.",
                minimum=1,
                optional=True,
                advanced=True,
            ),
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
