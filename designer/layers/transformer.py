"""Why: attention and two Linear layers, with shortcuts around both: the block of a transformer."""

from designer.layers.accept import length
from designer.layers.attention import (
    BATCH_FIRST,
    CAUSAL,
    CHINESE,
    SOURCE,
    causal_mask,
    heads_param,
    need_heads,
    need_steps,
)
from designer.layers.params import inferred, share, switch, whole
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.layers.write import arguments, assigned, literal
from designer.text import tr, trn

ACTIVATION = Param(
    "activation",
    "choice",
    "relu",
    help="What stands between the two Linear layers.",
    choices=("relu", "gelu"),
    always=True,
)


def _block_params() -> tuple[Param, ...]:
    return (
        inferred("d_model", "Number of features of each step.", length(-1)),
        heads_param("nhead"),
        whole("dim_feedforward", 2048, "Features between the two Linear layers."),
        share("dropout", 0.1, "Share of the values that is left out while training."),
        ACTIVATION,
        Param(
            "layer_norm_eps",
            "float",
            1e-5,
            help="A small number that keeps the division of LayerNorm safe.",
            minimum=1e-12,
            advanced=True,
        ),
        BATCH_FIRST,
        switch("norm_first", False, "Normalize before each part instead of behind it."),
        switch("bias", True, "Add learned numbers.", advanced=True),
    )


