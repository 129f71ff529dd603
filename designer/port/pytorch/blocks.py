"""Why: a class of the file that a network uses is a block, defined once, wherever it stands."""

from collections import Counter
from dataclasses import replace
from typing import Any

from designer import edit
from designer.layers.blocks import BLOCK, INPUT, OUTPUT, REPEAT, prefix_of
from designer.layers.expressions import used_names
from designer.model import IN, OUT, ExposedChanged, Graph, GraphAdded, Node, NodeChanged, Project
from designer.model.names import block_objection, fresh
from designer.port.pytorch import own_class
from designer.port.pytorch.attributes import owner_of
from designer.port.pytorch.changes import Changes
from designer.port.pytorch.sheet import NOTHING, Sheet, written
from designer.port.pytorch.statements import SCALARS, bound, run
from designer.port.pytorch.values import (
    Chain,
    Function,
    Instance,
    Op,
    Ref,
    Symbol,
    Unreadable,
    has_tensor,
    is_tensor,
    plain,
)
from designer.port.pytorch.world import World
from designer.text import tr


def instance(sheet: Sheet, module: Instance, op: Op, hint: str = "") -> Any:
    """Draw a call of a module of the file; what it gives, as its `forward` returns it."""
    if len(sheet.groups.get(id(module), ())) > 1:
        raise Unreadable(tr("a part of what is repeated is used once more"), op.line)
    refs: dict[str, Ref] = {}
    values = _inside(sheet, module, op, refs)
    try:
        block, gives = define(sheet, module, values, refs)
    except Unreadable as error:
        if id(module) in sheet.modules:
            raise
        return own_class.draw(sheet, module, op, error)
    used(sheet, block, module)
    _lose(sheet.world, block, refs, op.line)
    if id(module) in sheet.modules:
        name = sheet.again(module, hint)
    else:
        wanted = sheet.free(module.called)
        name = sheet.add(BLOCK + block, wanted, _params(sheet, block, module))
        sheet.remember(module, name)
    for port, ref in refs.items():
        target = port if len(refs) > 1 else IN
        edit.connect(sheet.project, ref.node, name, ref.port, target, graph=sheet.graph)
    _know_through(sheet, block, name, refs)
    return _outside(name, gives)


def _know_through(sheet: Sheet, block: str, name: str, refs: dict[str, Ref]) -> None:
    """What a block hands through is the value itself, in the same memory."""
    drawing = sheet.project.graphs[block]
    ends = [node.name for node in drawing.ordered_nodes() if node.type == OUTPUT]
    for end in ends:
        for wire in drawing.incoming(end):
            if wire.source in refs:
                port = end if len(ends) > 1 else OUT
                views = sheet.world.changes.views
                views[Ref(name, port)] = sheet.world.changes.root_of(refs[wire.source])


def repeated(
    sheet: Sheet, chain: Chain, parts: list[tuple[str, Any]], value: Any, op: Op
) -> tuple[int, Any]:
    """How many modules at the head of a chain are one block, repeated; and what they give."""
    alike: list[Instance] = []
    first: tuple[str, dict[str, Any]] | None = None
    ref = sheet.wired(value)
    if parts and id(parts[0][1]) in sheet.groups:
        return _group_again(sheet, parts, ref)
    for _, module in parts:
        if not isinstance(module, Instance) or not _is_new(sheet, module, parts):
            break
        refs: dict[str, Ref] = {}
        call = Op("()", (module, ref), (), op.source, op.line)
        try:
            block, gives = define(sheet, module, _inside(sheet, module, call, refs), refs)
        except Unreadable:
            break  # it is met once more, alone
        params = _params(sheet, block, module)
        if gives != OUT or len(refs) != 1 or (first is not None and (block, params) != first):
            break
        first = block, params
        _lose(sheet.world, block, refs, op.line)
        used(sheet, block, module)
        alike.append(module)
    whole = len(alike) == len(chain.parts)
    count = chain.count if whole else None
    if first is None or id(alike[0]) in sheet.modules or (len(alike) < 2 and count is None):
        return 0, value
    params = dict(first[1])
    if count is not None:
        params[REPEAT] = count
    elif len(alike) > 1:
        params[REPEAT] = len(alike)
    wanted = chain.called if whole else alike[0].called
    name = sheet.add(BLOCK + first[0], sheet.free(wanted), params)
    for module in alike:
        sheet.remember(module, name)
        sheet.groups[id(module)] = tuple(map(id, alike))
    edit.connect(sheet.project, ref.node, name, ref.port, graph=sheet.graph)
    return len(alike), Ref(name, OUT)


