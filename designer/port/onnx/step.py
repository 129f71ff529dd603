"""Why: attributes and inputs of an operation are asked for in one way, whatever the opset."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from designer.layers import Dim, Sym
from designer.port.onnx.leading import is_free, turned_alike, value_by_value
from designer.port.onnx.records import NodeRecord
from designer.port.onnx.sketch import Origin, Sketch, Unfit
from designer.port.onnx.tensors import Array, TensorRecord, numbers_of
from designer.port.onnx.values import Fixed, Flow, Value, plain_axes
from designer.text import tr

TURNED = "#turned"
HIDDEN = -1e4  # what is as low as this is hidden from a softmax


@dataclass(frozen=True, slots=True)
class Step:
    """An operation of the file, with the values that go in."""

    sketch: Sketch
    node: NodeRecord
    inputs: tuple[Value | None, ...]
    opset: int

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute, or what the standard says where it is left out."""
        value = self.node.attributes.get(name)
        return default if value is None else value

    def whole(self, name: str, default: int) -> int:
        """A whole number. Raises Unfit for what is none."""
        value = self.attribute(name, default)
        if not isinstance(value, int):
            raise Unfit(tr("its {name} is no whole number", name=name))
        return value

    def decimal(self, name: str, default: float) -> float:
        """A number, rounded as it was written: 0.2 rather than 0.20000000298. Raises Unfit."""
        value = self.attribute(name, default)
        if not isinstance(value, (int, float)):
            raise Unfit(tr("its {name} is no number", name=name))
        return short(float(value))

    def input(self, index: int) -> Value | None:
        """What goes in at a place; None where nothing does."""
        return self.inputs[index] if index < len(self.inputs) else None

    def fixed(self, index: int) -> Fixed | None:
        """An input that does not depend on data; None where there is none. Raises Unfit."""
        value = self.input(index)
        if isinstance(value, Flow):
            raise Unfit(tr("its input {number} depends on the data", number=index + 1))
        return value

    def flow(self, index: int = 0) -> Flow:
        """An input that runs along a wire; a fixed one is drawn as a layer. Raises Unfit."""
        value = self.input(index)
        if value is None:
            raise Unfit(tr("it has no input {number}", number=index + 1))
        return value if isinstance(value, Flow) else self.source(value)

    def source(self, value: Fixed, like: Flow | None = None) -> Flow:
        """A layer that gives what is fixed: a Constant of one number, else a Parameter.

        With `like` it is repeated for each sample. Raises Unfit.
        """
        value = self.once(value)
        shape = value.array.shape
        if len(shape) < 2 or shape[0] != 1 or 0 in shape or value.array.dtype == object:
            raise Unfit(tr("it takes a table of numbers that no layer holds"))
        sizes, whole = tuple(shape[1:]), value.array.dtype.kind in "iu"
        number = one_number(value)
        if number is not None and value.array.dtype.kind in "fiu":
            kind = "int64" if whole else "float32"
            return self.sketch.one("Constant", like, shape=sizes, value=number, dtype=kind)
        if value.array.dtype.kind != "f":
            raise Unfit(tr("it takes a table of numbers that no layer holds"))
        if not value.blank and bool((value.array <= HIDDEN).any()):  # what nobody learns
            raise Unfit(tr("no layer hides what its mask does"))
        before, self.sketch.origin = self.sketch.origin, Origin("", (value.name,), (value.name,))
        made = self.sketch.one("Parameter", like, shape=sizes, start="normal")
        self.sketch.origin = before
        if self.sketch.layers[made.node].type == "Parameter":  # no table that was there before
            sentence = tr(
                "{layer}: a table of numbers in the file, which is learned here.", layer=made.node
            )
            self.sketch.remark(sentence, made.node)
        return made

    def once(self, value: Fixed) -> Fixed:
        """A table that is repeated for each sample of a fixed batch, without that."""
        array, batch = value.array, self.sketch.batch
        if array.ndim < 2 or batch in (None, 1) or array.shape[0] != batch:
            return value
        same = not value.blank and bool((array == array[:1]).all())
        return Fixed(array[:1], value.name, value.blank) if same else value

    def numbers(self, attribute: str, index: int | None = None) -> list[int] | None:
        """Whole numbers of an attribute, or of an input in later opsets. Raises Unfit."""
        found = self.dims(attribute, index)
        if found is None:
            return None
        sizes = [size for size in found if isinstance(size, int)]
        if len(sizes) < len(found):
            raise Unfit(tr("its {name} depends on the size of the data", name=attribute))
        return sizes

    def dims(self, attribute: str, index: int | None = None) -> list[Dim] | None:
        """Lengths of an attribute, or of an input, open ones included. Raises Unfit."""
        value: Any = self.attribute(attribute)
        given = self.fixed(index) if index is not None and value is None else None
        if given is not None:
            if given.blank:
                raise Unfit(tr("its {name} is not in the file", name=attribute))
            value = list(given.array.reshape(-1))
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        return [item if isinstance(item, Sym) else int(item) for item in items]

    def shape(self, index: int, x: Flow) -> list[Dim]:
        """The shape that an input says, in which 0 is the length that an axis has. Raises Unfit."""
        wanted = self.dims("shape", index)
        if wanted is None:
            raise Unfit(tr("its {name} is not in the file", name="shape"))
        if self.whole("allowzero", 0):
            return wanted
        return [x.shape[i] if d == 0 and i < len(x.shape) else d for i, d in enumerate(wanted)]

    def number(self, index: int, default: float | None = None) -> float | None:
        """The one number of an input. Raises Unfit where there are several, or none known."""
        value = self.fixed(index)
        if value is None:
            return default
        if value.number is None:
            raise Unfit(tr("its input {number} is not one number", number=index + 1))
        return short(value.number)

    def axis(self, default: int, rank: int, name: str = "axis") -> int:
        """An axis, counted from 0. Raises Unfit."""
        axis = self.whole(name, default)
        if not -rank <= axis < rank:
            raise Unfit(tr("it has no axis {axis}", axis=axis))
        return axis % rank

    def put(self, kind: str, *sources: Flow | None, **params: object) -> Flow:
        """Draw a layer and give its first output. Raises Unfit and Mismatch."""
        flows = [source for source in sources if source is not None]
        if not flows or len(flows) < len(sources) or not is_free(kind, len(flows)):
            return self.sketch.one(kind, *sources, **params)
        places = turned_alike(flows)
        if places is not None:
            made = self.sketch.one(kind, *(_plain(flow) for flow in flows), **params)
            return made.arranged([made.axes[place] for place in places])
        plainly = value_by_value(flows)
        if plainly is None:
            return self.sketch.one(kind, *flows, **params)
        return self.sketch.one(kind, *plainly, **params).arranged(flows[0].axes)


