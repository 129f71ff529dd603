"""Why: a language has many spellings, and a sentence keeps its fields in every one."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.layers import find
from designer.text import joined, listed, tr, trn
from designer.text.catalog import Catalog, read
from designer.text.languages import (
    LANGUAGES,
    VARIABLES,
    first_known,
    language,
    of_environment,
    set_language,
)
from designer.text.pseudo import LONGER, stretched


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["zh_CN.UTF-8"], "zh"),
        (["zh-Hans-CN"], "zh"),
        (["ZH"], "zh"),
        (["fr-FR", "zh-CN", "en"], "zh"),
        (["en_US.UTF-8", "zh"], "en"),
        (["C.UTF-8"], "en"),
        (["zhxx"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_a_language_is_known_in_all_spellings(wanted: list[str], code: str) -> None:
    assert first_known(wanted) == code


@pytest.mark.parametrize("strongest", range(len(VARIABLES)))
def test_the_first_variable_that_is_set_counts(
    strongest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in enumerate(VARIABLES):
        monkeypatch.setenv(name, "" if place < strongest else "en")
    monkeypatch.setenv(VARIABLES[strongest], "zh_CN.UTF-8")
    assert of_environment() == "zh"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_can_be_spoken(code: str) -> None:
    set_language(code)
    assert language() == code


def test_an_unknown_language_is_english() -> None:
    set_language("zh")
    set_language("tlh")
    assert (language(), tr("Training")) == ("en", "Training")


def test_sentences_are_translated_and_filled_in() -> None:
    set_language("zh")
    assert tr("Training") == "训练"
    assert tr("{name} has no input.", name="conv1") == "conv1 没有输入。"
    for count in (1, 2):
        assert trn("{count} problem.", "{count} problems.", count) == f"{count} 个问题。"


def test_words_and_sentences_are_joined_as_the_language_does() -> None:
    assert listed(["a", "b"]) == "a, b" and joined("One.", "", "Two.") == "One. Two."
    set_language("zh")
    assert listed(["a", "b"]) == "a，b" and joined("一。", "", "二。") == "一。二。"
    assert find("Conv2d").words(find("Conv2d").values({"out_channels": 6})) == "6 个卷积核，3×3"


def test_what_is_missing_stays_english() -> None:
    catalog = Catalog({"new": ""})
    assert catalog.gettext("old") == "old"
    assert catalog.gettext("new") == "new"  # a line that is still to be filled in
    assert [catalog.ngettext("a", "b", count) for count in (1, 2)] == ["a", "b"]


def test_a_missing_catalog_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="tlh"):
        read("tlh")


@given(st.text("abcdefgh {}&<b>\n", max_size=80))
def test_the_pseudo_language_is_longer_and_keeps_lines(message: str) -> None:
    longer = stretched(message)
    assert longer.count("\n") == message.count("\n")
    assert len(longer) <= len(message) * (1 + LONGER) + 2


def test_the_pseudo_language_keeps_fields_and_tags() -> None:
    set_language("xx")
    sentence = tr("epoch {epoch}, <b>loss</b> {loss:.4f}", epoch=3, loss=0.25)
    assert "3" in sentence and "0.2500" in sentence and "<b>" in sentence
    assert sentence != sentence.encode("ascii", "ignore").decode()
    plain = "Training is running"
    assert len(tr(plain)) == pytest.approx(len(plain) * (1 + LONGER), abs=1)
