"""Why: the rooms of the house and who may enter which; a newcomer learns them from what fails here."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "designer"
FILES = sorted(HOUSE.rglob("*.py"))
TORCH_ROOMS = {"train"}
TORCH_FREE = ("model", "layers", "edit", "gallery", "store", "check", "protocol", "ui.document")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(nodes: Iterator[ast.AST]) -> set[str]:
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def at_import(module: ast.Module) -> Iterator[ast.AST]:
    """Everything that runs when the module is imported: not what lies inside functions."""
    stack: list[ast.AST] = list(module.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        if not isinstance(node, Function | ast.Lambda):
            stack.extend(ast.iter_child_nodes(node))


def test_a_room_imports_only_rooms_below_it() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_qt_stays_in_ui_and_app_and_torch_is_imported_when_used(path: Path) -> None:
    module = tree(path)
    everywhere = imported(ast.walk(module))
    if room(path) not in ("ui", "app"):
        assert not everywhere & {"PySide6", "pyqtgraph", "shiboken6"}
    if room(path) not in TORCH_ROOMS:
        assert "torch" not in imported(at_import(module)), "import torch inside the function"
    if room(path) in ("model", "layers", "edit", "store", "gallery", "protocol", "ui"):
        assert "torch" not in everywhere


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_file_runs_what_it_reads(path: Path) -> None:
    module = tree(path)
    assert not imported(ast.walk(module)) & {"pickle", "marshal", "shelve", "dill", "joblib"}
    called = {
        node.func.id
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "eval" not in called
    if "exec" in called:
        assert room(path) == "compile", "exec has one place: the compiler, on its own source"


def test_exec_has_one_place() -> None:
    places = [
        path
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "exec"
    ]
    assert len(places) <= 1, places


@pytest.mark.parametrize("name", TORCH_FREE)
def test_a_drawing_works_without_torch(name: str) -> None:
    code = f"import sys, designer.{name}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_files_stay_small() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES)
    longest = max(FILES, key=lambda p: len(p.read_text(encoding="utf-8").splitlines()))
    assert statistics.median(lengths) <= 120
    assert lengths[int(0.95 * (len(lengths) - 1))] <= 400
    assert lengths[-1] <= 500, longest


def test_functions_stay_short() -> None:
    lengths = sorted(
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, Function) and node.end_lineno
    )
    assert lengths[int(0.95 * (len(lengths) - 1))][0] <= 30
    assert lengths[-1][0] <= 60, lengths[-1]


def test_classes_stay_graspable() -> None:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and node.end_lineno:
                methods = [n for n in node.body if isinstance(n, Function)]
                where = f"{path.relative_to(ROOT)}:{node.name}"
                assert node.end_lineno - node.lineno + 1 <= 300, where
                assert len(methods) <= 25, f"{where} has {len(methods)} methods"


def test_every_module_says_why_it_exists() -> None:
    for path in FILES:
        assert ast.get_docstring(tree(path)), path
