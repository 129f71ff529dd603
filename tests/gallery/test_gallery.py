"""Why: a template is the first network that many people see: it must be right in every way."""

from itertools import combinations

import numpy as np
import pytest

from designer import check, data, edit, gallery, store
from designer import compile as compiler
from designer.edit import History
from designer.edit.outputs import output_names
from designer.gallery.drawing import COLUMN, ROW
from designer.model import Project
from designer.protocol import DataInfo, heads_of
from designer.train.heads import Objective
from tests.gallery.wanted import EVERY, FREE, LARGE

NAMES = {"neuron", "mlp", "cnn28", "cnn64", "two-branch", "simple-rnn", "lstm", "lenet5"}
NAMES |= {"regression"}
NAMES |= EVERY

every_template = pytest.mark.parametrize("name", sorted(NAMES))
every_small_one = pytest.mark.parametrize("name", sorted(NAMES - {*LARGE, *FREE}))


def info_of(project: Project) -> DataInfo | None:
    """What the template's data offers; None where a person chooses it."""
    return data.describe(project.data) if project.data.source else None


def test_the_teaching_texts_are_all_there() -> None:
    assert set(gallery.TEMPLATES) == NAMES
    with pytest.raises(KeyError):
        gallery.create("resnet1001")


@every_template
def test_a_template_has_its_words(name: str) -> None:
    template = gallery.TEMPLATES[name]
    assert template.name == name
    assert template.title and not template.title.endswith(".")
    assert template.paper[-4:].isdecimal() and template.paper[0].isupper()
    assert template.help.endswith(".") and 40 < len(template.help) < 240
    assert gallery.create(name).name == template.title


@every_template
def test_a_template_is_saved_and_read_back_equal(name: str) -> None:
    project = gallery.create(name)
    text = store.dumps(project)
    again = store.loads(text)
    assert again.state() == project.state()
    assert store.dumps(again) == text
    assert store.dumps(gallery.create(name)) == text, "drawn the same every time"
    assert History(project).is_saved


@every_template
def test_a_template_is_laid_out_neatly(name: str) -> None:
    for graph in gallery.create(name).graphs.values():
        for a, b in combinations(graph.nodes.values(), 2):
            assert abs(a.at[0] - b.at[0]) >= COLUMN or abs(a.at[1] - b.at[1]) >= ROW, (a, b)
        for wire in graph.wires:
            source, target = graph.nodes[wire.source], graph.nodes[wire.target]
            assert target.at[1] - source.at[1] >= ROW, "wires lead downward"
        assert min(node.at[1] for node in graph.nodes.values()) == 0


@every_template
def test_tidying_a_template_changes_nothing(name: str) -> None:
    project = gallery.create(name)
    before = store.dumps(project)
    for graph in project.graphs:
        edit.tidy(project, graph=graph)
    assert store.dumps(project) == before


@every_template
def test_a_template_checks_clean(name: str) -> None:
    project = gallery.create(name)
    report = check.run(project, info_of(project))
    assert report.problems == ()
    assert report.ok
    assert set(report.order) == set(project.main.nodes)


@every_template
def test_a_template_gives_scores_and_not_shares(name: str) -> None:
    """Cross-entropy contains the softmax: a template that has one itself would learn badly."""
    project = gallery.create(name)
    heads = heads_of(project.training, output_names(project))
    scores = {h.name for h in heads if h.loss in ("CrossEntropyLoss", "BCEWithLogitsLoss")}
    for node in project.main.nodes.values():
        if node.name in scores:
            last = project.main.nodes[project.main.incoming(node.name)[0].source]
            assert last.type not in ("Softmax", "LogSoftmax", "Sigmoid")
            assert last.type in ("Linear", "Flatten", "Conv2d") or last.params.get("scores")


@every_template
def test_a_template_is_written_as_code(name: str) -> None:
    source = compiler.write(gallery.create(name))
    assert f"class {source.class_name}(nn.Module):" in source.text
    assert max(len(line) for line in source.text.splitlines()) <= 100


@every_small_one
def test_a_template_learns(name: str) -> None:
    """Twelve steps on one batch of its data make its loss smaller."""
    import torch

    project = gallery.create(name)
    torch.manual_seed(0)
    net = compiler.build(project)
    x, y = batch_of(project)
    training = project.training
    objective = Objective(heads_of(training, output_names(project)))
    optimizer = getattr(torch.optim, training.optimizer)(
        net.parameters(), **training.optimizer_params
    )
    samples = torch.from_numpy(x)
    targets = [
        samples
        if head.target == "inputs"
        else torch.from_numpy(y)
        if head.loss == "CrossEntropyLoss"
        else torch.from_numpy(y.reshape(len(y), 1)).float()
        for head in objective.heads
    ]
    losses = []
    for _ in range(12):
        optimizer.zero_grad()
        loss, _ = objective(objective.outputs(net(samples)), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert np.isfinite(losses).all()
    assert losses[-1] < losses[0]


def batch_of(project: Project) -> tuple[np.ndarray, np.ndarray]:
    """Sixteen samples of the template's data; noise where a person chooses the data."""
    if project.data.source:
        loaded = data.load(project.data)
        return loaded.train_x[:16], loaded.train_y[:16]
    shape = project.main.nodes["image"].params["shape"]
    assert isinstance(shape, tuple)
    chance = np.random.default_rng(0)
    images = chance.standard_normal((16, *shape)).astype(np.float32)
    return images, np.arange(16, dtype=np.int64) % 2
