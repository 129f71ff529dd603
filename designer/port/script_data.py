"""Why: the part of an exported script that reads and prepares the data, as a person writes it."""

from pathlib import Path

from designer.port.script_text import folded
from designer.protocol import DataSpec

EMBEDDED = {
    "digits": "load_digits",
    "iris": "load_iris",
    "wine": "load_wine",
    "breast_cancer": "load_breast_cancer",
    "diabetes": "load_diabetes",
}
READ_IDX = """
def read_idx(path):
    content = Path(path).read_bytes()
    if content[:2] == b"\\x1f\\x8b":
        content = gzip.decompress(content)
    axes = content[3]
    shape = np.frombuffer(content, ">u4", axes, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)
"""


def data_imports(spec: DataSpec) -> set[str]:
    """Import lines that the data part needs."""
    found = {"import numpy as np"}
    if spec.source in EMBEDDED:
        found.add(f"from sklearn.datasets import {EMBEDDED[spec.source]}")
    if spec.validation:
        found.add("from sklearn.model_selection import train_test_split")
    if spec.source == "csv":
        found.add("import pandas as pd")
    if spec.source == "images":
        found |= {"from PIL import Image", "from pathlib import Path"}
    if spec.source == "idx":
        found |= {"import gzip", "from pathlib import Path"}
    if _needs_resize(spec):
        found |= {"import torch", "import torch.nn.functional as F"}
    return found


def data_functions(spec: DataSpec) -> str:
    """Functions that `load_data` needs."""
    return READ_IDX if spec.source == "idx" else ""


def data_body(
    spec: DataSpec, base_dir: str, task: str, one_scale: bool, arrays: tuple[str, ...] = ()
) -> list[str]:
    """The lines of `load_data`, not indented, up to the normalized `x`, `y`, `train` and `val`.

    `arrays` are those that a sample has, where it has several: then `x` is a list.
    """
    if arrays:
        read = [*_several(spec, base_dir, arrays), *_targets(spec, task)]
        return [*read, *_split(spec, task, "y"), *_normalize_each(spec)]
    lines = _read(spec, base_dir, task)
    if _needs_resize(spec) and spec.resize is not None:
        lines += [
            f"x = F.interpolate(torch.from_numpy(x), size={tuple(spec.resize)}, "
            'mode="bilinear", antialias=True)',
            "x = x.numpy()",
        ]
    if spec.shape is not None:
        lines.append(f"x = x.reshape(len(x), {', '.join(map(str, spec.shape))})")
    return [*lines, *_split(spec, task), *_normalize(spec, one_scale)]


def _needs_resize(spec: DataSpec) -> bool:
    return spec.resize is not None and spec.source in ("digits", "idx", "npy")


def _read(spec: DataSpec, base_dir: str, task: str) -> list[str]:
    if spec.source == "digits":
        return [
            "digits = load_digits()",
            "x = digits.images[:, None].astype(np.float32)  # (rows, 1, 8, 8)",
            "y = digits.target",
        ]
    if spec.source == "diabetes":
        return [
            "found = load_diabetes(scaled=False)",
            "x = found.data.astype(np.float32)",
            "y = found.target.astype(np.float32)[:, None]",
        ]
    if spec.source in EMBEDDED:
        return [
            f"found = {EMBEDDED[spec.source]}()",
            "x = found.data.astype(np.float32)",
            "y = found.target",
        ]
    reader = {"csv": _csv, "npy": _npy, "images": _images, "idx": _idx}[spec.source]
    return [*reader(spec, base_dir), *_targets(spec, task)]


def _csv(spec: DataSpec, base_dir: str) -> list[str]:
    target = repr(spec.target) if spec.target else "table.columns[-1]"
    return [
        f"table = pd.read_csv({_path(spec.path, base_dir)})",
        f"target = {target}",
        "features = pd.get_dummies(table.drop(columns=[target]), dtype=np.float32)",
        "x = features.to_numpy(dtype=np.float32)",
        "y = table[target].to_numpy()",
    ]


def _npy(spec: DataSpec, base_dir: str) -> list[str]:
    path = _path(spec.path, base_dir)
    if spec.path.lower().endswith(".npz"):
        name = repr(spec.target or "y")
        return [
            f"arrays = np.load({path})",
            f'x, y = arrays["x"].astype(np.float32), arrays[{name}]',
        ]
    return [
        f"x = np.load({path}).astype(np.float32)",
        f"y = np.load({_path(spec.target_path, base_dir)})",
    ]


