"""Why: values are written into an exported script in one way."""

from typing import Any

WIDTH = 88  # of a line, as formatters have it


def arguments(params: dict[str, Any]) -> str:
    """Keyword arguments as code, each after a comma."""
    return "".join(f", {name}={value!r}" for name, value in params.items())


def folded(line: str, indent: int = 4) -> list[str]:
    """A line `name = call(…)` or `name = […]`, in three lines where it is too long for one."""
    if len(line) + indent <= WIDTH:
        return [line]
    opening = {")": "(", "]": "[", "}": "{"}[line[-1]]
    head, inside = line[:-1].split(opening, 1)
    return [head + opening, f"    {inside}", line[-1]]
