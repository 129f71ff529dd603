"""Why: groups, heads and halves share channels equally; another width can be shared out too."""

from collections.abc import Iterator

from designer.check.repairs.actions import fix, set_param
from designer.check.repairs.case import Case
from designer.check.repairs.faults import setting_title
from designer.check.repairs.inserting import Option, inserted, linear_to, window
from designer.check.repairs.upstream import changed, has_width, path_up, width_of
from designer.check.report import Fix
from designer.text import trn


def divisible(case: Case) -> Iterator[Fix]:
    """So many channels or features that they can be shared out: above, or by a layer between."""
    widths = _widths(case)
    path = path_up(case.view, case.wire, has_width)
    if path:
        top = path[-1].source
        param = width_of(case.view.layers[top])
        for width in widths:
            tensor = changed(case.view, case.found, path, param, width)
            if tensor is not None and case.accepts({case.index: tensor}):
                step = set_param(case.graph, top, param, width)
                yield fix(setting_title(param, top, width), step)
                break
    yield from inserted(case, [option for width in widths[:1] for option in _between(case, width)])


def _widths(case: Case) -> list[int]:
    """The next larger and the next smaller number that can be shared out."""
    parts, got = case.mismatch.expected, case.mismatch.got
    if not isinstance(parts, int) or not isinstance(got, int) or parts < 2:
        return []
    if case.mismatch.code == "size":  # halves: the sizes on both sides of an odd one
        return [got + 1, got - 1]
    return [width for width in (-(-got // parts) * parts, got // parts * parts) if width]


def _between(case: Case, width: int) -> Iterator[Option]:
    rank = case.tensor.rank if case.tensor is not None else 0
    if case.mismatch.code == "channels" and rank in (3, 4, 5):
        title = trn(
            "Insert a {size} convolution to {count} channel",
            "Insert a {size} convolution to {count} channels",
            width,
            size=window(rank - 2),
        )
        yield title, [(f"Conv{rank - 2}d", {"out_channels": width, "kernel_size": 1})]
    else:
        yield linear_to(width), [("Linear", {"out_features": width})]
