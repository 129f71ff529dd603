"""Why: code of a person's own runs when it was allowed, not before, and then like any layer."""

from itertools import count
from pathlib import Path

import pytest
import torch

from designer import check, edit, store
from designer import compile as compiler
from designer.compile import NotReady, allow, build, costs, training_memory, write
from designer.model import Project

_numbers = count()


def fresh(text: str) -> str:
    """Code that no other test has allowed."""
    return f"{text}  # {next(_numbers)}"


def drawn(text: str, name: str = "Own", shape: tuple[int, ...] = (6,), **params: object) -> Project:
    """Image → own (its first output) → output."""
    project = Project.new("own code")
    edit.add_code(project, text, name)
    edit.add(project, "Input", "image", shape=shape)
    edit.add(project, f"#{name}", "own", **params)
    edit.add(project, "Output", "output")
    edit.connect(project, "image", "own")
    edit.connect(project, "own", "output")
    return project


GATE = """import math

import torch
from torch import nn


class Gate(nn.Module):
    # Lets through a share.

    def __init__(self, width: int, share: float = 0.5, axis=-1):
        super().__init__()
        self.fc = nn.Linear(width, width)
        self.share = share * math.sqrt(4)
        self.axis = axis

    def forward(self, x, skip=None):
        x = torch.softmax(self.fc(x), self.axis) * self.share
        return x if skip is None else x + skip"""
SPLIT = """class Split(nn.Module):
    def forward(self, x):
        whole = x.reshape(-1, 3)
        return whole, x.mean(0), x.argmax(1)"""


