"""Why: what the check says of a drawing, rule by rule."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from designer import check, edit
from designer.layers import N, Tensor
from designer.model import Project, Wire
from tests.check.check_mistakes import DRAWING, OUT, chain, image, raw_node, raw_wire

LENET = (
    image(),
    ("Conv2d", "conv1", {"out_channels": 6, "kernel_size": 5, "padding": 2}),
    ("AvgPool2d", "pool1"),
    ("Conv2d", "conv2", {"out_channels": 16, "kernel_size": 5}),
    ("AvgPool2d", "pool2"),
    ("Flatten", "flatten"),
    ("Linear", "head", {"out_features": 10}),
    OUT,
)


def codes(project: Project) -> list[tuple[str, str]]:
    return [(problem.code, problem.node) for problem in check.run(project).problems]


def test_shapes_values_and_parameters_of_lenet() -> None:
    project = chain(*LENET)
    report = check.run(project)
    assert report.ok and report.problems == ()
    assert report.order == tuple(step[1] for step in LENET)
    assert report.outputs["conv1"] == (Tensor((N, 6, 28, 28)),)
    assert report.outputs["flatten"] == (Tensor((N, 400)),)
    assert report.inputs["out"] == (Tensor((N, 10)),)
    assert report.values["head"]["in_features"] == 400
    assert report.values["conv2"]["in_channels"] == 6
    assert report.parameters["conv1"] == 6 * 25 + 6
    assert report.parameters["head"] == 4010
    assert report.parameters["pool1"] == 0
    assert report.wire_tensor(Wire("pool2", "flatten")) == Tensor((N, 16, 5, 5))
    assert report.wire_tensor(Wire("nobody", "flatten")) is None


def test_what_lies_before_an_error_has_shapes_and_what_follows_is_silent() -> None:
    project = chain(*LENET)
    edit.remove(project, ["flatten"], heal=True)
    report = check.run(project)
    [problem] = report.problems
    assert (problem.code, problem.node, problem.port) == ("rank", "head", "in")
    expected = "head needs one axis of features, and gets an image of 16 × 5 × 5."
    assert problem.message == expected
    assert [fix.title for fix in problem.fixes[:2]] == ["Insert Flatten", "Pool to 1 × 1"]
    assert report.outputs["pool2"] == (Tensor((N, 16, 5, 5)),)
    assert report.inputs["head"] == (Tensor((N, 16, 5, 5)),)
    assert "head" not in report.outputs and report.inputs["out"] == (None,)


def test_a_variadic_layer_names_the_port_and_not_the_count() -> None:
    project = chain(image((4,)), ("Linear", "a", {"out_features": 5}))
    edit.add(project, "Add", name="add")
    edit.connect(project, "image", "add", target_port="in3")
    edit.connect(project, "a", "add", target_port="in7")
    chain(OUT, project=project, after="add")
    [problem] = check.run(project).problems
    assert (problem.code, problem.port) == ("broadcast", "in7")


def test_the_order_is_topological_with_ties_by_age() -> None:
    project = chain(image(), OUT)
    for name in ("b", "a", "c"):
        edit.add(project, "ReLU", name=name)
    assert check.run(project).order == ("image", "out", "b", "a", "c")


def test_half_a_drawing_stays_calm() -> None:
    project = chain(*LENET)
    edit.add(project, "Conv2d", name="stray")
    chain(("ReLU", "side"), project=project, after="conv1")
    report = check.run(project)
    assert report.ok
    assert [(p.code, p.node, p.severity) for p in report.problems] == [
        ("missing-input", "stray", "warning"),
        ("unreachable", "side", "warning"),
    ]


def test_an_empty_drawing_lacks_both_ends() -> None:
    assert codes(Project.new("empty")) == [("no-input", ""), ("no-output", "")]


def test_two_loops_are_two_problems_and_other_nodes_keep_their_shapes() -> None:
    project = chain(image((4,)), ("ReLU", "before"), OUT)
    for first, second in (("a", "b"), ("c", "d")):
        chain(("ReLU", first), ("ReLU", second), project=project)
        raw_wire(project, second, first)
    report = check.run(project)
    cycles = [p for p in report.problems if p.code == "cycle"]
    assert [(p.node, p.port) for p in cycles] == [("a", "in"), ("c", "in")]
    assert cycles[0].message == "a lies on a loop, and data goes one way: a → b → a."
    assert [f.title for f in cycles[0].fixes] == ["Remove the wire b → a", "Remove the wire a → b"]
    assert report.outputs["before"] == (Tensor((N, 4)),)
    assert set(report.order) == {"image", "before", "out"}
    assert report.inputs["b"] == (None,)


def test_a_layer_wired_to_itself_is_a_loop() -> None:
    project = chain(image((4,)), ("ReLU", "a"), OUT)
    edit.add(project, "ReLU", name="own")
    raw_wire(project, "own", "own")
    assert ("cycle", "own") in codes(project)


def test_a_long_loop_is_told_briefly() -> None:
    project = chain(*(("ReLU", f"r{i}") for i in range(300)))
    raw_wire(project, "r299", "r0")
    problem = next(p for p in check.run(project).problems if p.code == "cycle")
    assert "r0 → r1 → r2 → … → r299 → r0" in problem.message
    assert 1 <= len(problem.fixes) <= 3


def test_true_and_1_are_not_the_same_value() -> None:
    for value, wrong in ((1, False), (True, True), (1.0, False)):
        project = chain(image())
        raw_node(project, "conv", "Conv2d", kernel_size=value)
        raw_wire(project, "image", "conv")
        assert (("bad-param", "conv") in codes(project)) is wrong


def test_a_missing_graph_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        check.run(Project.new("t"), graph="Block")


def test_the_report_for_machine_readers() -> None:
    project = chain(*LENET)
    edit.remove(project, ["flatten"], heal=True)
    report = check.run(project)
    record = json.loads(json.dumps(report.to_json()))
    assert record["ok"] is False
    assert record["problems"] == check.problem_records(report)
    assert record["problems"][0] == {
        "graph": "main",
        "node": "head",
        "port": "in",
        "code": "rank",
        "message": "head needs one axis of features, and gets an image of 16 × 5 × 5.",
        "fixes": ["Insert Flatten", "Pool to 1 × 1"],
    }


def test_the_same_from_many_threads() -> None:
    drawings = [mistake.draw() for mistake in DRAWING]
    alone = [check.run(project).to_json() for project in drawings]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            reports = list(pool.map(lambda p: check.run(p.copy()).to_json(), drawings))
            assert reports == alone


def test_a_check_needs_neither_torch_nor_numpy() -> None:
    program = (
        "import sys\n"
        "sys.modules['torch'] = None\n"
        "from tests.check.check_mistakes import DRAWING, DIGITS\n"
        "from designer import check\n"
        "for mistake in DRAWING:\n"
        "    check.run(mistake.draw(), DIGITS)\n"
        "print('numpy' in sys.modules, 'PySide6' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "False False"), done.stderr
