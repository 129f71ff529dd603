"""Why: the commands speak the language of whoever typed them, errors included."""

from collections.abc import Iterator

import pytest

from designer.app import gui
from designer.app.cli_output import columns
from designer.app.main import main
from designer.text.languages import set_language


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("words", [["--lang", "zh"], ["--lang=zh"]])
@pytest.mark.parametrize("first", [True, False])
def test_a_language_is_asked_for_anywhere(
    words: list[str], first: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [*words, "train", "--help"] if first else ["train", *words, "--help"]
    with pytest.raises(SystemExit):
        main(command)
    assert "训练网络" in capsys.readouterr().out


def test_the_environment_is_asked_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DESIGNER_LANG")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for value, expected in (("zh_CN.UTF-8", True), ("C.UTF-8", False)):
        monkeypatch.setenv("LANG", value)
        with pytest.raises(SystemExit):
            main(["--help"])
        assert ("训练网络" in capsys.readouterr().out) == expected


def test_a_language_that_is_not_spoken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["layers", "--lang", "tlh"])
    assert stopped.value.code == 2
    assert "zh" in capsys.readouterr().err


def test_the_window_opens_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(gui, "run", lambda *given: opened.append(given) or 0)
    monkeypatch.setattr("designer.app.display.is_missing", lambda: False)
    assert main(["--lang", "zh", "a.nnd"]) == 0
    assert main([]) == 0
    assert opened == [("a.nnd", "zh"), (None, "")]


def test_columns_stand_under_each_other_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--lang", "zh"]) == 0
    head, rule, *rows = capsys.readouterr().out.splitlines()
    starts = [columns(head[: head.index(title)]) for title in ("种类", "参数")]
    for row in rows:
        assert [cell_before(row, at) for at in starts] == ["  ", "  "], row
    assert columns(rule) >= columns(head)


def cell_before(row: str, at: int) -> str:
    """The two columns of a terminal in front of a cell, blank between all cells."""
    place = next((i for i in range(len(row) + 1) if columns(row[:i]) == at), len(row))
    return row[place - 2 : place] if place < len(row) else "  "
