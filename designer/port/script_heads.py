"""Why: the part of an exported script that says what each Output is compared with, and how."""

import re
from dataclasses import dataclass

from designer.port.errors import PortError
from designer.port.script_losses import criterion_lines, made_loss, target_steps
from designer.port.script_partners import called, is_told
from designer.port.script_text import WIDTH, folded
from designer.protocol import (
    DataInfo,
    Head,
    RunSpec,
    heads_of,
    info_for,
    measured_head,
    part_names,
    parts_of,
    roles_of,
)
from designer.protocol.heads import is_complete
from designer.protocol.losses import SEQUENCES
from designer.text import tr

MEANS = '''
def means(parts, sizes):
    """The mean loss of each head over its rows."""
    columns = zip({names}, zip(*parts))
    return {{
        name: sum(loss * size for loss, size in zip(losses, sizes)) / sum(sizes)
        for name, losses in columns
    }}
'''
GAUSSIAN = (
    "",
    "def gaussian(nll):",
    '    """Of one output: all means, then the logarithms of all variances."""',
    "    def loss(output, y):",
    "        mean, log_variance = output.chunk(2, 1)",
    "        return nll(mean, y, log_variance.exp())",
    "    return loss",
    "",
)


@dataclass(frozen=True, slots=True)
class Ends:
    """How the script reads what the network gives. `head` is the one whose figures are told.

    A single head has its target ready in `y`; of several, each makes its own of the classes.
    `arrays` are those of a sample, where it has several: then `x` is a list.
    """

    heads: tuple[Head, ...]
    head: Head
    infos: tuple[DataInfo, ...]
    results: int
    arrays: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """What has a row for each sample."""
        return "y" if self.arrays else "x"

    def batch(self, which: str, rows: str) -> str:
        """Some rows of a part of the data: "train" or "val"."""
        x = f"[part[{rows}] for part in {which}_x]" if self.arrays else f"{which}_x[{rows}]"
        return f"x, y = {x}, {which}_y[{rows}]"

    @property
    def several(self) -> bool:
        """Whether there is more than one head."""
        return len(self.heads) > 1

    @property
    def whole(self) -> bool:
        """Whether `output` is all that the network gives, and not the only result that counts."""
        return self.several or bool(self.head.partners)

    @property
    def info(self) -> DataInfo:
        """The data as the measured head sees them."""
        return self.infos[self.heads.index(self.head)]

    @property
    def apart(self) -> str:
        """The list of the losses of each head, among others in a row."""
        return "apart, " if self.several else ""

    def forward(self) -> list[str]:
        """From a batch to what the heads say."""
        pick = f"[{self.head.index}]" if self.results > 1 and not self.whole else ""
        return [f"output = model({'*x' if self.arrays else 'x'}){pick}"]

    def loss(self, output: str = "output") -> str:
        """What the heads are wrong by, as an expression."""
        if self.several:
            return f"criterion({output}, x, y)"
        weight = "" if self.head.weight == 1 else f"{self.head.weight!r} * "
        if self.head.partners:
            return f"{weight}criterion({called(self.head, output, self.target('x', 'y'))})"
        return f"{weight}criterion({output}, {self.target('x', 'y')})"

    def look(self) -> list[str]:
        """Lines that look at a batch."""
        return [*self.forward(), f"loss{', parts' if self.several else ''} = {self.loss()}"]

    def said(self) -> str:
        """What the measured head said."""
        if is_told(self.head):
            return "told(output)"
        said = f"output[{self.head.index}]" if self.whole else "output"
        return f"{said}.argmax(2)" if self.head.loss == SEQUENCES else said

    def seen(self) -> str:
        """What is kept of a look."""
        each = ", [part.item() for part in parts]" if self.several else ""
        return f"{self.said()}.detach(), loss.item(){each}"

    def kept(self) -> list[str]:
        """Lines that keep the first of `looks`."""
        names = "output, loss, parts" if self.several else "output, loss"
        lines = [f"{names} = looks[0]", "losses.append(loss)", "outputs.append(output)"]
        return [*lines, *(["apart.append(parts)"] if self.several else [])]

    def noted(self) -> list[str]:
        """Lines that keep what was just seen."""
        each = ["apart.append([part.item() for part in parts])"] if self.several else []
        return ["losses.append(loss.item())", *each, f"outputs.append({self.said()}.detach())"]

    def target(self, x: str, y: str) -> str:
        """What figures compare with: samples, or labels."""
        if self.head.target == "inputs":
            return x
        return _columns(self.head, y) if self.several else y

    def means(self) -> str:
        """The losses of each head, among the figures of an epoch."""
        return "**means(apart, sizes), " if self.several else ""


