"""Why: no one number is right for layers that differ: each goes up by as much, or is doubled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from designer.layers import Param
from designer.ui.values import Number, arithmetic, read

KINDS = ("int", "float", "sizes")
WRITTEN = re.compile(r"\s*([+*/×-])\s*(.+)")


@dataclass(frozen=True)
class Relative:
    """What happens to each of several numbers: a sign of arithmetic, and by how much."""

    sign: str
    by: Number

    def values(self, param: Param, present: Mapping[str, Any]) -> dict[str, Any]:
        """The value of each, kept within what the parameter allows.

        Raises ValueError with a sentence, such as for half of an odd number.
        """
        return {name: self._applied(param, value) for name, value in present.items()}

    def _applied(self, param: Param, value: Number) -> Any:
        number = arithmetic(f"({value}) {self.sign} ({self.by})")
        if param.minimum is not None:
            number = max(number, param.minimum)
        if param.maximum is not None:
            number = min(number, param.maximum)
        return read(param, f"{number:g}" if number == int(number) else repr(number))


def read_relative(param: Param, text: str) -> Relative | None:
    """ "+8", "*2" or "/2"; "-8" only where a number below 0 cannot be meant. None for others.

    Raises ValueError with a sentence for what does not go on with a number.
    """
    found = WRITTEN.fullmatch(text)
    if found is None or param.kind not in KINDS:
        return None
    sign, number = found[1].replace("×", "*"), arithmetic(found[2])
    if sign == "-" and (param.minimum is None or param.minimum < 0):
        return None
    return Relative(sign, number)


def are_numbers(param: Param, values: list[Any]) -> bool:
    """True when arithmetic can be done with all of these values of a parameter."""
    return param.kind in KINDS and all(
        isinstance(value, (int, float)) and not isinstance(value, bool) for value in values
    )
