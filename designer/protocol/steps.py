"""Why: the trainer, the check and the script must agree on how steps are taken and changed."""

from typing import Any

from designer.protocol.training import TrainingSpec

# These have a fused implementation on every device we know; it is faster and as exact.
FUSED = ("Adam", "AdamW", "SGD")
SCIPY = {"CG": "CG", "NewtonCG": "Newton-CG", "TrustNCG": "trust-ncg"}
"""Steps of SciPy's, by the name SciPy knows: each looks at all rows, many times."""

CURVED = ("NewtonCG", "TrustNCG")
"""Those that need curvature, which is a second derivative."""

LARGEST = 20_000
"""So many weights are the most that a network for SciPy's steps has."""

SCHEDULERS = {
    "step": "StepLR",
    "multistep": "MultiStepLR",
    "cosine": "CosineAnnealingLR",
    "exponential": "ExponentialLR",
    "constant_factor": "ConstantLR",
    "warmup": "LinearLR",
    "warmup_cosine": "SequentialLR",
    "polynomial": "PolynomialLR",
    "restarts": "CosineAnnealingWarmRestarts",
    "onecycle": "OneCycleLR",
    "cyclic": "CyclicLR",
    "plateau": "ReduceLROnPlateau",
}
EACH_STEP = ("onecycle", "cyclic")
"""Schedules that go on with each batch; the others do with each epoch."""

# Torch and SciPy have no defaults for these, or others; ours are those of the catalogue.
NEEDED: dict[str, dict[str, Any]] = {
    "step": {"step_size": 10},
    "multistep": {"milestones": (30, 60)},
    "exponential": {"gamma": 0.95},
    "restarts": {"T_0": 10},
    "onecycle": {"max_lr": 0.01},
    "cyclic": {"base_lr": 1e-4, "max_lr": 0.01},
    "warmup_cosine": {"start_factor": 0.1, "total_iters": 5, "eta_min": 0.0},
    "CG": {"maxiter": 20},
    "NewtonCG": {"maxiter": 5},
    "TrustNCG": {"maxiter": 10},
}
WITH_MUON = {"adamw_lr": 1e-3}
"""Muon's own parameter: the learning rate of AdamW, which takes the weights that Muon does not."""


def batch_size_of(spec: TrainingSpec, rows: int) -> int:
    """How many rows a step looks at: all of them where SciPy takes the step."""
    return rows if spec.optimizer in SCIPY else spec.batch_size


def steps_per_epoch(spec: TrainingSpec, rows: int) -> int:
    """How many steps an epoch has."""
    return -(-rows // batch_size_of(spec, rows))
