"""Why: commands run a project's own code when a person says so, and when they said so before."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from designer import compile as compiler
from designer import edit, gallery, store
from designer.app import allowed
from designer.app.main import main
from designer.app.paths import config_dir

CODE = """class Own(nn.Module):
    open({path!r}, "w").close()

    def forward(self, x):
        return 2 * x"""
COMMANDS = {
    "check": ["check"],
    "summary": ["summary"],
    "python": ["export", "--to", "python", "-o", "{out}.py"],
    "script": ["export", "--to", "script", "-o", "{out}.py"],
    "pt2": ["export", "--to", "pt2", "-o", "{out}.pt2"],
    "train": ["train", "--epochs", "1", "--run-dir", "{out}"],
}


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    """What the code writes when it runs."""
    return tmp_path / "witness"


@pytest.fixture
def project(tmp_path: Path, witness: Path) -> Path:
    drawn = gallery.create("lenet5")
    edit.add_code(drawn, CODE.format(path=str(witness)))
    edit.insert(drawn, drawn.main.ordered_wires()[-1], "#Own")
    path = tmp_path / "own.nnd"
    store.save(drawn, path)
    return path


def run(words: list[str], project: Path, *more: str) -> int:
    out = str(project.parent / "out")
    return main([words[0], str(project), *(w.format(out=out) for w in words[1:]), *more])


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_nothing_runs_that_was_not_allowed(
    words: list[str], project: Path, witness: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words, project) != 0
    out, err = capsys.readouterr()
    assert "nobody has looked at here" in out + err and "Traceback" not in out + err
    assert not witness.exists()
    assert not (config_dir() / allowed.FILE).exists()


@pytest.mark.parametrize("words", [COMMANDS["check"], COMMANDS["summary"], COMMANDS["script"]])
def test_with_the_option_it_runs_this_time(
    words: list[str], project: Path, witness: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words, project, "--allow-code") == 0
    assert witness.exists()
    assert allowed.load() == [], "this time, not from now on"


def test_what_was_allowed_in_the_window_is_allowed_here(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = store.load(project).codes["Own"]
    end = allowed.restore()
    digest = compiler.allow(text)
    end()
    compiler.allow("x + 1")
    assert allowed.load() == [digest], "kept until it was ended"
    monkeypatch.setattr("designer.check.probing._probers", {})
    assert not compiler.is_allowed(text)
    assert main(["check", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]


@pytest.mark.parametrize("damage", ["", "{}", "[1]", '["short"]', "\0"])
def test_a_damaged_file_allows_nothing(damage: str, project: Path) -> None:
    (config_dir() / allowed.FILE).write_text(damage, encoding="utf-8")
    assert allowed.load() == []
    allowed.settle(store.load(project), Namespace(allow_code=False))
    assert compiler.allowed() == frozenset()