def _encode(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    _, width = need_steps(x, "in", values["batch_first"])
    need_heads(width, values["nhead"], "nhead", "in")
    return (x,)


def _decode(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    first = values["batch_first"]
    target, memory = inputs
    _, width = need_steps(target, "target", first)
    need_heads(width, values["nhead"], "nhead", "target")
    _, other = need_steps(memory, "memory", first)
    if other != width or memory.shape[0] != target.shape[0]:
        message = tr(
            "needs as many features on both sides, and gets {a} and {b}", a=target, b=memory
        )
        raise Mismatch("features", message, port="memory", expected=width, got=other)
    return (target,)


def _write_encode(call: Call) -> list[str]:
    x = call.inputs[0]
    if not call.values["causal"]:
        return [assigned(call, f"self.{call.name}({x})")]
    mask = causal_mask(x)
    name = "mask" if "num_layers" in call.values else "src_mask"
    return [assigned(call, f"self.{call.name}({x}, {name}={mask}, is_causal=True)")]


def _write_decode(call: Call) -> list[str]:
    target, memory = call.inputs
    causal = ""
    if call.values["causal"]:
        causal = f", tgt_mask={causal_mask(target)}, tgt_is_causal=True"
    return [assigned(call, f"self.{call.name}({target}, {memory}{causal})")]


def _block(values: Values, attentions: int) -> int:
    """Attention, two Linear layers and their normalizations; with or without biases."""
    width, inner = int(values["d_model"]), int(values["dim_feedforward"])
    total = attentions * 4 * width * width + 2 * width * inner + (attentions + 1) * width
    if values["bias"]:
        total += attentions * 4 * width + inner + width + (attentions + 1) * width
    return total


def _words(values: Values) -> str:
    heads, inner = values["nhead"], values["dim_feedforward"]
    words = trn("{count} head, {inner} inside", "{count} heads, {inner} inside", heads, inner=inner)
    layers = values.get("num_layers", 1)
    return f"{layers} × {words}" if layers > 1 else words


def _stacked(kind: str) -> str:
    """The class of which a stack is made."""
    return f"nn.Transformer{kind}Layer"


def _make_stack(kind: str, values: Values) -> str:
    layer = ", ".join(arguments(_block_params(), values))
    plain = ", enable_nested_tensor=False" if kind == "Encoder" else ""
    count = values["num_layers"]
    return f"nn.Transformer{kind}({_stacked(kind)}({layer}), num_layers={count}{plain})"


LAYERS_PARAM = Param(
    "num_layers",
    "int",
    2,
    help="Layers on top of each other.",
    minimum=1,
    maximum=64,
    in_code=False,
)
TARGET = (
    Port("target", help="The sequence that is made"),
    Port("memory", help="The sequence that the encoder has read"),
)


def _encoder(kind: str, note: str, stack: bool) -> Layer:
    return Layer(
        type=kind,
        category="attention",
        help=note,
        rule=_encode,
        nn=kind,
        made=(lambda values: _make_stack("Encoder", values)) if stack else None,
        params=(*((LAYERS_PARAM,) if stack else ()), *_block_params(), CAUSAL),
        expression=_write_encode,
        weights=lambda values, _inputs: values.get("num_layers", 1) * _block(values, 1),
        words=_words,
        prefix="encoder",
        synonyms=("transformer block", "bert", "vit", "gpt", "编码器", *CHINESE),
        source=SOURCE,
    )


def _decoder(kind: str, note: str, stack: bool) -> Layer:
    return Layer(
        type=kind,
        category="attention",
        help=note,
        rule=_decode,
        nn=kind,
        made=(lambda values: _make_stack("Decoder", values)) if stack else None,
        inputs=TARGET,
        params=(*((LAYERS_PARAM,) if stack else ()), *_block_params(), CAUSAL),
        expression=_write_decode,
        weights=lambda values, _inputs: values.get("num_layers", 1) * _block(values, 2),
        words=_words,
        prefix="decoder",
        synonyms=("transformer block", "translation", "解码器", *CHINESE),
        source=SOURCE,
    )


def _translate(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    first = values["batch_first"]
    source, target = inputs
    _, width = need_steps(source, "source", first)
    need_heads(width, values["nhead"], "nhead", "source")
    _, other = need_steps(target, "target", first)
    if other != width or source.shape[0] != target.shape[0]:
        message = tr(
            "needs as many features on both sides, and gets {a} and {b}", a=source, b=target
        )
        raise Mismatch("features", message, port="target", expected=width, got=other)
    return (target,)


def _make_whole(values: Values) -> str:
    """The constructor. Where torch would warn that its encoder takes no nested tensors, the
    encoder is written out, the same one without the question.
    """
    parts = arguments(WHOLE_PARAMS, values)
    if values["norm_first"] or not values["bias"] or values["nhead"] % 2:
        layer = ", ".join(arguments(_block_params(), values))
        eps = f", eps={literal(values['layer_norm_eps'])}"
        norm = f"nn.LayerNorm({values['d_model']}{eps if values['layer_norm_eps'] != 1e-5 else ''}"
        norm += ")" if values["bias"] else ", bias=False)"
        count = f"num_layers={values['num_encoder_layers']}, norm={norm}"
        encoder = f"nn.TransformerEncoder(nn.TransformerEncoderLayer({layer}), {count}"
        parts.append(f"custom_encoder={encoder}, enable_nested_tensor=False)")
    return f"nn.Transformer({', '.join(parts)})"


def _write_whole(call: Call) -> list[str]:
    source, target = call.inputs
    causal = f", tgt_mask={causal_mask(target)}, tgt_is_causal=True"
    inside = f"{source}, {target}{causal if call.values['causal'] else ''}"
    return [assigned(call, f"self.{call.name}({inside})")]


def _whole_weights(values: Values, _inputs: Inputs) -> int:
    norm = values["d_model"] * (2 if values["bias"] else 1)
    encoder = values["num_encoder_layers"] * _block(values, 1) + norm
    return encoder + int(values["num_decoder_layers"]) * _block(values, 2) + norm


def _whole_words(values: Values) -> str:
    there, back = values["num_encoder_layers"], values["num_decoder_layers"]
    return f"{there} + {back} × " + trn("{count} head", "{count} heads", values["nhead"])


def _count(name: str, note: str) -> Param:
    return Param(name, "int", 6, help=note, minimum=1, maximum=64)


WHOLE_PARAMS = (
    *_block_params()[:2],
    _count("num_encoder_layers", "Layers that read the source."),
    _count("num_decoder_layers", "Layers that make the target."),
    *_block_params()[2:],
)
WHOLE = Layer(
    type="Transformer",
    category="attention",
    help="The whole transformer: an encoder reads the source, a decoder makes the target of it.",
    rule=_translate,
    nn="Transformer",
    made=_make_whole,
    inputs=(
        Port("source", help="The sequence that is read"),
        Port("target", help="The sequence that is made, as far as it is known"),
    ),
    params=(*WHOLE_PARAMS, CAUSAL),
    expression=_write_whole,
    weights=_whole_weights,
    words=_whole_words,
    prefix="transformer",
    synonyms=("translation", "seq2seq", "encoder decoder", "变换器", *CHINESE),
    source=SOURCE,
)

TRANSFORMER = (
    _encoder(
        "TransformerEncoderLayer",
        "Every step looks at all others, then each is worked on alone: one block of a transformer.",
        stack=False,
    ),
    _encoder(
        "TransformerEncoder",
        "Blocks of attention on top of each other, as in BERT and ViT; with causal on, as in GPT.",
        stack=True,
    ),
    _decoder(
        "TransformerDecoderLayer",
        "A block that looks at its own steps and at a second sequence, the memory.",
        stack=False,
    ),
    _decoder(
        "TransformerDecoder",
        "Blocks on top of each other that make one sequence while looking at another.",
        stack=True,
    ),
    WHOLE,
)
