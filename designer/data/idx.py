"""Why: MNIST and its kin come as IDX files (LeCun, "THE MNIST DATABASE", file format)."""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

from designer.data.errors import DataError
from designer.data.paths import found_file
from designer.data.records import Array, Raw
from designer.protocol import DataSpec
from designer.text import tr

UNSIGNED_BYTE = 8


def idx_files(spec: DataSpec, base_dir: str) -> Raw:
    """Images and labels; the labels' file is guessed from MNIST's names. Raises DataError."""
    path = found_file(spec.path, base_dir)
    labels_path = found_file(spec.target_path, base_dir) if spec.target_path else _labels_of(path)
    images, labels = read_idx(path), read_idx(labels_path)
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        raise DataError(
            tr(
                "{images} has shape {x} and {labels} has shape {y}: they do not belong together.",
                images=path.name,
                x=images.shape,
                labels=labels_path.name,
                y=labels.shape,
            )
        )
    names, numbers = np.unique(labels, return_inverse=True)
    x = images[:, None].astype(np.float32)
    classes = tuple(str(n) for n in names)
    return Raw(path.name, x, numbers.astype(np.int64), classes, is_image=True)


def read_idx(path: Path) -> Array:
    """The array of an IDX file of unsigned bytes, gzipped or not. Raises DataError."""
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(tr("{file} is cut off or damaged.", file=path.name)) from error
    if len(content) < 4 or content[:2] != b"\x00\x00" or content[2] != UNSIGNED_BYTE:
        raise DataError(tr("{file} is not an IDX file of bytes.", file=path.name))
    axes = content[3]
    start = 4 + 4 * axes
    whole = len(content) >= start
    shape = tuple(np.frombuffer(content, ">u4", axes, 4).tolist()) if whole else ()
    if not shape or len(content) - start != math.prod(shape):
        raise DataError(tr("{file} is cut off or damaged.", file=path.name))
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _labels_of(path: Path) -> Path:
    name = path.name.replace("images", "labels").replace("idx3", "idx1")
    labels = path.with_name(name)
    if name == path.name or not labels.is_file():
        raise DataError(tr("Choose the file with the labels, too."))
    return labels
