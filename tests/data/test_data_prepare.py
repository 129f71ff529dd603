"""Why: what a network trains on is split and scaled without a look at the validation rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.data import DataError, load
from designer.data.prepare import prepare, resized
from designer.data.records import Raw
from designer.protocol import DataSpec


def table(rows: int, classes: int, seed: int) -> Raw:
    random = np.random.default_rng(seed)
    x = random.normal(3, 5, (rows, 4)).astype(np.float32)
    y = np.arange(rows) % classes
    return Raw("t", x, y.astype(np.int64), tuple(str(i) for i in range(classes)))


@given(
    st.integers(30, 120),
    st.integers(2, 5),
    st.floats(0.2, 0.5),
    st.integers(0, 2**32 - 1),
)
def test_the_split_is_a_stratified_partition(
    rows: int, classes: int, share: float, seed: int
) -> None:
    raw = table(rows, classes, 0)
    spec = DataSpec(validation=share, split_seed=seed, normalize="none")
    found = prepare(raw, spec)
    both = np.concatenate([found.train_x, found.val_x])
    assert sorted(map(tuple, both.tolist())) == sorted(map(tuple, raw.x.tolist()))
    assert abs(len(found.val_x) - share * rows) <= 1
    held = np.bincount(found.val_y, minlength=classes)
    assert held.max() - held.min() <= 2
    again = prepare(raw, spec)
    assert np.array_equal(found.train_x, again.train_x) and np.array_equal(found.val_y, again.val_y)


def test_another_seed_splits_otherwise() -> None:
    one, two = (load(DataSpec(source="iris", split_seed=s, normalize="none")).val_x for s in (0, 1))
    assert not np.array_equal(one, two)


@pytest.mark.parametrize("how", ["standard", "minmax"])
def test_figures_come_from_the_training_rows_alone(how: str) -> None:
    found = load(DataSpec(source="wine", normalize=how))  # type: ignore[arg-type]
    train, val = found.train_x, found.val_x
    if how == "standard":
        assert np.allclose(train.mean(0), 0, atol=1e-5) and np.allclose(train.std(0), 1, atol=1e-4)
        assert np.abs(val.mean(0)).max() > 1e-3
    else:
        assert np.allclose(train.min(0), 0) and np.allclose(train.max(0), 1)
        assert val.min() < 0 or val.max() > 1


def test_an_image_has_one_mean_for_all_pixels() -> None:
    raw = load(DataSpec(source="digits", normalize="none"))
    found = load(DataSpec(source="digits"))
    expected = (raw.train_x - raw.train_x.mean()) / raw.train_x.std()
    assert np.allclose(found.train_x, expected, atol=1e-5)


def test_a_constant_feature_stays_finite() -> None:
    raw = table(30, 2, 0)
    raw.x[:, 2] = 7
    found = prepare(raw, DataSpec())
    assert (found.train_x[:, 2] == 0).all() and np.isfinite(found.val_x).all()


def test_resize_and_shape() -> None:
    found = load(DataSpec(source="digits", resize=(16, 12), normalize="none"))
    assert found.info.shape == (1, 16, 12)
    flat = load(DataSpec(source="digits", shape=(64,), normalize="none"))
    plain = load(DataSpec(source="digits", normalize="none"))
    assert flat.info.shape == (64,)
    assert np.array_equal(flat.train_x, plain.train_x.reshape(-1, 64))


def test_a_smaller_picture_keeps_its_brightness() -> None:
    x = np.random.default_rng(0).uniform(0, 1, (4, 1, 32, 32)).astype(np.float32)
    smaller = resized(x, (4, 4))
    assert np.allclose(smaller.mean(), x.mean(), atol=0.02)
    assert smaller.std() < x.std() / 2  # every pixel counted; without antialiasing 4 of 64 would


def test_a_shape_that_does_not_fit_is_refused() -> None:
    with pytest.raises(DataError, match="64 values cannot take the shape 8 × 9: that is 72"):
        load(DataSpec(source="digits", shape=(8, 9)))


def test_arrays_that_are_no_pictures_are_not_resized() -> None:
    raw = table(30, 2, 0)
    with pytest.raises(DataError, match="no pictures to resize"):
        prepare(raw, DataSpec(source="npy", resize=(3, 3)))
    assert prepare(raw, DataSpec(source="csv", resize=(3, 3))).info.shape == (4,)
