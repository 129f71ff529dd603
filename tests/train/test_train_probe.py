"""Why: measuring a step must tell the truth about it and leave no trace in it."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from designer import compile as compiler
from designer import data, edit, runs
from designer.layers import LAYERS, Layer
from designer.model import Project
from designer.protocol import Activity, Epoch, Event, Failed, Finished, Layers, Started
from designer.protocol.events import decode_event, encode_event
from designer.train import probe
from designer.train.watch import FEW, SILENT, Watch, figures
from tests.compile.test_compile_blocks import examples
from tests.edit.test_edit_blocks import siamese

Drawn = Callable[[], Project]


def chain(*layers: tuple[str, dict[str, Any]], **samples: Any) -> Project:
    """A project of layers in a row."""
    project = Project.new("Measured")
    names = [edit.add(project, kind, **params) for kind, params in (*layers, ("Output", {}))]
    for source, target in pairwise(names):
        edit.connect(project, source, target)
    edit.set_data(project, **samples)
    edit.set_training(project, epochs=3, batch_size=50, seed=3)
    return project


def plain() -> Project:
    layers = ("Linear", {"out_features": 16}), ("ReLU", {}), ("Linear", {"out_features": 3})
    return chain(("Input", {"shape": (4,)}), *layers, source="iris")


def chancy() -> Project:
    layers = ("Conv2d", {"out_channels": 4}), ("BatchNorm2d", {}), ("ReLU", {}), ("Dropout", {})
    end = ("Flatten", {}), ("Linear", {"out_features": 10})
    return chain(("Input", {"shape": (1, 8, 8)}), *layers, *end, source="digits")


def nested() -> Project:
    """A block, and a block in a block, with a function inside."""
    layers = ("Linear", {"out_features": 8}), ("Tanh", {})
    project = chain(
        ("Input", {"shape": (4,)}), *layers, *layers, ("Linear", {"out_features": 3}), source="iris"
    )
    edit.group(project, ["fc1", "tanh1"], block="Step1")
    inner = edit.group(project, ["fc2", "tanh2"], block="Step2")
    edit.group(project, [inner], block="Outer")
    return project


def recurrent() -> Project:
    """An LSTM, of which two outputs are used."""
    layers = ("Flatten", {}), ("Concat", {}), ("Linear", {"out_features": 10})
    project = chain(*layers, source="digits", shape=(8, 8))
    edit.add(project, "Input", "rows", shape=(8, 8))
    edit.add(project, "LSTM", "lstm", hidden_size=12)
    edit.connect(project, "rows", "lstm")
    for port, target in (("sequence", "flatten1"), ("last", "cat1")):
        edit.connect(project, "lstm", target, source_port=port)
    return project


def ran(project: Project, folder: Path) -> list[Event]:
    events: list[Event] = []
    runs.run_here(runs.prepare(project), folder, events.append)
    return events


def layers_of(events: list[Event]) -> list[Layers]:
    return [event for event in events if isinstance(event, Layers)]


def by_hand(project: Project) -> dict[str, Activity]:
    """The first step of SGD, done and measured in plain torch."""
    rows = data.load(project.data)
    torch.manual_seed(project.training.seed)
    network = compiler.build(project, seed=project.training.seed)
    x, y = torch.from_numpy(rows.train_x), torch.from_numpy(rows.train_y)
    hidden = network.fc1(x)
    after = torch.relu(hidden)
    said = network.fc2(after)
    nn.CrossEntropyLoss()(said, y).backward()
    found = {}
    for name, output in (("input1", x), ("fc1", hidden), ("relu1", after), ("fc2", said)):
        layer = getattr(network, name, None)
        slope = layer.weight.grad.norm().item() if layer is not None else None
        found[name] = Activity(
            mean=output.mean().item(),
            std=output.std(correction=0).item(),
            dead=(output == 0).all(0).float().mean().item() if name == "relu1" else None,
            gradient=slope,
            update=0.1 * slope / layer.weight.norm().item() if slope is not None else None,
        )
    return found


def test_the_figures_are_those_that_torch_gives(tmp_path: Path) -> None:
    project = plain()
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 0.1}, batch_size=120)
    measured = layers_of(ran(project, tmp_path))[0]
    wanted = by_hand(project)
    assert (measured.epoch, measured.step) == (1, 0)
    assert list(measured.nodes) == list(wanted), "in the order in which they are computed"
    for name, activity in wanted.items():
        for figure in ("mean", "std", "dead", "gradient", "update"):
            value = getattr(activity, figure)
            said = getattr(measured.nodes[name], figure)
            assert said == (None if value is None else pytest.approx(value, rel=1e-3, abs=1e-6))
        assert measured.nodes[name].finite


CHOICES: dict[str, tuple[Drawn, dict[str, Any]]] = {
    "Adam": (chancy, {}),
    "blocks": (nested, {"optimizer": "SGD", "optimizer_params": {"lr": 0.1}}),
    "recurrent": (recurrent, {}),
    "LBFGS": (plain, {"optimizer": "LBFGS"}),
    "CG": (plain, {"optimizer": "CG"}),
    "NewtonCG": (plain, {"optimizer": "NewtonCG"}),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_measured_run_is_the_same_run(
    choice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every step measured, or none: losses and weights are equal to the last bit."""
    found = []
    for measured in (True, False):
        draw, training = CHOICES[choice]
        project = draw()
        edit.set_training(project, **training)
        monkeypatch.setattr(probe.Probe, "is_due", lambda *_, due=measured: due)
        folder = tmp_path / str(measured)
        events = ran(project, folder)
        epochs = [(e.train, e.val) for e in events if isinstance(e, Epoch)]
        weights = load_file(folder / "last.safetensors")
        started = next(event for event in events if isinstance(event, Started))
        steps = started.steps_per_epoch * 3 if measured else 0
        assert len(layers_of(events)) == steps and len(epochs) == 3
        found.append((epochs, weights))
    (epochs, weights), (others, other_weights) = found
    assert epochs == others
    assert all(torch.equal(weights[name], other_weights[name]) for name in weights)


