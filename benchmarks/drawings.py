"""Why: editors are compared on the same drawing: layers in rows, 1.3 wires a layer, all valid."""

from benchmarks.plan import plan
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded

KINDS = ("ReLU", "Linear", "Tanh", "Dropout", "GELU", "BatchNorm1d", "Sigmoid", "LayerNorm")
PARAMS = {"Linear": {"out_features": 64}}


def drawing(count: int) -> Project:
    """The plan as a project without a mistake."""
    places, wires = plan(count)
    feeds, led = [0] * count, [0] * count
    for source, target in wires:
        feeds[target] += 1
        led[source] += 1
    project = Project("benchmark")
    with project.transaction("draw"):
        for i, at in enumerate(places):
            kind = KINDS[i % len(KINDS)] if feeds[i] == 1 else "Add"
            kind = "Input" if not feeds[i] else ("Output" if feeds[i] == 1 and not led[i] else kind)
            params = {"shape": (64,)} if kind == "Input" else PARAMS.get(kind, {})
            project.apply(NodeAdded(MAIN, Node(f"n{i}", kind, params, at, i)))
        taken = [0] * count
        for order, (a, b) in enumerate(wires):
            taken[b] += 1
            port = "in" if feeds[b] == 1 else f"in{taken[b]}"
            project.apply(WireAdded(MAIN, Wire(f"n{a}", f"n{b}", "out", port), count + order))
    return project
