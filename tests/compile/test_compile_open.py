"""Why: one network takes texts of any length, in the window, in its code and in its files."""

from pathlib import Path

import pytest
import torch

from designer import check, edit, port, store
from designer import compile as compiler
from designer.model import Project
from designer.port import PortError
from tests.check.check_mistakes import chain


@pytest.fixture
def words() -> Project:
    """Embedded words and their places, a transformer, and scores for every word."""
    project = chain(
        ("Input", "words", {"shape": ("T",), "dtype": "int64"}),
        ("Embedding", "table", {"num_embeddings": 20, "embedding_dim": 8}),
        ("Add", "sum"),
        ("TransformerEncoder", "blocks", {"nhead": 2, "dim_feedforward": 16, "causal": True}),
        ("Flatten", "rows", {"start_dim": 0, "end_dim": 1}),
        ("Linear", "head", {"out_features": 20}),
        ("Output", "scores"),
    )
    chain(
        ("Arange", "places"),
        ("Embedding", "place", {"num_embeddings": 50, "embedding_dim": 8}),
        project=project,
        after="words",
    )
    edit.connect(project, "place", "sum")
    return project


def test_wires_code_and_files_show_the_open_length(words: Project) -> None:
    report = check.run(words)
    assert report.ok, [problem.message for problem in report.problems]
    assert str(report.outputs["blocks"][0]) == "N × T × 8"
    assert str(report.outputs["head"][0]) == "T·N × 20"
    lines = [" ".join(line.split()) for line in compiler.write(words).text.splitlines()]
    assert "def forward(self, words): # (N, T) int64" in lines
    assert "x = torch.flatten(x, 0, 1) # (T*N, 8)" in lines
    assert '"params": {"shape": ["T"], "dtype": "int64"}' in store.dumps(words)
    assert store.loads(store.dumps(words)).state() == words.state()


def test_one_network_takes_every_length(words: Project) -> None:
    module = compiler.build(words, seed=0).eval()
    for length in (1, 5, 9):
        assert module(torch.zeros(3, length, dtype=torch.int64)).shape == (3 * length, 20)


def test_figures_are_those_of_64_steps(words: Project) -> None:
    open_rows = compiler.costs(words).rows
    edit.set_param(words, ["words"], "shape", (64,))
    fixed_rows = compiler.costs(words).rows
    assert [(row.flops, row.memory_bytes) for row in open_rows] == [
        (row.flops, row.memory_bytes) for row in fixed_rows
    ]


def test_an_exported_program_takes_every_length(words: Project, tmp_path: Path) -> None:
    path = tmp_path / "words.pt2"
    port.save(words, path, to="pt2")
    loaded = torch.export.load(path).module()
    module = compiler.build(words, seed=words.training.seed).eval()
    for length in (2, 31):
        sample = torch.arange(3 * length).reshape(3, length) % 20
        with torch.no_grad():
            assert torch.allclose(loaded(sample), module(sample), atol=1e-5)


def test_where_torch_writes_the_steps_out_the_export_says_what_to_do(tmp_path: Path) -> None:
    project = chain(("Input", "steps", {"shape": ("T", 4)}), ("LSTM", "lstm"), ("Output", "out"))
    with pytest.raises(PortError, match="needs a fixed length here: give T a number"):
        port.save(project, tmp_path / "steps.pt2", to="pt2")
    assert "torch.rand(2, 64, 4)" in port.python(project)
