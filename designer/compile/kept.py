"""Why: what `forward` computes with and only the constructor is told is kept: `self.heads`."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from designer.layers.write import Code


def attributes_of(parameters: Iterable[str], taken: Container[str]) -> dict[str, str]:
    """For each parameter of a class the attribute to keep it in; `taken` are those of layers."""
    return {name: f"{name}_" if name in taken else name for name in parameters}


def in_forward(values: Mapping[str, Any], attributes: Mapping[str, str]) -> dict[str, Any]:
    """The values as `forward` reads them: `heads` as `self.heads`."""
    return {name: _read(value, attributes) for name, value in values.items()}


def kept(statements: Iterable[str], attributes: Mapping[str, str]) -> list[tuple[str, str]]:
    """The parameters that these statements read, each with its attribute."""
    text = "\n".join(statements)
    return [pair for pair in attributes.items() if re.search(rf"\bself\.{pair[1]}\b", text)]


def _read(value: Any, attributes: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_read(part, attributes) for part in value)
    if not isinstance(value, Code):
        return value

    def attribute(match: re.Match[str]) -> str:
        name = match.group()
        return f"self.{attributes[name]}" if name in attributes else name

    return Code(re.sub(r"\b[^\W\d]\w*", attribute, value))
