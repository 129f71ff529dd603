"""Why: a drawing that computes something else than the code, and says nothing, is the worst one."""

import re
from pathlib import Path

import pytest
import torch

from designer import check, port
from designer.compile import allow, write
from designer.port import PortError
from tests.port.test_pytorch_networks import built, hand_over, results
from tests.port.test_pytorch_refusals import HEAD

SAME, OWN = "", "custom layer"
LOST = "changed in place, in line"
IN_PLACE: dict[str, str] = {
    "F.relu(x, inplace=True); return x + 1": SAME,
    "F.relu(x, True); return x + 1": SAME,
    "torch.relu_(x); return x + 1": SAME,
    "self.act(x); return x + 1": SAME,
    "y = self.act(x); return x * y": SAME,
    "y = self.chain(x); return x + y": SAME,
    "return self.chain(x) + x": SAME,
    "return torch.cat([self.chain(x), x], 1)": SAME,
    "y = x; y.relu_(); return x + y": SAME,
    "y = x; y += 1; return x * y": SAME,
    "y = x; y = y + 1; return x * y": SAME,
    "y = x.clone(); y += 1; return x * y": SAME,
    "a = b = x + 1; b *= 3; return a - b": SAME,
    "rows = [x, x.tanh()]; x += 2; return rows[0] * rows[1]": SAME,
    "y = x.tanh(); x.add_(y).mul_(2); return x": SAME,
    "y = x.tanh(); z = x.add_(y).mul_(2); return x - z": SAME,
    "torch.add(x, 1, out=x); return x * 2": SAME,
    "a, b = x.chunk(2, 1); a *= 2; return a + b": SAME,
    "a, b = x[:, 0], x[:, 1]; a *= 2; return a + b": SAME,
    "y = x.view(-1, 256); y += 1; return y.view(x.size(0), 2, 128)": SAME,
    "y = x.view(-1, 256); y += 1; return x": LOST,
    "y = x[:, 1:]; x += 1; return y": LOST,
    "rows = [x.flatten(1)]; x += 1; return rows[0]": LOST,
    "a, b = x.chunk(2, 1); x *= 2; return a + b": LOST,
    "y = self.part(x); return x + y": LOST,
    "return self.part(x) + x": LOST,
    "return self.part(x)": SAME,
    "return self.part(x + 1) + x": SAME,
}
"""Lines of `forward` → what is said of them, where they are not drawn as they are."""

WRITTEN: dict[str, str] = {
    "return torch.add(x, x.tanh(), alpha=2)": SAME,
    "return x.sub(1, alpha=0.5)": SAME,
    "return x.mul(other=3)": SAME,
    "return torch.div(x, 0.3, rounding_mode='floor')": OWN,
    "return x.reshape(shape=(-1, 4, 64))": SAME,
    "return x.repeat(repeats=(1, 2, 1, 1))": OWN,
    "return torch.tile(x, (1, 1, 2, 2))": OWN,
    "return x * x.size(dim=1)": SAME,
    "return F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False)": SAME,
    "return F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=True)": "align_corners",
    "return x * x.mean(1, keepdim=True).expand_as(x)": SAME,
    "return x.to(x.device)": SAME,
    "return (x > 0).to(x.dtype) * x": SAME,
    "return (x > 0).type_as(x) * x": SAME,
    "return x.int().float()": OWN,
    "return x.mean(axis=1)": SAME,
    "return x.sum(axis=(2, 3), keepdims=True)": SAME,
    "return x.unfold(2, 2, 2)": OWN,
    "return F.unfold(x, 2)": SAME,
    "return ~(x > 0)": OWN,
    "return abs(x)": SAME,
    "return x.max(1).values": SAME,
    "return x.view(-1, 64)": "gives 64 numbers of each sample, and it gives 256",
    "return x.view(-1, 256)": SAME,
    "return x[:, :, None, 0]": SAME,
    "return x[:, None, :, 0, 1:3]": SAME,
    "a, b = torch.split(x, [1, 3], dim=1); return a * b": SAME,
    "a, b = x.split(2, 1); return a * b": SAME,
    "return x.unbind(1)[2]": SAME,
    "*a, b = x.shape; return x.reshape(*a[:2], -1)": SAME,
    "a, *b = [x, x + 1, x + 2]; return a + b[0] * b[1]": SAME,
    "if x.shape[2:] != x.tanh().shape[2:]:; x = x + 1; return x": SAME,
    "if x.shape != (x * 2).shape:; x = x + 1; return x": SAME,
    "return x.reshape(x.shape[:2] + (-1,))": SAME,
    "return F.avg_pool2d(x, kernel_size=x.shape[2:])": SAME,
    "return torch.cat([x], 1)": SAME,
    "rows = [x, x + 1]; return sum(rows) / len(rows)": SAME,
    "for i, r in enumerate([x, x + 1]):; x = x + r * i; return x": SAME,
    "for a, b in zip([x, x + 1], reversed([x, x * 2])):; x = x + a * b; return x": SAME,
    "return torch.cat(tuple(f(x) for f in (torch.tanh, torch.sigmoid)), 1)": SAME,
    "if torch.jit.is_scripting():; x = x + 1; return x": SAME,
    "if options.deep:; x = x + 1; return x": "nothing in the file says what options is",
    "if other.deep():; x = x + 1; return x": "which way it goes",
    "return F.dropout(x, 0.5)": "after training, too",
    "return F.dropout(x, 0.5, self.training)": SAME,
}


