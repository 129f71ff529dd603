"""Why: an Input says the shape of one sample; a file says that of a batch, often a fixed one."""

from collections.abc import Iterable
from string import ascii_uppercase

from designer.layers import Sym
from designer.layers.tensor import BATCH
from designer.port.onnx.laying import dtype_of
from designer.port.onnx.naming import legal
from designer.port.onnx.records import GraphRecord, ValueRecord
from designer.port.onnx.recurring import RECURRING
from designer.port.onnx.sketch import Sketch
from designer.port.onnx.tensors import BFLOAT16, DTYPES
from designer.port.onnx.values import Flow
from designer.port.onnx.wire import Broken
from designer.text import tr

PIXELS, STEPS = 224, 64
"""How long an axis becomes whose length is open where a layer needs one: of images, of others."""
LETTERS = (
    ("height", "H"),
    ("width", "W"),
    ("seq", "T"),
    ("time", "T"),
    ("len", "T"),
    ("step", "T"),
)


def start(graph: GraphRecord, sketch: Sketch) -> dict[str, Flow]:
    """Draw the Inputs; the values that they give, by name.

    Where the sketch is for fixed lengths none stays open.
    """
    inputs = [value for value in graph.inputs if value.name not in graph.weights]
    shapes = {value.name: _shape(graph, value) for value in inputs}
    places = {value.name: _batch_axis(graph, value.name, shapes[value.name]) for value in inputs}
    first = next((shape[places[name]] for name, shape in shapes.items() if shape), "")
    sketch.batch = first if isinstance(first, int) and first > 0 else None
    found: dict[str, Flow] = {}
    for value in inputs:
        shape = shapes[value.name]
        place = places[value.name]
        rest = [*shape[:place], *shape[place + 1 :]]
        if isinstance(shape[place], str) and shape[place]:
            sketch.lengths[str(shape[place])] = Sym()
        sizes = [_length(sketch, size, len(shape)) for size in rest]
        flow = _put(sketch, value, sizes)
        for size, made in zip(rest, flow.shape[1:], strict=True):
            if isinstance(size, str):
                sketch.lengths.setdefault(size, made)
        axes = list(flow.axes)
        axes.insert(place, axes.pop(0))
        if sketch.batch and isinstance(shape[place], int) and shape[place] not in (0, sketch.batch):
            sketch.remark(
                tr(
                    "{name}: its {count} entries along axis {axis} are taken for samples.",
                    name=value.name,
                    count=shape[place],
                    axis=place,
                )
            )
        if place:
            sketch.remark(tr("{name}: samples lie along the first axis here.", name=value.name))
        found[value.name] = flow.arranged(axes)
    return found


def _put(sketch: Sketch, value: ValueRecord, sizes: list[int | str]) -> Flow:
    dtype = dtype_of(value.kind)
    if value.kind not in (*DTYPES, BFLOAT16):
        sketch.remark(tr("{name} is no table of numbers in the file.", name=value.name))
    kind = "int64" if dtype == "bool" else dtype
    sketch.wish = legal(value.name, "input")
    flow = sketch.one("Input", shape=tuple(sizes), dtype=kind)
    sketch.wish = ""
    return flow if kind == dtype else sketch.one("Cast", flow, dtype=dtype)


def _batch_axis(graph: GraphRecord, name: str, shape: tuple[int | str, ...]) -> int:
    """The axis that is called a batch, or that a recurrent layer takes for it; else the first."""
    for place, size in enumerate(shape):
        if isinstance(size, str) and (size == BATCH or "batch" in size.lower()):
            return place
    takers = (node for node in graph.nodes if name in node.inputs[:1] and node.op in RECURRING)
    steps_first = any(not node.attributes.get("layout") for node in takers)
    return 1 if steps_first and len(shape) > 1 else 0


def _length(sketch: Sketch, size: int | str, rank: int) -> int | str:
    """A number, or the letter of an axis whose length is open."""
    if isinstance(size, int) and size > 0:
        return size
    if sketch.fixed:
        length = PIXELS if rank >= 4 else sketch.fixed
        word = str(size) or tr("an axis")
        sketch.remark(
            tr(
                "{axis} has no fixed length in the file: it is {length} here.",
                axis=word,
                length=length,
            )
        )
        return length
    known = sketch.lengths.get(str(size)) if size else None
    if isinstance(known, Sym) and known.symbol != BATCH:
        return known.symbol
    letter = _letter(str(size), {d.symbol for d in sketch.lengths.values() if isinstance(d, Sym)})
    sketch.lengths[str(size) or f"axis {len(sketch.lengths)}"] = Sym(symbol=letter)
    return letter


def _letter(word: str, taken: Iterable[str]) -> str:
    """A letter that no other axis has. Raises Broken where there is none left."""
    used = {*taken, BATCH}
    wished = [letter for part, letter in LETTERS if part in word.lower()]
    initials = [letter for letter in word.upper() if letter in ascii_uppercase]
    for letter in (*wished, *initials, *"TLHWD", *ascii_uppercase):
        if letter not in used:
            return letter
    raise Broken(tr("too many of its lengths are open"))


def _shape(graph: GraphRecord, value: ValueRecord) -> tuple[int | str, ...]:
    """What the file says, else what the first operation can take."""
    if value.shape:
        return value.shape
    for node in graph.nodes:
        if value.name not in node.inputs[:1] or len(node.inputs) < 2:
            continue
        weight = graph.weights.get(node.inputs[1])
        shape = weight.shape if weight is not None else ()
        if node.op == "Conv" and len(shape) > 2:
            group = node.attributes.get("group", 1)
            return ("", shape[1] * int(group), *[PIXELS] * (len(shape) - 2))
        if node.op in ("Gemm", "MatMul") and len(shape) == 2:
            return ("", shape[1 if node.attributes.get("transB") else 0])
    return ("", 1) if value.shape is None else ("",)
