"""Why: layers are called as they were in the program that wrote the file, where it says so."""

import re
from collections.abc import Iterable

from designer.model.names import is_valid

WEIGHTS = re.compile(
    r"[._/](weight|bias|kernel|gamma|beta|w|b|running_mean|running_var)$", re.IGNORECASE
)
READ = re.compile(r"(:\d+|/ReadVariableOp|/read|_quantized|#.*)+$")
MADE_UP = re.compile(r"^(onnx::|val_|node_|_v_|t?\d+$)|::|^[A-Za-z]+_?\d+$")


def module_of(weight: str) -> str:
    """The path of the module that a weight belongs to: "layer1.0.conv1"; "" where none is told."""
    plain = READ.sub("", weight)
    if MADE_UP.search(plain):
        return ""
    if plain != weight and "/" in plain:  # of TensorFlow: its last word is the operation
        return plain.rpartition("/")[0]
    found = WEIGHTS.search(plain)
    return plain[: found.start()] if found else ""


def module_of_node(name: str) -> str:
    """The path that torch writes into the name of a node: of "/layer1/layer1.0/relu/Relu"."""
    if not name.startswith("/"):
        return ""
    path = ""
    for step in name.strip("/").split("/")[:-1]:
        path = step if not path or step.startswith(f"{path}.") else f"{path}.{step}"
    return path


def wished(weights: Iterable[str], node: str, prefix: str) -> str:
    """What a layer wishes to be called, as a legal word; "" where the file gives no name."""
    path = next(filter(None, map(module_of, weights)), "")
    if not path:
        path = module_of_node(node)
        last = path.rpartition(".")[2].lower()
        if path and prefix not in last:
            path = f"{path}.{prefix}"
    return legal(path, prefix)


def legal(path: str, prefix: str) -> str:
    """The path as one word that can name a layer; "" where it cannot."""
    word = re.sub(r"\W+", "_", path, flags=re.ASCII).strip("_")
    if word[:1].isdigit():
        word = f"{prefix}_{word}"
    return word if word and is_valid(word) else ""
