"""Why: what is bypassed is no part of the network: in shapes, code, costs and training alike."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import check, edit, gallery, runs, store
from designer import compile as compiler
from designer.edit import EditError, History
from designer.layers.blocks import INPUT, OUTPUT, contained
from designer.model import MAIN, Project
from tests.compile.networks import networks

SMALL = ("lenet5", "two-branch", "lstm", "resnet18", "vae")


def inner(project: Project, graph: str) -> list[str]:
    nodes = project.graphs[graph].ordered_nodes()
    return [node.name for node in nodes if node.type not in (INPUT, OUTPUT)]


def same_as_removed(project: Project, names: dict[str, list[str]]) -> bool:
    """Hold a project with muted layers against one without them; whether it works at all."""
    without = project.copy()
    for graph, some in names.items():
        edit.remove(without, some, heal=True, graph=graph)
        edit.mute(project, some, True, graph) if some else None
    report, plain = check.run(project), check.run(without)
    if any(problem.code == "muted" for problem in report.problems) or not report.whole:
        return False
    assert plain.whole, plain.problems
    for name, tensors in plain.outputs.items():
        assert report.outputs[name] == tensors, name
    assert sum(report.parameters.values()) == sum(plain.parameters.values())
    assert compiler.write(project).text == compiler.write(without).text
    assert compiler.costs(project).as_json() == compiler.costs(without).as_json()
    fields, others = (
        compiler.receptive_fields(p, r) for p, r in ((project, report), (without, plain))
    )
    assert fields == others
    return True


@settings(max_examples=80, deadline=None)
@given(networks(), st.integers(0, 10_000))
def test_a_muted_layer_is_as_if_it_were_removed(project: Project, seed: int) -> None:
    chance = Random(seed)
    for _ in range(2):
        nodes = list(project.main.nodes)
        try:
            edit.group(project, chance.sample(nodes, chance.randint(1, len(nodes))))
        except EditError:
            continue
    graphs = [MAIN, *contained(project, MAIN)]
    names = {g: [n for n in inner(project, g) if chance.random() < 0.3] for g in graphs}
    same_as_removed(project, names)
    again = store.loads(store.dumps(project))
    assert again.state() == project.state()


def test_each_layer_of_some_templates_can_be_tried_without() -> None:
    works = 0
    for template in SMALL:
        drawn = gallery.create(template)
        for graph in (MAIN, *contained(drawn, MAIN)):
            for name in inner(drawn, graph):
                works += same_as_removed(drawn.copy(), {graph: [name]})
    assert works > 40, "most layers can be left out"


def test_a_shared_layer_keeps_its_weights_when_the_first_call_is_muted() -> None:
    project = Project.new("shared")
    names = [edit.add(project, "Input", shape=[8]), edit.add(project, "Linear", out_features=8)]
    names += [edit.link(project, names[1]), edit.add(project, "Output")]
    for a, b in itertools.pairwise(names):
        edit.connect(project, a, b)
    edit.mute(project, [names[1]])
    report = check.run(project)
    assert report.whole and sum(report.parameters.values()) == 72
    text = compiler.write(project).text
    assert f"self.{names[2]} = nn.Linear(8, 8)" in text and names[1] + " " not in text
    edit.set_param(project, [names[1]], "out_features", 3)
    edit.mute(project, [names[2]])
    assert check.run(project).whole
    assert "Linear" not in compiler.write(project).text


@pytest.mark.parametrize(
    ("kind", "shape", "params", "port", "sentence"),
    [
        ("Flatten", [2, 4, 4], {}, "out", "cannot stand for"),
        ("Embedding", [5], {"num_embeddings": 9, "embedding_dim": 3}, "out", "int64"),
        ("LSTM", [5, 3], {"hidden_size": 4}, "hidden", "output “hidden”"),
    ],
)
def test_what_cannot_stand_for_the_output_is_told_and_repaired(
    kind: str, shape: list[int], params: dict[str, object], port: str, sentence: str
) -> None:
    project = Project.new("misfit")
    dtype = {"dtype": "int64"} if kind == "Embedding" else {}
    source = edit.add(project, "Input", shape=shape, **dtype)
    name = edit.add(project, kind, **params)
    end = edit.add(project, "Output")
    edit.connect(project, source, name)
    edit.connect(project, name, end, source_port=port)
    history = History(project)
    edit.mute(project, [name])
    problem = next(p for p in check.run(project).problems if p.code == "muted")
    assert problem.node == name and sentence in problem.message
    problem.fixes[0].apply(project)
    assert check.run(project).whole and not project.main.nodes[name].muted
    history.undo()
    assert project.main.nodes[name].muted


def test_a_layer_that_nothing_knows_can_be_left_out() -> None:
    text = store.dumps(gallery.create("regression")).replace('"ReLU"', '"Strange9000"')
    project = store.loads(text)
    odd = [node.name for node in project.main.nodes.values() if node.type == "Strange9000"]
    assert odd and not check.run(project).whole
    edit.mute(project, odd)
    assert check.run(project).whole
    assert "Strange" not in compiler.write(project).text


def test_training_does_not_have_it() -> None:
    project = gallery.create("regression")
    edit.mute(project, [n.name for n in project.main.nodes.values() if n.type == "ReLU"])
    spec = runs.prepare(project)
    assert "relu" not in spec.source and "fc" in spec.source
