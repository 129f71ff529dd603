"""Why: the rooms of the house and who may enter which; newcomers learn them from what fails here.

A diagram is data; everything else reads it. A room knows the rooms below it and never those above.
"""

import ast
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "designer"
FILES = sorted(HOUSE.rglob("*.py"))

ROOMS_FROM_THE_TOP = {
    "app": "puts the rooms together into a program: commands, settings, paths",
    "ui": "shows a document and turns mouse and keys into edits",
    "runs": "starts, watches and stops a training",
    "port": "writes code and model files, and reads networks of other programs",
    "compile": "turns a drawing into source, and that source into a module",
    "check": "finds what is wrong with a drawing, and offers repairs",
    "store": "reads and writes the project file",
    "gallery": "draws the templates",
    "edit": "holds what a user can do, as functions with undo",
    "layers": "declares every layer, loss, optimizer and schedule",
    "model": "is the drawing: plain data that tells what changed",
    "train": "runs the loop; it gets source and a spec and never sees a drawing",
    "data": "loads, splits and prepares samples",
    "protocol": "is what crosses the border of a process",
    "text": "is how every sentence is translated",
}
ROOMS_WITH_QT = {"app", "ui"}
ROOMS_THAT_ARE_TORCH = {"train"}  # nothing imports it before a training begins
ROOMS_WITHOUT_TORCH = {"ui", "store", "gallery", "edit", "layers", "model", "protocol", "text"}
ROOM_THAT_MAY_EXEC = "compile"  # source that it has written itself

READS_OBJECTS = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
READS_OBJECTS_TOO = {"read_pickle", "to_pickle"}
LIGHT = ("model", "layers", "edit", "gallery", "store", "check", "protocol", "ui.document")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_these_are_the_rooms_and_there_are_no_others() -> None:
    there = {room(path) for path in FILES} - {"__init__", "__main__"}
    assert there == set(ROOMS_FROM_THE_TOP)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    assert held == list(ROOMS_FROM_THE_TOP), "the contract lists the rooms in another order"


def test_a_room_imports_only_rooms_below_it() -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_qt_stays_in_the_window() -> None:
    for path in FILES:
        if room(path) not in ROOMS_WITH_QT:
            found = imported(ast.walk(tree(path))) & {"PySide6", "shiboken6", "pyqtgraph"}
            assert not found, path


def test_torch_is_loaded_when_it_is_used() -> None:
    for path in FILES:
        if room(path) not in ROOMS_THAT_ARE_TORCH:
            assert "torch" not in imported(at_import(tree(path))), f"inside functions: {path}"
        if room(path) in ROOMS_WITHOUT_TORCH:
            assert "torch" not in imported(ast.walk(tree(path))), path


@pytest.mark.parametrize("name", LIGHT)
def test_a_drawing_works_without_torch(name: str) -> None:
    code = f"import sys, designer.{name}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_reading_a_file_never_runs_it() -> None:
    for path in FILES:
        assert not imported(ast.walk(tree(path))) & READS_OBJECTS, path
        for call in calls(path):
            assert called(call) not in READS_OBJECTS_TOO, path
            assert not trusts_its_input(call), f"{path}: {ast.unparse(call)}"


def test_only_the_compiler_executes_text() -> None:
    for path in FILES:
        names = [called(call) for call in calls(path) if isinstance(call.func, ast.Name)]
        assert not {"eval", "__import__"} & set(names), path
        if "exec" in names:
            assert room(path) == ROOM_THAT_MAY_EXEC, path
            assert executing_files() == [path], "exec has one place"


def test_files_stay_small() -> None:
    longest_last = sorted((line_count(path), str(path.relative_to(ROOT))) for path in FILES)
    assert statistics.median(count for count, _ in longest_last) <= 120
    assert percentile_95(longest_last)[0] <= 400
    assert longest_last[-1][0] <= 500, longest_last[-1]


def test_functions_stay_short() -> None:
    longest_last = sorted(
        (length(node), f"{path.relative_to(ROOT)}:{node.name}")
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, Function)
    )
    assert percentile_95(longest_last)[0] <= 30
    assert longest_last[-1][0] <= 60, longest_last[-1]


def test_classes_stay_graspable() -> None:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, Function)]
                assert length(node) <= 300, f"{node.name} has {length(node)} lines"
                assert len(methods) <= 25, f"{node.name} has {len(methods)} methods"


def test_a_module_says_why_it_exists() -> None:
    assert not [path for path in FILES if not ast.get_docstring(tree(path))]


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(nodes: Iterator[ast.AST]) -> set[str]:
    """The packages that these nodes import."""
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def at_import(module: ast.Module) -> Iterator[ast.AST]:
    """What runs when the module is imported: not what lies inside functions."""
    stack: list[ast.AST] = list(module.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        if not isinstance(node, Function | ast.Lambda):
            stack.extend(ast.iter_child_nodes(node))


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """The last word of what is called: "load" of `torch.load(…)`."""
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def trusts_its_input(call: ast.Call) -> bool:
    """torch.load and numpy.load run what a file says unless they are told not to."""
    told = {word.arg: ast.unparse(word.value) for word in call.keywords}
    if ast.unparse(call.func) == "torch.load":
        return told.get("weights_only") != "True"
    return told.get("allow_pickle", "False") != "False"


@cache
def executing_files() -> list[Path]:
    return [p for p in FILES if any(ast.unparse(call.func) == "exec" for call in calls(p))]


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def percentile_95(rows: list[tuple[int, str]]) -> tuple[int, str]:
    return rows[int(0.95 * (len(rows) - 1))]
