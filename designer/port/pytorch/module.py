"""Why: a file is more than its network: what it imports, its constants, its classes, its calls."""

import ast
from collections.abc import Iterator

from designer.port.pytorch.imports import imported
from designer.port.pytorch.statements import execute
from designer.port.pytorch.values import Class, Function, Unreadable
from designer.port.pytorch.world import World

MODULE = "torch.nn.Module"
KNOWN = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.For)


def fill(tree: ast.Module, world: World) -> None:
    """Learn the names of a file, as far as the text alone tells what they are."""
    world.options |= dict(_options(tree))
    for statement in tree.body:
        _learn(statement, world)


def _options(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """The options that argparse is told of, by the name that they have in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".add_argument"):
            names = [part.value for part in node.args if isinstance(part, ast.Constant)]
            default = [word.value for word in node.keywords if word.arg == "default"]
            for name in names:
                if default and isinstance(default[0], ast.Constant):
                    yield str(name).lstrip("-").replace("-", "_"), default[0].value


def _learn(statement: ast.stmt, world: World) -> None:
    match statement:
        case ast.Import() | ast.ImportFrom():
            world.names |= dict(imported(statement))
        case ast.ClassDef():
            bases = tuple(_base(node, world) for node in statement.bases)
            world.names[statement.name] = Class(statement, bases)
        case ast.FunctionDef():
            world.names[statement.name] = Function(statement, {})
        case ast.Try():
            for inner in statement.body:
                _learn(inner, world)
        case ast.If() if _is_main(statement):
            pass  # what is done when the file is run; `finding` looks at it
        case _ if isinstance(statement, KNOWN):
            try:
                execute([statement], world.names, world)
            except (Unreadable, RecursionError):
                return  # it is said where it is needed


def _is_main(statement: ast.If) -> bool:
    return "__main__" in ast.unparse(statement.test)


def _base(node: ast.expr, world: World) -> object:
    from designer.port.pytorch.expressions import evaluate

    try:
        return evaluate(node, {}, world)
    except Unreadable:
        return None


def modules_of(world: World) -> list[Class]:
    """The classes of the file that are networks, or parts of one."""
    classes = [value for value in world.names.values() if isinstance(value, Class)]
    return [found for found in classes if found.root.startswith("torch.nn.")]
