"""Whatever legal network somebody draws: its code runs, reads well and says what the check says."""

import ast
import subprocess
import sys

import pytest
import torch
from hypothesis import HealthCheck, Phase, given, settings
from torch.utils.flop_counter import FlopCounterMode

from designer import check
from designer import compile as compiler
from designer.layers import LAYERS, Tensor
from designer.model import Project
from tests.compile.networks import networks

N = 2
FUSED = {"RNN", "LSTM", "GRU"} | {
    layer.type for layer in LAYERS.values() if layer.category == "attention"
}
"""On the CPU torch runs these by kernels that its flop counter does not know."""
FEW = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking networks takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def sample(tensor: Tensor) -> torch.Tensor:
    shape = concrete(tensor)
    if tensor.dtype == "int64":
        return torch.zeros(shape, dtype=torch.int64)  # sums of them stay below any table
    return torch.rand(shape)


def concrete(tensor: Tensor) -> tuple[int, ...]:
    return tuple(dim if isinstance(dim, int) else dim.scale * N for dim in tensor.shape)


def arguments(project: Project) -> list[torch.Tensor]:
    source = compiler.write(project)
    return [sample(a.tensor) for a in source.arguments if a.tensor is not None]


@FEW
@given(networks())
def test_the_module_gives_the_shapes_that_the_check_says(project: Project) -> None:
    report = check.run(project)
    assert report.ok, report.problems
    source = compiler.write(project, report)
    module = compiler.build(project, seed=0).eval()
    with torch.no_grad():
        results = module(*arguments(project))
    results = results if len(source.results) > 1 else (results,)
    assert len(results) == len(source.results)
    for name, result in zip(source.results, results, strict=True):
        tensor = report.inputs[name][0]
        assert tensor is not None
        assert tuple(result.shape) == concrete(tensor), (name, source.text)
        assert str(result.dtype) == f"torch.{tensor.dtype}"


@FEW
@given(networks())
def test_names_in_the_state_dict_are_names_of_nodes(project: Project) -> None:
    names = {key.split(".")[0] for key in compiler.build(project, seed=0).state_dict()}
    assert names <= set(project.main.nodes)


@FEW
@given(networks())
def test_counts_agree_with_torch(project: Project) -> None:
    report = check.run(project)
    costs = compiler.costs(project, report)
    module = compiler.build(project, seed=0).eval()
    assert costs.parameters == sum(p.numel() for p in module.parameters())
    for row in costs.rows:
        assert row.parameters == report.parameters[row.name]
    if not FUSED & {row.type for row in costs.rows}:
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            module(*arguments(project))
        assert counter.get_total_flops() == N * costs.flops


@FEW
@given(networks())
def test_the_source_is_stable_short_and_mapped(project: Project) -> None:
    source = compiler.write(project)
    assert source == compiler.write(project.copy())
    ast.parse(source.text)
    lines = source.text.splitlines()
    assert max(map(len, lines)) <= 100
    for number, name in source.lines.items():
        assert name in project.main.nodes
        assert lines[number - 1].strip()
    inner = [n for n in project.main.nodes.values() if n.type not in ("Input", "Output")]
    assert all(source.node_lines(node.name) for node in inner)


@FEW
@given(networks(most=6))
def test_an_error_in_a_layer_is_located(project: Project) -> None:
    source = compiler.write(project)
    loaded = compiler.load(source.text, source.class_name, source.lines)
    module = loaded.make()

    def fail(module: torch.nn.Module, given: object) -> None:
        raise ZeroDivisionError

    for name, child in module.named_children():
        hook = child.register_forward_pre_hook(fail)
        with pytest.raises(ZeroDivisionError) as caught:
            module(*arguments(project))
        hook.remove()
        assert loaded.locate(caught.value) == name


def test_ruff_has_nothing_to_say(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("sources")

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(networks())
    def write_one(project: Project) -> None:
        text = compiler.write(project).text
        path = folder / f"network{len(list(folder.iterdir()))}.py"
        path.write_text(text, encoding="utf-8")

    write_one()
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--no-cache", "--line-length", "100", str(folder)]
    rules = ["--select", "E,F,W,I,B,PIE,SIM,UP", "--output-format", "concise"]
    checked = subprocess.run(
        [*ruff, "check", *rules, *options], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    for path in folder.iterdir():
        path.write_text(plain_comments(path.read_text(encoding="utf-8")), encoding="utf-8")
    formatted = subprocess.run(
        [*ruff, "format", "--diff", *options], capture_output=True, text=True, check=False
    )
    assert formatted.returncode == 0, formatted.stdout


def plain_comments(text: str) -> str:
    """Two spaces before a comment, as ruff wants it; we put comments in one column."""
    lines = [line.partition("  # (") for line in text.splitlines()]
    return "".join(f"{code.rstrip()}{mark}{note}\n" for code, mark, note in lines)
