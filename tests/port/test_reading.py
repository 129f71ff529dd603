"""Why: whatever reads a foreign file, its network comes tidied, and a refusal is one sentence."""

from pathlib import Path

import pytest

from designer import edit, gallery, port
from designer.model import Project
from designer.port import Imported, PortError, reading


def heap(path: Path) -> Imported:
    """A reader that puts everything on one place, and has something to say."""
    project = gallery.create("lenet5")
    edit.move(project, dict.fromkeys(project.main.nodes, (0.0, 0.0)))
    return Imported(project, (path.read_text(encoding="utf-8"),))


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(reading.READERS, ".toy", reading.Reader("Toy", heap))
    path = tmp_path / "net.TOY"
    path.write_text("Something.", encoding="utf-8")
    return path


def test_what_is_read_is_tidied(network: Path) -> None:
    found = port.read(network)
    assert found.remarks == ("Something.",)
    assert places(found.project) == places(gallery.create("lenet5"))


def places(project: Project) -> dict[str, tuple[float, float]]:
    edit.tidy(project)
    return {name: node.at for name, node in project.main.nodes.items()}


@pytest.mark.parametrize("name", ["net.txt", "net", "missing.toy", ".nnd"])
def test_what_cannot_be_read_says_so(network: Path, name: str) -> None:
    with pytest.raises(PortError) as told:
        port.read(network.with_name(name))
    assert str(told.value).count("\n") == 0 and str(told.value).endswith(".")
