"""Why: code that people wrote is read like a book: what it says is known, nothing of it is run."""

import ast
import builtins
import warnings
from collections.abc import Iterator
from typing import NoReturn

from designer.layers.code_params import CodeError, parameters, params_of, plain_value
from designer.layers.spec import CustomCode, Port
from designer.model import IN, OUT
from designer.text import tr
from designer.text.remembering import per_language

ALWAYS_THERE = {"torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional"}
"""Names that generated code has, and what they stand for."""
MODULES = frozenset({*ALWAYS_THERE, "math"})
BUILT_IN = frozenset(dir(builtins))
INDENT = "    "


@per_language(512)
def read_code(name: str, text: str) -> CustomCode:
    """The code of a layer: a class of this name, or one expression over what comes in.

    What cannot be used has its `fault`. The text is parsed, never run.
    """
    try:
        _need_visible(text)
        expression = _expression(text)
        if expression is not None:
            return _of_expression(name, text, expression)
        return _of_class(name, text, _parsed(text))
    except CodeError as error:
        return CustomCode(name, text, fault=str(error), line=error.line)


def class_in(text: str) -> str:
    """The name of the class that the text defines; "" for an expression and what is no Python."""
    try:
        tree = _parsed(text)
    except CodeError:
        return ""
    return next((part.name for part in tree.body if isinstance(part, ast.ClassDef)), "")


def _need_visible(text: str) -> None:
    """Text can be made to look like another; nobody should allow what they cannot see."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.replace("\t", " ").isprintable():
            raise CodeError(tr("there is a character that cannot be seen"), number)


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python dislikes is the person's affair
            return ast.parse(text)
    except SyntaxError as error:
        raise CodeError(error.msg, error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise CodeError(tr("this is no Python"), 1) from None


def _expression(text: str) -> ast.expr | None:
    """The one expression that the text is; None for a class and what is no Python."""
    tree = _parsed(text)
    match tree.body:
        case [ast.Expr(value=value)]:
            return value
        case []:
            raise CodeError(tr("nothing is written here yet"), 1)
    return None


def _of_expression(name: str, text: str, expression: ast.expr) -> CustomCode:
    variables = _variables(expression)
    if not variables:
        raise CodeError(tr("an expression computes with what comes in: write it over x"), 1)
    written = text.strip() if "\n" not in text.strip() else ast.unparse(expression)
    lines = (
        f"class {name}(nn.Module):",
        f"{INDENT}def forward(self, {', '.join(variables)}):",
        f"{INDENT * 2}return {written}",
    )
    try:
        made = _of_class(name, "\n".join(lines), _parsed("\n".join(lines)))
    except CodeError as error:  # at a line that the person has not written
        raise CodeError(str(error), 1) from None
    imports = ("import math",) if "math" in _names(expression) else ()
    return CustomCode(
        name,
        text,
        imports,
        lines,
        (1,) * len(lines),
        made.arguments,
        made.inputs,
        made.outputs,
        help=written,
    )


def _names(tree: ast.AST) -> list[str]:
    """The names that are read, in the order in which they stand."""
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    names.sort(key=lambda name: (name.lineno, name.col_offset))
    return list(dict.fromkeys(name.id for name in names))


def _variables(expression: ast.expr) -> list[str]:
    """What the expression computes with: names that nothing else explains, x first."""
    bound = {
        node.id
        for node in ast.walk(expression)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    bound |= {node.arg for node in ast.walk(expression) if isinstance(node, ast.arg)}
    known = bound | BUILT_IN | MODULES | {"self"}
    found = [name for name in _names(expression) if name not in known]
    return sorted(found, key=lambda name: name != "x")


def _of_class(name: str, text: str, tree: ast.Module) -> CustomCode:
    imports: list[str] = []
    taken: set[int] = set()
    found: ast.ClassDef | None = None
    for part in tree.body:
        if isinstance(part, ast.Import | ast.ImportFrom):
            imports += _import(part)
            taken |= set(range(part.lineno, (part.end_lineno or part.lineno) + 1))
        elif isinstance(part, ast.ClassDef) and found is None:
            found = part
        else:
            sentence = tr("there may be imports and one class: put this into the class")
            raise CodeError(sentence, part.lineno)
    if found is None:
        raise CodeError(tr("there is no class here"), 1)
    if found.name != name:
        raise CodeError(tr("the class must be called {name}", name=name), found.lineno)
    if not found.bases:
        sentence = tr("write class {name}(nn.Module), so that it is a layer", name=name)
        raise CodeError(sentence, found.lineno)
    numbers = _shown(text.split("\n"), taken)
    lines = text.split("\n")
    forward = _method(found, "forward")
    if forward is None:
        raise CodeError(tr("a layer needs a method forward(self, x)"), found.lineno)
    constructor = _method(found, "__init__")
    arguments, inputs = _inputs(forward)
    return CustomCode(
        name,
        text,
        tuple(imports),
        tuple(lines[number - 1].rstrip() for number in numbers),
        tuple(numbers),
        arguments,
        inputs,
        _outputs(forward),
        params_of(constructor) if constructor is not None else (),
        help=(ast.get_docstring(found) or "").partition("\n\n")[0].replace("\n", " "),
    )


def _import(part: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The import as it goes to the head of a file; none for what is there anyway."""
    module = part.module if isinstance(part, ast.ImportFrom) else None
    if module == "__future__" or (isinstance(part, ast.ImportFrom) and part.level):
        _refuse_import(part)
    for alias in part.names:
        whole = f"{module}." if module else ""
        bound = alias.asname or (alias.name if whole else alias.name.partition(".")[0])
        meant = whole + (alias.name if alias.asname or whole else bound)
        if bound == "*" or ALWAYS_THERE.get(bound, meant) != meant:
            _refuse_import(part)
        if bound not in ALWAYS_THERE:
            alone = ast.ImportFrom(module, [alias], 0) if whole else ast.Import([alias])
            yield ast.unparse(alone)


