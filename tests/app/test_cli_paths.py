"""Where settings, data and logs lie."""

from pathlib import Path

import pytest

from designer.app import paths


def test_folders_are_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESIGNER_CONFIG_DIR", str(tmp_path / "settings"))
    monkeypatch.setenv("DESIGNER_DATA_DIR", str(tmp_path / "runs"))
    assert paths.config_dir() == tmp_path / "settings"
    assert paths.data_dir() == tmp_path / "runs"
    assert paths.log_dir() == tmp_path / "runs" / "logs"
    assert all(p.is_dir() for p in (paths.config_dir(), paths.data_dir(), paths.log_dir()))


def test_folders_of_the_system_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESIGNER_CONFIG_DIR")
    monkeypatch.delenv("DESIGNER_DATA_DIR")
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *a, **k: str(tmp_path / "c"))
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *a, **k: str(tmp_path / "d"))
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *a, **k: str(tmp_path / "l"))
    folders = (paths.config_dir(), paths.data_dir(), paths.log_dir())
    assert folders == (tmp_path / "c", tmp_path / "d", tmp_path / "l")
