"""Why: networks as people write them are drawn, and compute what they computed before."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from designer import check, port
from designer.compile import write

FOLDER = Path(__file__).parent / "networks"
NETWORKS = {
    "alexnet": ("WideStart()", [(3, 224, 224)]),
    "autoencoder": ("AE()", [(1, 28, 28)]),
    "lenet": ("net", [(3, 32, 32)]),
    "lstm": ("model", [(16, 28)]),
    "mlp": ("model", [(1, 28, 28)]),
    "mnist": ("DigitNet()", [(1, 28, 28)]),
    "mobilenet": ("PocketNet()", [(3, 32, 32)]),
    "resnet": ("eighteen()", [(3, 32, 32)]),
    "several_inputs": ("TwoTower()", [(6,), (6,), (8,)]),
    "text_classifier": ("model", [(16,)]),
    "transformer": ("Classifier()", [(20,)]),
    "unet": ("model", [(3, 32, 32)]),
    "vgg": ("PlainStack('small')", [(3, 32, 32)]),
}
"""File → how the network is built, and the shape of a sample, as it is read or found out."""
WORDS = {"several_inputs": (0, 1), "text_classifier": (0,), "transformer": (0,)}
"""The inputs that are numbers of words."""


def test_every_network_of_the_folder_is_tried() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == set(NETWORKS)


@pytest.mark.parametrize("name", NETWORKS)
def test_it_computes_the_same_as_before(name: str) -> None:
    build, shapes = NETWORKS[name]
    project = port.read(FOLDER / f"{name}.py").project
    report = check.run(project)
    assert report.whole, [problem.message for problem in report.problems]
    inputs = [node for node in project.main.ordered_nodes() if node.type == "Input"]
    assert [node.params["shape"] for node in inputs] == shapes
    source = write(project, report)
    drawn = built(source.text, f"{source.class_name}()")
    before = built((FOLDER / f"{name}.py").read_text(encoding="utf-8"), build)
    torch.manual_seed(1)
    samples = [
        torch.randint(0, 50, (2, *shape)) if place in WORDS.get(name, ()) else torch.rand(2, *shape)
        for place, shape in enumerate(shapes)
    ]
    with torch.no_grad():
        hand_over(before, drawn, samples)
        for a, b in zip(results(before(*samples)), results(drawn(*samples)), strict=True):
            torch.testing.assert_close(a, b)


def built(text: str, expression: str) -> nn.Module:
    names: dict[str, Any] = {"__name__": "network"}
    exec(compile(text, "network.py", "exec"), names)
    module = eval(expression, names)
    assert isinstance(module, nn.Module)
    return module.eval()


def results(given: Any) -> tuple[torch.Tensor, ...]:
    return given if isinstance(given, tuple) else (given,)


def hand_over(before: nn.Module, after: nn.Module, samples: list[torch.Tensor]) -> None:
    """Give the second network the weights of the first: layers correspond as they are called."""
    first, second = (called(module, samples) for module in (before, after))
    assert [type(layer) for layer in first] == [type(layer) for layer in second]
    for a, b in zip(first, second, strict=True):
        b.load_state_dict(a.state_dict())
    held = [
        [value for part in module.modules() if list(part.children()) for value in own(part)]
        for module in (before, after)
    ]
    for one, other in zip(*held, strict=True):
        other.copy_(one)


def own(module: nn.Module) -> list[nn.Parameter]:
    return list(module.parameters(recurse=False))


def called(module: nn.Module, samples: list[torch.Tensor]) -> list[nn.Module]:
    """The layers with weights, in the order in which they are called first."""
    order: dict[nn.Module, None] = {}
    hooks = [
        part.register_forward_hook(lambda layer, *_: order.setdefault(layer))
        for part in module.modules()
        if not list(part.children()) and part.state_dict()
    ]
    module(*samples)
    for hook in hooks:
        hook.remove()
    return list(order)