def ends_of(spec: RunSpec, info: DataInfo) -> Ends:
    """The heads of a run. Raises PortError when there is none."""
    heads = heads_of(spec.training, spec.results)
    if not heads:
        raise PortError(tr("No Output is trained: give one of them a target."))
    for head in heads:
        if not is_complete(head):
            raise PortError(
                tr(
                    "{loss} takes other Outputs along ({roles}): choose them.",
                    loss=head.loss,
                    roles=", ".join(roles_of(head.loss)),
                )
            )
    infos = tuple(info_for(head, info) for head in heads)
    arrays = spec.arguments if info.inputs else ()
    return Ends(heads, measured_head(heads), infos, len(spec.results), arrays)


def means_function(ends: Ends) -> str:
    """The function `means`, where there are several heads."""
    return MEANS.format(names=_texts(part_names(ends.heads))) if ends.several else ""


def target_lines(ends: Ends) -> list[str]:
    """Samples and targets as tensors; for a single head the targets as its loss takes them."""
    x = "[torch.from_numpy(part) for part in x]" if ends.arrays else "torch.from_numpy(x)"
    lines = [f"x, y = {x}, torch.from_numpy(y)"]
    if ends.several or ends.head.target == "inputs":
        return lines
    if ends.head.columns:
        lines.append(f"y = {_columns(ends.head, 'y')}")
    steps = target_steps(ends.info, ends.head.loss)
    return [*lines, *(f"y = {step}{note and f'  # {note}'}" for step, note in steps)]


def criterion(ends: Ends) -> list[str]:
    """What gives the loss of outputs and their targets."""
    if not ends.several:
        return criterion_lines(ends.head)
    made = ", ".join(f'"{head.name}": {_made(head)}' for head in ends.heads)
    parts = [
        f'    criteria["{head.name}"]({called(head, "output", _target(head, info))}),'
        for head, info in zip(ends.heads, ends.infos, strict=True)
    ]
    shares = [
        f"parts[{i}]" if head.weight == 1 else f"{head.weight!r} * parts[{i}]"
        for i, head in enumerate(ends.heads)
    ]
    gaussian = GAUSSIAN if any(map(_is_gaussian, ends.heads)) else ()
    total = [f"return {' + '.join(shares)}, parts"]
    if len(total[0]) + 8 > WIDTH:
        total = [f"total = {shares[0]}", *(f"total += {share}" for share in shares[1:])]
        total.append("return total, parts")
    body = ["parts = [", *parts, "]", *total]
    return [
        *gaussian,
        *folded(f"criteria = {{{made}}}"),
        "",
        "def criterion(output, x, y):",
        '    """The weighted sum of what all heads are wrong by, and each of them."""',
        *(f"    {line}" for line in body),
        "",
    ]


def _texts(names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"({quoted})"


def _made(head: Head) -> str:
    made = made_loss(head)
    return f"gaussian({made})" if _is_gaussian(head) else made


def _is_gaussian(head: Head) -> bool:
    return parts_of(head.loss, head.partners) == 2


def _target(head: Head, info: DataInfo) -> str:
    if head.target == "inputs":
        return "x"
    text = _columns(head, "y")
    for step, _ in target_steps(info, head.loss):
        text = re.sub(r"\by\b", text, step)
    return text


def _columns(head: Head, y: str) -> str:
    return f"{y}[:, {list(head.columns)}]" if head.columns else y