def _is_new(sheet: Sheet, module: Instance, parts: list[tuple[str, Any]]) -> bool:
    """True for a module that stands here and nowhere else: it shares its weights with no other."""
    return id(module) not in sheet.modules and sum(part is module for _, part in parts) == 1


def _group_again(sheet: Sheet, parts: list[tuple[str, Any]], ref: Ref) -> tuple[int, Any]:
    """Blocks that are drawn as one, repeated, are called once more: all of them, or none."""
    group = sheet.groups[id(parts[0][1])]
    if tuple(id(module) for _, module in parts[: len(group)]) != group:
        raise Unreadable(tr("a part of what is repeated is used once more"))
    name = sheet.again(parts[0][1])
    edit.connect(sheet.project, ref.node, name, ref.port, graph=sheet.graph)
    return len(group), Ref(name, OUT)


def used(sheet: Sheet, block: str, module: Instance) -> None:
    """Remember what an instance was given, for arguments that have no default in the file."""
    for name, value in module.given.items():
        if name not in module.usual:
            sheet.world.given.setdefault((block, name), []).append(plain(value))


def settle_defaults(project: Project, world: World) -> None:
    """Arguments without a default get the value that most instances have: 64, rather than 1."""
    for (block, name), values in world.given.items():
        if block not in project.graphs or name not in project.graphs[block].exposed:
            continue
        sized = [v for v in values if isinstance(v, tuple) or (type(v) is int and v > 1)]
        exposed = project.graphs[block].exposed
        usual: list[Any] = sized or [exposed[name]]
        value = Counter(usual).most_common(1)[0][0]
        before = tuple(exposed.items())
        after = tuple((key, value if key == name else old) for key, old in before)
        _say_default(project, block, name, exposed[name])
        project.apply(ExposedChanged(block, before, after))


def _say_default(project: Project, block: str, name: str, default: Any) -> None:
    """Let the instances say themselves what they had by default."""
    for graph, node in edit.instances(project, block):
        if name not in node.params:
            after = node.with_params({**node.params, name: default})
            project.apply(NodeChanged(graph, node, after))


def _params(sheet: Sheet, block: str, module: Instance) -> dict[str, Any]:
    """What the instance sets: the offered parameters, by the values that it was given."""
    offered = sheet.project.graphs[block].exposed
    return {
        name: module.given[name]
        for name, default in offered.items()
        if name in module.given
        and (name not in module.usual or written(module.given[name]) != default)
    }


def _inside(sheet: Sheet, module: Instance, op: Op, refs: dict[str, Ref]) -> dict[str, Any]:
    """The arguments of `forward` as its own graph has them: tensors come from Inputs."""
    forward = module.of.method("forward")
    if forward is None and module.chain is not None:
        return {"input": _entering(sheet, "input", op.args[1], refs)}
    if forward is None:
        sentence = tr("the class {name} has no forward", name=module.of.name)
        raise Unreadable(sentence, module.of.node.lineno)
    given = bound(forward.args, [module, *op.args[1:]], dict(op.named), {}, sheet.world)
    own = next(iter(given))
    given.pop(own)
    return {name: _entering(sheet, name, value, refs) for name, value in given.items()}


def _entering(sheet: Sheet, name: str, value: Any, refs: dict[str, Ref]) -> Any:
    if isinstance(value, tuple | list) and has_tensor(value):
        parts = [_entering(sheet, f"{name}{i}", part, refs) for i, part in enumerate(value, 1)]
        return tuple(parts) if isinstance(value, tuple) else parts
    if not is_tensor(value):
        return value.value if isinstance(value, Symbol) else value
    port = legal(name, refs)
    refs[port] = sheet.wired(value)
    return Ref(port, OUT)


def legal(name: str, taken: Any) -> str:
    """A name for an Input, as near to the argument's as there is one."""
    from designer.model.names import objection

    name = name.strip("_")
    if objection(name):
        name = "input" if "input" not in taken else fresh("input", taken)
    return name if name not in taken else fresh(name, taken)


