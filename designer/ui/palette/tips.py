"""Why: resting on a layer teaches it: what it does, its other names, what it does to shapes."""

from functools import cache
from html import escape

from designer.layers import LAYERS, Layer, Mismatch, N, Tensor
from designer.text import tr
from designer.text.languages import language

FEATURES, SEQUENCE, IMAGE, VOLUME = (
    (N, 64),
    (N, 28, 64),
    (N, 16, 32, 32),
    (N, 16, 16, 32, 32),
)
WIDTH = 300


def tip(layer_type: str) -> str:
    """The tooltip of a layer, as rich text."""
    return _tip(layer_type, language())


@cache
def _tip(layer_type: str, _language: str) -> str:
    layer = LAYERS[layer_type]
    parts = [f"<b>{escape(layer.type)}</b>", escape(tr(layer.help))]
    if layer.formula:
        parts.append(escape(tr(layer.formula)).replace("\n", "<br>"))
    shapes = example(layer)
    if shapes:
        parts.append(escape(tr("For example: {shapes}", shapes=shapes)))
    if layer.synonyms:
        names = ", ".join(layer.synonyms)
        parts.append(escape(tr("Also called: {names}", names=names)))
    if layer.source:
        parts.append(escape(layer.source))
    body = "".join(f"<p style='margin:0 0 4px 0'>{part}</p>" for part in parts)
    return f"<table width='{WIDTH}'><tr><td>{body}</td></tr></table>"


def example(layer: Layer) -> str:
    """What comes in and what goes out, with default values: the first usual shape that fits."""
    first = (IMAGE, SEQUENCE) if layer.category == "shape" else (FEATURES, SEQUENCE)
    for shape in (*first, IMAGE, VOLUME):
        for dtype in ("float32", "int64"):
            text = _try(layer, Tensor(shape, dtype))
            if text:
                return text
    return ""


def _try(layer: Layer, tensor: Tensor) -> str:
    many = any(port.variadic for port in layer.inputs)
    inputs = [tensor] * (2 if many else len(layer.inputs))
    if not inputs or not layer.outputs:
        return ""
    try:
        values = layer.values({}, inputs)
        if any(param.required and values[param.name] is None for param in layer.params):
            return ""
        outputs = layer.rule(values, inputs)
    except Mismatch:
        return ""
    text = f"{' + '.join(map(str, inputs))} → {outputs[0]}"
    return text.replace(" × ", "\u00a0×\u00a0")  # a shape stays on one line