OTHER = "import math\nimport other\n"
ACT = (
    "super().__init__(); self.act = nn.ReLU(inplace=True); self.part = Part(); "
    "self.chain = nn.Sequential(nn.ReLU(inplace=True), nn.Tanh())"
)
CLASSES = {
    "Part": """
class Part(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.act = nn.ReLU(inplace=True)
        self.fc = nn.Conv2d(4, width, 1)

    def twice(self, x):
        return self.fc(x) * 2

    def forward(self, x):
        return self.fc(self.act(x))
""",
    "Taller": """
class Tall(Part):
    share = 3.0


class Taller(Tall):
    def thrice(self, x):
        return x * self.share
""",
    "Step": """
class Step(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        return torch.tanh(self.fc(x))
""",
    "Named": """
class Named(nn.Module):
    def forward(self, x):
        return {"one": x, "two": x * 2}
""",
    "Same": """
class Same(nn.Module):
    def forward(self, x):
        return x
""",
}


INIT = """

class Net(nn.Module):
    def __init__(self):
        {init}

    def forward(self, x):
        {lines}


Net()(torch.rand(1, 4, 8, 8))
"""


ROWS = IN_PLACE | WRITTEN
START, FROZEN = "how weights begin", "not trained"
CHAIN = "self.m = nn.Sequential(nn.Tanh(), nn.ELU(), nn.SiLU())"
LIST = "self.m = nn.ModuleList([nn.Tanh(), nn.ELU()])"
CONV = "self.m = nn.Conv2d(4, 4, 1)"
TWICE = f"{CONV}; self.n = nn.Conv2d(4, 4, 1)"
ONE, EACH = "return self.m(x)", "for m in self.m:; x = m(x); return x"
PARTS: dict[tuple[str, str], str] = {
    (f"{CHAIN}; self.m.extend([nn.GELU()]); self.m.insert(0, nn.Sigmoid())", ONE): SAME,
    (f"{CHAIN}; self.m.pop(1); self.m.append(nn.GELU())", ONE): SAME,
    (f"{CHAIN}; del self.m[0]", ONE): SAME,
    (f"{CHAIN}; self.m[1] = nn.GELU()", ONE): SAME,
    (f"{CHAIN}; self.m = self.m + nn.Sequential(nn.GELU())", ONE): SAME,
    (f"{CHAIN}; self.m.fuse()", ONE): "nothing in the file says what fuse is",
    (CHAIN, "for m in self.m._modules.values():; x = m(x); return x"): SAME,
    (CHAIN, "return sum(m(x) for m in self.m.children())"): SAME,
    (f"{LIST}; self.m.extend([nn.GELU()]); self.m.insert(0, nn.SiLU()); del self.m[1]", EACH): SAME,
    (LIST, "for m in self.m.children():; x = m(x); return x"): SAME,
    (f"{CHAIN}; self.n = nn.GELU()", "for m in self.children():; x = m(x); return x"): SAME,
    (
        f"{CHAIN}; self.n = nn.GELU()",
        "for n, m in self.named_children():; x = m(x); return x",
    ): SAME,
    (LIST, "for m in self.children():; x = m(x); return x"): "cannot be followed",
    (CHAIN, "for m in self.modules():; x = m(x); return x"): "cannot be followed",
    (f"{CONV}; self.m.weight.data.fill_(0.5)", ONE): START,
    (f"{CONV}; self.m.weight.data = torch.ones(4, 4, 1, 1)", ONE): START,
    (f"{CONV}; nn.init.zeros_(self.m.bias)", ONE): START,
    (f"{CONV}; self.m.bias = None", ONE): SAME,
    (f"{CONV}; self.m.stride = (2, 2)", ONE): SAME,
    (f"{CONV}; self.m.requires_grad_(False)", ONE): FROZEN,
    (f"{CONV}; self.m.weight.requires_grad = False", ONE): FROZEN,
    (f"{CONV}; for p in self.m.parameters():; p.requires_grad = False", ONE): FROZEN,
    (f"{TWICE}; self.n.weight = self.m.weight", "return self.n(self.m(x))"): "have one weight",
    ("self.m = nn.utils.spectral_norm(nn.Conv2d(4, 4, 1))", ONE): "spectral_norm” is left out",
    ("self.m = nn.DataParallel(nn.Tanh())", ONE): SAME,
}
"""What builds a network, and its `forward` → what is said of it."""
STEPS = "s = Step(); self.m = nn.Sequential"
TORCH = "l = nn.TransformerEncoderLayer(64, 4, 32, batch_first=True); self.m = nn"
FLAT = "x = x.flatten(2); return self.m(x)"
SHARED: dict[tuple[str, str], str] = {
    (f"{STEPS}(s, s, s)", ONE): SAME,
    (f"{STEPS}(*[s] * 3)", ONE): SAME,
    (f"{STEPS}(s, Step(), s)", ONE): SAME,
    (f"{STEPS}(s, Step())", "return self.m(self.m(x))"): SAME,
    (f"{STEPS}(s, Step()); self.n = nn.Sequential(Step(), s)", "return self.n(self.m(x))"): (
        "a part of what is repeated is used once more"
    ),
    ("self.m = nn.Sequential(nn.Conv2d(4, 4, 1), Step())", "return self.m(self.m(x))"): SAME,
    ("self.m = Part(4)", "return self.m.twice(x)"): SAME,
    ("self.m = Part(4)", "return self.m.forward(x)"): SAME,
    ("self.m = nn.Sequential(nn.Conv2d(4, 4, 1))", "return self.m.forward(x)"): SAME,
    (CONV, "return self.m(input=x)"): SAME,
    ("self.m = Taller()", "return self.m.thrice(x)"): SAME,
    ("self.m = Named()", "return self.m(x)['two']"): SAME,
    ("self.m = Same()", "y = self.m(x); y += 1; return x * y"): LOST,
    ("self.m = Same()", "y = self.m(x); y += 1; return y"): SAME,
    ("self.m = nn.LayerNorm((8, 8))", ONE): SAME,
    ("self.m = nn.LayerNorm([4, 8, 8], bias=False)", ONE): SAME,
    (f"{TORCH}.TransformerEncoder(l, 2)", FLAT): SAME,
    (f"{TORCH}.TransformerEncoder(l, 2, nn.LayerNorm(64))", FLAT): SAME,
    ("self.m = nn.TransformerEncoderLayer(64, 4, activation=F.gelu, batch_first=True)", FLAT): SAME,
    ("self.m = nn.RNN(64, 8, batch_first=True)", "return self.m(x.flatten(2), None)[0]"): SAME,
    ("self.m = nn.GRU(64, 8)", "y = x.flatten(2); return self.m(y, y[:1, :, :8])[0]"): "batch",
    (CONV, "return x * 2 if isinstance(self.m, nn.modules.conv._ConvNd) else x"): SAME,
    (CONV, "return x * 2 if type(self.m) is nn.Conv2d else x"): SAME,
    (CONV, "return x * 2 if type(self.m) == nn.Linear else x"): SAME,
    (CONV, "return x * 2 if isinstance(True, int) and isinstance(x, torch.Tensor) else x"): SAME,
    (CONV, "return x * 2 if isinstance([1], other.Iterable) else x"): "the text alone",
    ("self.m = Taller()", "return x * 2 if isinstance(self.m, Part) else x"): SAME,
    (CONV, "return x.clamp(-math.pi, math.pi) * torch.pi"): SAME,
    (CONV, "return torch.full_like(x, float('inf')).clamp(max=5)"): OWN,
}
"""Modules that stand in several places, and what is asked of them."""
WAVES = (
    "pe = torch.zeros(20, 64); p = torch.arange(0, 20).unsqueeze(1); "
    "d = torch.exp(torch.arange(0, 64, 2).float() * (-math.log(BASE) / 64)); "
    "pe[:, 0::2] = torch.sin(p * d); pe[:, 1::2] = torch.cos(p * d)"
)
MINE = WAVES.replace("BASE", "10000.0")
PLACES = "self.e = nn.Embedding(4, 64)"
IN_STEPS = "x = x.flatten(2); return x + "
MASK = "self.register_buffer('m', torch.tril(torch.ones(9, 9)).view(1, 1, 9, 9))"
HELD: dict[tuple[str, str], str] = {
    (f"{MINE}; self.register_buffer('pe', pe.unsqueeze(0))", f"{IN_STEPS}self.pe[:, :4]"): SAME,
    (f"{MINE}; self.pe = pe[None]", f"{IN_STEPS}self.pe[:, :x.size(1)].detach()"): SAME,
    (f"{MINE}; self.pe = pe", f"{IN_STEPS}self.pe[:x.shape[1]]"): SAME,
    (f"{MINE}; self.pe = pe", f"{IN_STEPS}self.pe[1:x.shape[1] + 1]"): "changed in place",
    (f"{WAVES.replace('BASE', '99.0')}; self.pe = pe", f"{IN_STEPS}self.pe[:4]"): (
        "changed in place"
    ),
    (PLACES, f"{IN_STEPS}self.e(torch.arange(x.size(1), device=x.device))"): SAME,
    (PLACES, f"p = torch.arange(4).unsqueeze(0); {IN_STEPS}self.e(p)"): SAME,
    (PLACES, "x = x.flatten(2); return x * self.e(torch.arange(4))"): "drawn",
    (PLACES, f"{IN_STEPS}self.e(torch.arange(1, 5))"): "drawn",
    (PLACES, f"{IN_STEPS}self.e(torch.arange(4)[0])"): "drawn",
    (PLACES, f"{IN_STEPS}self.e(torch.arange(0, x.size(1), dtype=torch.long))"): SAME,
    (PLACES, "return x * torch.arange(0, x.size(2), dtype=torch.float64)"): "is not known",
    ("self.k = torch.arange(8).view(8, 1)", "return x * self.k"): OWN,
    ("self.g = nn.Parameter(torch.zeros(1))", "return self.g * x.tanh() + x"): OWN,
    ("self.g = nn.Parameter(torch.tensor(0.5))", "return x * self.g"): OWN,
    ("self.g = nn.Parameter(torch.full((4, 1, 1), 0.1))", "return x / self.g"): OWN,
    ("self.g = nn.Parameter(torch.ones(8))", "return x * self.g + x @ self.g"): "several places",
    ("self.g = nn.Parameter(torch.rand(8, 3))", "return F.linear(x, self.g.t())"): OWN,
    (
        "self.g = nn.Parameter(torch.randn(1, 1, 8))",
        "return x[:, 0] * self.g.repeat(x.size(0), 1, 1)",
    ): SAME,
    ("self.k = torch.arange(8.0)", "return x * self.k[:4, None, None]"): OWN,
    (MASK, "n = x.size(2); return x.masked_fill(self.m[:, :, :n, :n] == 0, -1.0)"): OWN,
    ("self.n = 8", "return x.masked_fill(torch.tril(torch.ones(8, self.n)) == 0, 2.0)"): OWN,
}
"""Numbers that a network holds and nobody learns, or for places only."""


