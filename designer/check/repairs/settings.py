"""Why: often another value of a parameter makes a layer take what comes in."""

from collections.abc import Iterator
from math import gcd
from typing import Any

from designer.check.repairs.actions import fix, set_param
from designer.check.repairs.case import Case
from designer.check.repairs.faults import setting_title
from designer.check.report import Fix
from designer.check.verdict import fault_of
from designer.edit.values import clean
from designer.layers import Param
from designer.text import tr

MOST = 3
AXIS_WORDS = ("dim", "start_dim", "end_dim", "axes")


def own_params(case: Case) -> Iterator[Fix]:
    """Other values of the parameter to blame, and of those that go with it."""
    names = [case.mismatch.param] if case.mismatch.param else []
    if "kernel_size" in names and case.layer.category != "pooling":
        names.append("padding")
    if "out_channels" in names:
        names.append("groups")
    for name in names:
        yield from _set(case, name)


def _set(case: Case, name: str) -> Iterator[Fix]:
    declared = {param.name: param for param in case.layer.params}
    param = declared.get(name)
    if param is None or param.inferred:
        return
    tried: list[Any] = [case.node.params.get(name, param.default)]
    count = 0
    for value in _values(case, param):
        if fault_of(param, value):
            continue
        plain = clean(param, value)
        if plain in tried or count == MOST:
            continue
        tried.append(plain)
        if case.works_with({**case.node.params, name: plain}) or _is_end(case, name, plain):
            count += 1
            title = setting_title(name, case.name, plain)
            yield fix(title, set_param(case.graph, case.name, name, plain))


def _is_end(case: Case, name: str, value: object) -> bool:
    """An Input or a layer without outputs has nothing to pass on, and cannot be tried out."""
    return not case.layer.outputs and name == case.mismatch.param and value is not None


def _values(case: Case, param: Param) -> Iterator[Any]:
    """Values that are likely to fit, the nearest to what is meant first."""
    expected, got = case.mismatch.expected, case.mismatch.got
    if case.mismatch.code == "open" and isinstance(expected, int):
        yield expected  # the border with which a window keeps the length, whatever it is
    if param.kind == "sizes":
        yield from _sizes(case, param, expected, got)
        return
    if param.name == "index" and isinstance(expected, int):
        yield expected - 1
    elif isinstance(expected, int) and isinstance(got, int) and param.name not in AXIS_WORDS:
        yield from _divisors(case, param, expected, got)
    if param.kind == "bool":
        yield from (True, False)
    if param.name in AXIS_WORDS and case.tensor is not None:
        yield from (case.tensor.rank - 1, -1, 1, 2, 0)
    if param.kind == "shape":
        yield from _shapes(case)
    yield from param.choices
    yield param.default
    if param.optional:
        yield None
    yield from (param.minimum, param.maximum, expected, 1, 0)


def _sizes(case: Case, param: Param, expected: Any, got: Any) -> Iterator[Any]:
    """A window no larger than the image; a border that makes the image large enough."""
    wanted = expected if isinstance(expected, tuple) else (expected,)
    has = got if isinstance(got, tuple) else (got,)
    if not all(isinstance(size, int) for size in (*wanted, *has)) or len(wanted) != len(has):
        return
    given = case.node.params.get(param.name, param.default)
    now = given if isinstance(given, tuple) else (given,) * len(has)
    if param.name == "padding":
        yield max(-(-max(0, w - h) // 2) for w, h in zip(wanted, has, strict=True))
        if case.mismatch.param == "padding":
            yield tuple(min(w, h) for w, h in zip(wanted, has, strict=True))
        yield param.default
    elif case.layer.category != "pooling" or min(*now, *has) > 1:  # pooling by 1 does nothing
        yield min(*now, *has)
        yield tuple(min(n, h) for n, h in zip(now, has, strict=True))


def _divisors(case: Case, param: Param, expected: int, got: int) -> Iterator[int]:
    """Numbers that divide, for groups and heads; multiples, for what they are to divide."""
    if param.name == "out_channels":
        yield -(-got // expected) * expected
        yield got // expected * expected
        return
    outputs = case.node.params.get("out_channels")
    common = gcd(got, outputs) if isinstance(outputs, int) else got
    yield from (n for n in range(min(expected, 512), 0, -1) if common % n == 0)
    yield got


def _shapes(case: Case) -> Iterator[Any]:
    """For Reshape and Permute: what keeps the values as they are, and what lays them in a row."""
    tensor = case.tensor
    if tensor is None:
        return
    sample = tuple(dim for dim in tensor.sample if isinstance(dim, int))
    if case.node.type == "Permute":
        yield (0, *range(tensor.rank - 1, 0, -1))
        yield tuple(range(tensor.rank))
        return
    given = case.node.params.get(case.mismatch.param)
    if isinstance(given, tuple):
        yield from ((*given[:i], -1, *given[i + 1 :]) for i in range(len(given)))
    yield (-1,)
    yield sample


def more_layers(case: Case) -> Iterator[Fix]:
    """More layers inside a recurrent layer, where one is too few."""
    if case.mismatch.param == "dropout":
        params = {**case.node.params, "num_layers": 2}
        if case.works_with(params):
            title = tr(
                "Set {param} of {name} to {value}", param="num_layers", name=case.name, value=2
            )
            yield fix(title, set_param(case.graph, case.name, "num_layers", 2))
