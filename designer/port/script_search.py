"""Why: the part of an exported script in which SciPy takes the steps, all rows in view."""

from designer.port.script_heads import Ends
from designer.port.script_text import arguments, folded
from designer.protocol import TrainingSpec
from designer.protocol.steps import CURVED, NEEDED, SCIPY

VECTOR = "torch.tensor({}, dtype=torch.float32, device=device)"


CURVED_GRADIENT = ", create_graph=True, materialize_grads=True"


def search_imports(t: TrainingSpec) -> set[str]:
    """Import lines that the steps need."""
    if t.optimizer not in SCIPY:
        return set()
    return {
        "from scipy.optimize import minimize",
        "from torch.nn.utils import parameters_to_vector, vector_to_parameters",
    }


def search_setup() -> list[str]:
    """What stands in the place of an optimizer."""
    return [
        "parameters = list(model.parameters())",
        "",
        "def put(point):",
        '    """Give the network these weights."""',
        f"    vector = {VECTOR.format('point')}",
        "    vector_to_parameters(vector, parameters)",
        "",
    ]


def search_lines(t: TrainingSpec, ends: Ends, loss: list[str], total: str) -> list[str]:
    """One step of an epoch. `loss` are the lines that compute it, `total` is what falls."""
    curved = t.optimizer in CURVED
    look = _slope(ends, loss, total) if curved else _look(ends, loss, total)
    hessp = ", hessp=curvature" if curved else ""
    how = f'method="{SCIPY[t.optimizer]}", jac=True{hessp}'
    options = arguments(NEEDED[t.optimizer] | t.optimizer_params).removeprefix(", ")
    return [
        ends.batch("train", "order"),
        *([] if curved else ["looks = []", ""]),
        *look,
        "",
        "start = parameters_to_vector(parameters).detach().double().cpu().numpy()",
        f"options = dict({options})",
        *folded(f"found = minimize(look, start, {how}, options=options)"),
        "put(found.x)",
        *ends.kept(),
    ]


def _computed(ends: Ends, loss: list[str], total: str, how: str) -> list[str]:
    return [
        "put(point)",
        *loss,
        f"looks.append(({ends.seen()}))",
        f"total = {total}",
        *folded(f"gradient = torch.autograd.grad(total, parameters{how})", 16),
    ]


def _look(ends: Ends, loss: list[str], total: str) -> list[str]:
    return [
        "def look(point):",
        '    """Loss and gradient where the weights are these."""',
        *(f"    {line}" for line in _computed(ends, loss, total, ", materialize_grads=True")),
        "    return total.item(), parameters_to_vector(gradient).double().cpu().numpy()",
    ]


def _slope(ends: Ends, loss: list[str], total: str) -> list[str]:
    return [
        "looks, slopes = [], {}",
        "",
        "def slope(point):",
        '    """Loss and gradient where the weights are these; the latest are remembered."""',
        "    key = point.tobytes()",
        "    if key not in slopes:",
        *(f"        {line}" for line in _computed(ends, loss, total, CURVED_GRADIENT)),
        "        slopes.clear()",
        "        slopes[key] = total.item(), parameters_to_vector(gradient)",
        "    return slopes[key]",
        "",
        "def look(point):",
        "    value, gradient = slope(point)",
        "    return value, gradient.detach().double().cpu().numpy()",
        "",
        "def curvature(point, direction):",
        '    """The Hessian times a direction."""',
        "    _, gradient = slope(point)",
        "    if not gradient.requires_grad:  # a plane",
        "        return 0 * direction",
        f"    along = gradient @ {VECTOR.format('direction')}",
        "    product = torch.autograd.grad(",
        "        along, parameters, retain_graph=True, materialize_grads=True",
        "    )",
        "    return parameters_to_vector(product).double().cpu().numpy()",
    ]
