"""Why: the bends between layers, without which a deep network would be one linear layer."""

from designer.layers.accept import need_float
from designer.layers.spec import Inputs, Layer, Values
from designer.layers.tensor import Tensor
from designer.layers.write import functional


def keep(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """The rule of everything that works on each value alone."""
    return (need_float(inputs[0]),)


ACTIVATION = (
    Layer(
        type="ReLU",
        category="activation",
        help="Negative values become 0, others stay. The usual first choice between layers.",
        rule=keep,
        reference="ReLU",
        expression=functional("F.relu"),
        prefix="relu",
        synonyms=("activation", "rectifier", "激活", "激活函数", "修正线性单元"),
        source="Nair and Hinton, Rectified Linear Units Improve RBMs, 2010",
        formula="max(0, x)",
    ),
)
