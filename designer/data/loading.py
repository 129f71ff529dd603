"""Why: reading is slow and asked for often, so each source is read once per state of its files."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import numpy as np

from designer.data.errors import DataError
from designer.data.paths import resolved
from designer.data.prepare import prepare
from designer.data.records import Array, Dataset, Preview, Raw
from designer.data.sources import SOURCES
from designer.protocol import DataInfo, DataSpec
from designer.text import tr

KEPT = 4  # data sets held in memory
_cache: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()


def load(spec: DataSpec, base_dir: str = "") -> Dataset:
    """Read, split and normalize. Raises DataError with one sentence.

    Returns float32 samples (rows, *shape); targets are int64 (rows,) for classification and
    float32 (rows, targets) for regression.
    """
    return _cached(("prepared", *_key(spec, base_dir)), lambda: prepare(_raw(spec, base_dir), spec))


def describe(spec: DataSpec, base_dir: str = "") -> DataInfo:
    """What the data offer, enough to check a drawing against. Raises DataError."""
    return load(spec, base_dir).info


def preview(spec: DataSpec, base_dir: str = "", count: int = 24) -> Preview:
    """The first rows as they were read, spread over the classes. Raises DataError."""
    raw = _raw(spec, base_dir)
    rows = _spread(raw, count)
    labels = tuple(_label(raw, row) for row in rows)
    named = Counter(raw.y.tolist()) if raw.classes else Counter()
    counts = tuple((name, named[i]) for i, name in enumerate(raw.classes))
    if raw.is_image:
        return Preview(
            raw.title, tuple(_picture(raw.x[r]) for r in rows), labels=labels, counts=counts
        )
    flat = raw.x.reshape(len(raw.x), -1)
    columns = raw.columns or tuple(f"x{i}" for i in range(flat.shape[1]))
    cells = tuple(tuple(f"{value:.6g}" for value in flat[row][:200]) for row in rows)
    return Preview(raw.title, columns=columns[:200], rows=cells, labels=labels, counts=counts)


def _raw(spec: DataSpec, base_dir: str) -> Raw:
    source = SOURCES.get(spec.source)
    if source is None:
        raise DataError(tr("There is no data source named “{name}”.", name=spec.source))
    only_reading = DataSpec(
        source=spec.source,
        path=spec.path,
        target_path=spec.target_path,
        target=spec.target,
        task=spec.task,
        resize=spec.resize if source.key == "images" else None,
    )
    key = ("raw", *_key(only_reading, base_dir))
    return _cached(key, lambda: source.read(spec, base_dir))


def _beside_torch(make: Callable[[], Any]) -> Any:
    """What is made, also while another thread is loading torch.

    Scipy looks for tensors wherever torch is among the modules, and fails when it is there in part.
    Then torch is waited for.
    """
    try:
        return make()
    except AttributeError as error:
        if getattr(error.obj, "__name__", "") != "torch":
            raise
        import_module("torch")
        return make()


def _cached(key: tuple[Any, ...], make: Any) -> Any:
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    made = _beside_torch(make)
    with _lock:
        _cache[key] = made
        while len(_cache) > 2 * KEPT:
            _cache.popitem(last=False)
    return made


def _key(spec: DataSpec, base_dir: str) -> tuple[Any, ...]:
    stamps = [_stamp(resolved(path, base_dir)) for path in (spec.path, spec.target_path) if path]
    return (msgspec.json.encode(spec), base_dir, *stamps)


def _stamp(path: Path) -> tuple[Any, ...]:
    try:
        if path.is_dir():
            files = [f.stat() for f in sorted(path.rglob("*")) if f.is_file()]
            return (
                len(files),
                sum(f.st_size for f in files),
                max((f.st_mtime_ns for f in files), default=0),
            )
        found = path.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size)


def _spread(raw: Raw, count: int) -> list[int]:
    if not raw.classes:
        return list(range(min(count, len(raw.x))))
    each = [
        np.flatnonzero(raw.y == i)[: -(-count // len(raw.classes))] for i in range(len(raw.classes))
    ]
    longest = max(len(rows) for rows in each)
    turns = [int(rows[k]) for k in range(longest) for rows in each if k < len(rows)]
    return turns[:count]


def _label(raw: Raw, row: int) -> str:
    if raw.classes:
        return raw.classes[int(raw.y[row])]
    return ", ".join(f"{value:.4g}" for value in raw.y[row])


def _picture(sample: Array) -> Array:
    low, high = float(sample.min()), float(sample.max())
    pixels = ((sample - low) / ((high - low) or 1) * 255).astype(np.uint8)
    if pixels.shape[0] == 3:
        return np.ascontiguousarray(pixels.transpose(1, 2, 0))
    return np.ascontiguousarray(pixels[0])
