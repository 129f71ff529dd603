"""The commands: what programs read on stdout, what people read, and the exit status."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from designer import __version__, edit, gallery, store
from designer.app.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def lenet(tmp_path: Path) -> Path:
    path = tmp_path / "lenet.nnd"
    store.save(gallery.create("lenet5"), path)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    project = gallery.create("lenet5")
    edit.remove(project, ["flatten"], heal=True)
    path = tmp_path / "broken.nnd"
    store.save(project, path)
    return path


def run_json(capsys: Capture, *arguments: str) -> tuple[int, Any]:
    status = main(list(arguments))
    out, err = capsys.readouterr()
    assert err == ""
    return status, json.loads(out)


def refused(capsys: Capture, *arguments: str) -> str:
    """The one sentence of a refusal, with status 2."""
    try:
        status = main(list(arguments))
    except SystemExit as error:
        status = int(error.code or 0)
    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1 and err.startswith("designer"), err
    assert "Traceback" not in err and "should not have happened" not in err
    return err


def test_new_writes_a_project_that_is_clean(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.nnd"
    assert main(["new", "lenet5", "-o", str(path)]) == 0
    assert store.load(path).state() == gallery.create("lenet5").state()
    assert str(path) in capsys.readouterr().out


def test_new_never_overwrites_unasked(lenet: Path, capsys: Capture) -> None:
    before = lenet.read_bytes()
    assert "--force" in refused(capsys, "new", "mlp", "-o", str(lenet))
    assert lenet.read_bytes() == before
    assert main(["new", "mlp", "-o", str(lenet), "--force"]) == 0
    assert lenet.read_bytes() != before


def test_new_with_an_unknown_template(tmp_path: Path, capsys: Capture) -> None:
    sentence = refused(capsys, "new", "resnet51", "-o", str(tmp_path / "a.nnd"))
    assert "'resnet51'" in sentence and "Choose one of: resnet50" in sentence
    assert all(name in sentence for name in gallery.TEMPLATES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spelled", ["ResNet-18", "resnet_18", "resnet18"])
def test_new_knows_a_template_however_it_is_spelled(
    spelled: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "a.nnd"
    assert main(["new", spelled, "-o", str(path)]) == 0
    assert store.load(path).state() == gallery.create("resnet18").state()


def test_templates(capsys: Capture) -> None:
    status, rows = run_json(capsys, "templates", "--json")
    assert status == 0
    assert [row["name"] for row in rows] == list(gallery.TEMPLATES)
    assert set(rows[0]) == {"name", "title", "paper", "parameters"}
    assert {row["name"]: row["parameters"] for row in rows}["lenet5"] == 61_706
    assert main(["templates"]) == 0
    assert "61,706" in capsys.readouterr().out


def test_layers(capsys: Capture) -> None:
    status, rows = run_json(capsys, "layers", "--json")
    assert status == 0
    conv = next(row for row in rows if row["type"] == "Conv2d")
    assert set(conv) == {"type", "category", "inputs", "outputs", "params"}
    assert (conv["category"], conv["inputs"], conv["outputs"]) == ("convolution", ["in"], ["out"])
    inferred = {p["name"]: p["inferred"] for p in conv["params"]}
    assert inferred["in_channels"] and not inferred["out_channels"]
    assert set(conv["params"][0]) == {"name", "kind", "default", "inferred"}
    assert main(["layers"]) == 0
    assert "Conv2d" in capsys.readouterr().out


def test_check_of_a_clean_drawing(lenet: Path, capsys: Capture) -> None:
    assert run_json(capsys, "check", str(lenet), "--json") == (0, {"ok": True, "problems": []})
    assert main(["check", str(lenet)]) == 0
    assert capsys.readouterr().out == "No problems.\n"


def test_check_of_a_drawing_with_a_problem(broken: Path, capsys: Capture) -> None:
    status, record = run_json(capsys, "check", str(broken), "--json")
    assert status == 1 and record["ok"] is False
    problem = next(p for p in record["problems"] if p["node"] == "fc1")
    assert set(problem) >= {"graph", "node", "port", "code", "message", "fixes"}
    assert problem["fixes"]
    assert main(["check", str(broken)]) == 1
    shown = capsys.readouterr().out
    assert problem["message"] in shown and problem["fixes"][0] in shown


def test_check_of_data_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    project = gallery.create("regression")
    edit.set_data(project, source="csv", path="missing.csv")
    path = tmp_path / "data.nnd"
    store.save(project, path)
    status, record = run_json(capsys, "check", str(path), "--json")
    assert status == 1 and not record["ok"]
    assert [p["code"] for p in record["problems"]] == ["data"]
    assert "missing.csv" in record["problems"][0]["message"]


@pytest.mark.parametrize("command", ["check", "summary", "train"])
def test_files_that_are_no_projects(command: str, tmp_path: Path, capsys: Capture) -> None:
    assert "nowhere.nnd" in refused(capsys, command, str(tmp_path / "nowhere.nnd"))
    path = tmp_path / "torn.nnd"
    path.write_text('{"format": "designer/1", "name": "to', encoding="utf-8")
    refused(capsys, command, str(path))
    path.write_bytes(b"\xff\xfe\x00")
    refused(capsys, command, str(path))
    refused(capsys, command, str(tmp_path))


def test_summary(lenet: Path, capsys: Capture) -> None:
    status, record = run_json(capsys, "summary", str(lenet), "--json")
    assert status == 0
    conv = record["layers"][1]
    assert set(conv) == {"name", "type", "output", "parameters", "flops", "memory_bytes"}
    assert conv["output"] == [["N", 6, 28, 28]]
    assert record["parameters"] == record["trainable_parameters"] == 61_706
    assert record["flops"] == sum(layer["flops"] for layer in record["layers"])
    assert record["layers"][-1]["output"] == [["N", 10]]
    memory = record["training_memory"]
    assert set(memory) == {"batch_size", "peak_bytes", "largest_batch"}
    assert memory["peak_bytes"] > 4 * 4 * 61_706, "weights, gradients and both means of Adam"
    assert memory["largest_batch"] > memory["batch_size"]
    assert main(["summary", str(lenet)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("name") and "61,706" in lines[-2]
    assert lines[-1].startswith("Training with batches of 32 takes ")


@pytest.mark.parametrize("command", ["summary", "export"])
def test_a_drawing_with_problems_has_status_1(
    command: str, broken: Path, tmp_path: Path, capsys: Capture
) -> None:
    more = ["--to", "python", "-o", str(tmp_path / "a.py")] if command == "export" else []
    assert main([command, str(broken), *more]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert not (tmp_path / "a.py").exists()


def test_export(lenet: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "lenet.py"
    assert main(["export", str(lenet), "--to", "python", "-o", str(out)]) == 0
    assert "class LeNet5(nn.Module):" in out.read_text(encoding="utf-8")
    assert main(["export", str(lenet), "--to", "script", "-o", str(tmp_path / "t.py")]) == 0
    capsys.readouterr()
    assert "'keras'" in refused(capsys, "export", str(lenet), "--to", "keras", "-o", "a")
    refused(capsys, "export", str(lenet), "--to", "python", "-o", str(tmp_path / "no" / "a.py"))
    assert "a.svg" in refused(capsys, "export", str(lenet), "--to", "svg", "-o", "a")


@pytest.mark.parametrize("kind", ["python", "script", "svg"])
def test_export_replaces_what_was_exported_and_never_the_project(
    kind: str, lenet: Path, tmp_path: Path, capsys: Capture
) -> None:
    out, before = tmp_path / f"mine.{kind}", lenet.read_bytes()
    out.write_text("exported before")
    to = ["export", "--to", kind, "-o"]
    assert "gone.nnd" in refused(capsys, *to, str(out), str(tmp_path / "gone.nnd"))
    assert out.read_text() == "exported before"
    assert main([*to, str(out), str(lenet)]) == 0
    assert out.read_text() != "exported before"
    capsys.readouterr()
    assert "itself" in refused(capsys, *to, str(lenet), str(lenet))
    assert lenet.read_bytes() == before


def test_misuse_is_one_sentence(capsys: Capture) -> None:
    assert "--nothing" in refused(capsys, "layers", "--nothing")
    assert "FILE" in refused(capsys, "check")


def test_version_and_help(capsys: Capture) -> None:
    for arguments, expected in ((["--version"], __version__), (["--help"], "export")):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0
        assert expected in capsys.readouterr().out


def test_debug_shows_where(tmp_path: Path) -> None:
    with pytest.raises(store.FileError):
        main(["check", str(tmp_path / "nowhere.nnd"), "--debug"])


def test_listing_starts_neither_torch_nor_qt() -> None:
    code = (
        "import sys; from designer.app.main import main; main(['layers', '--json']); "
        "loaded = {'torch', 'PySide6', 'pyqtgraph', 'sklearn'} & set(sys.modules); "
        "sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_openmp_is_told_not_to_spin_before_torch_is_imported() -> None:
    code = (
        "import sys, os, designer.app.main; "
        "sys.exit(os.environ.get('GOMP_SPINCOUNT') != '0' or 'torch' in sys.modules)"
    )
    free = {k: v for k, v in os.environ.items() if k != "GOMP_SPINCOUNT"}
    assert subprocess.run([sys.executable, "-c", code], env=free, check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe closes in another way there")
def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m designer layers --json | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[" and done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_the_run_after_a_step_and_it_can_go_on(lenet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "designer", "train", str(lenet), "--json"]
    new = [*command, "--epochs", "10000", "--run-dir", str(folder)]
    with subprocess.Popen(new, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        events = []
        for line in process.stdout:
            events.append(json.loads(line))
            if [e["event"] for e in events].count("epoch") == 1 and line.startswith('{"event":"ep'):
                process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    assert (events[-1]["event"], events[-1]["reason"]) == ("finished", "stopped")
    assert (folder / "last.safetensors").is_file()
    done = events[-1]["epochs"]
    assert main(["train", str(lenet), "--resume", str(folder), "--epochs", str(done + 1)]) == 0
