"""Why: a curve of a million steps is drawn as a few hundred points, in as much time."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
MOST_POINTS = 500


class Series:
    """A growing list of (x, y) points, in arrays that double."""

    def __init__(self) -> None:
        self._x: Array = np.empty(256)
        self._y: Array = np.empty(256)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, x: float, y: float) -> None:
        """One more point; x must not fall."""
        self.extend(np.array([x]), np.array([y]))

    def extend(self, x: Array, y: Array) -> None:
        """More points, of equal number."""
        needed = self._count + len(x)
        if needed > len(self._x):
            size = max(needed, 2 * len(self._x))
            self._x = np.concatenate([self._x[: self._count], np.empty(size - self._count)])
            self._y = np.concatenate([self._y[: self._count], np.empty(size - self._count)])
        self._x[self._count : needed] = x
        self._y[self._count : needed] = y
        self._count = needed

    @property
    def x(self) -> Array:
        """All x values, shape (count,)."""
        return self._x[: self._count]

    @property
    def y(self) -> Array:
        """All y values, shape (count,)."""
        return self._y[: self._count]

    def drawn(self, smoothing: float = 0.0) -> tuple[Array, Array]:
        """At most 500 points: means over equal bins of points, then smoothed.

        `smoothing` in [0, 1) is the weight of the past in an exponential moving average,
        corrected at its start as in Adam (Kingma & Ba 2015), so that early points are unbiased.
        """
        x, y = binned(self.x, self.y, MOST_POINTS)
        return x, smoothed(y, smoothing)

    def at(self, x: float) -> float | None:
        """The y whose x is nearest. None without points."""
        if self._count == 0:
            return None
        right = int(np.searchsorted(self.x, x))
        near = [i for i in (right - 1, right) if 0 <= i < self._count]
        return float(self._y[min(near, key=lambda i: abs(self._x[i] - x))])


def binned(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """Means of consecutive points so that at most `most` remain; the last point stays itself."""
    size = -(-len(x) // most) if len(x) else 1
    if size <= 1:
        return x.copy(), y.copy()
    whole = len(x) // size * size
    bins_x = x[:whole].reshape(-1, size).mean(axis=1)
    bins_y = y[:whole].reshape(-1, size).mean(axis=1)
    if whole < len(x):
        bins_x = np.append(bins_x, x[whole:].mean())
        bins_y = np.append(bins_y, y[whole:].mean())
    bins_x[-1] = x[-1]
    return bins_x, bins_y


def smoothed(y: Array, weight: float) -> Array:
    """Exponential moving average with weight of the past in [0, 1); the same length."""
    if weight <= 0 or len(y) == 0:
        return y
    out = np.empty_like(y)
    past = 0.0
    for i, value in enumerate(y):
        past = weight * past + (1 - weight) * value
        out[i] = past / (1 - weight ** (i + 1))
    return out


def padded_range(low: float, high: float, log: bool) -> tuple[float, float]:
    """A y range with air around the values."""
    if log:
        return low - 0.1, high + 0.1
    room = (high - low) * 0.08 or abs(high) * 0.1 or 0.5
    bottom = 0.0 if 0 <= low < (high - low) else low - room
    return bottom, high + room


def steady_span(done: float, whole: float) -> float:
    """How many epochs an axis shows while `done` of the `whole` are over: 2, 5, 10, 20, 50, …

    So the first epochs are not a heap at the left of a long training, and the axis is painted
    anew a few times only.
    """
    steps = (mantissa * 10.0**power for power in range(9) for mantissa in (2, 5, 10))
    return min(whole, next((step for step in steps if step >= done), whole))


def steady_range(
    present: tuple[float, float] | None, low: float, high: float, log: bool
) -> tuple[float, float]:
    """The present y range while the values lie in it and fill half of it, else a padded one.

    So the axis stands still under the eye, and need not be painted again with every point.
    """
    if present is not None and present[0] <= low and high <= present[1]:
        wanted = padded_range(low, high, log)
        if wanted[1] - wanted[0] > 0.5 * (present[1] - present[0]):
            return present
    return padded_range(low, high, log)
