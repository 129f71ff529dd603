"""Why: what a file imports has the name there under which everybody knows it."""

import ast
from collections.abc import Iterator

from designer.port.pytorch.values import Named


def imported(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Named]]:
    """The names that an import binds."""
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom):
            name = f"{statement.module or ''}.{alias.name}"
            yield alias.asname or alias.name, Named(_settled(name))
        elif alias.asname:
            yield alias.asname, Named(_settled(alias.name))
        else:
            first = alias.name.partition(".")[0]
            yield first, Named(first)


def _settled(name: str) -> str:
    """The name under which everybody knows it: of `torch.nn.modules.conv` it is `torch.nn`."""
    if name.startswith("torch.nn.modules."):
        return f"torch.nn.{name.rpartition('.')[2]}"
    return {"typing.OrderedDict": "collections.OrderedDict"}.get(name, name)
