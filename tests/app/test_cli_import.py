"""Why: what others wrote becomes a project from a terminal, and what is to be said is said."""

from pathlib import Path

import pytest

from designer import gallery, store
from designer.app.main import main
from designer.port import Imported, reading
from tests.app.test_cli import Capture, refused, run_json


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    reader = reading.Reader("Toy", lambda _: Imported(gallery.create("lenet5"), ("Look there.",)))
    monkeypatch.setitem(reading.READERS, ".toy", reader)
    path = tmp_path / "net.toy"
    path.touch()
    return path


def test_it_is_written_beside_the_file(network: Path, capsys: Capture) -> None:
    assert main(["import", str(network)]) == 0
    path = network.with_suffix(".nnd")
    assert capsys.readouterr().out == f"• Look there.\nWrote {path}: 14 layers.\n"
    assert len(store.load(path).main.nodes) == 14
    assert "--force" in refused(capsys, "import", str(network))
    assert main(["import", str(network), "--force"]) == 0


def test_programs_read_json(network: Path, capsys: Capture) -> None:
    out = str(network.with_name("other.nnd"))
    told = {"file": out, "layers": 14, "remarks": ["Look there."]}
    assert run_json(capsys, "import", str(network), "-o", out, "--json") == (0, told)


def test_what_is_no_network_is_refused_before_all_else(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "notes.nnd").touch()
    assert "none of" in refused(capsys, "import", str(tmp_path / "notes.txt"))
