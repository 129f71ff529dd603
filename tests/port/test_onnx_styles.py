"""Networks of other programs become what a person would draw, and compute the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.port.onnx_models import compare, kinds, model
from tests.port.onnx_styles import STYLES, Network


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_what_other_programs_write_is_read(style: Callable[[], Network], tmp_path: Path) -> None:
    network = style()
    made = model(network.nodes, {"x": network.x}, network.weights, opset=network.opset)
    found = compare(made, {"x": network.x}, network.weights, tmp_path)
    assert kinds(found.project) == network.layers.split()
