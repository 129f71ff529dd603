"""Why: the window comes back as it was left, and damaged settings never keep it from opening."""

from dataclasses import asdict, fields
from typing import Any, get_type_hints

import msgspec

from designer.app.paths import config_dir
from designer.store import FileError
from designer.store.disk import read_text, write_atomically
from designer.ui.preferences import Preferences

FILE = "window.json"


def load() -> Preferences:
    """What was kept. A missing or damaged file, or field, gives the default."""
    preferences = Preferences()
    try:
        stored = msgspec.json.decode(read_text(config_dir() / FILE))
    except (FileError, OSError, msgspec.DecodeError):
        return preferences
    for name, value in _sound_fields(stored):
        setattr(preferences, name, value)
    return preferences


def save(preferences: Preferences) -> None:
    """Write them, as a whole or not at all. Raises FileError."""
    try:
        path = config_dir() / FILE
    except OSError as error:
        raise FileError(f"{error.filename}: {error.strerror}") from error
    text = msgspec.json.format(msgspec.json.encode(asdict(preferences)), indent=2)
    write_atomically(path, text.decode() + "\n")


def _sound_fields(stored: Any) -> list[tuple[str, Any]]:
    if not isinstance(stored, dict):
        return []
    kinds = get_type_hints(Preferences)
    sound = []
    for field in fields(Preferences):
        if field.name in stored:
            try:
                value = msgspec.convert(stored[field.name], kinds[field.name])
            except msgspec.ValidationError:
                continue  # this one alone goes back to its default
            sound.append((field.name, value))
    return sound
