"""Why: attention lets every step look at every other, and take from those that matter to it."""

from collections.abc import Callable
from dataclasses import replace

from designer.layers.accept import described, fixed, inside, need_float
from designer.layers.params import inferred, share, switch
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Dim, Mismatch, Tensor, has_batch
from designer.layers.write import assigned, literal
from designer.text import tr, trn

Infer = Callable[[Inputs, Values], int | None]
CHINESE = ("注意力", "自注意力")
SOURCE = "Vaswani et al., Attention Is All You Need, 2017"
BATCH_FIRST = switch(
    "batch_first",
    True,
    "The batch is the first axis, the steps are the second.",
    advanced=True,
    always=True,
)
LEFT_OUT = share("dropout", 0.0, "Share of the attention that is left out in each step.")
CAUSAL = Param(
    "causal",
    "bool",
    False,
    help="No step sees those behind it, as when a text is written word by word.",
    in_code=False,
)


def need_steps(x: Tensor, port: str, batch_first: bool | None = None) -> tuple[Dim, int]:
    """Steps, which may be open, and features of a sequence.

    Raises Mismatch "rank", "features", "param" or "size".
    `batch_first` is the parameter of that name, None where a layer has none.
    """
    if x.rank != 3:
        message = tr("needs a sequence of steps × features, and gets {got}", got=described(x))
        raise Mismatch("rank", message, port=port, expected=3, got=x.rank)
    need_float(x, port)
    if batch_first is False or (batch_first and has_batch(x.shape[1])):
        message = tr("takes axis 1 for the steps of the sequence, and gets {shape}", shape=str(x))
        raise Mismatch("param", message, port=port, got=str(x), param="batch_first")
    return inside(x, 1, "size"), fixed(x, 2, "features")


def need_heads(width: int, heads: int, param: str, port: str) -> None:
    """The heads share the features equally. Raises Mismatch "features"."""
    if width % heads:
        message = tr(
            "shares the features equally among {heads} heads, and gets {width} features",
            heads=heads,
            width=width,
        )
        raise Mismatch("features", message, port=port, expected=heads, got=width, param=param)


def heads_param(name: str) -> Param:
    """The number of heads."""
    note = "Number of heads that look at different things; it divides the features."
    return Param(name, "int", 4, help=note, minimum=1, positional=True)


def causal_mask(x: str | None) -> str:
    """The mask that hides what lies ahead of each step of the variable `x`."""
    return f"nn.Transformer.generate_square_subsequent_mask({x}.shape[1], device={x}.device)"


def _last(which: int) -> Infer:
    def infer(inputs: Inputs, _values: Values) -> int | None:
        if len(inputs) <= which or not inputs[which].rank:
            return None
        dim = inputs[which].shape[-1]
        return dim if isinstance(dim, int) else None

    return infer


def _other(which: int) -> Infer:
    """The width of key or value where it is not that of the query, as torch wants it."""

    def infer(inputs: Inputs, values: Values) -> int | None:
        source = min(which, len(inputs) - 1)
        dim = inputs[source].shape[-1] if source > 0 and inputs[source].rank else None
        return dim if isinstance(dim, int) and dim != values["embed_dim"] else None

    return infer


