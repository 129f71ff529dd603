"""Why: which repairs may help with which kind of mismatch, the best ones first."""

from collections.abc import Callable, Iterator

from designer.check.repairs.aligning import align, join_axis, other_join, spread, turned
from designer.check.repairs.case import Case
from designer.check.repairs.dividing import divisible
from designer.check.repairs.ends import feed
from designer.check.repairs.inserting import (
    cast,
    embed,
    flatten,
    join_pixels,
    other_axes,
    plain_layer,
    pool,
    reshape,
)
from designer.check.repairs.samples import kept_above
from designer.check.repairs.settings import more_layers, own_params
from designer.check.repairs.sources import (
    border_above,
    input_dtype,
    input_length,
    input_shape,
    larger_input,
    other_output,
    width_above,
    without_itself,
    without_pooling,
    without_source,
    without_wire,
)
from designer.check.report import Fix

Repair = Callable[[Case], Iterator[Fix]]
MOST = 4


def fed(case: Case) -> Iterator[Fix]:
    """Connect what is missing."""
    yield from feed(case.view, case.found, case.name)


def more_axes(case: Case) -> Iterator[Fix]:
    """An Input with an axis more, where one is lacking."""
    expected, tensor = case.mismatch.expected, case.tensor
    if isinstance(expected, int) and tensor is not None and tensor.rank < expected:
        yield from input_shape(case)


def words_first(case: Case) -> Iterator[Fix]:
    """Vectors in place of whole numbers, which most layers cannot work with."""
    if case.tensor is not None and case.tensor.dtype.startswith("int"):
        yield from embed(case)


TABLE: dict[str, tuple[Repair, ...]] = {
    "rank": (
        kept_above,
        other_output,
        more_axes,
        words_first,
        other_axes,
        without_source,
        input_shape,
        spread,
        flatten,
        pool,
        reshape,
        join_pixels,
        align,
        plain_layer,
        other_join,
        without_wire,
        without_pooling,
    ),
    "channels": (kept_above, own_params, divisible, other_axes, width_above, align),
    "features": (kept_above, own_params, divisible, other_output, flatten, width_above, align),
    "dtype": (input_dtype, embed, plain_layer, cast, align, without_source, without_wire),
    "size": (
        kept_above,
        turned,
        join_axis,
        own_params,
        border_above,
        align,
        width_above,
        divisible,
        input_shape,
        larger_input,
        without_itself,
        without_wire,
    ),
    "open": (own_params, input_length),
    "broadcast": (border_above, align, width_above, other_join, without_wire),
    "param": (own_params, more_layers),
    "missing-input": (fed,),
}


def repairs(case: Case) -> tuple[Fix, ...]:
    """What makes the layer take what comes in, at most four, each tried out."""
    code, own = case.mismatch.code, case.mismatch.param
    # An axis that is not there is the layer's own affair, whatever comes in.
    chosen = TABLE["param"] if code == "rank" and own else TABLE.get(code, (own_params,))
    found: dict[str, Fix] = {}
    for repair in chosen:
        for fix in repair(case):
            found.setdefault(fix.title, fix)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values()) or tuple(without_itself(case))
