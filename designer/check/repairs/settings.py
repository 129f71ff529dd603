"""Why: often another value of a parameter makes a layer take what comes in."""

from collections.abc import Iterator
from difflib import SequenceMatcher
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

MOST = 2
AXIS_WORDS = ("dim", "dim0", "dim1", "start_dim", "end_dim", "axes")
SHARES = ("groups", "num_groups", "num_heads", "nhead", "downscale_factor", "out_channels")
"""What divides channels or features, or is divided."""


def own_params(case: Case) -> Iterator[Fix]:
    """Other values of the parameter to blame, and of those that go with it."""
    names = [case.mismatch.param] if case.mismatch.param else []
    if "kernel_size" in names and case.layer.category != "pooling":
        names.append("padding")
    if "out_channels" in names:
        names.append("groups")
    if "stop" in names:
        names.append("start")
    if "output_padding" in names:
        names.append("stride")
    for name in names:
        yield from _set(case, name)


def _set(case: Case, name: str) -> Iterator[Fix]:
    declared = {param.name: param for param in case.layer.params}
    param = declared.get(name)
    if param is None or param.inferred:
        return
    tried: list[Any] = [_key(case, name, case.node.params.get(name, param.default))]
    count = 0
    for values in (_likely(case, param), _any(case, param)):
        for value in values:
            if fault_of(param, value):
                continue
            plain = clean(param, value)
            if _key(case, name, plain) in tried or count == MOST:
                continue
            tried.append(_key(case, name, plain))
            if case.works_with({**case.node.params, name: plain}) or _is_end(case, name, plain):
                count += 1
                title = setting_title(name, case.name, plain)
                yield fix(title, set_param(case.graph, case.name, name, plain))
        if count:  # what is less likely is for where nothing else helps
            return


def _key(case: Case, name: str, value: Any) -> Any:
    """The same for two values that mean the same axis."""
    if name in AXIS_WORDS and case.tensor is not None and isinstance(value, int) and value < 0:
        return value + case.tensor.rank
    return value


def _is_end(case: Case, name: str, value: object) -> bool:
    """An Input or a layer without outputs has nothing to pass on, and cannot be tried out."""
    return not case.layer.outputs and name == case.mismatch.param and value is not None


def _likely(case: Case, param: Param) -> Iterator[Any]:
    """Values that are likely to be meant, the nearest first."""
    expected, got = case.mismatch.expected, case.mismatch.got
    given = case.node.params.get(param.name, param.default)
    if case.mismatch.code == "open" and isinstance(expected, int):
        yield expected  # the border with which a window keeps the length, whatever it is
    if param.kind == "sizes":
        yield from _sizes(case, param, expected, got)
    elif param.name in AXIS_WORDS and case.tensor is not None:
        last = case.tensor.rank - 1
        far = isinstance(given, int) and given >= last
        yield from (last, 1, 2) if far else (1, last, 2)
    elif param.name in SHARES and isinstance(expected, int):
        yield from _shares(case, param, expected, got)
    elif param.name == "upscale_factor" and isinstance(given, int):
        yield from sorted(range(2, 9), key=lambda factor: abs(factor - given))
    elif isinstance(expected, int) and param.name in ("index", "size", "stop", "start"):
        yield from _places(param, expected, got)
    elif param.kind == "bool":
        yield from (True, False)
    if param.kind == "shape":
        yield from _shapes(case, param)
    if param.choices:
        yield from sorted(param.choices, key=lambda choice: -_likeness(choice, str(given)))


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b).ratio()


def _any(case: Case, param: Param) -> Iterator[Any]:
    if param.name == "upscale_factor" or case.layer.category == "pooling":
        return  # by 1, these do nothing
    yield param.default
    if param.optional:
        yield None
    yield from (param.minimum, param.maximum, case.mismatch.expected, 1, 0)


def _places(param: Param, expected: int, got: Any) -> Iterator[Any]:
    """Where to cut: the last entry there is, the middle, the end, the beginning."""
    match param.name:
        case "index":
            yield expected - 1
        case "size" if isinstance(got, int):  # of the first part
            yield got // 2
        case "stop":
            yield None
        case "start":
            yield 0


def _sizes(case: Case, param: Param, expected: Any, got: Any) -> Iterator[Any]:
    """A window no larger than the image; a border that makes the image large enough."""
    if param.name == "output_padding":
        yield expected
    if param.name == "stride":  # above the border that is added at the end
        yield tuple(part + 1 for part in got)
    given = case.node.params.get(param.name, param.default)
    if param.name == "padding" and isinstance(expected, int):  # a transposed one cuts it off
        yield from range(max(given if isinstance(given, tuple) else (given,)) - 1, -1, -1)
    wanted = expected if isinstance(expected, tuple) else (expected,)
    has = got if isinstance(got, tuple) else (got,)
    if not all(isinstance(size, int) for size in (*wanted, *has)) or len(wanted) != len(has):
        return
    now = given if isinstance(given, tuple) else (given,) * len(has)
    if param.name == "padding":
        yield max(-(-max(0, w - h) // 2) for w, h in zip(wanted, has, strict=True))
        if case.mismatch.param == "padding":
            yield tuple(min(w, h) for w, h in zip(wanted, has, strict=True))
        yield param.default
    elif case.mismatch.param == "kernel_size" and (
        case.layer.category != "pooling" or min(*now, *has) > 1  # pooling by 1 does nothing
    ):
        yield min(*now, *has)
        yield tuple(min(n, h) for n, h in zip(now, has, strict=True))


def _shares(case: Case, param: Param, expected: int, got: Any) -> Iterator[int]:
    """Numbers that divide, for groups and heads; multiples, for what they are to divide."""
    if param.name == "out_channels":
        yield -(-got // expected) * expected
        yield got // expected * expected
        return
    outputs = case.node.params.get("out_channels") if param.name == "groups" else None
    common = gcd(*got) if isinstance(got, tuple) else got
    common = gcd(common, outputs) if isinstance(outputs, int) else common
    most = min(common // 2 if param.name == "downscale_factor" else common, 512)
    least = 2 if param.name == "downscale_factor" else 1
    numbers = [n for n in range(least, most + 1) if common % n == 0]
    numbers.sort(key=lambda n: (n == 1, abs(n - expected)))
    yield from numbers


def _shapes(case: Case, param: Param) -> Iterator[Any]:
    """For shapes and orders of axes: what keeps the values, and what lays them in a row."""
    tensor, given = case.tensor, case.node.params.get(param.name)
    if tensor is None:
        return
    if param.name == "dims":
        axes = [dim for dim in given if isinstance(dim, int)] if isinstance(given, tuple) else []
        if len(axes) == tensor.rank - 1:
            yield (0, *(dim + 1 for dim in axes))  # the batch was not counted
        yield (0, *range(tensor.rank - 1, 0, -1))
        return
    sample = tuple(dim for dim in tensor.sample if isinstance(dim, int))
    if param.name == "size":
        most = given[0] if isinstance(given, tuple) and given else 2 * max(sample[1:], default=1)
        yield (most,) * (tensor.rank - 2)
        return
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
