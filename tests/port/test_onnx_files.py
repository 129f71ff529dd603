"""Files as exporters write them become the network that was exported; broken ones are refused."""

from pathlib import Path

import pytest

from designer import check, gallery, port
from tests.port.onnx_models import is_allowed

FILES = Path(__file__).with_name("onnx_files")
"""Templates of the gallery as torch exports them: `lstm` by TorchScript, the others by dynamo.

Weights have been taken out, as nobody reads them.
"""
CHANGED = {"row-transformer"}
"""The exporter leaves out biases that are zero, and knows waves only as a table of numbers."""


@pytest.mark.parametrize("path", sorted(FILES.glob("*.onnx")), ids=lambda path: path.stem)
def test_what_was_exported_comes_back(path: Path) -> None:
    project = port.read(path).project
    before, after = check.run(gallery.create(path.stem)), check.run(project)
    assert after.ok and is_allowed(project)
    if path.stem not in CHANGED:
        assert sum(after.parameters.values()) == sum(before.parameters.values())
    assert project.name == path.stem