def define(
    sheet: Sheet, module: Instance, values: dict[str, Any], refs: dict[str, Ref]
) -> tuple[str, Any]:
    """The definition that a module is an instance of, and the ports that it gives.

    Drawn anew for other arguments; then one that is there already is taken where it is the same.
    """
    key, asked = _key(module, values), sheet.world.asked
    if key not in sheet.world.defined:
        found = _defined(sheet, module, values, refs)
        if not key or sheet.world.asked != asked:  # what comes in may change what is drawn
            return found
        sheet.world.defined[key] = found
    return sheet.world.defined[key]


def _key(module: Instance, values: dict[str, Any]) -> str:
    """The same text for modules that are built and called alike; "" where that is open."""
    given = {**module.given, **{k: v for k, v in values.items() if not is_tensor(v)}}
    if not all(value is None or isinstance(plain(value), SCALARS) for value in given.values()):
        return ""
    arguments = {name: plain(value) for name, value in given.items()}
    return f"{module.of.name} {arguments!r} {list(values)!r}"


def _defined(
    sheet: Sheet, module: Instance, values: dict[str, Any], refs: dict[str, Ref]
) -> tuple[str, Any]:
    project, world = sheet.project, sheet.world
    name = _block_name(sheet, module.of.name)
    project.apply(GraphAdded(name))
    project.apply(ExposedChanged(name, (), tuple(_offered(module).items())))
    inner = Sheet(project, world, name, settle=lambda _: _know(sheet, name, refs))
    inner.told = sheet.told
    inner.given = {key: plain(value) for key, value in module.given.items()}
    for port in refs:
        edit.add(project, INPUT, port, graph=name)
    outer = world.force, world.length, world.phrase, world.changes, world.inside
    world.force, world.length, world.phrase = inner.force, inner.length, inner.phrase
    world.changes, world.inside = Changes(), module
    try:
        gives = leave(inner, _result(inner, module, values))
        world.changing[name] = _changed(world.changes, refs)
    except Unreadable:
        _drop(sheet, name)
        raise
    finally:
        world.force, world.length, world.phrase, world.changes, world.inside = outer
    _offer_what_is_used(sheet, name)
    world.said[name] = inner.said
    for other in _same_class(sheet, name):
        if _state(project.graphs[other]) == _state(project.graphs[name]):
            _drop(sheet, name)
            return other, gives
    _say_shapes(sheet, inner, refs)
    return name, gives


def _changed(changes: Changes, refs: dict[str, Ref]) -> set[str]:
    """The Inputs whose values a block changes in place."""
    return {port for port in refs if {Ref(port, OUT)} & {*changes.now, *changes.lost}}


def _lose(world: World, block: str, refs: dict[str, Ref], line: int) -> None:
    """Forget what a block changes in place: outside, nothing is drawn of what it is then."""
    for port in world.changing.get(block, ()):
        lost = replace(refs[port], lost=line)
        world.change(refs[port], lost, line)


def _say_shapes(sheet: Sheet, inner: Sheet, refs: dict[str, Ref]) -> None:
    """Let the Inputs say what the block is built for, in its own words: (16, width)."""
    offered = inner.project.graphs[inner.graph].exposed
    known = [
        value
        for _, param, value in inner.said
        if param and isinstance(value, Symbol) and used_names(written(value)) <= set(offered)
    ]
    if not known or not sheet.is_settled():
        return
    for port, ref in refs.items():
        shape = sheet.tensor(ref).shape[1:]
        sheet.world.asked -= 1  # nothing is drawn by it
        parts = [next((k for k in known if k.value == axis), axis) for axis in shape]
        if any(isinstance(part, Symbol) for part in parts):
            words = written(tuple(parts))
            edit.set_param(inner.project, [port], "shape", words, graph=inner.graph)


def _result(inner: Sheet, module: Instance, values: dict[str, Any]) -> Any:
    """What `forward` gives, with these arguments."""
    method = module.of.method("forward")
    if method is None and module.chain is not None:
        from designer.port.pytorch.others import chained

        return chained(inner, module.chain, Op("()", (module.chain, values["input"])))
    assert method is not None
    function = Function(method, {}, None, owner_of(module.of, method))
    return run(function, [], {method.args.args[0].arg: module, **values}, inner.world)


