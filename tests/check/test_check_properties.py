"""Why: whatever is drawn, the check answers, and what it says holds together."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer import check
from designer.check import Problem
from designer.edit import EditError, History
from designer.layers import LAYERS, LOSSES, Layer, Param
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.protocol import DataInfo, TrainingSpec

SHAPES = ((8,), (1, 8, 8), (4, 6), (3, 8, 8), (2, 3, 4, 4), (0, 2), ())
ODD = st.sampled_from((None, True, -1, 0, 2, 10**9, 0.5, float("nan"), "zeros", (2, 2), (1,), ()))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def value_of(param: Param) -> st.SearchStrategy[Any]:
    """Values that the parameter may have, most of them sensible."""
    low = int(param.minimum) if param.minimum is not None else -2
    match param.kind:
        case "int":
            return st.integers(low, low + 6)
        case "float":
            return st.floats(low, low + 1)
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(param.choices)
        case "sizes":
            size = st.integers(low, low + 4)
            return st.one_of(size, st.tuples(*[size] * param.axes))
        case "shape":
            return st.sampled_from(SHAPES)
        case _:
            return st.just("text")


@st.composite
def params(draw: st.DrawFn, layer: Layer) -> dict[str, Any]:
    typed = [param for param in layer.params if not param.inferred]
    chosen = {
        p.name: draw(value_of(p)) for p in typed if p.required or draw(st.integers(0, 4)) == 0
    }
    if draw(st.integers(0, 19)) == 0 and layer.params:
        chosen[draw(st.sampled_from(layer.params)).name] = draw(ODD)
    return chosen


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any layers with any wires: mostly from older to newer nodes, mostly between real ports."""
    project = Project.new("random")
    names: list[tuple[str, Layer]] = []
    with project.transaction("draw"):
        for index in range(draw(st.integers(1, 9))):
            kind = "Input" if index == 0 else draw(st.sampled_from([*LAYERS, "Output", "Input"]))
            given = draw(params(LAYERS[kind]))
            node = Node(f"n{index}", kind, given, (0.0, 0.0), index)
            project.apply(NodeAdded(MAIN, node))
            names.append((node.name, LAYERS[kind]))
        for order, (name, layer) in enumerate(names):
            for port in layer.inputs:
                _connect(draw, project, names, order, name, port.name, port.variadic)
    return project


def _connect(draw, project, names, order, name, port, variadic) -> None:  # type: ignore[no-untyped-def]
    for number in range(
        draw(st.integers(0, 3)) if variadic else draw(st.sampled_from((1, 1, 1, 0, 2)))
    ):
        backward = draw(st.integers(0, 30)) == 0
        source, layer = draw(st.sampled_from(names if backward else names[: order + 1 or 1]))
        ports = [p.name for p in layer.outputs] or ["out"]
        odd = draw(st.integers(0, 30)) == 0
        end = "nowhere" if odd else f"{port}{number + 1}" if variadic else port
        wire = Wire(source, name, draw(st.sampled_from(ports)), end)
        if wire not in project.main.wires and (source != name or backward):
            project.apply(WireAdded(MAIN, wire, project.main.next_order()))


@st.composite
def infos(draw: st.DrawFn) -> DataInfo:
    classes = draw(st.integers(0, 3))
    return DataInfo(
        source="digits",
        title="Data",
        task="classification" if classes > 1 else "regression",
        shape=draw(st.sampled_from([shape for shape in SHAPES if shape and 0 not in shape])),
        classes=tuple(map(str, range(classes))) if classes > 1 else (),
        train_rows=draw(st.integers(1, 100)),
        val_rows=draw(st.integers(0, 9)),
    )


@QUICK
@given(projects())
def test_the_check_answers_and_its_answer_holds_together(project: Project) -> None:
    report = check.run(project)
    place = {name: index for index, name in enumerate(report.order)}
    nodes = project.main.nodes
    for wire in project.main.wires:
        if wire.target in place:
            assert place[wire.source] < place[wire.target]
    ready = set()
    waiting = list(report.order)
    while waiting:  # ties by age: each node is the oldest of those that could come next
        free = [n for n in waiting if all(w.source in ready for w in project.main.incoming(n))]
        assert waiting[0] == min(free, key=lambda n: nodes[n].order)
        ready.add(waiting.pop(0))
    assert set(report.outputs) == set(report.values) == set(report.parameters)
    assert all(problem.node in {"", *nodes} for problem in report.problems)
    assert any(p.code == "cycle" for p in report.problems) == (len(report.order) < len(nodes))


@QUICK
@given(projects())
def test_a_drawing_without_errors_has_all_shapes_that_lead_to_an_output(project: Project) -> None:
    report = check.run(project)
    if not report.ok:
        assert any(problem.severity == "error" for problem in report.problems)
        return
    waiting = [node.name for node in project.main.nodes.values() if node.type == "Output"]
    assert waiting
    while waiting:
        name = waiting.pop()
        wires = project.main.incoming(name)
        assert name in report.outputs
        assert None not in report.inputs[name]
        assert all(report.wire_tensor(wire) is not None for wire in wires)
        waiting += [wire.source for wire in wires]


@QUICK
@given(
    projects(),
    infos(),
    st.sampled_from(list(LOSSES)),
)
def test_every_fix_of_any_drawing_helps_or_is_refused(
    project: Project, info: DataInfo, loss: str
) -> None:
    project.training = TrainingSpec(loss=loss, patience=1, batch_size=8)
    report = check.run(project, info)
    found = Counter(_key(problem) for problem in report.problems)
    before = project.state()
    for problem in report.problems:
        for fix in problem.fixes:
            history = History(project)
            try:
                fix.apply(project)
            except EditError:
                assert project.state() == before
                history.close()
                continue
            if problem.code not in ("data-shape", "training"):  # these need the data read anew
                left = Counter(_key(p) for p in check.run(project, info).problems)
                assert left[_key(problem)] < found[_key(problem)], fix.title
            history.undo()
            assert project.state() == before
            assert not history.can_undo
            history.close()


def _key(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.node, problem.port, problem.message
