"""Why: small networks learn in few, well-chosen steps: SciPy chooses them with all rows in view."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from designer.protocol import TrainingSpec
from designer.protocol.steps import CURVED, LARGEST, NEEDED, SCIPY
from designer.text import tr
from designer.train.setup import Unsuited

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Interrupted(Exception):  # noqa: N818 - nothing is wrong
    """The run was asked to stop in the middle of a step."""


def refuse_large(model: nn.Module, spec: TrainingSpec) -> None:
    """Raise Unsuited where a step of SciPy's would take too long."""
    count = sum(parameter.numel() for parameter in model.parameters())
    if spec.optimizer in SCIPY and count > LARGEST:
        raise Unsuited(
            tr(
                "{optimizer} is for networks of up to {most} weights, and this one has {count}: "
                "choose LBFGS or Adam.",
                optimizer=spec.optimizer,
                most=f"{LARGEST:,}",
                count=f"{count:,}",
            )
        )


def minimize(model: nn.Module, look: Callable[[], Tensor], spec: TrainingSpec) -> None:
    """Some iterations of SciPy's; `look` gives what is to become small at the present weights.

    When `look` raises, weights and chance are put back as they were.
    """
    import numpy as np
    from scipy.optimize import minimize as search

    before = {name: value.detach().clone() for name, value in model.state_dict().items()}
    on_cuda = next(model.parameters()).is_cuda
    chance = torch.get_rng_state(), torch.cuda.get_rng_state() if on_cuda else None
    slope = _Slope(model, look, spec.optimizer in CURVED)
    options: Mapping[str, Any] = NEEDED[spec.optimizer] | spec.optimizer_params
    extra = {"hessp": slope.curvature} if spec.optimizer in CURVED else {}
    method = SCIPY[spec.optimizer]
    try:
        with np.errstate(all="ignore"):
            found = search(
                slope.look, slope.start(), method=method, jac=True, options=options, **extra
            )
    except Interrupted:
        model.load_state_dict(before)
        torch.set_rng_state(chance[0])
        if chance[1] is not None:
            torch.cuda.set_rng_state(chance[1])
        raise
    slope.put(found.x)


class _Slope:
    """The loss as a function of all weights in one long vector, as SciPy asks for it."""

    def __init__(self, model: nn.Module, look: Callable[[], Tensor], curved: bool) -> None:
        self._parameters = list(model.parameters())
        self._look = look
        self._curved = curved
        self._latest: tuple[bytes, float, Tensor] | None = None

    def start(self) -> "Vector":
        """The present weights."""
        return _array(parameters_to_vector(self._parameters))

    def put(self, point: "Vector") -> None:
        """Give the network these weights."""
        vector_to_parameters(self._vector(point), self._parameters)

    def look(self, point: "Vector") -> tuple[float, "Vector"]:
        """Value and gradient."""
        value, gradient = self._at(point)
        return value, _array(gradient)

    def curvature(self, point: "Vector", direction: "Vector") -> "Vector":
        """The Hessian times a direction, without the Hessian."""
        _, gradient = self._at(point)
        if not gradient.requires_grad:  # a plane has no curvature
            return 0 * direction
        along = gradient @ self._vector(direction)
        product = torch.autograd.grad(
            along, self._parameters, retain_graph=True, materialize_grads=True
        )
        return _array(parameters_to_vector(product))

    def _at(self, point: "Vector") -> tuple[float, Tensor]:
        """Value and gradient, the latest remembered where curvature is asked for."""
        key = point.tobytes()
        if not self._curved or self._latest is None or self._latest[0] != key:
            self.put(point)
            total = self._look()
            gradient = torch.autograd.grad(
                total, self._parameters, create_graph=self._curved, materialize_grads=True
            )
            self._latest = key, total.item(), parameters_to_vector(gradient)
        return self._latest[1], self._latest[2]

    def _vector(self, point: "Vector") -> Tensor:
        first = self._parameters[0]
        return torch.tensor(point, dtype=first.dtype, device=first.device)


def _array(vector: Tensor) -> "Vector":
    array: Vector = vector.detach().double().cpu().numpy()
    return array