def _offered(module: Instance) -> dict[str, Any]:
    """The arguments that instances may set, with their defaults; without one, what this one has."""
    found: dict[str, Any] = {}
    for key, given in module.given.items():
        value = plain(module.usual.get(key, given))
        is_value = isinstance(value, SCALARS) and type(value) is type(plain(given))
        if is_value and (type(value) is not tuple or _is_shape(value)):
            found[key] = value
    return found


def _is_shape(value: tuple[Any, ...]) -> bool:
    return bool(value) and all(type(part) is int for part in value)


def _block_name(sheet: Sheet, wanted: str) -> str:
    taken = {*sheet.project.graphs, *sheet.project.codes}
    plain_name = wanted.strip("_")
    plain_name = plain_name[:1].upper() + plain_name[1:]
    if block_objection(plain_name):
        plain_name = f"{plain_name}Block" if not block_objection(f"{plain_name}Block") else "Block"
    if plain_name not in taken:
        return plain_name
    return fresh(plain_name.rstrip("0123456789") or "Block", taken, first=2)


def _same_class(sheet: Sheet, but: str) -> list[str]:
    stem = prefix_of(but)
    return [n for n in sheet.project.graphs if n != but and prefix_of(n) == stem]


def leave(inner: Sheet, result: Any) -> Any:
    """Draw the Outputs; the ports, as the result has them."""
    refs = list(_flat(inner, result))
    if not refs:
        raise Unreadable(tr("it gives no tensor"))
    names = ["output"] if len(refs) == 1 else [f"output{n}" for n in range(1, len(refs) + 1)]
    free = [inner.free(name) or "output" for name in names]
    for ref, name in zip(refs, free, strict=True):
        edit.add(inner.project, OUTPUT, name, graph=inner.graph)
        edit.connect(inner.project, ref.node, name, ref.port, graph=inner.graph)
    ports = iter([OUT] if len(free) == 1 else free)
    return _shaped(result, ports)


def _flat(inner: Sheet, result: Any) -> Any:
    if isinstance(result, dict):
        result = tuple(result.values())
    if is_tensor(result):
        found = inner.force(result)
        if isinstance(found, tuple):
            yield from _flat(inner, found)
        elif found != NOTHING:
            yield found
    elif isinstance(result, tuple | list):
        for part in result:
            yield from _flat(inner, part)


def _shaped(result: Any, ports: Any) -> Any:
    if isinstance(result, tuple | list):
        return tuple(_shaped(part, ports) for part in result)
    if isinstance(result, dict):
        return {key: _shaped(part, ports) for key, part in result.items()}
    return next(ports, None) if is_tensor(result) and result != NOTHING else None


def _outside(name: str, gives: Any) -> Any:
    if isinstance(gives, tuple):
        return tuple(_outside(name, part) for part in gives)
    if isinstance(gives, dict):
        return {key: _outside(name, part) for key, part in gives.items()}
    return Ref(name, gives) if gives else NOTHING


def _offer_what_is_used(sheet: Sheet, name: str) -> None:
    graph = sheet.project.graphs[name]
    values = [value for node in graph.nodes.values() for value in node.params.values()]
    used = {key for value in values for key in used_names(value)}
    before = tuple(graph.exposed.items())
    after = tuple((key, value) for key, value in before if key in used)
    sheet.project.apply(ExposedChanged(name, before, after))


def _state(graph: Graph) -> Any:
    nodes = [_node_state(node) for node in graph.ordered_nodes()]
    return nodes, graph.ordered_wires(), tuple(graph.exposed)


def _node_state(node: Node) -> Any:
    params = {} if node.type == INPUT else node.params
    return node.name, node.type, tuple(sorted(params.items()))


def _drop(sheet: Sheet, name: str) -> None:
    edit.remove_block(sheet.project, name)


def _know(sheet: Sheet, name: str, refs: dict[str, Ref]) -> None:
    """Tell the Inputs of a definition what comes in, so that lengths inside are known."""
    for port, ref in refs.items():
        if "shape" not in sheet.project.graphs[name].nodes[port].params:
            tensor = sheet.tensor(ref)
            shape = tuple(part for part in tensor.shape[1:])
            edit.set_param(sheet.project, [port], "shape", shape, graph=name)
            edit.set_param(sheet.project, [port], "dtype", tensor.dtype, graph=name)
