"""Why: the source that was written becomes a module, and its errors point at nodes.

The one `exec` of the program is here. It is given text that `designer.compile` wrote, or that
a run folder keeps of it. Code of a project file is in it only where a person has allowed that
very code: `emit` writes no other.
"""

import hashlib
import linecache
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, slots=True)
class Loaded:
    """A class made from generated source. `filename` is what tracebacks call the source."""

    filename: str
    lines: Mapping[int, str]
    cls: Any

    def make(self) -> "nn.Module":
        """A new module, with weights drawn from torch's global generator as usual."""
        module: nn.Module = self.cls()
        return module

    def locate(self, exception: BaseException) -> str:
        """The node whose line raised; "" when the exception passed no line of this source."""
        for error in _chain(exception):
            found = ""
            for filename, number in _frames(error.__traceback__):
                if filename == self.filename and not found:
                    found = self.lines.get(number, found)
            if found:
                return found
        return ""


def load(text: str, class_name: str, lines: Mapping[int, str]) -> Loaded:
    """Define the class of generated source.

    The pseudo-filename is known to `linecache`, so that tracebacks show the source; it is
    derived from the text, so that the same text is kept once. Raises SyntaxError and what the
    text itself raises.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    filename = f"<designer {class_name} {digest}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": f"designer_{class_name}"}
    exec(compile(text, filename, "exec", dont_inherit=True), namespace)  # noqa: S102
    return Loaded(filename, dict(lines), namespace[class_name])


def _chain(exception: BaseException) -> Iterator[BaseException]:
    """The exception, then those that it came from."""
    seen: set[int] = set()
    error: BaseException | None = exception
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
