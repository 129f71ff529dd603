"""ONNX has dozens of ways to place pixels: each is computed as it says, or told."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.port.onnx_models import BATCH, computed, expected, imported, model, node, rand

IMAGE = rand(BATCH, 3, 6, 4)
PLACES = ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric")
ROUND = ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
FACTORS = ((2, 2), (3, 3), (1.5, 1.5), (0.5, 0.5), (2, 3), (1, 2))
UNUSUAL: dict[str, dict[str, Any]] = {
    "bend": {"mode": "cubic", "cubic_coeff_a": -0.5},
    "edges": {"mode": "cubic", "exclude_outside": 1},
    "shape": {"mode": "linear", "keep_aspect_ratio_policy": "not_larger"},
}


def is_right(attributes: dict[str, Any], weights: dict[str, np.ndarray], folder: Path) -> bool:
    """True where it is a layer, which is held against the reference; False where it is told."""
    given = "x - - s" if "s" in weights else "x - f"
    made = model([node("Resize", given, **attributes)], {"x": IMAGE}, weights)
    found = imported(made, folder)
    if any("no layer does what Resize does here" in sentence for sentence in found.remarks):
        return False
    (got,) = computed(found.project, {"x": IMAGE}, {})
    want = expected(made, {"x": IMAGE})[0]
    assert got.shape == want.shape, attributes
    np.testing.assert_allclose(got, want, 1e-4, 1e-5, err_msg=f"{attributes} {weights}")
    return True


@pytest.mark.parametrize("places", PLACES)
def test_pixels_lie_where_the_file_says(places: str, tmp_path: Path) -> None:
    right = 0
    for factors in FACTORS:
        weights = {"f": np.array([1, 1, *factors], np.float32)}
        ways = [{"mode": mode} for mode in ("linear", "cubic")]
        ways += [{"mode": "nearest", "nearest_mode": way} for way in ROUND]
        for way in ways:
            attributes = {**way, "coordinate_transformation_mode": places}
            right += is_right(attributes, weights, tmp_path)
    assert right >= {"half_pixel_symmetric": 0, "align_corners": 1}.get(places, 10), right


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_torch_cannot_choose_is_told(name: str, tmp_path: Path) -> None:
    sizes = {"s": np.array([BATCH, 3, 9, 9])}
    assert not is_right(UNUSUAL[name], sizes, tmp_path)


def test_a_row_of_one_pixel_is_placed_otherwise(tmp_path: Path) -> None:
    sizes = {"s": np.array([BATCH, 3, 1, 4])}
    for places, is_layer in (("pytorch_half_pixel", False), ("half_pixel", True)):
        attributes = {"mode": "linear", "coordinate_transformation_mode": places}
        assert is_right(attributes, sizes, tmp_path) == is_layer