def test_nothing_of_it_runs_before_it_is_allowed(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    bad = f"""class Bad(nn.Module):
    open({str(witness)!r}, "w").close()

    def __init__(self, path: str = {str(witness)!r}):
        super().__init__()
        open(path, "w").close()

    def forward(self, x):
        return x"""
    path = tmp_path / "bad.nnd"
    store.save(drawn(bad, "Bad"), path)
    project = store.load(path)
    report = check.run(project)
    (problem,) = report.problems
    assert (problem.node, problem.code, problem.severity) == ("own", "not-allowed", "error")
    assert "own" in problem.message and problem.message.endswith("open it and allow it.")
    assert "own" not in report.outputs and report.inputs["output"] == (None,)
    for work in (write, build, costs, training_memory):
        with pytest.raises(NotReady, match="nobody has looked at"):
            work(project)
    edit.group(project, ["own"], "Block")
    assert "not-allowed" in {p.code for p in check.run(project).problems}
    edit.set_param(project, [next(iter(project.main.nodes))], "shape", 7)
    check.run(project, graph="Block")
    store.dumps(project.copy())
    assert not witness.exists()
    allow(project.codes["Bad"])
    assert check.run(project).ok and witness.exists()


def test_the_last_door_is_shut_too() -> None:
    from designer.compile.plans import alone
    from designer.compile.source import emit
    from designer.layers import Tensor, known

    project = drawn(fresh("x + 1"))
    layer = known(project, "#Own")
    assert layer is not None
    with pytest.raises(ValueError, match="not allowed"):
        emit(alone(layer, {}, [Tensor((2, 6))]))


def test_another_text_is_another_code() -> None:
    text = fresh("x + 1")
    project = drawn(text)
    allow(text)
    assert check.run(project).ok
    edit.set_code(project, "Own", text.replace("1", "2", 1))
    assert [p.code for p in check.run(project).problems] == ["not-allowed"]


@pytest.mark.parametrize(
    ("text", "name", "shape", "params"),
    [
        (GATE, "Gate", (6,), {"width": 6, "share": 0.25}),
        (SPLIT, "Split", (6,), {}),
        ("x * torch.sigmoid(x)", "Swish", (3, 8, 8), {}),
        ("x.flatten(0, 1)", "Flat", (3, 8), {}),
        ("x.max(dim=1).values if self.training else x.amax(1)", "Most", (5,), {}),
        ("F.relu(x), x.long()", "Two", (4,), {}),
        ("x * float(x.sum() >= 0)", "Looks", (4,), {}),
    ],
)
def test_what_is_known_is_what_it_really_gives(
    text: str, name: str, shape: tuple[int, ...], params: dict[str, object]
) -> None:
    project = drawn(text, name, shape, **params)
    allow(project.codes[name])
    before = torch.get_rng_state()
    report = check.run(project)
    assert torch.equal(torch.get_rng_state(), before), "the training's numbers stay as they are"
    assert report.ok
    module = build(project, seed=0)
    known = report.outputs["own"]
    for batch in (1, 4, 7):
        got = module.own(torch.rand(batch, *shape))
        results = got if isinstance(got, tuple) else (got,)
        assert len(results) == len(known)
        for tensor, result in zip(known, results, strict=True):
            sizes = [dim if isinstance(dim, int) else dim.scale * batch for dim in tensor.shape]
            assert list(result.shape) == sizes
            assert str(result.dtype) == f"torch.{tensor.dtype}"
    assert report.parameters["own"] == sum(p.numel() for p in module.parameters())
    found = costs(project)
    assert found.parameters == report.parameters["own"]


def test_the_code_is_what_a_person_would_have_written() -> None:
    project = drawn(GATE, "Gate", width=6, share=0.25)
    edit.add_code(project, "a + torch.tanh(b)", "Mix")
    edit.add(project, "#Mix", "mix")
    edit.disconnect(project, project.main.incoming("output"))
    edit.connect(project, "own", "mix", target_port="a")
    edit.connect(project, "image", "mix", target_port="b")
    edit.connect(project, "mix", "output")
    allow(GATE)
    allow("a + torch.tanh(b)")
    source = write(project)
    start = GATE.index("class Gate")
    assert (
        source.text
        == (
            "import math\n\nimport torch\nfrom torch import nn\n\n\n"
            + GATE[start:]
            + "\n\n\nclass Mix(nn.Module):\n    def forward(self, a, b):\n"
            "        return a + torch.tanh(b)\n\n\n"
            "class OwnCode(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            "        self.own = Gate(6, share=0.25)\n        self.mix = Mix()\n\n"
            "    def forward(self, image):             # (N, 6)\n"
            "        own = self.own(image)             # (N, 6)\n"
            "        x = self.mix(own, image)          # (N, 6)\n"
            "        return x\n"
        )
        or source.text.count("class Gate(nn.Module):") == 1
    )
    lines = source.text.splitlines()
    theirs = GATE.splitlines()
    for number, (name, line) in source.written.items():
        if name == "Gate":
            assert lines[number - 1] == theirs[line - 1]
    module = build(project)
    x = torch.rand(3, 6)
    assert torch.equal(module(x), module.own(x) + torch.tanh(x))


def test_optional_inputs_are_given_by_name() -> None:
    text = "class Opt(nn.Module):\n    def forward(self, x, a=None, *, b=None):\n"
    text += "        return x if b is None else x * b"
    project = drawn(text, "Opt")
    allow(text)
    assert check.run(project).ok
    edit.connect(project, "image", "own", target_port="b")
    assert "self.own(image, b=image)" in write(project).text
    assert torch.equal(build(project)(torch.full((2, 6), 3.0)), torch.full((2, 6), 9.0))


FAILS = [
    ("x @ torch.zeros(7, 2)", 1, "same reduction dim"),
    ("x.nothing", 1, "AttributeError"),
    ("nowhere(x)", 0, ""),
    ("x.repeat(x.shape[0], 1)", 0, "has length 4 for 2 rows and 9 for 3"),
    ("x.shape", 0, "where a tensor is needed"),
    ("x.to(torch.complex64)", 0, "complex64"),
    ("x.view(1 / 0)", 1, "ZeroDivisionError"),
    ("x.unbind(1)", 0, "gives 6 tensors, and its return names 1"),
    ("await x", 1, "SyntaxError: 'await' outside async function."),
]


@pytest.mark.parametrize(("text", "line", "reason"), FAILS, ids=lambda part: str(part)[:20])
def test_a_failure_is_told_on_the_node(text: str, line: int, reason: str) -> None:
    project = drawn(text)
    allow(text)
    problems = [p for p in check.run(project).problems if p.severity == "error"]
    assert problems and {p.node for p in problems} == {"own"}
    if reason:
        assert [p.code for p in problems] == ["code"]
        assert reason in problems[0].message and problems[0].line == line


BROKEN_CLASS = """import math


class Own(nn.Module):
    def __init__(self, kind: str = "good"):
        if kind == "bad":
            raise ValueError("no such kind")
        self.early = nn.Linear(2, 2) if kind == "early" else None
        super().__init__()
        self.kind = kind

    def forward(self, x):
        def inner(y):
            return y.reshape(5, 5)

        if self.kind == "exit":
            raise SystemExit(3)
        return inner(x) if self.kind == "inner" else x"""


@pytest.mark.parametrize(
    ("kind", "line", "reason"),
    [
        ("bad", 7, "ValueError: no such kind"),
        ("early", 8, "before Module.__init__"),
        ("inner", 14, "invalid for input of size"),
        ("exit", 17, "SystemExit"),
    ],
)
def test_the_line_is_that_of_the_persons_own_text(kind: str, line: int, reason: str) -> None:
    project = drawn(BROKEN_CLASS, kind=kind)
    allow(BROKEN_CLASS)
    (problem,) = [p for p in check.run(project).problems if p.severity == "error"]
    assert (problem.node, problem.code, problem.line) == ("own", "code", line)
    assert f"line {line} of Own" in problem.message and reason in problem.message


def test_what_cannot_be_read_is_told_with_its_line() -> None:
    project = drawn("class Own(nn.Module):\n    def forward(self, x):\n        return x +")
    problems = [p for p in check.run(project).problems if p.severity == "error"]
    assert [(p.node, p.code, p.line) for p in problems] == [("own", "code", 3)]
    with pytest.raises(NotReady, match="line 3 of Own: invalid syntax"):
        write(project)


def test_inside_blocks_and_linked() -> None:
    project = drawn(GATE, "Gate", width=6)
    allow(GATE)
    edit.group(project, ["own"], "Block")
    (name,) = [n.name for n in project.main.nodes.values() if n.type == "@Block"]
    edit.set_param(project, [name], "repeat", 3)
    report = check.run(project)
    assert report.ok and sum(report.parameters.values()) == 3 * 42
    assert write(project).text.count("class Gate(nn.Module):") == 1
    twin = edit.link(project, "own", graph="Block")
    edit.insert(project, project.graphs["Block"].incoming("output")[0], "ReLU", graph="Block")
    edit.connect(project, "own", twin, graph="Block")
    edit.connect(project, twin, "relu1", graph="Block")
    report = check.run(project)
    assert report.ok and sum(report.parameters.values()) == 3 * 42
    assert sum(p.numel() for p in build(project).parameters()) == 3 * 42
    edit.set_code(project, "Gate", GATE.replace("return x if", "return x + 0 if"))
    assert {p.code for p in check.run(project).problems} >= {"not-allowed"}


def test_allowed_is_a_text_and_not_a_name() -> None:
    text = fresh("x - 1")
    assert not compiler.is_allowed(text)
    digest = allow(text)
    assert compiler.is_allowed(text) and digest in compiler.allowed()
    assert not compiler.is_allowed(text + " ")


def test_a_name_that_is_imported_means_one_thing() -> None:
    one, two = (
        f"from {module} import {word}\nclass {name}(nn.Module):\n    def forward(self, x):\n"
        f"        return x"
        for module, word, name in (("math", "floor", "One"), ("numpy", "floor", "Two"))
    )
    project = drawn(one, "One")
    edit.add_code(project, two)
    edit.insert(project, project.main.incoming("output")[0], "#Two")
    allow(one)
    allow(two)
    with pytest.raises(NotReady, match="One and Two import “floor” from different places"):
        write(project)
