"""Why: a network that came in is ready to be trained, as one that was begun here would be."""

from designer import edit
from designer.layers import Tensor
from designer.layers.tensor import has_batch
from designer.model import Project
from designer.port.onnx_in.naming import legal
from designer.port.onnx_in.records import GraphRecord
from designer.port.onnx_in.sketch import Sketch
from designer.port.onnx_in.values import Fixed, Flow, Value
from designer.text import tr

ENDS = {"LogSoftmax": "NLLLoss", "Sigmoid": "BCELoss", "Tanh": "MSELoss"}
COLORS = (1, 3)  # channels of an image that data are made of


def end(graph: GraphRecord, sketch: Sketch, values: dict[str, Value]) -> list[str]:
    """Draw the Outputs; their names."""
    names = []
    for result in graph.outputs:
        value = values.get(result.name)
        if isinstance(value, Flow):
            sketch.wish = legal(result.name, "output")
            place = next((i for i, size in enumerate(value.shape) if has_batch(size)), 0)
            axes = list(value.axes)
            axes.insert(0, axes.pop(place)) if axes else None
            if place:
                sketch.remark(
                    tr("{name}: samples lie along the first axis here.", name=result.name)
                )
            flow = sketch.real(value.arranged(axes))
            sketch.put("Output", flow)
            names.append(next(reversed(sketch.layers)))
            sketch.wish = ""
        elif isinstance(value, Fixed):
            sketch.remark(tr("{name} is the same for all data, and left out.", name=result.name))
        else:
            sketch.remark(tr("{name} is not known here, and left out.", name=result.name))
    return names


def train(project: Project, sketch: Sketch, outputs: list[str]) -> None:
    """Set data and training to what goes with the network's ends."""
    source = sketch.layers[outputs[0]].sources[0][1]
    inputs = [layer.outputs[0] for layer in sketch.layers.values() if layer.type == "Input"]
    sample = inputs[0].sample if inputs else ()
    if len(sample) == 3 and sample[0] in COLORS and all(isinstance(d, int) for d in sample):
        edit.set_data(project, resize=(sample[1], sample[2]))
    if source.given == (inputs[0] if inputs else None) and len(sample) > 1:
        edit.set_output(project, outputs[0], target="inputs", loss="MSELoss")
    loss = _loss(sketch.layers[source.node].type, source.given)
    if loss:
        edit.set_training(project, loss=loss)
    for name in outputs[1:]:
        edit.set_output(project, name, target="none")


def _loss(last: str, given: Tensor) -> str:
    """The loss that goes with the last layer; "" for the one that all begin with."""
    if last in ENDS:
        return ENDS[last]
    return "MSELoss" if given.sample == (1,) or not given.dtype.startswith("float") else ""