def _several(spec: DataSpec, base_dir: str, arrays: tuple[str, ...]) -> list[str]:
    names = ", ".join(f'"{name}"' for name in arrays)
    return [
        f"arrays = np.load({_path(spec.path, base_dir)})",
        *folded(f"x = [arrays[name].astype(np.float32) for name in [{names}]]"),
        f"y = arrays[{spec.target or 'y'!r}]",
    ]


def _images(spec: DataSpec, base_dir: str) -> list[str]:
    suffixes = '(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")'
    resize = ""
    if spec.resize is not None:
        height, width = spec.resize
        resize = f".resize(({width}, {height}), Image.Resampling.BILINEAR)"
    return [
        f"folder = Path({_path(spec.path, base_dir)})",
        'classes = sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != ".")',
        f"suffixes = {suffixes}",
        "files = [(f, i) for i, c in enumerate(classes) for f in sorted(c.iterdir())]",
        "files = [(f, i) for f, i in files if f.suffix.lower() in suffixes]",
        "modes = {Image.open(file).mode for file, _ in files}",
        'gray = modes <= {"1", "L", "LA", "I", "I;16", "F"}',
        "images = []",
        "for file, _ in files:",
        f'    image = Image.open(file).convert("L" if gray else "RGB"){resize}',
        "    pixels = np.asarray(image, dtype=np.float32)",
        "    images.append(pixels[None] if gray else pixels.transpose(2, 0, 1))",
        "x = np.stack(images)",
        "y = np.array([i for _, i in files])",
    ]


def _idx(spec: DataSpec, base_dir: str) -> list[str]:
    labels = spec.target_path
    if not labels:
        place = Path(spec.path)
        name = place.name.replace("images", "labels").replace("idx3", "idx1")
        labels = str(place.with_name(name))
    return [
        f"x = read_idx({_path(spec.path, base_dir)})[:, None].astype(np.float32)",
        f"y = read_idx({_path(labels, base_dir)})",
    ]


def _targets(spec: DataSpec, task: str) -> list[str]:
    if spec.source == "images":
        return []
    if task == "regression":
        return ["y = y.astype(np.float32).reshape(len(y), -1)"]
    if spec.source == "idx":
        return ["y = np.unique(y, return_inverse=True)[1]"]
    flat = "y = y.reshape(len(y))" if spec.source == "npy" else ""
    return [
        *([flat] if flat else []),
        'y = np.unique(y.astype(str) if y.dtype.kind in "OUS" else y, return_inverse=True)[1]',
    ]


def _split(spec: DataSpec, task: str, counted: str = "x") -> list[str]:
    if not spec.validation:
        return [f"rows = np.arange(len({counted}))", "train, val = rows, rows[:0]"]
    stratify = ", stratify=y" if task == "classification" else ""
    return [
        "train, val = train_test_split(",
        f"    np.arange(len({counted})), test_size={spec.validation!r}, "
        f"random_state={spec.split_seed}{stratify}",
        ")",
    ]


def _normalize(spec: DataSpec, one_scale: bool) -> list[str]:
    axis = "" if one_scale else "axis=0"
    if spec.normalize == "none":
        return []
    if spec.normalize == "minmax":
        return [
            f"low, high = x[train].min({axis}), x[train].max({axis})",
            "x = ((x - low) / np.where(high == low, 1, high - low)).astype(np.float32)",
        ]
    return [
        f"mean, std = x[train].mean({axis}), x[train].std({axis})",
        "x = ((x - mean) / np.where(std == 0, 1, std)).astype(np.float32)",
    ]


def _normalize_each(spec: DataSpec) -> list[str]:
    """Each array by itself, with the same figures as an array alone."""
    if spec.normalize == "none":
        return []
    figures = "mean, std = part[train].mean(axis=axis), part[train].std(axis=axis)"
    scaled = "x[i] = ((part - mean) / np.where(std == 0, 1, std)).astype(np.float32)"
    if spec.normalize == "minmax":
        figures = "low, high = part[train].min(axis=axis), part[train].max(axis=axis)"
        span = "np.where(high == low, 1, high - low)"
        scaled = f"x[i] = ((part - low) / {span}).astype(np.float32)"
    return [
        "for i, part in enumerate(x):",
        "    axis = None if part.ndim > 2 else 0  # one scale for all, or one for each feature",
        f"    {figures}",
        f"    {scaled}",
    ]


def _path(path: str, base_dir: str) -> str:
    place = Path(path).expanduser()
    if not place.is_absolute() and base_dir:
        place = Path(base_dir) / place
    return repr(str(place))
