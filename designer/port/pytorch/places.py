"""Why: where a step stands in a sequence is learned, and people write that in several ways.

`x + self.position[:, :t]`, `x + self.position(torch.arange(t))`: both are a LearnedPosition.
"""

from typing import Any

from designer.layers import LAYERS
from designer.model import OUT
from designer.port.pytorch.makers import arguments
from designer.port.pytorch.matching import Reading
from designer.port.pytorch.operators import WHOLE, spelled
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.tables import is_table, is_waves, table
from designer.port.pytorch.values import Made, Op, Ref, is_dataless, is_tensor, plain

FULL = spelled(WHOLE)
AROUND = frozenset({"unsqueeze", "expand", "to", "long", "[]"})
"""What is done to the numbers of places, so that they fit a batch."""
KEEPING = frozenset({"Embedding", "Dropout", "Scale", "LayerNorm", "Linear", "Cast"})
"""Layers behind which a sequence has as many steps as before."""


Place = tuple[Made, tuple[dict[str, Any], dict[str, Any]], Any]
"""What is learned; its parameters, and those that follow from what comes in; how many steps."""


def added(sheet: Sheet, op: Op, hint: str) -> Any:
    """Draw the sum of a sequence and of what is learned for its places; None for other sums."""
    if len(op.args) != 2:
        return None
    for x, place in (op.args, op.args[::-1]):
        if not is_tensor(x) or is_dataless(x):
            continue
        steps = _steps_of_waves(place)
        if steps and _as_long(sheet, x, steps):
            reading = Reading(LAYERS["PositionalEncoding"], {}, {"in": x}, OUT)
            return sheet.draw(reading, hint)
        found = _place(place)
        if found is None:
            continue
        made, (values, said), steps = found
        if steps is None or _as_long(sheet, x, steps):
            if id(made) in sheet.modules:
                return None
            layer = LAYERS["LearnedPosition"]
            return sheet.draw(Reading(layer, values, {"in": x}, OUT, made, said), hint)
    return None


def _steps_of_waves(value: Any) -> Any:
    """How many places have waves of their own: `self.pe[:, :x.size(1)]`; None for other values."""
    if isinstance(value, Op) and value.name == "detach":
        value = value.args[0]
    if is_table(value):
        return is_waves(value) or None
    if not isinstance(value, Op) or value.name != "[]" or not is_table(value.args[0]):
        return None
    *before, last = value.args[1:]
    first_ones = all(part in (FULL, 0) for part in before) and isinstance(last, tuple)
    return last[2] if first_ones and not (last[1] or last[3]) and _are_waves(value) else None


def _are_waves(value: Op) -> bool:
    """True where what is in front of the places is one axis, or none."""
    found = table(value.args[0])
    axes = len(value.args) - 2
    return found is not None and found.dim() == axes + 2 and bool(is_waves(value.args[0]))


def _place(value: Any) -> Place | None:
    """What is learned for places, where a value is that; of no number of steps for all of them."""
    if not isinstance(value, Op) or not value.args:
        return None
    made = value.args[0]
    if value.name == "()" and isinstance(made, Made) and made.name == "torch.nn.Embedding":
        count = _counted(value.args[1]) if len(value.args) == 2 else None
        given = arguments(made)
        if count is None or given.get("max_norm") is not None:
            return None
        sizes = given.get("num_embeddings"), given.get("embedding_dim")
        said = {"steps": sizes[0], "features": sizes[1]}
        return made, ({"std": 1.0}, said), count
    if value.name == "[]" and isinstance(made, Made) and len(value.args) == 3:
        return _of_slice(made, *value.args[1:])
    return None


def _of_slice(made: Made, first: Any, second: Any) -> Place | None:
    from designer.port.pytorch.makers import layers_of

    if first != FULL or not isinstance(second, tuple) or second[1] or second[3]:
        return None
    for layer, values, said in layers_of(made):
        if layer.type == "LearnedPosition":
            return made, (values, said), second[2]
    return None


def _counted(value: Any) -> Any:
    """How far `torch.arange` counts, from 0 on; None for anything else."""
    while isinstance(value, Op | Made) and value.name.lstrip(".") in AROUND:
        if value.name.lstrip(".") in ("unsqueeze", "[]") and not _is_front(value):
            return None
        value = value.args[0]
    name = value.name if isinstance(value, Op | Made) else ""
    named = dict(value.named) if isinstance(value, Op | Made) else {}
    if name not in ("arange", "torch.arange") or set(named) - {"device", "dtype"}:
        return None
    args = [plain(part) for part in value.args]
    if len(args) == 2 and args[0] == 0:
        return args[1]
    return args[0] if len(args) == 1 else None


def _is_front(op: Op | Made) -> bool:
    """True when the new axis is the first one: that of the batch."""
    named = op.named.values() if isinstance(op, Made) else [part for _, part in op.named]
    rest = (*op.args[1:], *named)
    new = rest[0] == 0 if op.name.endswith("unsqueeze") else rest[0] is None
    return new and all(part == FULL for part in rest[1:])


def _as_long(sheet: Sheet, x: Any, steps: Any) -> bool:
    """True when a sequence has so many steps."""
    ref = sheet.wired(x)
    if isinstance(steps, Op) and steps.name == "size" and steps.args[1] == 1:
        if _leads(sheet, steps.args[0], ref):
            return True
        steps = sheet.length(steps)
    return bool(sheet.length(Op("size", (ref, 1))) == plain(steps))


def _leads(sheet: Sheet, start: Any, end: Ref) -> bool:
    """True when one value becomes the other, and only layers are between that keep its steps."""
    drawing, name = sheet.project.graphs[sheet.graph], end.node
    while isinstance(start, Ref) and name != start.node:
        before = [wire.source for wire in drawing.incoming(name)]
        if len(before) != 1 or drawing.nodes[name].type not in KEEPING:
            return False
        name = before[0]
    return isinstance(start, Ref)
