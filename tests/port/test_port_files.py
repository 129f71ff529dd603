"""Every file a network can leave as: it works without Designer, and is whole or not there."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from designer import check, edit, gallery, port
from designer import compile as compiler
from designer.model import Project
from designer.port import PortError
from designer.port.module import docstring

TEMPLATES = list(gallery.TEMPLATES)


@pytest.fixture
def lenet() -> Project:
    return gallery.create("lenet5")


def is_large(project: Project) -> bool:
    """Too large to be computed in a test: the shapes have to do."""
    return sum(check.run(project).parameters.values()) > 20_000_000


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_module_of_every_template_runs_alone(name: str, tmp_path: Path) -> None:
    project = gallery.create(name)
    path = tmp_path / "network.py"
    port.save(project, path)
    assert path.read_text(encoding="utf-8") == port.python(project)
    code = "import torch; torch.set_default_device('meta'); " if is_large(project) else ""
    code += "import sys, runpy; runpy.run_path(sys.argv[1], run_name='__main__'); "
    code += "sys.exit(any(m.startswith('designer') for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("torch.Size([2, ")


@pytest.mark.parametrize(
    "title", ['a """ b', "back\\slash", "two\nlines", "", "ends.", 'quote"', "手写", "\x00"]
)
def test_the_docstring_takes_any_title(title: str) -> None:
    tree = ast.parse(docstring(title))
    text = ast.get_docstring(tree)
    assert text is not None and text.endswith(".") and "\n" not in text


def test_several_results_are_printed_one_by_one() -> None:
    project = gallery.create("neuron")
    node = next(n.name for n in project.main.nodes.values() if n.type == "Linear")
    edit.connect(project, node, edit.add(project, "Output"))
    assert "for result in network(torch.rand(2, 30)):" in port.python(project)


def test_indices_are_zeros() -> None:
    project = Project.new("Words")
    edit.add(project, "Input", name="words", shape=(7,), dtype="int64")
    edit.add(project, "Embedding", name="table")
    edit.add(project, "Output", name="vectors")
    edit.connect(project, "words", "table")
    edit.connect(project, "table", "vectors")
    assert "torch.zeros(2, 7, dtype=torch.int64)" in port.python(project)


@pytest.mark.parametrize("name", ["lenet5", "lstm", "two-branch"])
def test_torch_export_takes_any_batch(name: str, tmp_path: Path) -> None:
    project = gallery.create(name)
    path = tmp_path / "network.pt2"
    port.save(project, path, to="pt2")
    loaded = torch.export.load(path).module()
    module = compiler.build(project, seed=project.training.seed).eval()
    (argument,) = compiler.write(project).arguments
    assert argument.tensor is not None
    for batch in (1, 5):
        sizes = [d if isinstance(d, int) else batch for d in argument.tensor.shape]
        sample = torch.rand(sizes)
        with torch.no_grad():
            assert torch.allclose(loaded(sample), module(sample), atol=1e-6)


def test_the_weights_of_a_run_go_along(lenet: Project, tmp_path: Path) -> None:
    trained = compiler.build(lenet, seed=42).eval()
    save_file(trained.state_dict(), tmp_path / "best.safetensors")
    port.save(lenet, tmp_path / "lenet.pt2", to="pt2", weights=tmp_path)
    loaded = torch.export.load(tmp_path / "lenet.pt2").module()
    image = torch.rand(2, 1, 28, 28)
    assert torch.allclose(loaded(image), trained(image), atol=1e-6)


def test_exporting_leaves_the_random_state_alone(lenet: Project, tmp_path: Path) -> None:
    torch.manual_seed(11)
    before = torch.get_rng_state()
    port.save(lenet, tmp_path / "lenet.pt2", to="pt2")
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fc3.weight": torch.zeros(3, 84)}, r"fc3.weight is \(3, 84\) there and \(10, 84\) here"),
        ({"more.weight": torch.zeros(1)}, "there is no more.weight here"),
        ({"conv1.bias": None}, "conv1.bias is missing"),
    ],
)
def test_weights_of_another_network_are_refused(
    lenet: Project, tmp_path: Path, change: dict[str, torch.Tensor | None], sentence: str
) -> None:
    weights = {**compiler.build(lenet, seed=0).state_dict(), **change}
    save_file({k: v for k, v in weights.items() if v is not None}, tmp_path / "best.safetensors")
    with pytest.raises(PortError, match=sentence):
        port.save(lenet, tmp_path / "lenet.pt2", to="pt2", weights=tmp_path)
    assert not (tmp_path / "lenet.pt2").exists()


