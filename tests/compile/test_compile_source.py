"""The code that people take away, by example."""

import pytest
import torch

from designer import compile as compiler
from designer import edit
from designer.model import NodeRenamed, Project


def chain(*types: str, name: str = "Net", **shape: object) -> Project:
    project = Project.new(name)
    before = edit.add(project, "Input", name="image", **(shape or {"shape": (1, 28, 28)}))
    for kind in types:
        node = edit.add(project, kind)
        edit.connect(project, before, node)
        before = node
    return project


def test_a_network_reads_as_a_person_would_write_it() -> None:
    project = chain(name="LeNet-5")
    before = "image"
    for kind, params in (
        ("Conv2d", {"out_channels": 6, "kernel_size": 5, "padding": 2}),
        ("ReLU", {}),
        ("MaxPool2d", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 10}),
        ("Output", {}),
    ):
        node = edit.add(project, kind, **params)
        edit.connect(project, before, node)
        before = node
    expected = """import torch
import torch.nn.functional as F
from torch import nn


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)
        self.pool1 = nn.MaxPool2d(2)
        self.fc1 = nn.Linear(1176, 10)

    def forward(self, image):    # (N, 1, 28, 28)
        x = self.conv1(image)    # (N, 6, 28, 28)
        x = F.relu(x)            # (N, 6, 28, 28)
        x = self.pool1(x)        # (N, 6, 14, 14)
        x = torch.flatten(x, 1)  # (N, 1176)
        x = self.fc1(x)          # (N, 10)
        return x
"""
    source = compiler.write(project)
    assert source.text == expected
    assert source.node_lines("conv1") == [9, 14]
    assert source.node_lines("image") == [13]
    assert source.node_lines("output1") == [19]


def test_a_value_that_is_read_twice_keeps_the_name_of_its_node() -> None:
    project = chain("Conv2d", "ReLU", shape=(16, 8, 8))
    edit.set_param(project, ["conv1"], "padding", 1)
    edit.add(project, "Add", name="add1")
    edit.connect(project, "image", "add1", target_port="in1")
    edit.connect(project, "relu1", "add1", target_port="in2")
    edit.connect(project, "add1", edit.add(project, "Output"))
    text = compiler.write(project).text
    assert "x = F.relu(x)" in text
    assert "x = image + x" in text


def test_several_outputs_come_back_as_a_tuple() -> None:
    project = chain("ReLU")
    for _ in range(2):
        edit.connect(project, "relu1", edit.add(project, "Output"))
    source = compiler.write(project)
    assert "return relu1, relu1" in source.text or "return x, x" in source.text
    assert source.results == ("output1", "output2")


def test_a_name_that_is_no_python_never_gets_into_code() -> None:
    project = chain("ReLU", "Output")
    evil = "a = __import__('os')"
    with project.transaction("rename"):
        project.apply(NodeRenamed("main", "relu1", evil))
    with pytest.raises(ValueError, match="cannot name a layer"):
        compiler.write(project)


def test_variables_of_ports_do_not_collide_with_nodes() -> None:
    project = chain("LSTM", shape=(5, 4))
    edit.add(project, "ReLU", name="lstm1_hidden")
    edit.connect(project, "lstm1", "lstm1_hidden", source_port="last")
    for source, port in (("lstm1", "hidden"), ("lstm1", "last"), ("lstm1_hidden", "out")):
        edit.connect(project, source, edit.add(project, "Output"), source_port=port)
    results = compiler.build(project, seed=0)(torch.rand(2, 5, 4))
    assert torch.equal(results[2], torch.relu(results[1]))
    assert torch.equal(results[0][0], results[1])


def test_nodes_that_lead_nowhere_are_not_written() -> None:
    from dataclasses import replace

    from designer import check

    project = chain("ReLU", "Output")
    edit.connect(project, "relu1", edit.add(project, "Flatten", name="lost"))
    report = replace(check.run(project), problems=())
    assert "flatten" not in compiler.write(project, report).text


def test_a_drawing_with_problems_is_refused_with_all_of_them() -> None:
    project = chain("Linear")
    with pytest.raises(compiler.NotReady) as caught:
        compiler.write(project)
    assert caught.value.problems
    assert str(caught.value) in {problem.message for problem in caught.value.problems}


def test_other_dtypes_stand_in_the_comment() -> None:
    project = chain("Embedding", "Output", shape=(7,), dtype="int64")
    text = compiler.write(project).text
    assert "# (N, 7) int64" in text
    assert "# (N, 7, 64)" in text


def test_what_stands_against_training_does_not_stand_against_the_code() -> None:
    from designer import check, data
    from designer.gallery import create

    project = create("mlp")
    text = compiler.write(project).text
    edit.set_data(project, source="iris")
    edit.set_training(project, batch_size=10**6)
    report = check.run(project, data.describe(project.data))
    assert {"data-shape", "training"} <= {problem.code for problem in report.problems}
    assert not report.ok and report.whole
    assert compiler.write(project, report).text == text
