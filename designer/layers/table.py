"""Why: the catalogue, listed once, in the order of the palette."""

from designer.layers.arithmetic import ARITHMETIC
from designer.layers.attention import ATTENTION
from designer.layers.axes import AXES
from designer.layers.categories import CATEGORIES
from designer.layers.cells import CELLS
from designer.layers.chance import CHANCE
from designer.layers.choosing import CHOOSING
from designer.layers.chunking import CHUNKING
from designer.layers.comparing import COMPARING
from designer.layers.convolution import CONVOLUTION
from designer.layers.dropping import DROPPING
from designer.layers.einsum import EINSUM
from designer.layers.ends import ENDS
from designer.layers.gating import GATING
from designer.layers.linear import LINEAR
from designer.layers.math import MATH
from designer.layers.normalization import NORMALIZATION
from designer.layers.padding import PADDING
from designer.layers.picking import PICKING
from designer.layers.pooling import POOLING
from designer.layers.pooling_more import POOLING_MORE
from designer.layers.positions import POSITIONS
from designer.layers.products import PRODUCTS
from designer.layers.rectifiers import RECTIFIERS
from designer.layers.recurrent import RECURRENT
from designer.layers.reducing import REDUCING
from designer.layers.residual import RESIDUAL
from designer.layers.resizing import RESIZING
from designer.layers.sample_norms import SAMPLE_NORMS
from designer.layers.shaping import SHAPING
from designer.layers.smooth import SMOOTH
from designer.layers.sources import SOURCES
from designer.layers.spec import Layer
from designer.layers.squashing import SQUASHING
from designer.layers.transformer import TRANSFORMER
from designer.layers.transposed import TRANSPOSED
from designer.layers.unpooling import UNPOOLING

_ALL = (
    *ENDS,
    *LINEAR,
    *COMPARING,
    *CONVOLUTION,
    *TRANSPOSED,
    *POOLING,
    *POOLING_MORE,
    *UNPOOLING,
    *RECTIFIERS,
    *SMOOTH,
    *SQUASHING,
    *GATING,
    *NORMALIZATION,
    *SAMPLE_NORMS,
    *DROPPING,
    *CHANCE,
    *RESIDUAL,
    *RECURRENT,
    *CELLS,
    *ATTENTION,
    *TRANSFORMER,
    *POSITIONS,
    *PADDING,
    *RESIZING,
    *SHAPING,
    *PICKING,
    *AXES,
    *CHUNKING,
    *ARITHMETIC,
    *PRODUCTS,
    *EINSUM,
    *REDUCING,
    *CHOOSING,
    *MATH,
    *SOURCES,
)
_PLACE = {key: place for place, key in enumerate(CATEGORIES)}

LAYERS: dict[str, Layer] = {
    layer.type: layer for layer in sorted(_ALL, key=lambda layer: _PLACE[layer.category])
}


def find(layer_type: str) -> Layer:
    """The layer of that type. Raises KeyError."""
    return LAYERS[layer_type]
