"""Why: what Designer writes it reads again: the same text, from every template and every layer."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from designer import gallery, port
from designer.layers import LAYERS, Layer
from designer.model import Project
from designer.port import Imported
from tests.compile.networks import networks
from tests.compile.test_every_layer import COMPUTING, drawn


def back(written: str, folder: Path) -> Imported:
    """What comes of a text when it is read as a file."""
    path = folder / "network.py"
    path.write_text(written, encoding="utf-8")
    return port.read(path)


@pytest.mark.parametrize("name", gallery.TEMPLATES)
def test_a_template_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    written = port.python(gallery.create(name))
    found = back(written, tmp_path)
    assert port.python(found.project) == written
    assert not found.remarks


@pytest.mark.parametrize("layer", COMPUTING, ids=[layer.type for layer in COMPUTING])
def test_a_layer_comes_back_as_it_was(layer: Layer, tmp_path: Path) -> None:
    project, _ = drawn(layer)
    written = port.python(project)
    found = back(written, tmp_path)
    assert port.python(found.project) == written
    assert kinds(found.project) == kinds(project)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(project=networks())
def test_a_random_network_comes_back(project: Project, tmp_path: Path) -> None:
    written = port.python(project)
    found = back(written, tmp_path)
    assert kinds(found.project) == kinds(project)
    assert not found.remarks


def kinds(project: Project) -> list[str]:
    """The layers, whatever their names and their order."""
    nodes = project.main.nodes.values()
    return sorted(node.type for node in nodes if node.type in LAYERS)
