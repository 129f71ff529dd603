"""Why: whoever adds a sentence hears at once which languages lack it, and how to add it."""

import ast
import json
import string
from functools import cache
from pathlib import Path

import pytest

from designer.text.languages import LANGUAGES
from scripts.messages import (
    CATALOGS,
    LOOKED_UP,
    arguments,
    calls,
    literal,
    messages,
    read,
    unlike,
    write,
)

PATHS = sorted(CATALOGS.glob("*.json"))
HOW = (
    "\nRun `python scripts/messages.py --update`: it gives every new sentence an empty line in "
    "resources/translations/ and takes out those that are gone. Fill in what is empty."
)
CATALOG = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@cache
def known() -> dict[str, str]:
    return messages()


def test_every_language_but_english_has_a_catalog() -> None:
    assert {path.stem for path in PATHS} == set(LANGUAGES) - {"en"}


@CATALOG
def test_every_sentence_is_translated(path: Path) -> None:
    catalog = read(path)
    missing = [message for message in known() if not catalog.get(message)]
    assert not missing, f"{len(missing)} sentences are missing in {path.name}: {missing}{HOW}"


@CATALOG
def test_no_translation_is_left_over(path: Path) -> None:
    stale = [message for message in read(path) if message not in known()]
    assert not stale, f"nothing in the program says {stale} any more.{HOW}"


@CATALOG
def test_translations_have_the_same_fields(path: Path) -> None:
    wrong = {
        message: translation
        for message, translation in read(path).items()
        if message in known() and unlike(message, known()[message], translation)
    }
    assert not wrong, f"fields, lines, dots or menu letters differ: {wrong}"


@CATALOG
def test_letters_of_a_menu_are_shared_no_more_than_in_english(path: Path) -> None:
    from designer.ui.actions import menu_titles, table

    catalog = read(path)
    for menu in menu_titles():
        english = [row.title for row in table() if row.menu == menu and "&" in row.title]
        here = [catalog.get(title, title) for title in english]
        taken = sorted(map(_letter, here))
        assert len(set(taken)) >= len({*map(_letter, english)}), f"{menu}: {taken}"


@CATALOG
def test_a_translation_is_not_english(path: Path) -> None:
    """A single word may be a name or a key of a table; of several words, only these are names."""
    english = [
        message
        for message, translation in read(path).items()
        if translation == message and " " in string.Formatter().vformat(message, (), Blank())
    ]
    assert set(english) <= SAME_EVERYWHERE


SAME_EVERYWHERE = {
    "&100 %",
    "100 %",
    "Designer {version}",
    "Smooth L1",
    "SqueezeNet 1.0",
    "Vision Transformer B/16",
    "{percent} %",
    "{size} GB",
    "α {alpha}",
    "β {beta}",
    "≈ {size}",
}


class Blank(dict[str, object]):
    """A value for every field."""

    def __missing__(self, key: str) -> object:
        return 0


@CATALOG
def test_a_catalog_is_sorted_an_entry_a_line(path: Path, tmp_path: Path) -> None:
    again = tmp_path / path.name
    write(again, read(path))
    assert path.read_text(encoding="utf-8") == again.read_text(encoding="utf-8"), HOW
    pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    assert len(pairs) == len(dict(pairs)), "a merge has left an entry there twice"


def test_what_is_looked_up_comes_from_known_tables() -> None:
    """A table whose words nobody collects would stay English without a test that fails."""
    looked_up = {ast.unparse(arguments(call)[0]) for call in calls() if not literal(call)}
    assert looked_up == LOOKED_UP, "see LOOKED_UP and of_tables in scripts/messages.py"


@pytest.mark.parametrize(
    ("message", "translation", "differs"),
    [
        ("{a} and {b}", "{b} {a}", False),
        ("{a:.2f}", "{a}", True),
        ("{a}", "{b}", True),
        ("a\nb", "ab", True),
        ("Open…", "打开", True),
        ("&Open…", "打开(&O)…", False),
        ("&Open", "打开", True),
    ],
)
def test_fields_are_compared(message: str, translation: str, differs: bool) -> None:
    assert unlike(message, "", translation) == differs


def _letter(title: str) -> str:
    return title[title.index("&") + 1].upper()
