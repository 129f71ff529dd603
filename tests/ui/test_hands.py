"""Why: what the pages docs/hands say that hands can do, they can: each row has a test that does it.

A test says which rows it holds with `@pytest.mark.hands(5, 6)`. Its events are real: mouse, wheel,
keys and drops as Qt delivers them, and no calls of what they lead to.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from designer.text.languages import set_language
from designer.ui.actions import table
from designer.ui.canvas.manual import KEPT_KEYS, gestures

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {"en": ROOT / "docs" / "hands.md", "zh": ROOT / "docs" / "hands.zh-CN.md"}
ROWS = range(1, 56)
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
CHIP = re.compile(r"`([^`]+)`")
WITHOUT_HANDS = {41}
"""What nobody does, but sees."""

SENDS = {"sendEvent", "keyClick", "keyClicks", "mouseClick", "mouseDClick", "mousePress"}
EACH_PAGE = pytest.mark.parametrize("language", PAGES)


def rows(language: str = "en") -> dict[int, tuple[str, list[str]]]:
    """Number → what it does, and the gestures and keys that do it."""
    found = ROW.findall(PAGES[language].read_text(encoding="utf-8"))
    repeated = [number for number, count in Counter(n for n, _, _ in found).items() if count > 1]
    assert not repeated, f"rows that stand there twice: {repeated}"
    return {int(number): (what, CHIP.findall(how)) for number, what, how in found}


@EACH_PAGE
def test_every_row_is_on_the_page(language: str) -> None:
    assert sorted(rows(language)) == list(ROWS)


@pytest.mark.parametrize("number", ROWS)
def test_a_row_is_held_by_a_test(number: int) -> None:
    assert marked().get(number), f"no test does with its hands: {rows()[number][0]}"


def test_the_tests_use_their_hands() -> None:
    idle = {
        test.name
        for number, tests in marked().items()
        for path, test in tests
        if number not in WITHOUT_HANDS and not has_hands(path, test)
    }
    assert not idle, "they call what the mouse and the keys should lead to"
    looks = ROOT / "tests/ui/canvas/test_canvas_wires.py"
    assert not any(has_hands(looks, test) for test in functions(looks).values())


@EACH_PAGE
def test_gestures_and_keys_are_those_of_the_program(language: str) -> None:
    set_language(language)
    try:
        on_canvas = {keys for wheel in ("zoom", "scroll") for _, _, keys in gestures(wheel)}
        of_canvas = {key for row in table() for key in row.canvas_keys}
        of_window = {key for row in table() for key in row.keys}
    finally:
        set_language("en")
    told = {chip for _, chips in rows(language).values() for chip in chips}
    assert told <= on_canvas | of_canvas | of_window | set(KEPT_KEYS)
    assert on_canvas | of_canvas <= told | {"Del", "F2"}


# What the tests are


@cache
def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a file of the tests, by name."""
    parsed = ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    return {node.name: node for node in parsed if isinstance(node, ast.FunctionDef)}


@cache
def helpers() -> dict[str, ast.FunctionDef]:
    """What tests take from each other, and what a `Hands` can do."""
    window = (
        "conftest.py",
        "comparing.py",
        "test_window_documents.py",
        "test_window_dropping.py",
        "test_window_rightclick.py",
    )
    files = ("canvas/hands.py", *(f"window/{file}" for file in window))
    found = [functions(ROOT / "tests" / "ui" / file) for file in files]
    return {name: function for each in found for name, function in each.items()}


@cache
def marked() -> dict[int, list[tuple[Path, ast.FunctionDef]]]:
    """Row → the tests that hold it."""
    found: dict[int, list[tuple[Path, ast.FunctionDef]]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for function in functions(path).values():
            for number in numbers(function):
                assert number in ROWS, f"{function.name}: there is no row {number}"
                found[number].append((path, function))
    return found


def numbers(function: ast.FunctionDef) -> Iterator[int]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.hands":
            yield from (ast.literal_eval(argument) for argument in decorator.args)


def has_hands(path: Path, function: ast.FunctionDef) -> bool:
    """True when it sends events, itself or by the helpers that it calls."""
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        calls = [node for node in ast.walk(waiting.pop()) if isinstance(node, ast.Call)]
        for name in {ast.unparse(call.func).rsplit(".", 1)[-1] for call in calls} - seen:
            if name in SENDS:
                return True
            seen.add(name)
            helper = functions(path).get(name, helpers().get(name))
            waiting += [helper] if helper is not None else []
    return False
