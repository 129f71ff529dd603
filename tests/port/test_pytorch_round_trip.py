"""Why: what Designer writes it reads again: the same text, from every template and every layer."""

from pathlib import Path

import pytest

from designer import gallery, port


@pytest.mark.parametrize("name", gallery.TEMPLATES)
def test_a_template_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    written = port.python(gallery.create(name))
    path = tmp_path / "network.py"
    path.write_text(written, encoding="utf-8")
    found = port.read(path)
    assert port.python(found.project) == written
    assert not found.remarks
