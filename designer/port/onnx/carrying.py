"""Why: what no layer does is not lost: it becomes code, or a place where code is to be written."""

import re
from collections.abc import Sequence
from contextlib import suppress
from math import prod

import numpy as np

from designer.layers import Dim, Sym, Tensor
from designer.model.names import block_objection
from designer.port.onnx.calculating import SIGNS
from designer.port.onnx.laying import dtype_of
from designer.port.onnx.lines import NAMES, SHAPES, broadcast, line_of
from designer.port.onnx.records import ValueRecord
from designer.port.onnx.step import Step
from designer.port.onnx.tensors import LARGEST, blank
from designer.port.onnx.values import Fixed, Flow, Value
from designer.text import tr

TRUTHS = frozenset({"Not", "And", "Or", "Xor", "IsNaN", "IsInf", *SIGNS})


def carried(step: Step, why: str, known: Sequence[ValueRecord | None]) -> list[Value | None]:
    """Draw an operation as code of its own, and say so.

    `known` is what the file says of the values that it makes.
    """
    flows = [value for value in step.inputs if isinstance(value, Flow)]
    if not flows:
        return _left_out(step, known)
    tensors = [_tensor(step, record, flows) for record in known]
    line = line_of(step) if len(tensors) == 1 else None
    word = _word(step.node.op)
    if line is not None:
        text, ports = line
        given = flows
    else:
        given = list(dict.fromkeys(flows))[: len(NAMES)]
        ports = list(NAMES[: len(given)])
        text = _unwritten(step, word, ports, len(tensors))
    inputs = ["in"] if len(ports) == 1 else ports
    made = step.sketch.put_code(word, text, inputs, given, tensors)
    _tell(step, made[0].node, why, line is not None)
    return list(made)


def _tell(step: Step, layer: str, why: str, is_line: bool) -> None:
    told = {"layer": layer, "op": step.node.op, "why": why or tr("it is unknown")}
    if not is_line:
        text = tr("{layer}: no layer does what {op} does here ({why}). Write its code.", **told)
    elif why:
        text = tr(
            "{layer}: no layer does what {op} does here ({why}). It is a line of code now.", **told
        )
    else:
        text = tr("{layer}: no layer does what {op} does. It is a line of code now.", **told)
    step.sketch.remark(text, layer)


def _left_out(step: Step, known: Sequence[ValueRecord | None]) -> list[Value | None]:
    """What comes from nothing but fixed numbers is only known by its shape."""
    sentence = tr("{op}: what it computes is not known here.", op=step.node.op)
    step.sketch.remark(sentence)
    shapes = [record.shape if record is not None and record.shape else (1,) for record in known]
    plain = [[size if isinstance(size, int) and size > 0 else 1 for size in s] for s in shapes]
    return [
        Fixed(blank(shape if prod(shape) < LARGEST else [1], np.float32), "", True)
        for shape in plain
    ]


def _unwritten(step: Step, word: str, ports: Sequence[str], count: int) -> str:
    """A class with the inputs and outputs of the operation, whose line is still to be written."""
    told = ", ".join(f"{key}={_shown(value)}" for key, value in step.node.attributes.items())
    about = f"{step.node.op} of the ONNX file{': ' + told if told else ''}"
    plain = re.sub(r"[^ -~]|[\\\"]", "?", about)[:80]
    lines = [
        f"class {word}(nn.Module):",
        f'    """{plain}."""',
        "",
        f"    def forward(self, {', '.join(ports)}):",
        f'        raise NotImplementedError("{word} is still to be written")',
        f"        return {', '.join([ports[0]] * max(count, 1))}",
    ]
    return "\n".join(lines)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, (int, float, str, list)) else "…"


def _word(op: str) -> str:
    """The operation as the name of a class."""
    word = re.sub(r"\W+", "", op, flags=re.ASCII)[:40]
    word = word[:1].upper() + word[1:]
    return word if word and not block_objection(word) else f"Onnx{word}"


def _tensor(step: Step, record: ValueRecord | None, flows: Sequence[Flow]) -> Tensor:
    """Shape and dtype of what comes out: as the file says, else as what goes in."""
    dtype = "bool" if step.node.op in TRUTHS else flows[-1].given.dtype
    if record is not None and record.shape is not None:
        lengths = [_open(step, size, place) for place, size in enumerate(record.shape)]
        return Tensor(tuple(lengths), dtype_of(record.kind) if record.kind else dtype)
    shape = flows[0].shape
    with suppress(ValueError, IndexError):
        shape = tuple(SHAPES.get(step.node.op, broadcast)(step))
    return Tensor(shape, dtype)


def _open(step: Step, size: int | str, place: int) -> Dim:
    if isinstance(size, int):
        is_batch = place == 0 and size == step.sketch.batch
        return Sym() if is_batch or size < 1 else size
    return step.sketch.lengths.get(size, Sym() if place == 0 else 1)
