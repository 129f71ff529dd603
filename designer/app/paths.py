"""Why: where settings, data and logs lie on each system is decided in one place."""

import os
from pathlib import Path

import platformdirs

APP = "Designer"


def config_dir() -> Path:
    """Settings and window layout; `DESIGNER_CONFIG_DIR` overrides it. Made when missing."""
    return _folder("DESIGNER_CONFIG_DIR", platformdirs.user_config_dir(APP, appauthor=False))


def data_dir() -> Path:
    """Runs of projects never saved, recovery; `DESIGNER_DATA_DIR` overrides it."""
    return _folder("DESIGNER_DATA_DIR", platformdirs.user_data_dir(APP, appauthor=False))


def log_dir() -> Path:
    """Logs and crash reports; below the data folder where that is overridden."""
    if os.environ.get("DESIGNER_DATA_DIR"):
        return _folder("", str(data_dir() / "logs"))
    return _folder("", platformdirs.user_log_dir(APP, appauthor=False))


def _folder(variable: str, default: str) -> Path:
    folder = Path(os.environ.get(variable) or default).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
