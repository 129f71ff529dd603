"""Why: raw rows become what a network trains on: resized, split, normalized, float32."""

from typing import Any

import numpy as np

from designer.data.errors import DataError
from designer.data.records import Array, Dataset, Raw, check_finite
from designer.protocol import DataInfo, DataSpec
from designer.text import tr

PICTURES = ("digits", "images", "idx")


def prepare(raw: Raw, spec: DataSpec) -> Dataset:
    """Resize, reshape, split and normalize. Raises DataError."""
    _refuse_unusable(raw)
    x = _shaped(raw, spec)
    train, val = split(raw, spec)
    x = normalized(x, train, spec.normalize, one_scale(spec.source, x.shape[1:]))
    parts = {
        name: normalized(part, train, spec.normalize, one_scale(spec.source, part.shape[1:]))
        for name, part in raw.parts.items()
    }
    info = DataInfo(
        source=spec.source,
        title=raw.title,
        task="classification" if raw.classes else "regression",
        shape=tuple(int(n) for n in x.shape[1:]),
        classes=raw.classes,
        targets=1 if raw.classes else int(raw.y.shape[1]),
        inputs=tuple((name, tuple(map(int, part.shape[1:]))) for name, part in parts.items()),
        train_rows=len(train),
        val_rows=len(val),
    )
    split_parts = {name: (part[train], part[val]) for name, part in parts.items()}
    return Dataset(info, x[train], raw.y[train], x[val], raw.y[val], split_parts)


def split(raw: Raw, spec: DataSpec) -> tuple[Array, Array]:
    """Row numbers for training and validation; classes in equal shares. Raises DataError."""
    from sklearn.model_selection import train_test_split

    rows = np.arange(len(raw.x))
    if spec.validation == 0:
        return rows, rows[:0]
    _refuse_rare_classes(raw)
    try:
        train, val = train_test_split(
            rows,
            test_size=spec.validation,
            random_state=spec.split_seed,
            stratify=raw.y if raw.classes else None,
        )
    except ValueError as error:
        raise DataError(
            tr(
                "{rows} rows cannot be split with {share:.0%} held out: choose another share.",
                rows=len(rows),
                share=spec.validation,
            )
        ) from error
    return train, val


def _refuse_rare_classes(raw: Raw) -> None:
    counts = np.bincount(raw.y, minlength=len(raw.classes)) if raw.classes else ()
    for name, count in zip(raw.classes, counts, strict=True):
        if count < 2:
            raise DataError(
                tr(
                    "The class “{name}” has one row only: it cannot be in training and in "
                    "validation. Add rows or hold none out.",
                    name=name,
                )
            )


def one_scale(source: str, shape: tuple[int, ...]) -> bool:
    """True for pictures, also flattened ones, and all samples of several axes.

    Their values are of one kind, so that one mean and one spread hold for all of them.
    """
    return source in PICTURES or len(shape) > 1


def normalized(x: Array, train: Array, how: str, one: bool) -> Array:
    """The samples with figures of the training rows: one for all values, or one per feature."""
    if how == "none":
        return x
    axes = None if one else 0
    part = x[train]
    if how == "minmax":
        low, high = part.min(axis=axes), part.max(axis=axes)
        return ((x - low) / _not_zero(high - low)).astype(np.float32)
    return ((x - part.mean(axis=axes)) / _not_zero(part.std(axis=axes))).astype(np.float32)


def _not_zero(scale: Any) -> Any:
    return np.where(scale == 0, 1, scale)  # a constant feature stays, at zero


def _shaped(raw: Raw, spec: DataSpec) -> Array:
    x = raw.x
    if raw.parts and (spec.resize is not None or spec.shape is not None):
        raise DataError(
            tr(
                "{title} has several arrays a sample: they are taken as they are, without a "
                "resize or another shape.",
                title=raw.title,
            )
        )
    if spec.resize is not None and spec.source == "npy" and not raw.is_image:
        raise DataError(
            tr(
                "{title} holds no pictures to resize: those have rows, channels, height and width.",
                title=raw.title,
            )
        )
    if spec.resize is not None and raw.is_image and x.shape[2:] != tuple(spec.resize):
        x = resized(x, spec.resize)
    if spec.shape is not None:
        wanted, have = int(np.prod(spec.shape)), int(np.prod(x.shape[1:]))
        if wanted != have:
            raise DataError(
                tr(
                    "A sample of {have} values cannot take the shape {shape}: that is {wanted}.",
                    have=have,
                    shape=" × ".join(map(str, spec.shape)),
                    wanted=wanted,
                )
            )
        x = x.reshape(len(x), *spec.shape)
    return x


def resized(x: Array, size: tuple[int, int]) -> Array:
    """Images (rows, channels, height, width) at another height and width.

    Bilinear, with antialiasing: without it a smaller picture would show only some of the pixels.
    """
    import torch
    from torch.nn import functional

    images = torch.from_numpy(np.ascontiguousarray(x))
    smaller: Array = functional.interpolate(
        images, size=tuple(size), mode="bilinear", antialias=True
    ).numpy()
    return smaller


def _refuse_unusable(raw: Raw) -> None:
    if len(raw.x) < 2 or not all(part.size for part in (raw.x, *raw.parts.values())):
        raise DataError(tr("{title} has too few rows to learn from.", title=raw.title))
    if not all(check_finite(part) for part in (raw.x, raw.y, *raw.parts.values())):
        raise DataError(
            tr("{title} has values that are not numbers (NaN or infinite).", title=raw.title)
        )
    if raw.classes and len(raw.classes) < 2:
        raise DataError(
            tr("{title} has one class only: there is nothing to tell apart.", title=raw.title)
        )
