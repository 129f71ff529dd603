"""Why: a layer of another version stands on the canvas with its wires, and looks like no other."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from designer.ui.canvas.bodies import outline_of
from tests.edit.test_edit_foreign import opened
from tests.ui.canvas.hands import Hands


def test_it_has_the_ports_that_its_wires_use(canvas: Callable[..., Hands]) -> None:
    scene = canvas(opened()).view.canvas
    odd = scene.nodes["odd"]
    assert (odd.face.inputs, odd.face.outputs) == (("in", "gate"), ("state", "out"))
    ends = {odd.input_at(port).x() for port in odd.face.inputs}
    assert len(ends) == 2, "each wire ends at a port of its own"
    dashed = {name for name, item in scene.nodes.items() if is_dashed(outline_of(item).style())}
    assert dashed == {"odd", "again"}


def is_dashed(style: Qt.PenStyle) -> bool:
    """True for the outline of what is not known."""
    return style == Qt.PenStyle.DashLine
