"""Why: code of a person's own has to be Python that makes a layer, and has to be allowed."""

from collections.abc import Iterator

from designer.check.flow import Flow
from designer.check.probing import is_allowed
from designer.check.report import Problem
from designer.check.view import View
from designer.layers import CustomCode
from designer.layers.custom import BROKEN, NOT_ALLOWED
from designer.text import tr


def written_code(view: View, _found: Flow) -> Iterator[Problem]:
    """The code of every custom layer can be read, and somebody has looked at it."""
    for name in view.marked("code"):
        layer = view.layers[name]
        if layer.code is None or layer.shares:
            continue
        if layer.code.fault:
            message = _fault(name, layer.code)
            yield Problem(view.graph, name, "", BROKEN, message, line=layer.code.line)
        elif not is_allowed(layer.code):
            message = tr(
                "{name} has code of its own that nobody has looked at here: open it and allow it.",
                name=name,
            )
            yield Problem(view.graph, name, "", NOT_ALLOWED, message)


def _fault(name: str, code: CustomCode) -> str:
    return tr(
        "{name} cannot be used, see line {line} of {code}: {sentence}.",
        name=name,
        line=code.line,
        code=code.name,
        sentence=code.fault.rstrip("."),
    )