def _plain(flow: Flow) -> Flow:
    return flow.arranged(plain_axes(flow.given))


def origin_of(step: Step) -> Origin:
    """What the layers of an operation are called after.

    A table that is turned over is another one, however a file says it.
    """
    node = step.node
    fixed = [value for value in step.inputs if isinstance(value, Fixed) and value.name]
    names = [value.name for value in fixed]
    if node.op == "Gemm" and node.attributes.get("transB") and len(names) > 0:
        names = [turned(name) if name == _name_of(step.input(1)) else name for name in names]
    if node.op == "MatMul" and isinstance(step.input(1), Flow):
        names = [turned(name) for name in names]
    pairs = zip(names, fixed, strict=True)
    return Origin(node.name, tuple(names), tuple(n for n, v in pairs if v.array.ndim > 1))


def _name_of(value: Value | None) -> str:
    return value.name if isinstance(value, Fixed) else ""


def turned(name: str) -> str:
    """The name of a table whose rows and columns have changed places."""
    return name.removesuffix(TURNED) if name.endswith(TURNED) else name + TURNED


def along(
    step: Step, kind: str, flows: Sequence[Flow], axis: int, *, last: int = -1, **params: object
) -> Flow:
    """Draw a layer that works along an axis: of what layers give, if all are turned alike.

    Programs that have channels last turn images around each layer that wants them first. `last` is
    what the last axis is called.
    """
    end = len(flows[0].axes) - 1
    places = turned_alike(flows)
    if places is None:
        return step.put(kind, *flows, dim=last if axis == end else axis, **params)
    plain = [_plain(flow) for flow in flows]
    place = places[axis]
    made = step.sketch.one(kind, *plain, dim=last if place == end else place, **params)
    return made.arranged([made.axes[place] for place in places])


Handler = Callable[[Step], Value | Sequence[Value | None]]
"""Reads an operation; gives its value, or one for each output. Raises Unfit and Mismatch."""


def array_of(record: TensorRecord, name: str = "") -> Fixed:
    """A tensor of the file as a value. Raises Broken."""
    array, is_blank = numbers_of(record)
    return Fixed(array, name or record.name, is_blank)


def one_number(value: Fixed) -> float | None:
    """The number that stands everywhere in an array; None where there are several."""
    if value.blank or not value.array.size or value.array.dtype == object:
        return None
    first = value.array.reshape(-1)[0]
    same = bool((value.array == first).all()) and bool(np.isfinite(first))
    return short(float(first)) if same else None


def short(number: float) -> float:
    """The shortest decimal that is the same in 32 bits: what a person had written."""
    if not np.isfinite(number) or float(np.float32(number)) != number:
        return number
    return float(str(np.float32(number)))


def shape_array(sizes: Sequence[Dim]) -> Array:
    """Lengths as an array: of whole numbers where none is open."""
    if not any(isinstance(size, Sym) for size in sizes):
        return np.array(sizes, dtype=np.int64)
    array = np.empty(len(sizes), dtype=object)
    array[:] = list(sizes)
    return array
