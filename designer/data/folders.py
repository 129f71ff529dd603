"""Why: pictures sorted into folders are the commonest data set that people have themselves."""

from pathlib import Path

import numpy as np

from designer.data.errors import DataError
from designer.data.paths import found_folder
from designer.data.records import Array, Raw
from designer.protocol import DataSpec
from designer.text import tr

SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"}


def image_folder(spec: DataSpec, base_dir: str) -> Raw:
    """One folder a class. Images become (channels, height, width) of 0 to 255. Raises DataError."""
    folder = found_folder(spec.path, base_dir)
    classes = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    files = [(file, i) for i, c in enumerate(classes) for file in sorted(c.iterdir())]
    files = [(f, i) for f, i in files if f.suffix.lower() in SUFFIXES and f.is_file()]
    if not files:
        raise DataError(
            tr("{folder} has no pictures in folders: it needs one folder a class.", folder=folder)
        )
    for i, place in enumerate(classes):
        if not any(number == i for _, number in files):
            raise DataError(tr("The folder {folder} has no pictures in it.", folder=place.name))
    gray = all(_is_gray(file) for file, _ in files)
    x = _stacked([file for file, _ in files], gray, spec.resize)
    y = np.array([i for _, i in files], dtype=np.int64)
    return Raw(folder.name, x, y, tuple(c.name for c in classes), is_image=True)


def _stacked(files: list[Path], gray: bool, resize: tuple[int, int] | None) -> Array:
    pictures = [read_image(file, gray, resize) for file in files]
    for file, picture in zip(files, pictures, strict=True):
        if picture.shape != pictures[0].shape:
            raise DataError(
                tr(
                    "{file} is {size} pixels, {first} is {other}: choose one size to bring all "
                    "pictures to.",
                    file=file.name,
                    size=_size(picture),
                    first=files[0].name,
                    other=_size(pictures[0]),
                )
            )
    return np.stack(pictures)


def _size(picture: Array) -> str:
    return f"{picture.shape[1]} × {picture.shape[2]}"


def read_image(file: Path, gray: bool, resize: tuple[int, int] | None) -> Array:
    """One picture as float32 (channels, height, width), 0 to 255. Raises DataError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as opened:
            image = opened.convert("L" if gray else "RGB")
            if resize is not None:
                image = image.resize((resize[1], resize[0]), Image.Resampling.BILINEAR)
            pixels = np.asarray(image, dtype=np.float32)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DataError(
            tr("{file} cannot be read as a picture: replace or remove it.", file=file)
        ) from error
    return pixels[None] if gray else pixels.transpose(2, 0, 1)


def _is_gray(file: Path) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            return image.mode in ("1", "L", "LA", "I", "I;16", "F")
    except (UnidentifiedImageError, OSError) as error:
        raise DataError(
            tr("{file} cannot be read as a picture: replace or remove it.", file=file)
        ) from error
