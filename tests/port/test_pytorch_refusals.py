"""Why: a file may hold anything: what cannot be drawn is told with its line, nothing is lost."""

import re
from pathlib import Path

import pytest

from designer import check, port
from designer.compile import allow
from designer.model import Project
from designer.port import PortError
from designer.port.pytorch import sheet

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
DEEP = "(" * 3000 + "1" + ")" * 3000
LONG = "-" * 20_000 + "1"


def network(forward: str, init: str = "pass", more: str = "") -> str:
    """A file with a network of these lines."""
    return (
        f"{HEAD}{more}\nclass Net(nn.Module):\n    def __init__(self):\n"
        f"        super().__init__()\n        self.fc = nn.Linear(8, 8)\n        {init}\n\n"
        f"    def forward(self, x):\n        {forward}\n"
    )


DOUBLING = (
    "k = torch.ones(9)\n        for i in range(500):\n            k = k * k\n        self.k = k"
)
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "no network"),
    "nothing of torch": ("print('hello')\nclass A:\n    pass\n", "no network"),
    "Python 2": ("print 'hello'\n", "no Python 3: line 1"),
    "a mistake": ("x = (\n", "line 1"),
    "binary": (bytes(range(256)), "no text"),
    "another encoding": ("# -*- coding: klingon -*-\n", "no text"),
    "too long": (b"#" * 10_000_000, "too long"),
    "null bytes": (b"x = 1\0\n", "cannot be read|no Python"),
    "deep": (f"x = {DEEP}\n", "no Python"),
    "deep signs": (f"x = {LONG}\n", "no Python|no network|too deeply"),
    "loops for ever": (
        network("return self.f(x)\n    def f(self, x):\n        return self.f(x)"),
        "itself",
    ),
    "grows": (network("return self.fc(x) * n", "n = 10 ** 10 ** 10"), "Line 9.*10 \\*\\* 10"),
    "counts": (network("return x", "a = [i for i in range(10 ** 12)]"), "Line 9.*too far"),
    "doubles": (network("return self.fc(x) + self.k", DOUBLING), "too deeply"),
    "own list": (
        network("a = [x]\n        a.append(a)\n        x += 1\n        return a"),
        "deeply",
    ),
    "unknown module": (network("return self.a(x)", "self.a = other.Attention(8)"), "Line 9.*other"),
    "in place": (network("x[:, 0] = 0\n        return x"), "Line 12.*in place"),
    "no tensor": (network("return 3"), "no tensor"),
    "an unknown name": (network("return self.fc(y)"), "Line 12.*y"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why_and_where(name: str, tmp_path: Path) -> None:
    text, told = REFUSED[name]
    path = tmp_path / "file.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PortError, match=told) as error:
        port.read(path)
    sentence = str(error.value)
    assert "\n" not in sentence and sentence.endswith(".") and len(sentence) < 400


def read(tmp_path: Path, text: str) -> tuple[Project, tuple[str, ...]]:
    path = tmp_path / "file.py"
    path.write_text(text, encoding="utf-8")
    found = port.read(path)
    return found.project, found.remarks


def test_what_the_catalogue_does_not_have_is_own_code(tmp_path: Path) -> None:
    lines = "y = torch.special.i0(self.fc(x))\n        return self.gate(y) + self.fc(x)"
    project, remarks = read(tmp_path, network(lines, "self.gate = nn.CrossMapLRN2d(3)"))
    assert set(project.codes.values()) >= {"torch.special.i0(x)"}
    assert all(remark.startswith("Line 1") or "Line 9" in remark for remark in remarks[:2])
    assert {p.code for p in check.run(project).problems} <= {"not-allowed"}


def test_a_block_is_drawn_once_for_all_that_are_alike(tmp_path: Path) -> None:
    more = (
        "class Part(nn.Module):\n    def __init__(self, width, deep=False):\n"
        "        super().__init__()\n        self.deep = deep\n"
        "        self.fc = nn.Linear(8, width)\n"
        "    def forward(self, x):\n        x = F.relu(self.fc(x))\n"
        "        return torch.tanh(x) if self.deep else x\n"
    )
    lines = "return self.c(self.b(self.a(x)))"
    init = "self.a, self.b, self.c = Part(8), Part(8, deep=True), Part(16)"
    project, _ = read(tmp_path, network(lines, init, more))
    kinds = [node.type for node in project.main.ordered_nodes()]
    assert kinds == ["Input", "@Part", "@Part2", "@Part", "Output"]
    assert project.graphs["Part"].exposed.keys() == {"width"}


def test_of_several_networks_the_others_are_named(tmp_path: Path) -> None:
    other = "class Other(nn.Module):\n    def forward(self, x):\n        return F.relu(x)\n"
    project, remarks = read(tmp_path, network("return self.fc(x)", more=other))
    assert project.name == "Net"
    assert any("Other" in remark for remark in remarks)
    assert [node.type for node in project.main.ordered_nodes()] == ["Input", "Linear", "Output"]


def test_what_the_command_line_says_by_default_is_taken(tmp_path: Path) -> None:
    text = network(
        "x = self.fc(x)\n        if self.training:\n            x = F.dropout(x)\n        return x"
    )
    text = text.replace("(self)", "(self, args, deep)").replace(
        "Linear(8, 8)", "Linear(8, args.hidden)"
    )
    text += (
        "def main(args):\n    return Net(args, deep=True)\n\n"
        "import argparse\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--hidden', type=int, default=24)\nmain(parser.parse_args())\n"
        "args = parser.parse_args()\n"
    )
    project, remarks = read(tmp_path, text)
    assert project.main.nodes["fc"].params["out_features"] == 24
    assert [node.type for node in project.main.ordered_nodes()][2] == "Dropout"
    assert not remarks


def test_nothing_of_the_file_is_run(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    evil = f"import os\nos.remove({str(victim)!r})\nopen({str(victim)!r}, 'w').write('x')\n"
    _, remarks = read(tmp_path, network("return self.fc(x)", "__import__('os').abort()", evil))
    assert victim.read_text(encoding="utf-8") == ""
    assert any("__import__" in remark for remark in remarks)


HALVES = {
    "if x.sum() > 0:\n            x = -x": "line 13.*which way",
    "while x.sum() > 0:\n            x = x / 2": "line 13.*followed",
    "x = other(x, 3)": "line 13.*other",
}
"""Lines that cannot be followed, and what is said of them."""


@pytest.mark.parametrize("lines", HALVES)
def test_what_cannot_be_followed_ends_the_drawing(lines: str, tmp_path: Path) -> None:
    forward = f"x = F.relu(self.fc(x))\n        {lines}\n        return torch.tanh(x)"
    project, remarks = read(tmp_path, network(forward))
    kinds = [node.type for node in project.main.ordered_nodes()]
    assert kinds == ["Input", "Linear", "ReLU", "Output"]
    assert any(re.search(HALVES[lines], remark) for remark in remarks)
    assert check.run(project).whole


@pytest.mark.parametrize("made", ["eye(10 ** 6)", "full((9, 8), 3).outer(torch.ones(10 ** 12))"])
def test_numbers_that_are_too_many_are_not_made(made: str, tmp_path: Path) -> None:
    _, remarks = read(tmp_path, network(f"return self.fc(x) + torch.{made}"))
    assert any("custom layer" in remark for remark in remarks)


def test_a_loop_does_not_draw_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_LAYERS", 20)
    forward = "for _ in range(90000):\n            x = F.relu(x)\n        return x"
    project, remarks = read(tmp_path, network(forward))
    assert len(project.main.nodes) == 21
    assert any(re.search("line 13.*too many layers", remark) for remark in remarks)


def test_a_part_that_cannot_be_followed_keeps_its_code(tmp_path: Path) -> None:
    more = (
        "class Gate(nn.Module):\n    def __init__(self, limit=1.0):\n"
        "        super().__init__()\n        self.limit = limit\n"
        "    def forward(self, x):\n        if x.abs().max() > self.limit:\n"
        "            return x / x.abs().max()\n        return x\n"
    )
    project, remarks = read(
        tmp_path, network("return self.fc(self.gate(x))", "self.gate = Gate(0.5)", more)
    )
    gate = project.main.nodes["gate"]
    assert (gate.type, dict(gate.params)) == ("#Gate", {"limit": 0.5})
    assert "x.abs().max()" in project.codes["Gate"]
    assert any("Line 8" in remark or "Line 9" in remark for remark in remarks)
    for text in project.codes.values():
        allow(text)
    assert check.run(project).whole
