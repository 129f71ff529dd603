"""Why: a network under a known name is that network: its weights, its work, its code."""

from functools import cache
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from designer import check, gallery, port
from designer import compile as compiler
from tests.gallery.published import PUBLISHED

TOO_LARGE = {"vgg11", "vgg16", "vgg19"}  # to be trained here, step by step

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "resnet50.py"

each_network = pytest.mark.parametrize("name", PUBLISHED)


@cache
def exported(name: str) -> type[nn.Module]:
    """The class in the module that a person takes away."""
    namespace = {"__name__": name}
    exec(port.python(gallery.create(name)), namespace)
    found = namespace[compiler.write(gallery.create(name)).class_name]
    assert isinstance(found, type) and issubclass(found, nn.Module)
    return found


@each_network
def test_weights_and_work_are_those_of_the_paper(name: str) -> None:
    known, report = PUBLISHED[name], check.run(gallery.create(name))
    with torch.device("meta"):
        module = exported(name)()
        image = torch.empty(1, 3, 224, 224)
    assert sum(p.numel() for p in module.parameters()) == known.parameters
    assert sum(report.parameters.values()) == known.parameters
    with FlopCounterMode(display=False) as counter:
        assert module.eval()(image).shape == (1, 1000)
    assert counter.get_total_flops() / 2e9 == pytest.approx(known.multiplications, abs=0.0006)


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name not in TOO_LARGE])
def test_a_step_reaches_every_weight(name: str) -> None:
    """A real picture forward, and its error back to the first layer."""
    torch.manual_seed(0)
    module = exported(name)().eval()  # one picture has no spread to normalize by
    scores = module(torch.randn(1, 3, 224, 224))
    nn.functional.cross_entropy(scores, torch.tensor([7])).backward()
    without = [key for key, p in module.named_parameters() if p.grad is None or not p.grad.any()]
    assert not without


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name not in TOO_LARGE])
def test_equal_weights_give_equal_scores(name: str) -> None:
    """What trains in the window, and what is taken away."""
    project, image = gallery.create(name), torch.rand(1, 3, 224, 224)
    inside, outside = compiler.build(project, seed=0).eval(), exported(name)().eval()
    outside.load_state_dict(inside.state_dict())
    with torch.no_grad():
        assert torch.equal(outside(image), inside(image))


def test_the_example_of_the_documents_is_what_comes_out() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == port.python(gallery.create("resnet50"))
