"""ONNX files made by hand, and what comes out of them when they are read and run."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from designer import check, edit
from designer import compile as compiler
from designer.layers import LAYERS
from designer.model import Project
from designer.port.imported import Imported
from designer.port.onnx import read

Arrays = Mapping[str, np.ndarray]
BATCH = 2
KINDS = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL}


def rand(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def node(op: str, inputs: str, outputs: str = "y", **attributes: Any) -> NodeProto:
    """An operation; names are separated by blanks, "-" is one that is left out."""
    given = ["" if name == "-" else name for name in inputs.split()]
    return helper.make_node(op, given, outputs.split(), **attributes)


def model(
    nodes: Sequence[NodeProto],
    inputs: Arrays,
    weights: Arrays | None = None,
    outputs: Sequence[str] = ("y",),
    opset: int = 18,
    **more: Any,
) -> ModelProto:
    """A model whose first axis is a batch of any size."""
    ends = [
        helper.make_tensor_value_info(name, KINDS[str(x.dtype)], ["batch", *x.shape[1:]])
        for name, x in inputs.items()
    ]
    results = [helper.make_empty_tensor_value_info(name) for name in outputs]
    given = [numpy_helper.from_array(value, name) for name, value in (weights or {}).items()]
    graph: GraphProto = helper.make_graph(list(nodes), "network", ends, results, given)
    versions = [helper.make_opsetid("", opset), *more.pop("domains", [])]
    return helper.make_model(graph, opset_imports=versions, ir_version=8, **more)


def imported(made: ModelProto, folder: Path, name: str = "network") -> Imported:
    path = folder / f"{name}.onnx"
    path.write_bytes(made.SerializeToString())
    return read(path)


def computed(project: Project, inputs: Arrays, weights: Arrays) -> list[np.ndarray]:
    """What the imported network gives, with the weights of the file, by their names."""
    report = check.run(project)
    assert report.ok, report.problems
    source = compiler.write(project, report)
    module = compiler.build(project).eval()
    module.load_state_dict(_filled(module.state_dict(), weights))
    given = [torch.from_numpy(array) for array in inputs.values()]
    assert len(given) == len(source.arguments)
    with torch.no_grad():
        found = module(*given)
    return [part.numpy() for part in (found if isinstance(found, tuple) else (found,))]


def _filled(state: Mapping[str, torch.Tensor], weights: Arrays) -> dict[str, torch.Tensor]:
    """The weights by the names that layers got, or else the first ones of their shape."""
    found = {key: _weight(key, value, weights) for key, value in state.items()}
    waiting = [n for n, array in weights.items() if n not in found and array.dtype.kind == "f"]
    for key, value in state.items():
        shape = _long(value.shape)
        fits = (name for name in waiting if _long(weights[name].shape) in (shape, shape[::-1]))
        name = next(fits, "") if found[key] is value and shape else ""
        if name:
            waiting.remove(name)
            is_kernel = name.endswith("kernel") and weights[name].ndim == 2
            turned = is_kernel or _long(weights[name].shape) != shape
            array = weights[name].T if turned else weights[name]
            found[key] = torch.from_numpy(np.ascontiguousarray(array)).reshape(value.shape)
    return found


def _long(shape: Sequence[int]) -> list[int]:
    return [size for size in shape if size != 1]


GATES = {4: [0, 2, 3, 1], 3: [1, 0, 2], 1: [0]}
"""The order in which torch has the gates, by their number."""


def _weight(key: str, value: torch.Tensor, weights: Arrays) -> torch.Tensor:
    """The weight of that name, laid out as torch has it: a kernel is turned over."""
    if "_l0" in key:
        return _recurrent(key, value, weights)
    kernel = weights.get(key.replace(".weight", ".kernel")) if ".weight" in key else None
    if key not in weights and kernel is None:
        return value
    array = weights[key] if kernel is None else kernel.T
    return torch.from_numpy(np.ascontiguousarray(array)).reshape(value.shape)


def _recurrent(key: str, value: torch.Tensor, weights: Arrays) -> torch.Tensor:
    """ONNX has the gates in another order, and both biases in a row."""
    table = weights["R" if "weight_hh" in key else "W" if "weight" in key else "B"]
    array = table[1 if key.endswith("reverse") else 0]
    if "bias" in key:
        array = np.split(array, 2)[1 if "bias_hh" in key else 0]
    gates = np.split(array, array.shape[0] // weights["R"].shape[2])
    return torch.from_numpy(np.concatenate([gates[place] for place in GATES[len(gates)]]))


def expected(made: ModelProto, inputs: Arrays) -> list[np.ndarray]:
    return list(ReferenceEvaluator(made).run(None, dict(inputs)))


def compare(made: ModelProto, inputs: Arrays, weights: Arrays, folder: Path) -> Imported:
    """Read a model and hold what it computes against the reference."""
    found = imported(made, folder)
    wanted = expected(made, inputs)
    for got, want in zip(computed(found.project, inputs, weights), wanted, strict=True):
        assert got.shape == want.shape
        np.testing.assert_allclose(got, want, rtol=2e-3, atol=2e-5)
    return found


def kinds(project: Project) -> list[str]:
    """The types of the layers between Input and Output, in their order."""
    order = check.run(project).order or tuple(n.name for n in project.main.ordered_nodes())
    types = [project.main.nodes[name].type for name in order]
    return [kind for kind in types if kind not in ("Input", "Output")]


def is_allowed(project: Project) -> bool:
    """True where all layers are of the catalogue."""
    edit.tidy(project)
    return all(node.type in LAYERS for node in project.main.nodes.values())


def work_of(work: Callable[[], object]) -> int:
    """How many operations of Python some work takes."""
    total = 0

    def trace(frame: FrameType, event: str, _given: object) -> object:
        nonlocal total
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        total += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return total