def test_the_first_and_the_last_step_are_measured_and_few_others(tmp_path: Path) -> None:
    project = plain()
    edit.set_training(project, epochs=20)
    told = layers_of(ran(project, tmp_path))
    assert told[0].step == 0 and told[-1].step == 59
    assert len(told) <= 2 * probe.PARTS, "a run of a moment"


@pytest.mark.parametrize(("others", "most"), [(0.0005, probe.PARTS + 2), (0.09, 6)])
def test_only_measuring_that_is_dear_every_time_is_rare(
    monkeypatch: pytest.MonkeyPatch, others: float, most: int
) -> None:
    """Steps of a millisecond: the first measured one takes 90, and the others less or as long."""
    now, found = [0.0], []
    monkeypatch.setattr(probe, "time", SimpleNamespace(perf_counter=lambda: now[0]))
    measuring = probe.Probe(nn.Linear(2, 2), runs.prepare(plain()), 3000, lambda _: None)
    watch = SimpleNamespace(seconds=0.0, seen=(), modules={}, detach=lambda: None)

    def begin() -> SimpleNamespace:
        now[0] += others if found else 0.09
        return watch

    monkeypatch.setattr(measuring, "_watch", begin)
    monkeypatch.setattr(measuring, "_tell", lambda *_: None)
    for step in range(3000):
        if measuring.is_due(step):
            measuring.measure(1, step, lambda: None)
            found.append(step)
        now[0] += 0.001
    assert found[0] == 0 and found[-1] == 2999
    assert most / 2 <= len(found) <= most


def test_inside_blocks_layers_have_the_names_that_lead_there(tmp_path: Path) -> None:
    project = nested()
    names = set(layers_of(ran(project, tmp_path))[0].nodes)
    assert {"step1", "step1.fc1", "step1.tanh1", "fc3"} <= names
    assert {"outer1", "outer1.step2", "outer1.step2.fc2", "outer1.step2.tanh2"} <= names


def test_shared_weights_are_measured_where_they_are_used() -> None:
    project = siamese()
    source = compiler.write(project)
    network = compiler.build(project)
    watch = Watch(network, source.lines, type(network).__module__, source.argument_names)
    network(*examples(project))
    shared = [n.name for n in project.main.nodes.values() if n.type.startswith("=")]
    assert shared and set(shared) <= set(watch.seen)
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in network.modules())


SHAPES = {"RNN": (5, 6), "GRU": (5, 6), "LSTM": (5, 6)} | {
    f"MaxPoolWithIndices{n}d": (2, *(8,) * n) for n in (1, 2, 3)
}
SEVERAL = [layer for layer in LAYERS.values() if len(layer.outputs) > 1]


def giving(layer: Layer, ports: list[str], **params: Any) -> Project:
    """A layer that gives these of its outputs to Outputs of their own."""
    project = Project.new("Giving")
    edit.add(project, layer.type, "layer", **params)
    for port in layer.inputs:  # a cell has states of 64 units
        shape = SHAPES.get(layer.type, (12,)) if port.name == "in" else (64,)
        given = edit.add(project, "Input", shape=shape)
        edit.connect(project, given, "layer", target_port=port.name)
    for port in ports:
        edit.connect(project, "layer", edit.add(project, "Output", port), source_port=port)
    return project


def watched(project: Project) -> tuple[Watch, list[torch.Tensor]]:
    """What is seen in a forward pass of ten rows, and what it gives."""
    source, network = compiler.write(project), compiler.build(project)
    home, names = type(network).__module__, source.argument_names
    watch = Watch(network, source.lines, home, names, source.ports)
    sizes = [tuple(int(n) for n in a.tensor.sample) for a in source.arguments if a.tensor]
    given = network(*(torch.rand(10, *size) for size in sizes))
    return watch, list(given) if isinstance(given, tuple) else [given]


