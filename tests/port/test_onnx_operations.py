"""Every operation that is read computes what ONNX's own reference does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer.port.onnx import HANDLERS
from tests.port import onnx_cases, onnx_layout_cases, onnx_window_cases
from tests.port.onnx_cases import IMAGE, STEPS, Case
from tests.port.onnx_models import compare, computed, expected, imported, kinds, model, node, rand

Group = Callable[[], Iterator[Case]]
GROUPS: tuple[Group, ...] = (
    onnx_cases.one_value_each,
    onnx_cases.norms,
    onnx_cases.sums,
    onnx_cases.reductions,
    onnx_cases.products,
    onnx_layout_cases.layouts,
    onnx_layout_cases.parts,
    onnx_layout_cases.resizing,
    onnx_window_cases.windows,
    onnx_window_cases.turned,
    onnx_window_cases.recurrent,
)
ELSEWHERE = {
    *("Silu", "LogSigmoid", "Tanhshrink", "Rsqrt", "Attend", "Groups"),  # of patterns
    *("Size", "Constant", "ConstantOfShape"),  # worked out, nothing is drawn
    *("RandomNormalLike", "SimplifiedLayerNormalization", "QuantizeLinear", "DequantizeLinear"),
}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_what_is_read_computes_the_same(group: Group, tmp_path: Path) -> None:
    for number, row in enumerate(group()):
        inputs = {"x": row.x} if row.z is None else {"x": row.x, "z": row.z}
        made = model(row.nodes, inputs, row.weights, row.outputs, row.opset)
        told = f"{group.__name__} {number}: {made.graph.node[0].op_type}"
        try:
            found = compare(made, inputs, row.weights, tmp_path)
        except Exception as error:
            error.add_note(told)
            raise
        assert kinds(found.project) == row.layers.split(), told


@pytest.mark.parametrize("op", ["Softmax", "LogSoftmax"])
def test_before_opset_13_a_softmax_is_over_all_axes_that_follow(op: str, tmp_path: Path) -> None:
    old = model([node(op, "x")], {"x": STEPS}, opset=11)
    shape = {"s": np.array([-1, 5, 6])}
    nodes = [node("Flatten", "x", "f"), node(op, "f", "g"), node("Reshape", "g s")]
    new = model(nodes, {"x": STEPS}, shape, opset=13)
    (got,) = computed(imported(old, tmp_path).project, {"x": STEPS}, {})
    np.testing.assert_allclose(got, expected(new, {"x": STEPS})[0], rtol=1e-5)


@pytest.mark.parametrize("wanted", [{"output_shape": [18, 16]}, {"auto_pad": "SAME_LOWER"}])
def test_the_border_of_a_transposed_convolution_follows_from_its_size(
    wanted: dict[str, Any], tmp_path: Path
) -> None:
    """Which the reference does not work out."""
    found = []
    for row in (wanted, {"pads": [1, 1, 0, 0]}):
        convolution = node("ConvTranspose", "x c.weight", strides=[2, 2], **row)
        made = model([convolution], {"x": IMAGE}, {"c.weight": rand(4, 3, 3, 3)})
        found.append(imported(made, tmp_path).project.main.state())
    assert found[0] == found[1]


def test_every_operation_that_is_read_is_among_them() -> None:
    tried = {op.op_type for group in GROUPS for row in group() for op in row.nodes}
    assert set(HANDLERS) - tried == ELSEWHERE
