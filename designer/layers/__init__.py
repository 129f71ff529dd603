"""Why: the catalogue: one declaration for each layer, loss, optimizer and schedule."""

from designer.layers.accept import described
from designer.layers.blocks import block_of, known, original_of
from designer.layers.categories import CATEGORIES, Category
from designer.layers.custom import code_of, title_of
from designer.layers.foreign import is_foreign
from designer.layers.habits import usual
from designer.layers.initializations import INITIALIZATIONS
from designer.layers.losses import LOSSES
from designer.layers.optimizers import OPTIMIZERS
from designer.layers.options import Option
from designer.layers.ports import input_ports, output_ports
from designer.layers.schedules import SCHEDULES
from designer.layers.searching import search
from designer.layers.spec import Call, CustomCode, Inputs, Layer, Param, Port, Values
from designer.layers.table import LAYERS, find
from designer.layers.tensor import Dim, Mismatch, N, Sym, Tensor, is_axis_name

__all__ = [
    "CATEGORIES",
    "INITIALIZATIONS",
    "LAYERS",
    "LOSSES",
    "OPTIMIZERS",
    "SCHEDULES",
    "Call",
    "Category",
    "CustomCode",
    "Dim",
    "Inputs",
    "Layer",
    "Mismatch",
    "N",
    "Option",
    "Param",
    "Port",
    "Sym",
    "Tensor",
    "Values",
    "block_of",
    "code_of",
    "described",
    "find",
    "input_ports",
    "is_axis_name",
    "is_foreign",
    "known",
    "original_of",
    "output_ports",
    "search",
    "title_of",
    "usual",
]