def imported(code: CustomCode) -> list[str]:
    """The names that the imports of the code bind, each import one."""
    return [text.split()[-1].partition(".")[0] for text in code.imports]


def _refuse_import(part: ast.Import | ast.ImportFrom) -> NoReturn:
    raise CodeError(tr("“{text}” is not possible here", text=ast.unparse(part)), part.lineno)


def _shown(lines: list[str], taken: set[int]) -> list[int]:
    """The numbers of the lines that stay: all but imports and what is empty around the class."""
    numbers = [number for number in range(1, len(lines) + 1) if number not in taken]
    while numbers and not lines[numbers[0] - 1].strip():
        numbers.pop(0)
    while numbers and not lines[numbers[-1] - 1].strip():
        numbers.pop()
    return numbers


def _method(found: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    methods = [part for part in found.body if isinstance(part, ast.FunctionDef)]
    return next((method for method in methods if method.name == name), None)


def _inputs(forward: ast.FunctionDef) -> tuple[tuple[tuple[str, bool], ...], tuple[Port, ...]]:
    """The arguments of `forward` that are inputs: those without a default, or with None."""
    star = forward.args.vararg or forward.args.kwarg
    if star is not None:
        sentence = tr("forward takes its inputs one by one: name each of them")
        raise CodeError(sentence, star.lineno)
    rows = [
        (arg.arg, keyword, default is not None)
        for arg, default, keyword in parameters(forward)
        if default is None or plain_value(default) is None
    ]
    arguments = tuple((name, keyword) for name, keyword, _ in rows)
    if len(rows) == 1:
        return arguments, (Port(IN, help=rows[0][0], optional=rows[0][2]),)
    return arguments, tuple(Port(name, optional=optional) for name, _, optional in rows)


def _outputs(forward: ast.FunctionDef) -> tuple[Port, ...]:
    """One output, or as many as the tuple has that every `return` gives."""
    given = [node.value for node in _returns(forward)]
    tuples = [value.elts for value in given if isinstance(value, ast.Tuple)]
    sizes = {len(parts) for parts in tuples}
    if not tuples or len(tuples) != len(given) or len(sizes) != 1 or sizes <= {0, 1}:
        return (Port(OUT),)
    names = [part.id if isinstance(part, ast.Name) else "" for part in tuples[-1]]
    if "" in names or len(set(names)) != len(names):
        names = [f"{OUT}{number}" for number in range(1, len(names) + 1)]
    return tuple(map(Port, names))


def _returns(forward: ast.FunctionDef) -> Iterator[ast.Return]:
    """The `return`s of a method, not those of functions inside it."""
    waiting: list[ast.AST] = list(forward.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Return):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            waiting = [*ast.iter_child_nodes(node), *waiting]
