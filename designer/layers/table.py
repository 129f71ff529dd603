"""Why: the catalogue, listed once, in the order of the palette."""

from designer.layers.activation import ACTIVATION
from designer.layers.arithmetic import ARITHMETIC
from designer.layers.categories import CATEGORIES
from designer.layers.convolution import CONVOLUTION
from designer.layers.ends import ENDS
from designer.layers.linear import LINEAR
from designer.layers.pooling import POOLING
from designer.layers.shaping import SHAPING
from designer.layers.spec import Layer

_FAMILIES = (ENDS, LINEAR, CONVOLUTION, POOLING, ACTIVATION, SHAPING, ARITHMETIC)

LAYERS: dict[str, Layer] = {
    layer.type: layer
    for layer in sorted(
        (layer for family in _FAMILIES for layer in family),
        key=lambda layer: list(CATEGORIES).index(layer.category),
    )
}


def find(layer_type: str) -> Layer:
    """The layer of that type. Raises KeyError."""
    return LAYERS[layer_type]
