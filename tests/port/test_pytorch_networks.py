"""Why: networks as people write them are drawn, and compute what they computed before."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from designer import check, port
from designer.compile import allow, write

FOLDER = Path(__file__).parent / "networks"
NETWORKS = {
    "alexnet": ("WideStart()", [(3, 224, 224)]),
    "attention": ("model", [(16,)]),
    "autoencoder": ("AE()", [(1, 28, 28)]),
    "bottleneck": ("fifty(num_classes=100)", [(3, 32, 32)]),
    "dense": ("net", [(3, 32, 32)]),
    "encoder": ("model", [(16,)]),
    "gan": ("maker", [(100, 1, 1)]),
    "gpt": ("model", [(24,)]),
    "inception": ("model", [(3, 32, 32)]),
    "inverted": ("model", [(3, 32, 32)]),
    "lenet": ("net", [(3, 32, 32)]),
    "lstm": ("model", [(16, 28)]),
    "mlp": ("model", [(1, 28, 28)]),
    "mnist": ("DigitNet()", [(1, 28, 28)]),
    "mobilenet": ("PocketNet()", [(3, 32, 32)]),
    "resnet": ("eighteen()", [(3, 32, 32)]),
    "seq2seq": ("model", [(16,), (16,)]),
    "several_inputs": ("TwoTower()", [(6,), (6,), (8,)]),
    "siamese": ("net", [(1, 20, 20), (1, 20, 20)]),
    "text_classifier": ("model", [(16,)]),
    "transformer": ("Classifier()", [(20,)]),
    "unet": ("model", [(3, 32, 32)]),
    "vae": ("model", [(1, 28, 28)]),
    "vgg": ("PlainStack('small')", [(3, 32, 32)]),
}
"""File → how the network is built, and the shape of a sample, as it is read or found out."""
WORDS = {"several_inputs": (0, 1), "seq2seq": (0, 1)} | dict.fromkeys(
    ("attention", "encoder", "gpt", "text_classifier", "transformer"), (0,)
)
"""The inputs that are numbers of words."""


def test_every_network_of_the_folder_is_tried() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == set(NETWORKS)


@pytest.mark.parametrize("name", NETWORKS)
def test_it_computes_the_same_as_before(name: str) -> None:
    build, shapes = NETWORKS[name]
    project = port.read(FOLDER / f"{name}.py").project
    for code in project.codes.values():
        allow(code)
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
        pairs = [results(after_seed(module, samples)) for module in (before, drawn)]
        for a, b in zip(*pairs, strict=True):
            torch.testing.assert_close(a, b)


def after_seed(module: nn.Module, samples: list[torch.Tensor]) -> Any:
    """What it gives, where chance plays the same in both networks."""
    torch.manual_seed(2)
    return module(*samples)


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
    if [type(layer) for layer in first] != [type(layer) for layer in second]:
        copy_by_size(before, after)
        return
    for a, b in zip(first, second, strict=True):
        b.load_state_dict(a.state_dict())
    held = [
        [value for part in module.modules() if list(part.children()) for value in own(part)]
        for module in (before, after)
    ]
    for one, other in zip(*held, strict=True):
        other.copy_(one)


def copy_by_size(before: nn.Module, after: nn.Module) -> None:
    """Where other modules hold them, weights correspond as they are large, and then in order."""
    rows = [
        sorted(module.parameters(), key=lambda part: part.numel()) for module in (before, after)
    ]
    for one, other in zip(*rows, strict=True):
        other.copy_(one.reshape(other.shape))


def own(module: nn.Module) -> list[nn.Parameter]:
    return list(module.parameters(recurse=False))


def is_layer(part: nn.Module) -> bool:
    """True but for a class of the file that holds numbers which nobody learns."""
    return type(part).__module__.startswith("torch.nn") or bool(list(part.parameters()))


def called(module: nn.Module, samples: list[torch.Tensor]) -> list[nn.Module]:
    """The layers with weights, in the order in which they are called first."""
    order: dict[nn.Module, None] = {}
    hooks = [
        part.register_forward_hook(lambda layer, *_: order.setdefault(layer))
        for part in module.modules()
        if not list(part.children()) and part.state_dict() and is_layer(part)
    ]
    module(*samples)
    for hook in hooks:
        hook.remove()
    return list(order)