def test_a_folder_without_weights_and_a_broken_file(lenet: Project, tmp_path: Path) -> None:
    with pytest.raises(PortError, match="no weights in"):
        port.save(lenet, tmp_path / "a.pt2", to="pt2", weights=tmp_path)
    (tmp_path / "best.safetensors").write_bytes(b"not a tensor")
    with pytest.raises(PortError, match="cannot be read as safetensors"):
        port.save(lenet, tmp_path / "a.pt2", to="pt2", weights=tmp_path)


def test_kinds_without_weights_and_unknown_kinds(lenet: Project, tmp_path: Path) -> None:
    with pytest.raises(PortError, match="carries no weights"):
        port.save(lenet, tmp_path / "a.py", to="python", weights=tmp_path)
    with pytest.raises(PortError, match="no export to 'keras'"):
        port.save(lenet, tmp_path / "a.h5", to="keras")


def test_onnx_without_its_packages_says_what_to_install(
    lenet: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designer.port.exchange.find_spec", lambda name: None)
    with pytest.raises(PortError, match="pip install onnx onnxscript"):
        port.save(lenet, tmp_path / "a.onnx", to="onnx")
    assert not (tmp_path / "a.onnx").exists()


@pytest.mark.parametrize("name", ["lenet5", "lstm"])
def test_onnxruntime_computes_the_same(name: str, tmp_path: Path) -> None:
    for package in ("onnx", "onnxscript"):
        pytest.importorskip(package)
    runtime = pytest.importorskip("onnxruntime")
    project = gallery.create(name)
    path = tmp_path / "network.onnx"
    port.save(project, path, to="onnx")
    session = runtime.InferenceSession(str(path))
    module = compiler.build(project, seed=project.training.seed).eval()
    (argument,) = compiler.write(project).arguments
    assert argument.tensor is not None
    for batch in (1, 5):
        sample = torch.rand([d if isinstance(d, int) else batch for d in argument.tensor.shape])
        (result,) = session.run(None, {argument.variable: sample.numpy()})
        assert torch.allclose(torch.from_numpy(result), module(sample), atol=1e-6)


def test_what_torch_cannot_write_is_one_sentence(
    lenet: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no such operator\nmany more lines")

    monkeypatch.setattr("torch.export.export", fail)
    with pytest.raises(PortError, match=r"cannot write this network as pt2: no such operator$"):
        port.save(lenet, tmp_path / "a.pt2", to="pt2")
    assert not list(tmp_path.iterdir())


def test_the_script_needs_a_dataset(tmp_path: Path) -> None:
    project = gallery.create("neuron")
    edit.set_data(project, source="")
    with pytest.raises(PortError, match="needs a dataset"):
        port.save(project, tmp_path / "train.py", to="script")


def test_the_script_is_written(lenet: Project, tmp_path: Path) -> None:
    port.save(lenet, tmp_path / "train.py", to="script")
    text = (tmp_path / "train.py").read_text(encoding="utf-8")
    assert "class LeNet5(nn.Module):" in text and "designer" not in text
    compile(text, "train.py", "exec")


def test_a_drawing_with_problems_leaves_the_old_file(lenet: Project, tmp_path: Path) -> None:
    path = tmp_path / "lenet.py"
    path.write_text("old", encoding="utf-8")
    edit.remove(lenet, ["flatten"])
    with pytest.raises(compiler.NotReady):
        port.save(lenet, path)
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    lenet: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "lenet.py"
    path.write_text("old", encoding="utf-8")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(call, fail)
    with pytest.raises(PortError, match="No space left on device"):
        port.save(lenet, path)
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(lenet: Project, tmp_path: Path) -> None:
    with pytest.raises(PortError, match="cannot be written"):
        port.save(lenet, tmp_path / "nowhere" / "lenet.py")
