"""Why: the layers that mix features, and the table of vectors that words are looked up in."""

from designer.layers.accept import described, fixed, length, need_float
from designer.layers.params import inferred, switch, width
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.text import listed, tr, trn

SYNONYMS = (
    *("dense", "fc", "fully connected", "affine", "perceptron", "neuron", "mlp"),
    *("全连接", "线性", "神经元"),
)


def _linear(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    if x.rank not in (2, 3):
        # Torch would apply the layer to the last axis of an image: rarely what is meant.
        message = tr("needs one axis of features, and gets {got}", got=described(x))
        raise Mismatch("rank", message, expected=2, got=x.rank)
    need_float(x)
    fixed(x, -1, "features")
    return (x.with_shape(*x.shape[:-1], values["out_features"]),)


def _linear_weights(values: Values, _inputs: Inputs) -> int:
    rows = int(values["out_features"])
    return rows * int(values["in_features"]) + (rows if values["bias"] else 0)


def _bag(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    if x.rank != 2:
        message = tr("needs a row of words for each sample, and gets {got}", got=described(x))
        raise Mismatch("rank", message, expected=2, got=x.rank)
    _embedding(values, inputs)
    return (Tensor((x.shape[0], values["embedding_dim"])),)


def _embedding(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    if not x.dtype.startswith("int"):
        message = tr("looks up whole numbers (int64), and gets {got}", got=x.dtype)
        raise Mismatch("dtype", message, expected="int64", got=x.dtype)
    rows, padding = values["num_embeddings"], values["padding_idx"]
    if padding is not None and not -rows <= padding < rows:
        message = tr(
            "has rows 0 to {last}, so padding_idx cannot be {value}", last=rows - 1, value=padding
        )
        raise Mismatch("param", message, expected=rows - 1, got=padding, param="padding_idx")
    return (Tensor((*x.shape, values["embedding_dim"])),)


def _embedding_words(values: Values) -> str:
    rows = trn("{count} word", "{count} words", values["num_embeddings"])
    return listed([rows, trn("{count} feature", "{count} features", values["embedding_dim"])])


LINEAR = (
    Layer(
        type="Linear",
        category="linear",
        help=(
            "Every output is a weighted sum of all inputs plus a bias: the plain fully connected "
            "layer. On a sequence it works on each step alone."
        ),
        rule=_linear,
        nn="Linear",
        params=(
            inferred("in_features", "Number of features that come in.", length(-1)),
            width("out_features", 64, "Number of neurons, and so of features that go out."),
            switch("bias", True, "Add a learned number to each output."),
        ),
        weights=_linear_weights,
        words=lambda values: trn("{count} feature", "{count} features", values["out_features"]),
        prefix="fc",
        synonyms=SYNONYMS,
        formula="y = x Wᵀ + b",
    ),
    Layer(
        type="Embedding",
        category="linear",
        help="A table with a learned vector for each word or category; whole numbers pick rows.",
        rule=_embedding,
        nn="Embedding",
        params=(
            width("num_embeddings", 1000, "Number of rows: every index must be smaller."),
            width("embedding_dim", 64, "Length of each vector."),
            Param(
                "padding_idx",
                "int",
                help="A row that stays zero and is not trained.",
                optional=True,
                advanced=True,
            ),
        ),
        weights=lambda values, _inputs: values["num_embeddings"] * values["embedding_dim"],
        words=_embedding_words,
        prefix="embedding",
        synonyms=("lookup", "word vectors", "word2vec", "token", "嵌入", "词向量", "词嵌入"),
        source="Bengio et al., A Neural Probabilistic Language Model, 2003",
        formula="yᵢ = W[xᵢ]",
    ),
    Layer(
        type="EmbeddingBag",
        category="linear",
        help="Looks up the vectors of all words of a sample and takes their mean, sum or maximum.",
        rule=_bag,
        nn="EmbeddingBag",
        params=(
            width("num_embeddings", 1000, "Number of rows: every index must be smaller."),
            width("embedding_dim", 64, "Length of each vector."),
            Param(
                "mode",
                "choice",
                "mean",
                help="What is made of the vectors.",
                choices=("mean", "sum", "max"),
            ),
            Param(
                "padding_idx",
                "int",
                help="A row that does not count.",
                optional=True,
                advanced=True,
            ),
        ),
        weights=lambda values, _inputs: values["num_embeddings"] * values["embedding_dim"],
        words=_embedding_words,
        prefix="bag",
        synonyms=("bag of words", "fasttext", "lookup", "词袋", "嵌入"),
        source="Joulin et al., Bag of Tricks for Efficient Text Classification, 2017",
        formula="y = mean, sum or max of W[xᵢ]",
    ),
)