def _attend(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    query = inputs[0]
    first = values["batch_first"]
    steps, width = need_steps(query, "query", first)
    need_heads(width, values["num_heads"], "num_heads", "query")
    lengths: list[Dim] = [steps]
    for port, x in zip(("key", "value"), inputs[1:], strict=False):
        lengths.append(need_steps(x, port, first)[0])
        if x.shape[0] != query.shape[0]:
            message = tr("needs equal batches, and gets {a} and {b}", a=query, b=x)
            raise Mismatch("size", message, port=port, expected=query.sample, got=x.sample)
    if len(lengths) == 3 and lengths[1] != lengths[2]:
        message = tr(
            "needs as many keys as values, and gets {a} and {b}", a=lengths[1], b=lengths[2]
        )
        raise Mismatch("size", message, port="value", expected=lengths[1], got=lengths[2])
    if values["causal"] and len(set(lengths)) > 1:
        message = tr("hides the steps ahead, which only a sequence that looks at itself has")
        raise Mismatch("param", message, port="key", param="causal")
    return (query,)


def _write_attend(call: Call) -> list[str]:
    given = [name for name in call.inputs if name is not None]
    query, key, value = (*given, *[given[-1]] * (3 - len(given)))
    parts = [query, key, value]
    if call.values["causal"]:
        parts += [f"attn_mask={causal_mask(query)}", "is_causal=True"]
    parts.append("need_weights=False")
    made = next(iter(call.outputs.values()), "_")
    return [f"{made}, _ = self.{call.name}({', '.join(parts)})"]


def _attention_weights(values: Values, _inputs: Inputs) -> int:
    width = int(values["embed_dim"])
    key, value = values["kdim"] or width, values["vdim"] or width
    total = width * (width + key + value) + width * width
    return total + (4 * width if values["bias"] else 0)


def _scaled(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    query, key, value = inputs
    for port, x in zip(("query", "key", "value"), inputs, strict=True):
        need_float(x, port)
        if x.rank < 3 or has_batch(x.shape[-2]):
            message = tr("needs steps × features, and gets {got}", got=described(x))
            raise Mismatch("rank", message, port=port, expected=3, got=x.rank)
    if query.shape[:-2] != key.shape[:-2] or query.shape[-1] != key.shape[-1]:
        message = tr("compares each query with each key, and gets {a} and {b}", a=query, b=key)
        raise Mismatch("size", message, port="key", expected=query.sample, got=key.sample)
    if key.shape[:-1] != value.shape[:-1]:
        message = tr("needs as many keys as values, and gets {a} and {b}", a=key, b=value)
        raise Mismatch("size", message, port="value", expected=key.sample, got=value.sample)
    return (query.with_shape(*query.shape[:-1], value.shape[-1]),)


def _write_scaled(call: Call) -> list[str]:
    parts = [str(name) for name in call.inputs]
    if call.values["dropout"] != 0:
        parts.append(f"dropout_p={literal(call.values['dropout'])} if self.training else 0.0")
    if call.values["causal"]:
        parts.append("is_causal=True")
    return [assigned(call, f"F.scaled_dot_product_attention({', '.join(parts)})")]


def _heads_words(values: Values) -> str:
    words = trn("{count} head", "{count} heads", values["num_heads"])
    return tr("{words}, causal", words=words) if values["causal"] else words


ATTENTION = (
    Layer(
        type="MultiheadAttention",
        category="attention",
        help=(
            "Each step of the query takes what it needs from the steps of the value, by how well "
            "their keys match. With one wire a sequence looks at itself."
        ),
        rule=_attend,
        nn="MultiheadAttention",
        inputs=(
            Port("query", help="What asks"),
            Port(
                "key", help="What is compared with; the query itself without a wire", optional=True
            ),
            Port("value", help="What is taken; the key without a wire", optional=True),
        ),
        params=(
            inferred("embed_dim", "Number of features of the query.", _last(0)),
            heads_param("num_heads"),
            LEFT_OUT,
            switch("bias", True, "Add learned numbers.", advanced=True),
            Param(
                "kdim",
                "int",
                help="Features of the key, where others.",
                advanced=True,
                infer=_other(1),
            ),
            Param(
                "vdim",
                "int",
                help="Features of the value, where others.",
                advanced=True,
                infer=_other(2),
            ),
            BATCH_FIRST,
            CAUSAL,
        ),
        expression=_write_attend,
        weights=_attention_weights,
        words=_heads_words,
        prefix="attention",
        synonyms=("self-attention", "mha", "transformer", "多头注意力", *CHINESE),
        source=SOURCE,
        formula="softmax(Q Kᵀ / √d) V, in each head",
    ),
    Layer(
        type="ScaledDotProductAttention",
        category="attention",
        help="The heart of attention, without anything to learn: weighs values by matching keys.",
        rule=_scaled,
        inputs=(
            Port("query", help="What asks"),
            Port("key", help="What is compared with"),
            Port("value", help="What is taken"),
        ),
        params=(
            replace(LEFT_OUT, in_code=False),
            CAUSAL,
        ),
        expression=_write_scaled,
        words=lambda values: tr("causal") if values["causal"] else tr("all steps"),
        prefix="attention",
        synonyms=("sdpa", "flash attention", "点积注意力", *CHINESE),
        source=SOURCE,
        formula="softmax(Q Kᵀ / √d) V",
    ),
)