@pytest.mark.parametrize("lines", ROWS)
def test_it_is_exact_or_told(lines: str, tmp_path: Path) -> None:
    judge(lines, ROWS[lines], tmp_path)


@pytest.mark.parametrize("rows", [*PARTS, *SHARED, *HELD], ids=" | ".join)
def test_parts_are_put_together_as_the_file_does(rows: tuple[str, str], tmp_path: Path) -> None:
    init, lines = rows
    judge(lines, (PARTS | SHARED | HELD)[rows], tmp_path, f"super().__init__(); {init}")


def judge(lines: str, told: str, folder: Path, init: str = ACT) -> None:
    """Hold a network against its drawing, or what is told of it against what is wanted."""
    text = HEAD + OTHER + classes(init) + INIT.format(init=indented(init), lines=indented(lines))
    path = folder / "net.py"
    path.write_text(text, encoding="utf-8")
    try:
        found = port.read(path)
    except PortError as error:
        assert told and re.search(told, str(error))
        return
    if told:
        assert any(re.search(told, remark) for remark in found.remarks), found.remarks
    if told in (SAME, OWN):
        assert told or not found.remarks
        compare(text, found)


def classes(init: str) -> str:
    """Those that stand above a network that is built so."""
    wanted = init.replace("Taller", "Part() Taller")
    return "".join(text for name, text in CLASSES.items() if f"{name}(" in wanted)


def indented(lines: str) -> str:
    """Statements as they stand in a method; those behind a colon stay in its line."""
    return lines.replace(":; ", ": ").replace("; ", "\n        ")


def compare(text: str, found: port.Imported) -> None:
    for code in found.project.codes.values():
        allow(code)
    report = check.run(found.project)
    assert report.whole, [problem.message for problem in report.problems]
    source = write(found.project, report)
    drawn, before = (
        built(source.text, f"{source.class_name}()"),
        built(text.replace("import other\n", ""), "Net()"),
    )
    torch.manual_seed(1)
    sample = torch.randn(3, 4, 8, 8)
    with torch.no_grad():
        if [part.shape for part in before.parameters()] == [p.shape for p in drawn.parameters()]:
            for one, part in zip(drawn.parameters(), before.parameters(), strict=True):
                one.copy_(part)
        else:
            hand_over(before, drawn, [sample.clone()])
        for a, b in zip(
            results(before(sample.clone())), results(drawn(sample.clone())), strict=True
        ):
            torch.testing.assert_close(a, b)
