"""Why: operations that only rearrange or pick values; they have nothing to learn."""

from designer.layers.accept import axis_of, product
from designer.layers.spec import Call, Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import assigned, literal
from designer.text import tr


def _flatten(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    start = axis_of(x, values["start_dim"], "start_dim")
    end = axis_of(x, values["end_dim"], "end_dim")
    if start > end:
        message = tr("begins at axis {start}, behind its end at axis {end}", start=start, end=end)
        raise Mismatch("rank", message, expected=end, got=start, param="start_dim")
    joined = product(x.shape[start : end + 1])
    return (x.with_shape(*x.shape[:start], joined, *x.shape[end + 1 :]),)


def _write_flatten(call: Call) -> list[str]:
    axes = [literal(call.values["start_dim"])]
    if call.values["end_dim"] != -1:
        axes.append(literal(call.values["end_dim"]))
    return [assigned(call, f"torch.flatten({', '.join([str(call.inputs[0]), *axes])})")]


SHAPING = (
    Layer(
        type="Flatten",
        category="shape",
        help="Lays an image out as one row of features, so that a Linear layer can take it.",
        rule=_flatten,
        reference="Flatten",
        params=(
            Param(
                "start_dim", "int", 1, help="First axis to join; 1 keeps the batch.", advanced=True
            ),
            Param(
                "end_dim", "int", -1, help="Last axis to join; -1 is the last one.", advanced=True
            ),
        ),
        expression=_write_flatten,
        prefix="flatten",
        synonyms=("view", "ravel", "vectorize", "展平", "拉平"),
    ),
)
