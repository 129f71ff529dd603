"""Why: layers with two inputs that are compared or combined, feature by feature."""

from designer.layers.accept import described, fixed, need_float
from designer.layers.arithmetic import need_alike
from designer.layers.params import inferred, switch, width
from designer.layers.spec import Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.text import tr, trn

TWO = (Port("in1", help="The first"), Port("in2", help="The second"))


def _features(which: int, note: str) -> Param:
    def infer(inputs: Inputs, _values: Values) -> int | None:
        if len(inputs) <= which or not inputs[which].rank:
            return None
        dim = inputs[which].shape[-1]
        return dim if isinstance(dim, int) else None

    return inferred(f"in{which + 1}_features", note, infer)


def _bilinear(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    first = need_alike(inputs)
    other = inputs[1]
    need_float(first, "in1")
    if first.rank < 2:
        message = tr("needs one axis of features, and gets {got}", got=described(first))
        raise Mismatch("rank", message, port="in1", expected=2, got=first.rank)
    if first.shape[:-1] != other.shape[:-1]:
        message = tr("needs the same number of rows, and gets {a} and {b}", a=first, b=other)
        raise Mismatch("size", message, port="in2", expected=first.sample, got=other.sample)
    for tensor in inputs:
        fixed(tensor, -1, "features")
    return (first.with_shape(*first.shape[:-1], values["out_features"]),)


def _bilinear_weights(values: Values, _inputs: Inputs) -> int:
    rows = int(values["out_features"])
    weights = rows * int(values["in1_features"]) * int(values["in2_features"])
    return weights + (rows if values["bias"] else 0)


def _alike(inputs: Inputs) -> Tensor:
    first = need_alike(inputs)
    need_float(first, "in1")
    if first.shape != inputs[1].shape:
        message = tr("needs inputs of equal shape, and gets {a} and {b}", a=first, b=inputs[1])
        expected, got = first.sample, inputs[1].sample
        raise Mismatch("broadcast", message, port="in2", expected=expected, got=got)
    return first


def _cosine(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x, dim = _alike(inputs), values["dim"]
    if not -x.rank < dim < x.rank or dim == 0:
        message = tr("compares along axis {dim}, and its inputs are {shape}", dim=dim, shape=x)
        raise Mismatch("param", message, port="in1", expected=1, got=dim, param="dim")
    axis = dim % x.rank
    return (x.with_shape(*x.shape[:axis], *x.shape[axis + 1 :]),)


def _distance(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = _alike(inputs)
    if x.rank < 2:
        message = tr("needs features to compare, and gets {got}", got=described(x))
        raise Mismatch("rank", message, port="in1", expected=2, got=x.rank)
    kept = (1,) if values["keepdim"] else ()
    return (x.with_shape(*x.shape[:-1], *kept),)


def _eps(default: float) -> Param:
    note = "A small number that keeps the division safe."
    return Param("eps", "float", default, help=note, minimum=1e-12, advanced=True)


COMPARING = (
    Layer(
        type="Bilinear",
        category="linear",
        help="Every output is a weighted sum of all products of a feature here and one there.",
        rule=_bilinear,
        nn="Bilinear",
        inputs=TWO,
        params=(
            _features(0, "Number of features of the first input."),
            _features(1, "Number of features of the second input."),
            width("out_features", 64, "Number of features that go out."),
            switch("bias", True, "Add a learned number to each output."),
        ),
        weights=_bilinear_weights,
        words=lambda values: trn("{count} feature", "{count} features", values["out_features"]),
        prefix="bilinear",
        synonyms=("interaction", "双线性"),
        formula="yₖ = x₁ᵀ Aₖ x₂ + bₖ",
    ),
    Layer(
        type="CosineSimilarity",
        category="linear",
        help="Compares the directions of two vectors: 1 the same, 0 at right angles, −1 opposite.",
        rule=_cosine,
        nn="CosineSimilarity",
        inputs=TWO,
        params=(
            Param("dim", "int", 1, help="The axis of the vectors; 1 is channels or features."),
            _eps(1e-8),
        ),
        words=lambda values: tr("axis {dim}", dim=values["dim"]),
        prefix="cosine",
        synonyms=("angle", "siamese", "余弦相似度"),
        formula="x₁ · x₂ / (‖x₁‖ ‖x₂‖)",
    ),
    Layer(
        type="PairwiseDistance",
        category="linear",
        help="The distance of two vectors, as a Siamese network compares what its towers say.",
        rule=_distance,
        nn="PairwiseDistance",
        inputs=TWO,
        params=(
            Param("p", "float", 2.0, help="2 is the straight distance, 1 the sum.", minimum=0.1),
            _eps(1e-6),
            switch("keepdim", False, "Keep the axis, with length 1.", advanced=True),
        ),
        words=lambda values: f"L{values['p']:g}",
        prefix="distance",
        synonyms=("euclidean", "siamese", "距离"),
        formula="‖x₁ − x₂ + ε‖ₚ",
    ),
)
