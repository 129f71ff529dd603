"""Why: what no single layer of the catalogue computes is a module, a chain, a block or own code."""

from typing import Any

from designer import edit
from designer.layers import LAYERS
from designer.model import OUT
from designer.port.pytorch import makers, matching, spelling
from designer.port.pytorch.changes import starts_in_place
from designer.port.pytorch.foreign import foreign
from designer.port.pytorch.matching import Reading
from designer.port.pytorch.operators import WHOLE, lengths, number, spelled
from designer.port.pytorch.own_code import own_code
from designer.port.pytorch.sheet import Sheet
from designer.port.pytorch.spelling import signature
from designer.port.pytorch.values import (
    BATCH,
    Chain,
    Instance,
    Made,
    Named,
    Op,
    Ref,
    Unreadable,
    is_tensor,
    plain,
)
from designer.text import tr

FULL = spelled(WHOLE)


def drawn(sheet: Sheet, op: Op, hint: str) -> Any:
    """Draw a computation that no layer writes just so."""
    if op.name == "()":
        return _called(sheet, op, hint)
    if op.name == "[]":
        found = _indexed(sheet, op, hint)
        if found is not None:
            return found
    if op.name == "linear":
        found = _scores(sheet, op)
        if found is not None:
            return found
    found = _functional(sheet, op, hint) or _rewritten(sheet, op, hint)
    if found is None and any(isinstance(part, Op) and part.name == "size" for part in op.args):
        args = tuple(number(part, sheet.world) for part in op.args)
        return sheet.force(Op(op.name, args, op.named, op.source, op.line), hint)
    return found if found is not None else own_code(sheet, op, hint)


def _called(sheet: Sheet, op: Op, hint: str) -> Any:
    module = op.args[0]
    if isinstance(module, Chain):
        return chained(sheet, module, op)
    if isinstance(module, Instance):
        from designer.port.pytorch.blocks import instance

        return instance(sheet, module, op, hint)
    if isinstance(module, Made) and id(module) in sheet.world.tied:
        weight = Op("weight", (sheet.world.tied[id(module)],))
        return sheet.force(Op("linear", op.args[1:], (("weight", weight),), op.source, op.line))
    if isinstance(module, Made):
        _without_corners(sheet, module)
        found = next(matching.called(_at_rest(op)), None)
        if found is not None:
            return sheet.draw(found, hint)
        if module.name == "torch.nn.TransformerEncoder":
            return chained(sheet, _copies(sheet, module), op)
        return foreign(sheet, module, op)
    raise Unreadable(tr("it has no value that the text alone tells"), op.line)


def _without_corners(sheet: Sheet, module: Made) -> None:
    """An enlarging that keeps the corners is drawn as one that does not, and that is told."""
    given = makers.arguments(module)
    if module.name != "torch.nn.Upsample" or given.get("scale_factor") is None:
        return
    aligned = plain(given.pop("align_corners", None))
    module.args, module.named = (), given
    if aligned:
        sheet.world.remark(
            tr(
                "Line {line}: align_corners of {name} is left out: values near the border differ.",
                line=module.line,
                name="Upsample",
            )
        )


def _copies(sheet: Sheet, module: Made) -> Chain:
    """An encoder of torch as its layers one behind the other: each has weights of its own."""
    given = makers.arguments(module)
    layer, count = given.get("encoder_layer"), plain(given.get("num_layers"))
    if not isinstance(layer, Made) or not isinstance(count, int):
        raise Unreadable(tr("it has no value that the text alone tells"), module.line)
    if id(module) not in sheet.world.chains:
        copies = [Made(layer.name, layer.args, dict(layer.named), layer.line) for _ in range(count)]
        rows = [*copies, *filter(None, (given.get("norm"),))]
        parts = {str(place): part for place, part in enumerate(rows)}
        sheet.world.chains[id(module)] = Chain(parts, called=module.called)
        sheet.keep.append(module)
    return sheet.world.chains[id(module)]


def _at_rest(op: Op) -> Op:
    """The call without an initial state of zeros, which is what there is without one."""
    rest = tuple(part for part in op.args[2:] if not _is_zero(part))
    return Op(op.name, (*op.args[:2], *rest), op.named, op.source, op.line)


def _is_zero(value: Any) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(map(_is_zero, value))
    return value is None or (isinstance(value, Made) and value.name == "torch.zeros")


def chained(sheet: Sheet, chain: Chain, op: Op) -> Any:
    """Draw the modules of a chain one behind the other."""
    from designer.port.pytorch.blocks import repeated

    if len(op.args) != 2 or op.named:
        raise Unreadable(tr("it has no value that the text alone tells"), op.line)
    value: Any = op.args[1]
    parts = list(chain.parts.items())
    while parts:
        taken, value = repeated(sheet, chain, parts, value, op)
        if not taken:
            key, module = parts[0]
            _name(module, chain, key)
            before = value
            value = sheet.force(Op("()", (module, before), (), op.source, op.line))
            if starts_in_place(module):
                sheet.world.change(before, value, op.line)
            taken = 1
        parts = parts[taken:]
    return value


