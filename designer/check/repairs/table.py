"""Why: which repairs may help with which kind of mismatch, the best ones first."""

from collections.abc import Callable, Iterator

from designer.check.repairs.case import Case
from designer.check.repairs.ends import feed
from designer.check.repairs.inserting import (
    align,
    embed,
    flatten,
    join_pixels,
    other_axes,
    pool,
    reshape,
)
from designer.check.repairs.settings import more_layers, own_params
from designer.check.repairs.sources import (
    input_dtype,
    input_length,
    input_shape,
    other_output,
    width_above,
    without_itself,
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


TABLE: dict[str, tuple[Repair, ...]] = {
    "rank": (
        other_output,
        more_axes,
        other_axes,
        without_source,
        input_shape,
        flatten,
        pool,
        join_pixels,
        reshape,
        align,
        without_wire,
    ),
    "channels": (own_params, other_axes, width_above, align),
    "features": (own_params, other_output, flatten, width_above, align),
    "dtype": (input_dtype, embed, align, without_source, without_wire),
    "size": (own_params, width_above, align, input_shape, without_itself, without_wire),
    "open": (own_params, input_length),
    "broadcast": (align, width_above, without_wire),
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
