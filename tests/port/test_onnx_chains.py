"""Whatever operations follow each other: what is read computes the same, or a remark says so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from random import Random

import numpy as np
import pytest
from onnx import NodeProto

from designer import check
from designer import compile as compiler
from tests.port.onnx_models import BATCH, computed, expected, imported, kinds, model, node, rand

Shape = list[int]
START = [BATCH, 4, 6, 8]


@dataclass
class Chain:
    """Operations behind each other, with the shapes of what they make."""

    random: Random
    nodes: list[NodeProto] = field(default_factory=list)
    weights: dict[str, np.ndarray] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=lambda: {"x": START})

    def put(self, op: str, given: str, shape: Shape, **attributes: object) -> None:
        name = f"v{len(self.nodes) + 1}"
        self.nodes.append(node(op, given, name, **attributes))
        self.shapes[name] = shape

    def weight(self, value: object) -> str:
        name = f"w{len(self.weights) + 1}"
        self.weights[name] = np.asarray(value)
        return name

    def axis(self, shape: Shape) -> int:
        return self.random.randrange(1, len(shape))

    def like(self, shape: Shape) -> str:
        """A value of this shape, perhaps one of long before."""
        return self.random.choice([n for n, other in self.shapes.items() if other == shape])


def value_by_value(chain: Chain, x: str, shape: Shape) -> None:
    op = chain.random.choice(["Relu", "Sigmoid", "Abs", "Neg", "Softplus"])
    chain.put(op, x, shape)


def with_another(chain: Chain, x: str, shape: Shape) -> None:
    op = chain.random.choice(["Add", "Sub", "Mul", "Max", "Min"])
    chain.put(op, f"{x} {chain.like(shape)}", shape)


def with_a_number(chain: Chain, x: str, shape: Shape) -> None:
    number = chain.weight(np.float32(chain.random.uniform(0.5, 2)))
    order = chain.random.choice([f"{x} {number}", f"{number} {x}"])
    chain.put(chain.random.choice(["Add", "Sub", "Mul"]), order, shape)


def transposed(chain: Chain, x: str, shape: Shape) -> None:
    order = chain.random.sample(range(len(shape)), len(shape))
    chain.put("Transpose", x, [shape[axis] for axis in order], perm=order)


def reshaped(chain: Chain, x: str, shape: Shape) -> None:
    """Parts of an axis change places with others, the samples stay."""
    rest = prod(shape[1:])
    by = chain.random.choice([1, 2, 4])
    if rest % by == 0 and shape[0] == BATCH:
        sizes = [BATCH, *chain.random.sample([by, rest // by], 2)]
        chain.put("Reshape", f"{x} {chain.weight([0, *sizes[1:]])}", sizes)


def unsqueezed(chain: Chain, x: str, shape: Shape) -> None:
    place = chain.random.randrange(len(shape) + 1)
    if len(shape) < 5:
        sizes = [*shape[:place], 1, *shape[place:]]
        chain.put("Unsqueeze", f"{x} {chain.weight([place])}", sizes)


def reduced(chain: Chain, x: str, shape: Shape) -> None:
    axis, keep = chain.axis(shape), chain.random.randrange(2)
    sizes = [1 if i == axis else s for i, s in enumerate(shape) if keep or i != axis]
    if len(sizes) > 1:
        op = chain.random.choice(["ReduceMean", "ReduceMax"])
        chain.put(op, f"{x} {chain.weight([axis])}", sizes, keepdims=keep)


def sliced(chain: Chain, x: str, shape: Shape) -> None:
    axis, by = chain.axis(shape), chain.random.choice([1, 1, 2, -1])
    size = shape[axis]
    start = chain.random.randrange(-size, size)
    end = -(2**31) if by < 0 else chain.random.choice([size, 2**31, -1])
    count = len(range(size)[slice(start, end, by)])
    names = [chain.weight([number]) for number in (start, end, axis, by)]
    if count:
        sizes = [*shape[:axis], count, *shape[axis + 1 :]]
        chain.put("Slice", " ".join([x, *names]), sizes)


def gathered(chain: Chain, x: str, shape: Shape) -> None:
    axis = chain.axis(shape)
    place = chain.random.randrange(-shape[axis], shape[axis])
    if len(shape) > 2:
        sizes = [*shape[:axis], *shape[axis + 1 :]]
        chain.put("Gather", f"{x} {chain.weight(place)}", sizes, axis=axis)


def joined(chain: Chain, x: str, shape: Shape) -> None:
    axis = chain.axis(shape)
    sizes = [*shape[:axis], 2 * shape[axis], *shape[axis + 1 :]]
    chain.put("Concat", f"{x} {chain.like(shape)}", sizes, axis=axis)


def softened(chain: Chain, x: str, shape: Shape) -> None:
    chain.put("Softmax", x, shape, axis=chain.axis(shape))


STEPS: tuple[Callable[[Chain, str, Shape], None], ...] = (
    *(value_by_value, with_another, with_a_number, transposed, transposed, reshaped),
    *(unsqueezed, reduced, sliced, gathered, joined, softened),
)


def agrees(got: np.ndarray, want: np.ndarray) -> bool:
    return got.shape == want.shape and np.allclose(got, want, rtol=2e-3, atol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_read_computes_the_same_or_is_told(seed: int, tmp_path: Path) -> None:
    random, right = Random(seed), 0
    for number in range(100):
        chain = Chain(random)
        for _ in range(random.randrange(2, 9)):
            name = random.choice(list(chain.shapes)[-3:])
            random.choice(STEPS)(chain, name, chain.shapes[name])
        if not chain.nodes:
            continue
        x = rand(*START, seed=number)
        made = model(chain.nodes, {"x": x}, chain.weights, [chain.nodes[-1].output[0]])
        found = imported(made, tmp_path)
        for text in found.project.codes.values():
            compiler.allow(text)
        is_told = any("Write its code" in sentence for sentence in found.remarks)
        told = f"{seed} {number} {kinds(found.project)} {found.remarks} {chain.nodes}"
        assert check.run(found.project).ok or is_told or found.project.codes, told
        if is_told or not check.run(found.project).ok:
            continue
        (got,), (want,) = computed(found.project, {"x": x}, {}), expected(made, {"x": x})
        moved = "samples lie along the first axis here" in " ".join(found.remarks)
        turned = [np.moveaxis(want, axis, 0) for axis in range(want.ndim if moved else 1)]
        assert any(agrees(got, wanted) for wanted in turned), told
        right += 1
    assert right > 80
