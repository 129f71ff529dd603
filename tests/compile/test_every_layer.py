"""Why: every entry of the catalogue works from its drawing to its weights, not only most."""

from typing import Any

import pytest
import torch

from designer import check, edit, store
from designer import compile as compiler
from designer.check import Report
from designer.layers import LAYERS, Layer
from designer.model import Project
from tests.layers.layers_examples import dtype_of, with_batch

COMPUTING = [layer for layer in LAYERS.values() if layer.category != "io"]
SHAPES: list[tuple[int, ...]] = [(8, 16, 16), (8, 12), (16,), (8, 8, 8, 8), (1, 8), (32, 9), (1,)]
NEEDED: dict[str, dict[str, Any]] = {
    "Reshape": {"shape": (-1,)},
    "Permute": {"dims": (0, 2, 1)},
    "Interpolate": {"size": (5, 5)},
    "Unflatten": {"shape": (2, -1)},
    "Fold": {"output_size": 4},
    "Parameter": {"shape": (3, 4)},
    "Constant": {"shape": (3, 4)},
    "LSTMCell": {"hidden_size": 16},
    "RNNCell": {"hidden_size": 16},
    "GRUCell": {"hidden_size": 16},
}
BATCH = 4
WITHOUT_SLOPE = {
    *("ArgMax", "ArgMin", "Sign", "Embedding", "EmbeddingBag", "Compare", "Condition"),
    *(
        "Parameter",
        "Constant",
        "Arange",
        "RandomNormal",
    ),  # of what comes in, they only read the size
}


def drawn(layer: Layer) -> tuple[Project, Report]:
    """The layer with an Input at each port and an Output behind each, in shapes that fit."""
    count = 2 if layer.inputs[0].variadic else len(layer.inputs)
    for shape in SHAPES:
        for second in [shape] if count == 1 else [shape, *SHAPES]:
            project = _drawing(layer, [shape, second, second][:count])
            report = check.run(project)
            if report.ok:
                return project, report
    pytest.fail(f"nothing fits {layer.type}")


def _drawing(layer: Layer, shapes: list[tuple[int, ...]]) -> Project:
    project = Project.new(layer.type)
    name = edit.add(project, layer.type, **NEEDED.get(layer.type, {}))
    for number, shape in enumerate(shapes):
        many = layer.inputs[0].variadic
        port = f"{layer.inputs[0].name}{number + 1}" if many else layer.inputs[number].name
        kind = dtype_of(layer, port)
        whole = "float32" if kind == "float32" else "int64"
        source = edit.add(project, "Input", shape=shape, dtype=whole)
        if kind != whole:
            source, before = edit.add(project, "Cast", dtype=kind), source
            edit.connect(project, before, source)
        edit.connect(project, source, name, target_port=port)
    for port in layer.outputs:
        edit.connect(project, name, edit.add(project, "Output"), source_port=port.name)
    return project


@pytest.mark.parametrize("layer", COMPUTING, ids=[layer.type for layer in COMPUTING])
def test_a_layer_is_drawn_checked_written_run_saved_and_learns(layer: Layer) -> None:
    project, report = drawn(layer)
    again = store.loads(store.dumps(project))
    text = compiler.write(project, report).text
    assert compiler.write(again).text == text
    torch.manual_seed(0)
    first, second = compiler.build(project, seed=1).eval(), compiler.build(again, seed=1).eval()
    inputs = {name: _values(project, name) for name in _of_type(project, "Input")}
    results, repeated = (_all(module, inputs) for module in (first, second))
    for ours, theirs in zip(results, repeated, strict=True):
        assert torch.equal(ours, theirs) or layer.type.startswith("Fractional")
    said = [with_batch(report.inputs[name][0], BATCH) for name in _of_type(project, "Output")]
    assert sorted(said) == sorted(tuple(result.shape) for result in results)
    assert sum(p.numel() for p in first.parameters()) == sum(report.parameters.values())
    costs = compiler.costs(project, report)
    assert costs.flops >= 0 and costs.memory_bytes >= 0
    if layer.type not in WITHOUT_SLOPE:
        sum(r.sum() for r in results if r.is_floating_point()).backward()
        leaves = [x for x in inputs.values() if x.requires_grad] + list(first.parameters())
        assert all(x.grad is not None for x in leaves)


def _values(project: Project, name: str) -> torch.Tensor:
    values = project.main.nodes[name].params
    shape = (BATCH, *values["shape"])
    if values.get("dtype") == "int64":
        return torch.randint(0, 7, shape)
    return torch.rand(shape).add_(0.1).requires_grad_()


def _all(module: torch.nn.Module, inputs: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    torch.manual_seed(2)
    made = module(**inputs)
    return list(made) if isinstance(made, tuple) else [made]


def _of_type(project: Project, kind: str) -> list[str]:
    return [node.name for node in project.main.nodes.values() if node.type == kind]


def test_the_catalogue_is_as_large_as_promised() -> None:
    assert len(LAYERS) >= 185
