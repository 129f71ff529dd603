"""Why: code that came with a project runs when a person has looked at it, and not before.

Allowed is a text, known by its SHA-256: the same code in another project is allowed too, and a
change of one letter is another text. What is allowed is kept by whoever starts the program.
"""

import hashlib
from collections.abc import Callable, Iterable

from designer.check import probing
from designer.compile.probe import probe
from designer.layers.custom import TEMPLATE
from designer.model import Project

Keep = Callable[[frozenset[str]], None]
_keepers: list[Keep] = []


def allow(text: str) -> str:
    """Let this code run from now on; returns its digest.

    Raises what whoever keeps it raises; it is allowed in any case.
    """
    digest = digest_of(text)
    allow_digests([digest])
    for keep in _keepers:
        keep(allowed())
    return digest


def keep_allowed(keep: Keep) -> Callable[[], None]:
    """Tell `keep` of all that is allowed whenever more is. Returns the function that ends it."""
    _keepers.append(keep)
    return lambda: _keepers.remove(keep)


def allow_digests(digests: Iterable[str]) -> None:
    """Let code of these digests run, as it was allowed before."""
    for digest in digests:
        probing.allow(digest, probe)


def allow_ours(project: Project) -> None:
    """Let the code run that new custom layers begin with: nobody needs to look at that."""
    for name, text in project.codes.items():
        if text == TEMPLATE.format(name=name):
            allow_digests([digest_of(text)])


def runs_code(project: Project) -> bool:
    """True when checking this project runs code, which may take what time it likes."""
    return any(is_allowed(text) for text in project.codes.values())


def is_allowed(text: str) -> bool:
    """True when this very text may run."""
    return digest_of(text) in allowed()


def allowed() -> frozenset[str]:
    """The digests of all that may run."""
    return probing.allowed()


def digest_of(text: str) -> str:
    """What a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()
