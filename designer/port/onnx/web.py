"""Why: a pattern asks where a value comes from and what number it is, before anything is drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from designer.port.onnx.records import NodeRecord
from designer.port.onnx.step import array_of, one_number
from designer.port.onnx.tensors import TensorRecord

LOW = -1e4
EITHER = frozenset({"Add", "Mul", "Max", "Min"})
PAIRS = frozenset({"Add", "Sub", "Mul", "Div", "Pow", "MatMul"})


def is_whole(node: NodeRecord) -> bool:
    """True for an operation that has the inputs which the standard gives it."""
    return len(node.inputs) == 2 if node.op in PAIRS else bool(node.inputs) or node.op == "Constant"


@dataclass(slots=True)
class Web:
    """The operations by the values that they make."""

    weights: Mapping[str, TensorRecord]
    opset: int = 13
    uses: Counter[str] = field(default_factory=Counter)  # how often operations take a value
    makers: dict[str, NodeRecord] = field(default_factory=dict)
    _numbers: dict[str, float | None] = field(default_factory=dict)

    def enter(self, node: NodeRecord) -> None:
        """Take in an operation, in place of one that made the same."""
        for name in node.outputs:
            self.makers[name] = node

    def made(self, name: str, *ops: str) -> NodeRecord | None:
        """The operation that makes a value as its first output, if it is one of these."""
        node = self.makers.get(name)
        if node is None or node.op not in ops or node.outputs[0] != name:
            return None
        return node if is_whole(node) else None

    def tensor(self, name: str) -> TensorRecord | None:
        """A tensor of the file: a weight, or that of a Constant."""
        if name in self.weights:
            return self.weights[name]
        node = self.made(name, "Constant")
        value = None if node is None else node.attributes.get("value")
        return value if isinstance(value, TensorRecord) else None

    def number(self, name: str) -> float | None:
        """The one number that a value is, whatever its shape; None for what is none."""
        if name not in self._numbers:
            self._numbers[name] = self._number(name)
        return self._numbers[name]

    def is_low(self, name: str) -> bool:
        """True for a number that leaves nothing of a softmax."""
        tensor = self.tensor(name)
        if tensor is None or tensor.is_text or any(size != 1 for size in tensor.shape):
            return False
        return bool((array_of(tensor).array <= LOW).all())

    def _number(self, name: str) -> float | None:
        node = self.made(name, "Constant")
        if node is not None:
            for key in ("value_float", "value_int"):
                if isinstance(node.attributes.get(key), (int, float)):
                    return float(node.attributes[key])
        tensor = self.tensor(name)
        if tensor is None or tensor.is_text or any(size != 1 for size in tensor.shape):
            return None
        return one_number(array_of(tensor))

    def numbers(self, node: NodeRecord, attribute: str, index: int) -> list[int] | None:
        """Whole numbers of an attribute or of a fixed input."""
        given = node.attributes.get(attribute)
        if isinstance(given, list):
            return [int(number) for number in given]
        tensor = self.tensor(node.inputs[index]) if index < len(node.inputs) else None
        if tensor is None:
            return None
        found = array_of(tensor)
        return None if found.blank else [int(number) for number in found.array.reshape(-1)]

    def against(self, node: NodeRecord | None) -> tuple[str, float] | None:
        """The value and the number of an operation on both; in either order where none counts."""
        if node is None or len(node.inputs) != 2:
            return None
        first, second = node.inputs
        orders = ((first, second), (second, first))
        for value, number in orders if node.op in EITHER else orders[:1]:
            found = self.number(number)
            if found is not None:
                return value, found
        return None

    def factors(self, name: str, most: int = 5) -> list[str]:
        """What is multiplied to make a value: products inside products are taken apart."""
        found = [name]
        while len(found) < most:
            place = next((i for i, part in enumerate(found) if self.made(part, "Mul")), None)
            if place is None:
                break
            found[place : place + 1] = self.makers[found[place]].inputs
        return found

    def apart(self, names: Sequence[str]) -> tuple[list[str], float]:
        """Values and the product of the numbers among them."""
        product, values = 1.0, []
        for name in names:
            number = self.number(name)
            if number is None:
                values.append(name)
            else:
                product *= number
        return values, product
