"""Why: settings survive a restart; damaged ones cost no more than themselves."""

from pathlib import Path

import pytest

from designer.app import settings
from designer.app.paths import config_dir
from designer.store import FileError
from designer.ui.figure import Look
from designer.ui.preferences import MOST_RECENT, Preferences


def test_what_is_kept_comes_back() -> None:
    kept = Preferences(recent=["/a.nnd"], scheme="dark", hidden=["bottom"], sizes={"across": 280})
    kept.picture = Look(style="paper", legend=False)
    settings.save(kept)
    assert settings.load() == kept


def test_nothing_kept_gives_the_defaults() -> None:
    assert settings.load() == Preferences()


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"recent": 3, "scheme": ["x"]}'])
def test_a_damaged_file_gives_the_defaults(text: str) -> None:
    (config_dir() / settings.FILE).write_text(text, encoding="utf-8")
    assert settings.load() == Preferences()


def test_one_damaged_field_costs_only_itself() -> None:
    (config_dir() / settings.FILE).write_text(
        '{"recent": ["/a.nnd", 3], "scheme": "dark", "later": 1}', encoding="utf-8"
    )
    assert settings.load() == Preferences(scheme="dark")


def test_a_folder_that_cannot_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DESIGNER_CONFIG_DIR", str(tmp_path / "file" / "below"))
    with pytest.raises(FileError):
        settings.save(Preferences())
    assert settings.load() == Preferences()


def test_recent_files_are_few_and_each_once() -> None:
    preferences = Preferences()
    for number in [*range(20), 19]:
        preferences.remember_file(Path(f"/somewhere/{number}.nnd"))
    assert len(preferences.recent) == MOST_RECENT
    assert preferences.recent[:2] == ["/somewhere/19.nnd", "/somewhere/18.nnd"]
