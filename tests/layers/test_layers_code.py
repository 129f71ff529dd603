"""Why: what a person wrote is read without running it: ports, parameters, and what is wrong."""

import pytest

from designer.layers.code_reading import class_in, read_code
from designer.model import Value

GATE = '''import math
from torch import nn
from collections import OrderedDict as Ordered, deque

# What stands above the class stays there.
class Gate(nn.Module):
    """Lets through a share.

    More words.
    """

    def __init__(self, width: int, share=0.5, *, mode: "Literal['soft', 'hard']" = "soft",
                 bias: bool = True, most: int | None = None, sizes=(1, 2), act=nn.ReLU):
        super().__init__()
        self.fc = nn.Linear(width, width, bias=bias)

    def forward(self, x, state=None, scale=2.0, *, mask):
        def inner(y):
            return y
        if mask is None:
            return x, state
        return self.fc(x) * math.pi, state
'''


def test_a_class_says_what_its_layer_is() -> None:
    code = read_code("Gate", GATE)
    assert (code.fault, class_in(GATE)) == ("", "Gate")
    assert code.help == "Lets through a share."
    assert [(port.name, port.optional) for port in code.inputs] == [
        ("x", False),
        ("state", True),
        ("mask", False),
    ]
    assert [port.name for port in code.outputs] == ["out1", "out2"]
    found = {p.name: (p.kind, p.default, p.optional, p.positional) for p in code.params}
    wanted: dict[str, tuple[str, Value, bool, bool]] = {
        "width": ("int", None, False, True),
        "share": ("float", 0.5, False, False),
        "mode": ("choice", "soft", False, False),
        "bias": ("bool", True, False, False),
        "most": ("int", None, True, False),
        "sizes": ("shape", (1, 2), False, False),
    }
    assert found == wanted
    assert code.imports == (
        "import math",
        "from collections import OrderedDict as Ordered",
        "from collections import deque",
    )
    lines = GATE.split("\n")
    assert code.lines[0] == "# What stands above the class stays there."
    for line, number in zip(code.lines, code.numbers, strict=True):
        assert line == lines[number - 1].rstrip()


@pytest.mark.parametrize(
    ("text", "variables", "outputs"),
    [
        ("x * torch.sigmoid(x)", ["x"], 1),
        ("gate * x + math.sin(y)", ["x", "gate", "y"], 1),
        ("torch.stack([f(z) for z in (a, b)])", ["f", "a", "b"], 1),
        ("(lambda t: t + 1)(x) if self.training else x", ["x"], 1),
        ("(x +\n   skip)", ["x", "skip"], 1),
        ("x.mean(1), x.std(1)", ["x"], 2),
        ("F.relu(x)  # only what is positive", ["x"], 1),
    ],
)
def test_an_expression_computes_with_what_comes_in(
    text: str, variables: list[str], outputs: int
) -> None:
    code = read_code("Own", text)
    assert code.fault == ""
    assert [name for name, _ in code.arguments] == variables
    assert len(code.outputs) == outputs
    assert [port.name for port in code.inputs] == (["in"] if len(variables) == 1 else variables)
    assert compile("\n".join(code.lines), "own", "exec")
    assert set(code.numbers) == {1}


FAULTS = [
    ("", 1, "nothing is written"),
    ("# only a comment", 1, "nothing is written"),
    ("class Own(nn.Module):\n    def forward(self, x):\n        return x +\n", 3, "invalid syntax"),
    ("class Own(nn.Module):\n    def forward(x)\n        pass", 2, "expected ':'"),
    ("class Other(nn.Module):\n    pass", 1, "must be called Own"),
    ("import math\n\nclass Own:\n    def forward(self, x): return x", 3, "nn.Module"),
    ("class Own(nn.Module):\n    pass", 1, "forward(self, x)"),
    ("import math", 1, "no class"),
    (
        "x = 1\nclass Own(nn.Module):\n    def forward(self, x): return x",
        1,
        "put this into the class",
    ),
    ("class Own(nn.Module):\n    def forward(): return 1", 2, "must be self"),
    ("class Own(nn.Module):\n    def forward(self, *xs): return 1", 2, "one by one"),
    (
        "class Own(nn.Module):\n    def __init__(self,\n        n): pass\n"
        "    def forward(self, x): return x",
        3,
        "n needs a type",
    ),
    ("from torch import *\nclass Own(nn.Module): pass", 1, "not possible here"),
    ("from . import secrets\nclass Own(nn.Module): pass", 1, "not possible here"),
    ("import numpy as nn\nclass Own(nn.Module): pass", 1, "not possible here"),
    ("import os as torch\nclass Own(nn.Module): pass", 1, "not possible here"),
    ("from __future__ import annotations\nclass Own(nn.Module): pass", 1, "not possible here"),
    ("1 + 2", 1, "write it over x"),
    ("yield x", 1, "invalid syntax"),
    ("x # \u202e y", 1, "cannot be seen"),
    ("x\n\u200b+ y", 2, "cannot be seen"),
    ("x + \0", 1, "cannot be seen"),
    ("(" * 5_000, 1, ""),
    ("-" * 50_000 + "x", 1, ""),
]


@pytest.mark.parametrize(("text", "line", "reason"), FAULTS, ids=lambda part: str(part)[:24])
def test_what_cannot_be_a_layer_says_why_and_where(text: str, line: int, reason: str) -> None:
    code = read_code("Own", text)
    assert code.fault and reason in code.fault
    assert code.line == line
    assert (len(code.inputs), len(code.outputs)) == (1, 1), "wires have a place in the meantime"


def test_names_that_are_always_there_need_no_import() -> None:
    text = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
    text += "from torch.nn import functional as F\nclass Own(nn.Module):\n"
    code = read_code("Own", text + "    def forward(self, x): return F.relu(x)")
    assert (code.fault, code.imports) == ("", ())
