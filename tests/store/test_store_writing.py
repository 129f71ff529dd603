"""Why: the file reads like a sentence, differs where the project does, and comes back equal."""

import difflib
from pathlib import Path

import pytest

from designer import edit, store
from designer.edit import History
from designer.model import MAIN, Frame, FrameChanged, Node, NodeAdded, Project
from designer.protocol import DataSpec, TrainingSpec
from tests.edit.random_edits import RandomEdits

GOLDEN = Path(__file__).parent / "golden" / "designer-1.nnd"


def golden() -> Project:
    """A project with one of everything that a file can hold."""
    project = Project.new("LeNet-5 “手写”")
    edit.add(project, "Input", "image", shape=(1, 28, 28))
    edit.add(project, "Conv2d", "conv1", (0, 80), out_channels=6, kernel_size=5, padding=(2, 1))
    edit.add(project, "ReLU", "激活", (-124.5, 160))
    edit.add(project, "LeakyReLU", "leaky", (124.5, 160), negative_slope=0.2)
    edit.add(project, "Add", "add1", (0, 240))
    edit.add(project, "Flatten", "flatten1", (0, 320))
    edit.add(project, "Linear", "fc1", (0, 400), out_features=10, bias=False)
    edit.add(project, "Output", "output1", (0, 480))
    for pair in ("image conv1", "conv1 激活", "conv1 leaky", "激活 add1", "leaky add1"):
        edit.connect(project, *pair.split())
    for pair in ("add1 flatten1", "flatten1 fc1", "fc1 output1"):
        edit.connect(project, *pair.split())
    frames = [Frame("b", "Block", (-200, 60, 500, 300), "blue"), Frame("a", "块", (0, 0, 1, 1.5))]
    with project.transaction("frames"):
        for frame in frames:
            project.apply(FrameChanged(MAIN, None, frame))
    edit.set_data(project, source="digits", resize=(28, 28), validation=0.25)
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 0.1, "nesterov": True})
    edit.set_training(project, epochs=3, schedule="step", l2=1e-05)
    return project


def test_the_golden_file_opens_for_ever_and_is_written_the_same() -> None:
    text = GOLDEN.read_text(encoding="utf-8")
    project = store.load(GOLDEN)
    assert project.state() == golden().state()
    assert store.dumps(project) == text


def test_an_empty_project() -> None:
    text = store.dumps(Project.new("Untitled"))
    assert text == (
        '{"format": "designer/1", "name": "Untitled",\n'
        ' "graphs": {\n'
        '  "main": {\n'
        '   "nodes": {},\n'
        '   "wires": [],\n'
        '   "frames": []\n'
        "  }\n"
        " },\n"
        ' "data": {},\n'
        ' "training": {}}\n'
    )
    assert store.loads(text).state() == Project.new("Untitled").state()


def test_moving_one_node_touches_one_line() -> None:
    project = golden()
    before = store.dumps(project).splitlines()
    edit.move(project, {"conv1": (8, 96)})
    after = store.dumps(project).splitlines()
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert len(changed) == 2
    assert changed[0] == (
        '-     "conv1": {"type": "Conv2d", "params": {"out_channels": 6, "kernel_size": 5, '
        '"padding": [2, 1]}, "at": [0, 80]},'
    )


def test_save_and_load(tmp_path: Path) -> None:
    path = tmp_path / "网络.nnd"
    project = golden()
    store.save(project, path)
    assert path.read_bytes() == store.dumps(project).encode()
    again = store.load(str(path))
    assert again.state() == project.state()
    assert not edit.History(again).can_undo
    assert [file.name for file in tmp_path.iterdir()] == ["网络.nnd"]


def test_a_loaded_project_goes_on_as_the_original_would() -> None:
    project = golden()
    again = store.loads(store.dumps(project))
    for one in (project, again):
        edit.add(one, "ReLU")
        edit.connect(one, "fc1", "relu1")
        edit.remove(one, ["flatten1"], heal=True)
    assert store.dumps(project) == store.dumps(again)


@pytest.mark.parametrize("seed", range(5))
def test_equal_projects_give_equal_bytes_whatever_way_they_were_made(seed: int) -> None:
    project = Project.new("bytes")
    history = History(project)
    edits = RandomEdits(project, history, 100 + seed, limit=15)
    for _ in edits.steps(200):
        pass
    text, undone = store.dumps(project), history.can_undo
    history.undo()
    assert store.dumps(project) != text or not undone
    if undone:
        history.redo()
    assert store.dumps(project) == text


def test_the_order_in_which_parameters_were_set_does_not_show() -> None:
    projects = [Project.new("order"), Project.new("order")]
    params = [("padding", 2), ("kernel_size", 5), ("out_channels", 6)]
    for project, given in zip(projects, (params, params[::-1]), strict=True):
        with project.transaction("by hand"):
            project.apply(NodeAdded(MAIN, Node("conv1", "Conv2d", dict(given))))
    assert projects[0].state() == projects[1].state()
    assert store.dumps(projects[0]) == store.dumps(projects[1])
    assert '"out_channels": 6, "kernel_size": 5, "padding": 2' in store.dumps(projects[0])


def test_only_what_differs_is_written() -> None:
    project = Project.new("small")
    edit.add(project, "Conv2d", kernel_size=3, stride=1)
    edit.set_data(project, source="", validation=DataSpec().validation)
    edit.set_training(project, epochs=TrainingSpec().epochs, optimizer_params={"lr": 0.001})
    text = store.dumps(project)
    assert '"conv1": {"type": "Conv2d", "at": [0, 0]}' in text
    assert '"data": {},' in text and '"training": {}}' in text
