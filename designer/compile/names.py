"""Why: the title of a project becomes the name of its class, always in the same way."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Container

TAKEN = frozenset({"F", "Nn", "Torch", "Module"}) | frozenset(dir(builtins))
"""Names that a file with the class needs for something else."""


def class_name(title: str, taken: Container[str] = ()) -> str:
    """A legal CamelCase class name: "LeNet-5" gives LeNet5; "Network" when nothing is left.

    `taken` are those of the blocks.
    """
    name = _class_name(title)
    while name in taken:
        name += "Net"
    return name


def _class_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=\d)\s*×\s*(?=\d)", "x", title))
    words = re.findall(r"[A-Za-z0-9]+", plain.encode("ascii", "ignore").decode())
    name = "".join(word[0].upper() + word[1:] for word in words)
    if not name or name.isdigit():
        return f"Network{name}"
    if name[0].isdigit():
        name = f"Net{name}"
    return f"{name}Net" if name in TAKEN or keyword.iskeyword(name) else name
