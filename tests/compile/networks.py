"""Random legal networks, drawn by hypothesis through the doors that people use."""

from typing import Any

from hypothesis import strategies as st

from designer import check, edit
from designer.layers import LAYERS, Layer, Mismatch, Param, Tensor, input_ports, output_ports
from designer.model import Project

INPUTS = (
    {"shape": (3, 8, 8)},
    {"shape": (12,)},
    {"shape": (6, 9)},
    {"shape": (7,), "dtype": "int64"},
    {"shape": (2, 5, 6, 4)},
)
INNER = [layer for layer in LAYERS.values() if layer.type not in ("Input", "Output")]
ENDS = ("unreachable", "no-output", "dangling")
SMALL = {"num_embeddings": 20, "embedding_dim": 4}


@st.composite
def networks(draw: st.DrawFn, most: int = 9) -> Project:
    """A project without problems: one or two inputs, chains and branches, every end an Output."""
    project = Project.new(draw(st.sampled_from(["LeNet-5", "two branches", "卷积", "2048 net"])))
    for number in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from([f"image{number}", "input", "data", "图"]))
        if name not in project.main.nodes:
            edit.add(project, "Input", name=name, **draw(st.sampled_from(INPUTS)))
    for _ in range(draw(st.integers(most // 3, most))):
        _grow(draw, project)
    for node in project.main.ordered_nodes():
        for port in output_ports(LAYERS[node.type]):
            if not project.main.outgoing(node.name):
                end = edit.add(project, "Output")
                edit.connect(project, node.name, end, source_port=port)
    return project


def _grow(draw: st.DrawFn, project: Project) -> None:
    """Put a layer that fits behind a random value; other parameters may take it away again."""
    tensors = check.run(project).tensors
    first = draw(st.sampled_from(sorted(tensors, key=list(tensors).index, reverse=True)))
    layer = draw(st.sampled_from([layer for layer in INNER if _fits(layer, tensors[first])]))
    params = {p.name: draw(_value(p)) for p in layer.params if _is_drawn(draw, p)}
    if "num_embeddings" in {p.name for p in layer.params}:
        params |= SMALL
    name = edit.add(project, layer.type, **params)
    alike = [value for value in tensors if tensors[value] == tensors[first]]
    for number, port in enumerate(input_ports(layer, ())):
        source, source_port = draw(st.sampled_from(alike)) if number else first
        edit.connect(project, source, name, source_port, port)
    if name in {p.node for p in check.run(project).problems if p.code not in ENDS}:
        edit.remove(project, [name])


def _fits(layer: Layer, tensor: Tensor) -> bool:
    inputs = [tensor] * len(input_ports(layer, ()))
    try:
        layer.rule(layer.values({}, inputs), inputs)
    except (Mismatch, IndexError, TypeError):
        return False
    return True


def _is_drawn(draw: st.DrawFn, param: Param) -> bool:
    return not param.inferred and param.kind != "text" and (param.required or draw(st.booleans()))


def _value(param: Param) -> st.SearchStrategy[Any]:
    low = max(int(param.minimum), -2) if param.minimum is not None else 0
    high = min(int(param.maximum), low + 4) if param.maximum is not None else low + 4
    match param.kind:
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(param.choices)
        case "float":
            least = 0.0 if param.minimum is None else param.minimum
            most = least + 0.5 if param.maximum is None else param.maximum
            return st.sampled_from([param.default, least, (least + most) / 2])
        case "sizes":
            return st.integers(low, min(high, low + 2))
        case "shape":
            return st.just(param.default or (2, -1))
        case _:
            return st.integers(low, high)