@pytest.mark.parametrize("layer", SEVERAL, ids=lambda layer: layer.type)
def test_every_output_of_a_layer_is_measured_whichever_are_used(layer: Layer) -> None:
    every = [port.name for port in layer.outputs]
    both = [{}, *({p.name: True} for p in layer.params if p.name == "bidirectional")]
    for ports in (every, *([port] for port in every)):
        for params in both:
            watch, given = watched(giving(layer, ports, **params))
            for port, output in zip(ports, given, strict=True):
                if not output.is_floating_point():
                    assert ("layer", port) not in watch.outputs
                    continue
                seen = watch.outputs["layer", port] if port != every[0] else watch.seen["layer"]
                assert torch.equal(seen[:2], figures(output.detach(), "")[:2])
            assert {port for _, port in watch.outputs} <= set(ports) - {every[0]}


def test_every_output_of_a_block_is_measured_inside_and_out() -> None:
    project = giving(LAYERS["LSTM"], ["sequence", "hidden", "cell"])
    name = edit.group(project, ["layer"], block="Memory")
    watch, given = watched(project)
    told = {path: [port for other, port in watch.outputs if other == path] for path in watch.seen}
    assert told[f"{name}.layer"] == ["hidden", "cell"] and len(told[name]) == 2
    seen = [watch.seen[name], *(watch.outputs[name, port] for port in told[name])]
    for figure, output in zip(seen, given, strict=True):
        assert torch.equal(figure[:2], figures(output.detach(), "")[:2])


class Breaks(nn.Module):
    """Gives infinity in its middle layer."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.middle, self.last = nn.Linear(4, 8), nn.Linear(8, 8), nn.Linear(8, 3)
        nn.init.constant_(self.middle.bias, torch.inf)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Three layers in a row."""
        return self.last(self.middle(self.first(x)))


def test_a_run_that_breaks_tells_what_its_layers_gave(tmp_path: Path) -> None:
    from tests.train.test_train_run import run, spec

    events = run(Breaks, spec(), tmp_path)
    assert isinstance(events[-1], Failed) and isinstance(events[-2], Layers)
    finite = {name: activity.finite for name, activity in events[-2].nodes.items()}
    assert finite == {"first": True, "middle": False, "last": False}
    assert decode_event(encode_event(events[-2])) == events[-2]


class Odd(nn.Module):
    """Gives what has no mean, and then breaks if it is asked to."""

    def __init__(self, breaks: bool) -> None:
        super().__init__()
        self.breaks = breaks
        self.first, self.odd, self.last = nn.Linear(4, 8), Float8(), nn.Linear(8, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Through numbers of eight bits, and back."""
        if self.breaks and len(x) < 30:  # the last batch
            raise RuntimeError("odd")
        return self.last(self.odd(self.first(x)).float())


class Float8(nn.Module):
    """Numbers of eight bits: nothing can be computed with them."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Fewer bits."""
        return x.to(torch.float8_e4m3fn)


@pytest.mark.parametrize("breaks", [False, True])
def test_whatever_a_network_does_measuring_neither_ends_it_nor_outlives_it(
    breaks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.train.test_train_run import run, spec

    monkeypatch.setattr(probe.Probe, "is_due", lambda *_: True)
    events = run(lambda: Odd(breaks), spec(batch_size=35), tmp_path)
    assert isinstance(events[-1], Failed if breaks else Finished)
    assert all(list(event.nodes) == ["first", "last"] for event in layers_of(events))
    assert torch._C._len_torch_function_stack() == 0


@pytest.mark.parametrize("kind", SILENT)
def test_units_are_dead_that_say_nothing_whatever_they_hear(kind: str) -> None:
    function = getattr(torch, kind, None) or getattr(nn.functional, kind)
    extra = (0.0, 0.0) if kind == "threshold" else ()
    heard = torch.randn(FEW, 4, generator=torch.Generator().manual_seed(1))
    heard[:, 0], heard[:, 1], heard[0, 2] = -50.0, 1.0, -50.0
    dead = figures(function(heard, *extra), kind)[2].item()
    assert dead == (0.5 if kind == "hardtanh" else 0.25)
    assert figures(function(heard[1:], *extra), kind)[2].isnan(), "few rows say nothing"


def test_large_outputs_are_sampled_fairly() -> None:
    picture = torch.zeros(64, 3, 128, 128)
    picture[..., ::2] = 1.0
    mean, variance, _ = figures(picture, "").tolist()
    assert mean == pytest.approx(0.5, abs=0.01) and variance == pytest.approx(0.25, abs=0.01)


def test_old_and_new_readers_get_along(tmp_path: Path) -> None:
    """A line of a kind that a reader does not know is passed over."""
    events = ran(plain(), tmp_path)
    file = tmp_path / "events.jsonl"
    file.write_bytes(file.read_bytes() + b'{"event":"weather","sun":1}\n')
    assert runs.read_run(tmp_path).status == "completed"
    assert layers_of(runs.read_events(tmp_path)) == layers_of(events)
