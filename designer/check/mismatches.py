"""Why: a layer that cannot take what comes in says so in one sentence, with its repairs."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.layout_rules import explains
from designer.check.repairs.case import Case
from designer.check.repairs.table import repairs
from designer.check.report import Problem
from designer.check.structure import MANY
from designer.check.view import View
from designer.layers.custom import BROKEN, NOT_ALLOWED
from designer.text import tr

CODES = {"param": "bad-param"}  # a layer's word for it, where a report has another
NO_REPAIR = ("inside", BROKEN, NOT_ALLOWED)  # somebody has to look at it


def mismatches(view: View, found: Flow) -> Iterator[Problem]:
    """Every layer can take what comes in."""
    for number, (name, mismatch) in enumerate(found.mismatches.items()):
        if explains(view, found, name) or mismatch.code == NOT_ALLOWED:
            continue  # it is said already
        case = Case(view, found, name, slot_index(view, name, mismatch.port), mismatch)
        code = CODES.get(mismatch.code, mismatch.code)
        port = case.slot.port if case.slot is not None and code != "bad-param" else ""
        message = tr("{name} {complaint}.", name=name, complaint=mismatch.message.rstrip("."))
        fixes = repairs(case) if number < MANY and code not in NO_REPAIR else ()
        yield Problem(view.graph, name, port, code, message, fixes, line=mismatch.line)


def slot_index(view: View, name: str, port: str) -> int:
    """Which input a mismatch means: layers count the wires of a variadic port from 1."""
    slots = view.inputs[name].slots
    declared = view.layers[name].inputs
    if declared and declared[0].variadic:
        number = port.removeprefix(declared[0].name)
        return min(int(number), len(slots)) - 1 if number.isdecimal() else 0
    names = [slot.port for slot in slots]
    return names.index(port) if port in names else 0
