"""Why: values are written into an exported script in one way."""

from typing import Any


def arguments(params: dict[str, Any]) -> str:
    """Keyword arguments as code, each after a comma."""
    return "".join(f", {name}={value!r}" for name, value in params.items())