def _name(module: Any, chain: Chain, key: str) -> None:
    """A module of a chain that has a name there keeps it."""
    if isinstance(module, Made | Instance | Chain) and not module.called:
        if not key.isdecimal():
            module.called = key
        elif not isinstance(module, Made):
            module.called = f"{chain.called}_{key}" if chain.called else ""


def last_step(sheet: Sheet, op: Op) -> Ref | None:
    """`sequence[:, -1]`, where the layer that gives the sequence gives that too."""
    if op.name == "[]" and list(op.args[1:]) == [FULL, -1] and isinstance(op.args[0], Ref):
        of = op.args[0]
        return Ref(of.node, "last") if sheet.has_last(of) else None
    return None


def _indexed(sheet: Sheet, op: Op, hint: str) -> Any:
    of, *parts = op.args
    found = sheet.force(of)
    if isinstance(found, tuple):
        if len(parts) == 1 and isinstance(plain(parts[0]), int):
            return found[plain(parts[0])]
        raise Unreadable(tr("several values are taken for one"), op.line)
    if found != of:
        return sheet.force(Op("[]", (found, *parts), (), op.source, op.line), hint)
    return _one_by_one(sheet, found, parts, op, hint)


def _one_by_one(sheet: Sheet, of: Any, parts: list[Any], op: Op, hint: str) -> Any:
    """`x[:, 0, :, 1:]`: one axis after the other, the last one first; None where that fails."""
    if "..." in parts or any(is_tensor(part) for part in parts):
        return None
    taken = [place for place, part in enumerate(parts) if part != FULL]
    if not taken or (len(taken) == 1 and parts[taken[0]] is not None):
        return of if not taken else None
    value: Any = of
    for place in reversed(taken):
        last = hint if place == taken[0] else ""
        axis = place - parts[:place].count(None)  # those that are new are not there yet
        if parts[place] is None:
            step = spelling.op("unsqueeze", (value, axis), {}, ".unsqueeze", op.line)
        else:
            step = Op("[]", (value, *[FULL] * axis, parts[place]), (), "[]", op.line)
        value = sheet.force(step, last)
    return value


def _scores(sheet: Sheet, op: Op) -> Any:
    """`F.linear(x, self.embedding.weight)`: an embedding turned around."""
    x, weight = op.args[0], dict(op.named).get("weight")
    if len(op.named) != 1 or not (isinstance(weight, Op) and weight.name == "weight"):
        return None
    made = weight.args[0]
    if made.last != "Embedding" or id(made) not in sheet.modules:
        return None
    ref = sheet.wired(x)
    name = sheet.again(made)
    edit.set_param(sheet.project, [name], "scores", True, graph=sheet.graph)
    edit.connect(sheet.project, ref.node, name, ref.port, graph=sheet.graph)
    return Ref(name, OUT)


def _functional(sheet: Sheet, op: Op, hint: str) -> Any:
    """`F.max_pool2d(x, 2)`: what a module without weights computes as well."""
    plain_name = op.name.replace("_", "")
    for layer in LAYERS.values():
        if layer.nn.lower() == plain_name and layer.made is None and len(layer.inputs) == 1:
            names = list(signature(op.name))[1:]
            given = [lengths(part, sheet.world) for part in op.args[1:]]
            named = dict(zip(names, given, strict=False)) | {
                key: lengths(part, sheet.world) for key, part in op.named
            }
            made = Made(f"torch.nn.{layer.nn}", (), named, op.line)
            for found, values, said in makers.layers_of(made):
                if found is layer and not said and not any(p.inferred for p in layer.params):
                    inputs = {layer.inputs[0].name: op.args[0]}
                    gives = layer.outputs[0].name
                    return sheet.draw(Reading(layer, values, inputs, gives), hint)
    return None


def _rewritten(sheet: Sheet, op: Op, hint: str) -> Any:
    """What several layers compute together."""
    line = op.line
    if op.name == "reshape" and op.args[1] == BATCH and len(op.args) == 3:
        return sheet.force(spelling.laid_flat(op.args, line), hint)
    if op.name in ("split", "unbind"):
        return _parts(sheet, op)
    if op.name == "to":
        return _of_dtype(sheet, op, hint)
    if op.name == "repeat" and isinstance(op.args[0], Made) and op.args[1] == BATCH:
        return _as_often(sheet, op, hint)
    if op.name == "layer_norm":
        return _normed(sheet, op, hint)
    dim = dict(op.named).get("dim")
    if op.name in ("max", "min") and is_tensor(dim):
        larger = spelling.op(f"{op.name}imum", (op.args[0], dim), {}, op.source, line)
        return sheet.force(larger, hint)
    if op.name == "interpolate" and "scale_factor" in dict(op.named):
        module = Made("torch.nn.Upsample", (), dict(op.named), line)
        return sheet.force(Op("()", (module, op.args[0]), (), op.source, line), hint)
    if op.name in ("max", "min") and op.named:
        best = Op(f"a{op.name}", op.args, op.named, f".a{op.name}", line)
        which = Op(f"arg{op.name}", op.args, op.named, f".arg{op.name}", line)
        return sheet.force(best), sheet.force(which)
    return _padded(sheet, op, hint) if op.name == "pad" else None


