"""Why: an ONNX file of any program becomes a drawing; no package is needed, nothing is run."""

from dataclasses import replace
from pathlib import Path

from designer.model import Project
from designer.port.errors import PortError
from designer.port.imported import Imported
from designer.port.onnx.converting import HANDLERS, OpenLength, convert
from designer.port.onnx.ending import end, train
from designer.port.onnx.heads import gather_heads
from designer.port.onnx.inlining import inlined
from designer.port.onnx.patterns import rewritten
from designer.port.onnx.records import ModelRecord, read_model
from designer.port.onnx.sketch import Sketch, draw, needed
from designer.port.onnx.starting import STEPS, start
from designer.port.onnx.values import Value
from designer.port.onnx.wire import Broken
from designer.text import tr

__all__ = ["HANDLERS", "read"]


def read(path: Path) -> Imported:
    """The network of an ONNX file. Raises PortError for what is none, and OSError."""
    data = path.read_bytes()
    try:
        return _imported(read_model(memoryview(data)), path.stem)
    except Broken as error:
        sentence = tr(
            "'{file}' cannot be read as ONNX: {why}. Export it again.", file=path.name, why=error
        )
        raise PortError(sentence) from None


def _imported(model: ModelRecord, name: str) -> Imported:
    """The network, with its lengths open where its layers allow it, else shorter and shorter."""
    fixed = 0
    while True:
        try:
            return _drawn(model, name, fixed)
        except OpenLength as error:
            fixed = min(error.most or STEPS, STEPS)


def _drawn(model: ModelRecord, name: str, fixed: int) -> Imported:
    graph = replace(model.graph, nodes=inlined(model))
    graph = rewritten(graph, model.opset)
    sketch = Sketch(fixed=fixed)
    values: dict[str, Value] = {**start(graph, sketch)}
    inputs = set(sketch.layers)
    convert(graph, model.opset, sketch, values)
    outputs = end(graph, sketch, values)
    if not outputs:
        raise Broken(tr("no data run through it"))
    gather_heads(sketch, needed(sketch, outputs) | inputs)
    project = Project.new(name if name.strip() and name.isprintable() else tr("Untitled"))
    kept = needed(sketch, outputs) | inputs
    draw(sketch, project, kept)
    train(project, sketch, outputs)
    sketch.remark(tr("Weights stay in the file: the network begins anew."))
    told = (sentence for sentence, layer in sketch.told.items() if not layer or layer in kept)
    return Imported(project, tuple(told))
