"""Why: some networks compute with numbers drawn by chance, as those that learn to invent."""

from designer.layers.accept import need_float
from designer.layers.spec import Call, Inputs, Layer, Values
from designer.layers.tensor import Tensor
from designer.layers.write import assigned


def _alike(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (need_float(inputs[0]),)


def _write_normal(call: Call) -> list[str]:
    x = call.inputs[0]
    drawn = f"torch.randn_like({x}) if self.training else torch.zeros_like({x})"
    return [assigned(call, drawn)]


CHANCE = (
    Layer(
        type="RandomNormal",
        category="dropout",
        help=(
            "Random numbers of mean 0 and spread 1 in the shape of what comes in, drawn anew in "
            "each step while training; zeros afterwards."
        ),
        rule=_alike,
        expression=_write_normal,
        prefix="noise",
        synonyms=("noise", "gaussian", "sampling", "vae", "reparametrization", "噪声", "随机"),
        source="Kingma and Welling, Auto-Encoding Variational Bayes, 2013",
        formula="ε ~ N(0, 1)",
    ),
)
