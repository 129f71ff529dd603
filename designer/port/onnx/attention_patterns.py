"""Why: attention is one layer, and a dozen operations in a file."""

from dataclasses import replace

from designer.port.onnx.records import NodeRecord
from designer.port.onnx.web import Web


def attention(web: Web, node: NodeRecord) -> NodeRecord | None:
    """Scores of queries and keys, perhaps masked, through a softmax, times the values.

    Whether axes, scale and mask are those of the layer is asked when their shapes are known.
    """
    weights, value = node.inputs
    dropped = web.made(weights, "Dropout", "Identity")
    soft = web.made(dropped.inputs[0] if dropped is not None else weights, "Softmax")
    usual = -1 if web.opset >= 13 else 1
    if soft is None:
        return None
    scores, mask, hides = _unmasked(web, soft.inputs[0])
    product, scale = _product(web, scores)
    if product is None:
        return None
    attributes = {"scale": scale, "axis": soft.attributes.get("axis", usual)}
    if hides is not None:
        attributes["hides"] = hides
    if dropped is not None and dropped.op == "Dropout":
        share = _share(web, dropped)
        if share is None:
            return None
        attributes["dropout"] = share
    inputs = (*product.inputs, value, *([mask] if mask else []))
    return replace(node, op="Attend", inputs=inputs, attributes=attributes, domain="")


def _share(web: Web, dropped: NodeRecord) -> float | None:
    """How much a Dropout leaves out; None where that is not in the file."""
    if web.opset < 12:
        return float(dropped.attributes.get("ratio", 0.5))
    given = dropped.inputs[1] if len(dropped.inputs) > 1 else ""
    return web.number(given) if given else 0.5


def _unmasked(web: Web, scores: str) -> tuple[str, str, int | None]:
    """The scores, their mask, and whether that hides where it is true; None where it is added."""
    added = web.made(scores, "Add")
    found = _scores_of(web, added) if added is not None else None
    if found is not None:
        return *found, None
    chosen = web.made(scores, "Where")
    if chosen is not None and len(chosen.inputs) == 3:
        mask, first, second = chosen.inputs
        for inner, other, hides in ((second, first, 1), (first, second, 0)):
            if web.is_low(other):
                return inner, mask, hides
    return scores, "", None


def _scores_of(web: Web, masked: NodeRecord) -> tuple[str, str] | None:
    """Which input of an Add has the scores, and which one the mask."""
    first, second = masked.inputs
    for scores, mask in ((first, second), (second, first)):
        if _product(web, scores)[0] is not None:
            return scores, mask
    return None


def _product(web: Web, name: str) -> tuple[NodeRecord | None, float]:
    """The product of queries and keys, and the number that it is multiplied by."""
    made = web.made(name, "MatMul")
    if made is not None:
        return made, 1.0
    scaled = web.made(name, "Mul", "Div")
    found = web.against(scaled)
    if scaled is None or found is None or (scaled.op == "Div" and not found[1]):
        return None, 1.0
    factor = found[1] if scaled.op == "Mul" else 1 / found[1]
    return web.made(found[0], "MatMul"), factor
