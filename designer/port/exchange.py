"""Why: other programs read networks as ONNX and torch.export files, weights included."""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designer import check
from designer.compile import Source, build, write
from designer.layers.tensor import BATCH, Sym, Tensor
from designer.model import Project
from designer.port.errors import PortError
from designer.port.weights import load_weights
from designer.text import tr

if TYPE_CHECKING:
    import torch
    from torch import nn

OPSET = 20
EXAMPLE_BATCH = 3  # torch.export takes 0 and 1 for constants; 2 may coincide with other axes


def onnx_bytes(project: Project, weights: Path | None = None) -> bytes:
    """The network as an ONNX model with open axes.

    Raises PortError when onnx or onnxscript is missing or the network cannot be translated.
    """
    missing = [name for name in ("onnx", "onnxscript") if find_spec(name) is None]
    if missing:
        packages = " ".join(missing)
        raise PortError(tr("ONNX export needs more packages: pip install {names}", names=packages))
    import torch

    module, examples, names, source = _prepared(project, weights)
    with _translating("ONNX"):
        program = torch.onnx.export(
            module,
            examples,
            dynamo=True,
            verbose=False,
            opset_version=OPSET,
            input_names=names,
            output_names=list(source.results),
            dynamic_shapes=_open_axes(source),
        )
    if program is None:
        raise PortError(tr("torch could not translate this network to ONNX."))
    data: bytes = program.model_proto.SerializeToString()
    return data


def pt2_bytes(project: Project, weights: Path | None = None) -> bytes:
    """The network as `torch.export.load` reads it, with open axes."""
    import torch

    module, examples, _, source = _prepared(project, weights)
    with _translating("pt2"):
        program = torch.export.export(module, examples, dynamic_shapes=_open_axes(source))
    buffer = io.BytesIO()
    torch.export.save(program, buffer)
    return buffer.getvalue()


@contextmanager
def _translating(name: str) -> Iterator[None]:
    """torch's own noise is kept from the reader, and its failures become one sentence.

    The exporters of torch 2.13 warn of their own calls and of what torch's recurrent layers do,
    and log that torchvision is missing: nobody who exports can help any of it.
    """
    log = logging.getLogger("torch.onnx._internal.exporter._registration")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except RuntimeError as error:
        why = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().partition("\n")[0]
        stuck = re.search(r"Constraints violated \(([A-Z])\)", str(error))
        if stuck:  # recurrent layers are written out step by step
            axis = stuck.group(1)
            raise PortError(
                tr("torch needs a fixed length here: give {axis} a number in the Input.", axis=axis)
            ) from error
        raise PortError(
            tr("torch cannot write this network as {format}: {why}", format=name, why=why)
        ) from error
    finally:
        log.setLevel(level)


def _prepared(
    project: Project, weights: Path | None
) -> "tuple[nn.Module, tuple[torch.Tensor, ...], list[str], Source]":
    """The module in evaluation mode, example arguments, their names, and the source."""
    report = check.run(project)
    source = write(project, report)
    module = build(project, seed=project.training.seed)
    if weights is not None:
        load_weights(module, weights)
    examples = tuple(_example(a.tensor) for a in source.arguments if a.tensor is not None)
    return module.eval(), examples, [a.variable for a in source.arguments], source


def _example(tensor: Tensor) -> "torch.Tensor":
    import torch

    sizes = [dim if isinstance(dim, int) else dim.at(EXAMPLE_BATCH) for dim in tensor.shape]
    return torch.zeros(sizes, dtype=getattr(torch, tensor.dtype))


def _open_axes(source: Source) -> tuple[dict[int, Any], ...]:
    """The batch, and every axis that a person named, under one name wherever they come in."""
    import torch

    shapes = [a.tensor.shape for a in source.arguments if a.tensor is not None]
    open_ones = [
        {axis: dim.symbol for axis, dim in enumerate(shape) if isinstance(dim, Sym)}
        for shape in shapes
    ]
    symbols = dict.fromkeys(symbol for axes in open_ones for symbol in axes.values())
    dims = {s: torch.export.Dim("batch" if s == BATCH else s, min=1) for s in symbols}
    return tuple({axis: dims[symbol] for axis, symbol in axes.items()} for axes in open_ones)
