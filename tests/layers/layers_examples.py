"""Why: random parameters and random inputs for any layer, drawn from its declaration."""

from typing import Any

from hypothesis import strategies as st

from designer.layers import Dim, Layer, N, Param, Sym, Tensor

BATCH = 11
"""The batch size that N stands for; larger than any other length, so that none is taken for it."""

LARGEST = 9

T = Sym(symbol="T")
LENGTHS = (13, 16)
"""The lengths that an open axis is tried with, an odd and an even one; larger than any other."""

KINDS: dict[str, dict[str, str]] = {
    "Embedding": {"in": "int64"},
    "EmbeddingBag": {"in": "int64"},
    "Gather": {"index": "int64"},
    "Where": {"condition": "bool"},
    **{f"MaxUnpool{axes}d": {"indices": "int64"} for axes in (1, 2, 3)},
}
"""The inputs that take other than decimal numbers."""

EQUATIONS = ("nij,njk->nik", "nij,nij->n", "ni, nj -> nij", "nij,nkj->nik", "nij,nj->ij", "x")


def dtype_of(layer: Layer, port: str) -> str:
    """What kind of numbers an input wants."""
    return KINDS.get(layer.type, {}).get(port, "float32")


def with_batch(tensor: Tensor, batch: int = BATCH, length: int = LENGTHS[0]) -> tuple[int, ...]:
    """The shape with the batch size in place of N and a length in place of T."""
    return tuple(dim if isinstance(dim, int) else dim.at(batch, length) for dim in tensor.shape)


def param_values(layer: Layer) -> st.SearchStrategy[dict[str, Any]]:
    """Values of all parameters that a person sets; half of the time most are the defaults."""
    chosen = {p.name: _value(p) for p in layer.params if not p.inferred}
    sparse = {p.name: _default_or_value(p) for p in layer.params if not p.inferred}
    return st.one_of(st.fixed_dictionaries(sparse), st.fixed_dictionaries(chosen))


def input_tensors(layer: Layer) -> st.SearchStrategy[list[Tensor]]:
    """Tensors for all inputs: mostly of the number of axes that the layer wants."""
    ranks = st.sampled_from([_natural_rank(layer)] * 14 + [1, 2, 3, 4, 5, 6])
    if layer.inputs[0].variadic:
        return ranks.flatmap(lambda rank: st.lists(_like(rank), min_size=2, max_size=4))
    if len(layer.inputs) > 1:
        required = sum(not port.optional for port in layer.inputs)
        kinds = [dtype_of(layer, port.name) for port in layer.inputs]
        several = ranks.flatmap(
            lambda rank: st.lists(_like(rank), min_size=required, max_size=len(layer.inputs))
        )
        return several.map(lambda found: _of_kinds(found, kinds))
    kind = dtype_of(layer, layer.inputs[0].name)
    one = ranks.flatmap(lambda rank: st.tuples(_tensor(rank, LARGEST, kind)).map(list))
    return st.one_of(one, st.just([])) if layer.inputs[0].optional else one


def _of_kinds(tensors: list[Tensor], kinds: list[str]) -> list[Tensor]:
    """Whole numbers where they are wanted; what was drawn with another kind stays wrong."""
    pairs = zip(tensors, kinds, strict=False)
    return [Tensor(t.shape, k) if t.dtype == "float32" else t for t, k in pairs]


def _like(rank: int) -> st.SearchStrategy[Tensor]:
    # Few lengths, so that shapes of several inputs often agree.
    return st.one_of(
        _tensor(rank, 2),
        st.just(Tensor((N, *[4] * (rank - 1)))),
        st.just(Tensor((N, T, *[4] * (rank - 2))[:rank])),
        st.integers(1, 5).map(lambda size: Tensor((N, size, *[4] * (rank - 2))[:rank])),
    )


def _tensor(rank: int, largest: int, kind: str = "float32") -> st.SearchStrategy[Tensor]:
    sizes = st.lists(st.integers(1, largest), min_size=rank - 1, max_size=rank - 1)
    dtypes = st.sampled_from([kind] * 9 + ["int64" if kind == "float32" else "float32"])
    # Open lengths stand in front of the features or, in sequences of channels, behind them.
    place = st.sampled_from([None, None, None, 0, -1, 1])
    return st.builds(
        lambda dims, dtype, axis: Tensor((N, *_opened(dims, axis)), dtype), sizes, dtypes, place
    )


def _opened(dims: list[int], axis: int | None) -> list[Dim]:
    """The lengths, one of them open where there is such an axis."""
    if axis is None or not -len(dims) <= axis < len(dims):
        return [*dims]
    axis %= len(dims)
    return [*dims[:axis], T, *dims[axis + 1 :]]


def _natural_rank(layer: Layer) -> int:
    if layer.type[-2:] in ("1d", "2d", "3d"):
        return int(layer.type[-2]) + 2
    if layer.type.endswith("Cell"):
        return 2
    if layer.type == "Einsum":
        return 3
    if layer.category == "resizing":
        return 3 if layer.type == "Fold" else 4
    return (
        3 if layer.category in ("recurrent", "normalization", "shape", "math", "attention") else 2
    )


def _default_or_value(param: Param) -> st.SearchStrategy[Any]:
    if param.required:
        return _value(param)
    default = st.just(param.default)
    return st.one_of(default, default, default, _value(param))


def _value(param: Param) -> st.SearchStrategy[Any]:
    some = _of_kind(param)
    return st.one_of(st.none(), some) if param.optional else some


def _of_kind(param: Param) -> st.SearchStrategy[Any]:
    low = -3 if param.minimum is None else param.minimum
    match param.kind:
        case "bool" if param.name == "batch_first":
            return st.sampled_from([True] * 9 + [False])
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(param.choices)
        case "text":
            return st.sampled_from(EQUATIONS)
        case "float":
            high = low + 3 if param.maximum is None else param.maximum
            return st.floats(low, high, allow_subnormal=False).map(lambda x: max(low, round(x, 3)))
        case "sizes":
            one = st.sampled_from([0, 0, 0, 1, 2, 3]).map(lambda more: int(low) + more)
            # As the editor stores them: equal sizes are one number.
            several = st.tuples(*[one] * param.axes)
            return st.one_of(one, several.map(lambda t: t[0] if len(set(t)) == 1 else t))
        case "shape" if param.name == "dims":
            count = st.sampled_from([3, 3, 3, 1, 2, 4, 5])
            permutations = count.flatmap(lambda n: st.permutations(range(n)))
            some = st.lists(st.integers(-3, 4), max_size=3)
            inner = st.sampled_from([[1], [-1], [2, 1], [-2, -1]])
            return st.one_of(permutations, permutations, inner, some).map(tuple)
        case "shape":
            positive = low > 0
            sizes = st.lists(st.integers(1, 6), min_size=1, max_size=3)
            free = sizes.flatmap(lambda dims: st.permutations([-1, *dims]))
            return st.one_of(
                sizes.map(tuple), *([] if positive else [st.just((-1,)), free.map(tuple)])
            )
        case _:
            return st.integers(int(low), int(low) + 7)
