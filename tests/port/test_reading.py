"""Why: whatever reads a foreign file, its network comes tidied, and a refusal is one sentence."""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from designer import edit, gallery, port
from designer.model import Project
from designer.port import Imported, PortError, reading
from designer.port.errors import Puzzled
from designer.port.pytorch import statements


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


def failing(error: Exception) -> Callable[[Path], Imported]:
    def read(path: Path) -> Imported:
        raise error

    return read


@pytest.mark.parametrize("error", [RecursionError(), IndexError("3"), ValueError("?"), KeyError()])
def test_a_reader_that_fails_is_told_kindly_and_why_is_kept(
    network: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setitem(reading.READERS, ".toy", reading.Reader("Toy", failing(error)))
    with pytest.raises(PortError, match=r"'net.TOY' .* did not foresee something") as told:
        port.read(network)
    assert told.value.__cause__ is error


def test_the_line_is_named_at_which_a_reader_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise AssertionError("not foreseen")

    monkeypatch.setitem(statements.HANDLERS, ast.While, fails)
    path = tmp_path / "net.py"
    path.write_text(
        "from torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        while True:\n            pass\n\n"
        "    def forward(self, x):\n        return x\n",
        encoding="utf-8",
    )
    with pytest.raises(PortError, match=r"'net.py' .* stands at line 7") as told:
        port.read(path)
    assert isinstance(told.value.__cause__, Puzzled)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("name", ["net.py", "net.onnx", "net.toy"])
def test_a_pipe_is_not_waited_for(network: Path, name: str) -> None:
    pipe = network.with_name("pipe") / name
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    with pytest.raises(PortError, match="pipe"):
        port.read(pipe)
