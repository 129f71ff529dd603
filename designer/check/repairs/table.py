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
from designer.check.repairs.settings import longer_steps, own_params
from designer.check.repairs.sources import (
    input_dtype,
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


TABLE: dict[str, tuple[Repair, ...]] = {
    "rank": (
        own_params,
        other_output,
        other_axes,
        without_source,
        input_shape,
        flatten,
        pool,
        join_pixels,
        reshape,
        align,
        without_itself,
        without_wire,
    ),
    "channels": (own_params, other_axes, width_above, align, without_itself),
    "features": (own_params, other_output, flatten, width_above, align, without_itself),
    "dtype": (input_dtype, embed, align, without_source, without_itself, without_wire),
    "size": (own_params, width_above, align, input_shape, without_itself, without_wire),
    "broadcast": (align, width_above, without_wire),
    "param": (own_params, longer_steps, without_itself),
    "missing-input": (fed,),
}


def repairs(case: Case) -> tuple[Fix, ...]:
    """What makes the layer take what comes in, at most four, each tried out."""
    found: dict[str, Fix] = {}
    for repair in TABLE.get(case.mismatch.code, (own_params, without_itself)):
        for fix in repair(case):
            found.setdefault(fix.title, fix)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())
