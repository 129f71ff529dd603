"""Why: from the text of a file to a project: its network, the drawing, and what is to be said."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from designer import edit
from designer.edit import EditError
from designer.edit.grouping import tips
from designer.layers.blocks import INPUT, OUTPUT, contained
from designer.layers.tensor import image_text
from designer.model import MAIN, OUT, Project
from designer.port.errors import PortError, Puzzled
from designer.port.imported import Imported
from designer.port.pytorch.blocks import leave, legal, settle_defaults
from designer.port.pytorch.finding import Network, network
from designer.port.pytorch.module import fill
from designer.port.pytorch.others import chained
from designer.port.pytorch.parts import say_frozen, say_start
from designer.port.pytorch.samples import Sample, samples
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.sizes import complaints, settle
from designer.port.pytorch.statements import bound, run
from designer.port.pytorch.text import Text, parsed
from designer.port.pytorch.training import take_over
from designer.port.pytorch.values import Chain, Function, Instance, Op, Ref, Unreadable
from designer.port.pytorch.world import World
from designer.text import tr


def read(path: Path) -> Imported:
    """The network of a Python file. Raises PortError and OSError; nothing of the file is run."""
    text = parsed(path)
    world = World(text=text.text)
    try:
        return _read(text, world)
    except Unreadable as error:
        line = error.line or world.line
        source = text.text.splitlines()[line - 1].strip() if line else ""
        raise PortError(
            tr(
                "Line {line}, “{source}”: {why}. Write it in another way, or take it out.",
                line=line,
                source=source,
                why=error.why,
            )
        ) from None
    except EditError as error:
        raise PortError(str(error)) from None
    except RecursionError:
        sentence = tr("'{file}' is nested too deeply to be read.", file=text.name)
        raise PortError(sentence) from None
    except PortError:
        raise
    except Exception as error:
        raise Puzzled(world.line) from error


def _read(text: Text, world: World) -> Imported:
    fill(text.tree, world)
    found = network(text, world)
    told = samples(text, found, world)
    project = Project.new(_title(text, found))
    sheet = Sheet(project, world)
    sheet.told = bool(told)
    sheet.settle = lambda _: _know(sheet, told)
    world.force, world.length, world.phrase = sheet.force, sheet.length, sheet.phrase
    with project.transaction(tr("Import")):
        try:
            world.drawing, world.inside = True, found.module
            leave(sheet, _forward(sheet, found))
        except Unreadable as error:
            _leave_half(sheet, error)
        _forget_unused(project)
        settle_defaults(project, world)
        _know(sheet, told)
        _say_sizes(sheet)
        _say_weights(text, world)
        take_over(project, text, world)
    return Imported(project, tuple(world.remarks))


def _forget_unused(project: Project) -> None:
    """Take away definitions of what could not be drawn in the end."""
    used = contained(project, MAIN)
    for name in [name for name in project.graphs if name != MAIN and name not in used]:
        edit.remove_block(project, name)


def _leave_half(sheet: Sheet, error: Unreadable) -> None:
    """Keep what is drawn so far, and say where it ends. Raises the error where there is nothing."""
    nodes = sheet.project.main.nodes
    drawn = {name for name, node in nodes.items() if node.type not in (INPUT, OUTPUT)}
    if not drawn:
        raise error
    line = error.line or sheet.world.line
    sheet.world.remark(
        tr(
            "The drawing ends at line {line}, “{source}”: {why}. Draw the rest by hand.",
            line=line,
            source=sheet.world.text.splitlines()[line - 1].strip(),
            why=error.why,
        )
    )
    if not any(node.type == OUTPUT for node in nodes.values()):
        for name, port in tips(sheet.project, sheet.graph, drawn)[-1:]:
            end = edit.add(sheet.project, OUTPUT, "output")
            edit.connect(sheet.project, name, end, port)


def _title(text: Text, found: Network) -> str:
    """What the file calls itself in one short line, else the name of the class."""
    words = (ast.get_docstring(text.tree) or "").strip()
    if words.endswith(".") and len(words) <= 40 and "\n" not in words:
        from designer.compile.names import class_name

        if class_name(words[:-1]) == found.name:
            return words[:-1]
    return found.name


def _forward(sheet: Sheet, found: Network) -> Any:
    """Follow the network's `forward`, from an Input for each of its arguments."""
    module = found.module
    own = module.chain if isinstance(module, Instance) else None
    if isinstance(module, Chain) or (own is not None and module.of.method("forward") is None):
        name = edit.add(sheet.project, INPUT, "input")
        chain = module if isinstance(module, Chain) else own
        assert chain is not None
        return chained(sheet, chain, Op("()", (chain, Ref(name, OUT))))
    method = module.of.method("forward")
    if method is None:
        sentence = tr("the class {name} has no forward", name=found.name)
        raise Unreadable(sentence, module.of.node.lineno)
    args = method.args
    needed = [arg.arg for arg in args.args[1 : len(args.args) - len(args.defaults)]]
    values: dict[str, Any] = {}
    for name in needed:
        port = edit.add(sheet.project, INPUT, legal(name, sheet.project.main.nodes))
        values[name] = Ref(port, OUT)
    given = bound(args, [module], values, {}, sheet.world)
    given.pop(args.args[0].arg)
    from designer.port.pytorch.attributes import owner_of

    function = Function(method, {}, None, owner_of(module.of, method))
    return run(function, [], {args.args[0].arg: module, **given}, sheet.world)


def _know(sheet: Sheet, told: list[Sample]) -> None:
    """Settle how large the input is; once it was a guess, it stays one."""
    sheet.guessed = settle(sheet, told) or sheet.guessed


def _say_weights(text: Text, world: World) -> None:
    """Tell what is not taken over of weights: how they begin, and that they are not trained."""
    rows = [node for node in ast.walk(text.tree) if isinstance(node, ast.stmt)]
    said: set[Any] = set()
    for node in sorted(rows, key=lambda node: node.lineno):
        say = _told(node)
        if say is not None and say not in said:
            said.add(say)
            say(world, node.lineno)


BEGINS = re.compile(r".*init\..*_|.*\.(weight|bias)(\.data)?\.\w*[a-z]_")


def _told(node: ast.stmt) -> Callable[[World, int], None] | None:
    """What is to be said of a statement that is about weights."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = ast.unparse(node.value.func)
        begins = BEGINS.fullmatch(called) and not called.startswith("super")
        return say_start if begins and not called.endswith("requires_grad_") else None
    if isinstance(node, ast.For) and "parameters()" in ast.unparse(node.iter):
        froze = any("requires_grad = False" in ast.unparse(part) for part in node.body)
        return say_frozen if froze else None
    return None


def _say_sizes(sheet: Sheet) -> None:
    """Tell what was taken for the size of the input, and where it does not fit."""
    wrong = list(complaints(sheet))
    for sentence in wrong[:5]:
        sheet.world.remark(sentence)
    if sheet.guessed:
        nodes = sheet.project.main.nodes
        shapes: list[Any] = [nodes[name].params.get("shape") or () for name in sheet.inputs()]
        text = ", ".join(image_text(shape) for shape in shapes)
        sheet.world.remark(
            tr(
                "The file does not say how large a sample is: {shape} is taken. "
                "Change it at the Input, if that is another.",
                shape=text,
            )
        )
