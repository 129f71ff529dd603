"""Why: a difference is told in a line that reads the same in a list, a terminal and a tooltip."""

from collections.abc import Callable

from designer.edit.differences import Difference, Side
from designer.edit.values import shown
from designer.layers import original_of, title_of
from designer.model import IN, MAIN, OUT, Value, Wire
from designer.text import tr, trn


def sentence(difference: Difference) -> str:
    """What is different, in one line; of what is inside a block, with the block's name."""
    text = _WORDS[difference.kind](difference)
    graph = difference.there.graph
    inside = graph not in ("", MAIN) and difference.kind not in ("block", "block-name", "offer")
    return tr("In {block}: {what}", block=graph, what=text) if inside else text


def _ends(difference: Difference) -> tuple[Side, Side]:
    """Both sides of something that changed."""
    assert difference.before is not None and difference.after is not None
    return difference.before, difference.after


def _change(difference: Difference) -> str:
    before, after = _ends(difference)
    return f"{shown(before.value)} → {shown(after.value)}"


def _project(difference: Difference) -> str:
    return tr("Project name: {change}", change=_change(difference))


def _layer(difference: Difference) -> str:
    side = difference.there
    what = {"name": side.node, "type": kind_words(side.value), "place": _place(side)}
    added = difference.mark == "added"
    if what["place"]:
        if added:
            return tr("{name} ({type}) is new, {place}", **what)
        return tr("{name} ({type}) is gone; it was {place}", **what)
    return tr("{name} ({type}) is new", **what) if added else tr("{name} ({type}) is gone", **what)


def kind_words(kind: Value) -> str:
    """A type as people call it."""
    original = original_of(str(kind))
    return tr("as {name}", name=original) if original else title_of(str(kind))


def _place(side: Side) -> str:
    """What a layer stands between."""
    above = ", ".join(dict.fromkeys(w.source for w in side.wires if w.target == side.node))
    below = ", ".join(dict.fromkeys(w.target for w in side.wires if w.source == side.node))
    if above and below:
        return tr("between {above} and {below}", above=above, below=below)
    if above:
        return tr("after {above}", above=above)
    return tr("before {below}", below=below) if below else ""


def _name(difference: Difference) -> str:
    before, after = _ends(difference)
    return tr("{old} is now called {new}", old=before.node, new=after.node)


def _type(difference: Difference) -> str:
    before, after = _ends(difference)
    kinds = kind_words(before.value), kind_words(after.value)
    if before.node == after.node:
        return tr("{name}: {what}", name=after.node, what=" → ".join(kinds))
    names = {"old": before.node, "new": after.node}
    return tr("{old} ({was}) is now {new} ({type})", was=kinds[0], type=kinds[1], **names)


def _param(difference: Difference) -> str:
    what = f"{difference.key} {_change(difference)}"
    return tr("{name}: {what}", name=difference.there.node, what=what)


def _bypass(difference: Difference) -> str:
    name = difference.there.node
    if difference.there.value:
        return tr("{name} is bypassed now", name=name)
    return tr("{name} is no longer bypassed", name=name)


def _wire(difference: Difference) -> str:
    (wire,) = difference.there.wires
    start, end = wire_ends(wire)
    if difference.mark == "added":
        return tr("New wire from {start} to {end}", start=start, end=end)
    return tr("The wire from {start} to {end} is gone", start=start, end=end)


def wire_ends(wire: Wire) -> tuple[str, str]:
    """The ends of a wire, with the port where there may be several."""
    start = wire.source if wire.source_port == OUT else f"{wire.source}.{wire.source_port}"
    end = wire.target if wire.target_port == IN else f"{wire.target}.{wire.target_port}"
    return start, end


def _block(difference: Difference) -> str:
    side = difference.there
    count = side.value if isinstance(side.value, int) else 0
    what = trn("{count} layer", "{count} layers", count)
    if difference.mark == "added":
        return tr("Block {name} is new, {what}", name=side.graph, what=what)
    return tr("Block {name} is gone, {what}", name=side.graph, what=what)


def _block_name(difference: Difference) -> str:
    before, after = _ends(difference)
    return tr("Block {old} is now called {new}", old=before.graph, new=after.graph)


def _offer(difference: Difference) -> str:
    what = {"block": difference.there.graph, "param": difference.key}
    value = shown(difference.there.value)
    if difference.mark == "added":
        return tr("Block {block} offers {param}, {value} unless set", value=value, **what)
    if difference.mark == "removed":
        return tr("Block {block} no longer offers {param}", **what)
    return tr("Block {block} offers {param}: {change}", change=_change(difference), **what)


def _code(difference: Difference) -> str:
    if difference.mark == "added":
        return tr("The code of {name} is new", name=difference.key)
    if difference.mark == "removed":
        return tr("The code of {name} is gone", name=difference.key)
    return tr("The code of {name} has changed", name=difference.key)


def _setting_text(difference: Difference) -> str:
    return f"{difference.key.replace('_', ' ')} {_change(difference)}"


def _data(difference: Difference) -> str:
    return tr("Data: {what}", what=_setting_text(difference))


def _training(difference: Difference) -> str:
    return tr("Training: {what}", what=_setting_text(difference))


def _output(difference: Difference) -> str:
    name = difference.there.node
    return tr("Training of {name}: {what}", name=name, what=_setting_text(difference))


_WORDS: dict[str, Callable[[Difference], str]] = {
    "project": _project,
    "layer": _layer,
    "name": _name,
    "type": _type,
    "param": _param,
    "bypass": _bypass,
    "wire": _wire,
    "block": _block,
    "block-name": _block_name,
    "offer": _offer,
    "code": _code,
    "data": _data,
    "training": _training,
    "output": _output,
}