def _as_often(sheet: Sheet, op: Op, hint: str) -> Any:
    """`self.token.repeat(n, 1, 1)`: a learned tensor of one row, as often as there are samples."""
    made, rest = op.args[0], [plain(part) for part in op.args[2:]]
    if not sheet.can_hold(made) or any(part != 1 for part in rest):
        return None
    expanded = Op("expand", (made, op.args[1], *[-1] * len(rest)), (), op.source, op.line)
    return sheet.force(expanded, hint)


def _normed(sheet: Sheet, op: Op, hint: str) -> Any:
    """`F.layer_norm(x, shape, self.weight, self.bias)`: the module that holds these two."""
    named = dict(op.named)
    weight, bias = named.get("weight"), named.get("bias")
    shape = _ones(weight, "torch.ones")
    if shape is None or not (bias is None or _ones(bias, "torch.zeros") == shape):
        return None
    given = {"eps": named.get("eps", 1e-5), "bias": bias is not None}
    assert isinstance(weight, Made)
    made = sheet.world.norms.setdefault(
        id(weight), Made("torch.nn.LayerNorm", (shape,), given, op.line)
    )
    sheet.keep.append(weight)
    return sheet.force(Op("()", (made, op.args[0]), (), op.source, op.line), hint)


def _ones(value: Any, name: str) -> Any:
    """How large a learned tensor is that begins with ones, or zeros; None for anything else."""
    inner = value.args[0] if isinstance(value, Made) and value.is_learned and value.args else None
    if not isinstance(inner, Made) or inner.name != name or inner.named:
        return None
    return inner.args[0] if len(inner.args) == 1 else inner.args


def _of_dtype(sheet: Sheet, op: Op, hint: str) -> Any:
    """`mask.to(x.dtype)`: the kind of number that the other one has; None for anything else."""
    named = dict(op.named)
    given = [*op.args[1:], *named.values()]
    if len(given) != 1 or not (isinstance(given[0], Op) and given[0].name == "dtype"):
        return None
    mine, other = (sheet.tensor(sheet.wired(part)).dtype for part in (op.args[0], given[0].args[0]))
    if mine == other:
        return sheet.force(op.args[0], hint)
    kind = Named(f"torch.{other}")
    return sheet.force(spelling.op("to", (op.args[0], kind), {}, ".to", op.line), hint)


def _parts(sheet: Sheet, op: Op) -> Any:
    """`x.split((2, 6), 1)`, `x.unbind(1)`: the parts of an axis, each for itself."""
    named = dict(op.named)
    of, dim = sheet.wired(op.args[0]), plain(named.get("dim", 0))
    sizes = lengths(named.get("split_size_or_sections", named.get("split_size", 1)), sheet.world)
    axes = len(sheet.tensor(of).shape)
    axis = dim % axes
    if isinstance(plain(sizes), int):
        length = sheet.length(Op("size", (of, axis)))
        each = plain(sizes)
        count = -(-length // each)
        if op.name == "split" and length % each == 0 and f"Chunk{count}" in LAYERS:
            cut = spelling.op("chunk", (of, count), {"dim": dim}, ".chunk", op.line)
            return sheet.force(cut)
        sizes = [min(each, length - start) for start in range(0, length, each)]
    found, start = [], 0
    for size in map(plain, sizes):
        index = start if op.name == "unbind" else (":", start or None, start + size, None)
        found.append(sheet.force(Op("[]", (of, *[FULL] * axis, index), (), "[]", op.line)))
        start += size
    return tuple(found)


PADS = {"constant": "ConstantPad", "reflect": "ReflectionPad", "replicate": "ReplicationPad"}


def _padded(sheet: Sheet, op: Op, hint: str) -> Any:
    """`F.pad(x, (1, 1, 2, 2))`: the module that pads as many axes; nothing, for zeros alone."""
    named = dict(op.named)
    widths = [number(part, sheet.world) for part in named.get("pad", ())]
    if not any(map(plain, widths)):
        return sheet.force(op.args[0])
    kind = PADS.get(named.get("mode", "constant"), "")
    axes, value = len(widths) // 2, named.get("value") or 0.0
    if not kind or f"{kind}{axes}d" not in LAYERS:
        return None
    extra = {"value": value} if kind == "ConstantPad" and value else {}
    kind = "ZeroPad" if kind == "ConstantPad" and not value else kind
    size = widths[0] if len(set(widths)) == 1 else tuple(widths)
    layer = LAYERS[f"{kind}{axes}d"]
    values = {"padding": size, **extra}
    return sheet.draw(Reading(layer, values, {"in": op.args[0]}, OUT), hint)
