"""Why: one tensor feeds several branches, each with a part of its own: query, key and value."""

from designer.layers.picking import inner
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, Sym, Tensor, divided
from designer.layers.write import literal, unpacked
from designer.text import tr

WORDS = {2: "halves", 3: "thirds", 4: "quarters"}


def _chunk(values: Values, inputs: Inputs, count: int) -> tuple[Tensor, ...]:
    """Parts of equal length: torch would make the last one smaller, rarely what is meant."""
    x = inputs[0]
    axis, length = inner(x, values["dim"])
    size = divided(length, count)
    if size is None:
        message = tr(
            "cuts axis {axis} into {count} equal parts, and it has {length}",
            axis=axis,
            count=count,
            length=length,
        )
        code = "open" if isinstance(length, Sym) else "size"
        raise Mismatch(code, message, expected=count, got=length, param="dim")
    part = x.with_shape(*x.shape[:axis], size, *x.shape[axis + 1 :])
    return (part,) * count


def _parts(count: int) -> Layer:
    ports = tuple(Port(f"part{n}", help=f"Part {n} of {count}") for n in range(1, count + 1))

    def write(call: Call) -> list[str]:
        cut = f"{call.inputs[0]}.chunk({count}, dim={literal(call.values['dim'])})"
        return [unpacked(call, ports, cut)]

    return Layer(
        type=f"Chunk{count}",
        category="shape",
        help=f"Cuts an axis into {WORDS[count]}, each with an output of its own.",
        rule=lambda values, inputs: _chunk(values, inputs, count),
        outputs=ports,
        params=(
            Param("dim", "int", -1, help="The axis; 0 is the batch, -1 the last.", in_code=False),
        ),
        expression=write,
        words=lambda values: tr("axis {dim}", dim=values["dim"]),
        prefix="chunk",
        synonyms=("split", "divide", "parts", *(("qkv",) if count == 3 else ()), "切块", "拆分"),
    )


CHUNKING = tuple(_parts(count) for count in (2, 3, 4))
