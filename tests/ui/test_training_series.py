"""Why: a curve must show what was measured, however it is thinned out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from designer.protocol import Epoch, Finished, Started, Steps
from designer.ui.training.history import RunHistory
from designer.ui.training.series import Series, binned, smoothed, steady_range, steady_span

values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=3000)


@given(values)
def test_thinning_keeps_the_ends_the_bounds_and_the_budget(ys: list[float]) -> None:
    y = np.array(ys)
    x = np.arange(len(y), dtype=float)
    bx, by = binned(x, y, 100)
    assert len(bx) == len(by) <= 100
    assert bx[-1] == x[-1]
    assert (np.diff(bx) > 0).all()
    assert by.min() >= y.min() - 1e-6
    assert by.max() <= y.max() + 1e-6


@given(values, st.floats(0, 0.99))
def test_smoothing_stays_within_the_values(ys: list[float], weight: float) -> None:
    y = np.array(ys)
    out = smoothed(y, weight)
    assert len(out) == len(y)
    assert out.min() >= y.min() - 1e-3
    assert out.max() <= y.max() + 1e-3
    assert out[0] == y[0] or abs(out[0] - y[0]) <= 1e-9 * abs(y[0])


@given(st.lists(st.lists(st.floats(-1e6, 1e6), max_size=400), max_size=8))
def test_a_series_holds_what_was_put_in(chunks: list[list[float]]) -> None:
    series = Series()
    everything: list[float] = []
    for chunk in chunks:
        start = len(everything)
        series.extend(np.arange(start, start + len(chunk), dtype=float), np.array(chunk))
        everything += chunk
    assert series.y.tolist() == everything
    if everything:
        assert series.at(-10) == everything[0]
        assert series.at(1e9) == everything[-1]
    else:
        assert series.at(0) is None


@given(values, st.booleans())
def test_a_steady_range_holds_all_values_and_is_not_much_too_wide(
    ys: list[float], log: bool
) -> None:
    present: tuple[float, float] | None = None
    for y in ys:
        present = steady_range(present, min(ys[0], y), max(ys[0], y), log)
        assert present[0] <= min(ys[0], y) <= max(ys[0], y) <= present[1]
    again = steady_range(present, min(ys), max(ys), log)
    assert steady_range(again, min(ys), max(ys), log) == again, "it stands still by itself"


@given(st.integers(1, 5000), st.floats(0, 1))
def test_a_steady_span_holds_what_is_done_and_is_not_much_too_wide(
    whole: int, share: float
) -> None:
    done = share * whole
    span = steady_span(done, whole)
    assert done <= span <= whole
    assert span <= max(2.0, 2.5 * done)


def test_a_run_history_knows_how_far_it_is() -> None:
    history = RunHistory()
    history.take(
        [
            Started(
                run_dir="",
                epochs=4,
                steps_per_epoch=10,
                device="cpu",
                threads=1,
                parameters=3,
                task="regression",
            ),
            Steps(epoch=1, first=0, losses=(1.0,) * 10, lr=0.1, steps_per_second=5.0),
            Epoch(
                epoch=1,
                train={"loss": 1.0, "mae": 2.0},
                val={"loss": 3.0, "mae": 4.0},
                lr=0.1,
                seconds=2.0,
            ),
        ]
    )
    assert history.share == 0.25
    assert history.seconds_left == 6.0
    assert history.metrics() == ["mae"]
    assert history.val["mae"].y.tolist() == [4.0]
    history.take([Finished(run_dir="", reason="early", epochs=1)])
    assert history.share == 1.0
