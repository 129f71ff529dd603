"""Why: people write layers; their code is edited, undone and copied like the drawing."""

import io
import token
import tokenize
from dataclasses import replace

from designer.edit.bends import rewire
from designer.edit.code_records import LONGEST
from designer.edit.errors import EditError
from designer.layers import CustomCode, Port, original_of
from designer.layers.code_reading import class_in, read_code
from designer.layers.custom import CODE, FIRST_NAME, TEMPLATE
from designer.model import CodeChanged, NodeChanged, Project, Wire
from designer.model.names import block_objection, fresh
from designer.text import tr


def add_code(project: Project, text: str, name: str = "") -> str:
    """Put code into the project, for layers of type "#" + the name that it has then.

    A class brings its name; an expression gets `name`, or one made up. Raises EditError.
    """
    taken = {*project.graphs, *project.codes}
    chosen = class_in(text) or name or fresh(FIRST_NAME, taken)
    _need_name(project, chosen)
    with project.transaction(tr("Add code {name}", name=chosen)):
        project.apply(CodeChanged(chosen, None, _plain(text)))
    return chosen


def new_code(project: Project) -> str:
    """Put the code to begin with into the project; the type of its layers."""
    name = fresh(FIRST_NAME, {*project.graphs, *project.codes})
    return CODE + add_code(project, TEMPLATE.format(name=name))


def set_code(project: Project, name: str, text: str) -> str:
    """Write other code; returns its name, which is that of the class if there is one.

    Layers follow a new name, and wires the inputs that they went to. Code that cannot be used is
    kept too: check says what is wrong. Raises EditError.
    """
    before = _code_of(project, name)
    after = read_code(class_in(text) or name, _plain(text))
    if after.name != name:
        _need_name(project, after.name)
    if after.text == before.text:
        return name
    with project.transaction(tr("Edit code of {name}", name=name)):
        if after.name == name:
            project.apply(CodeChanged(name, before.text, after.text))
        else:
            project.apply(CodeChanged(name, before.text, None))
            project.apply(CodeChanged(after.name, None, after.text))
            _retype(project, CODE + name, CODE + after.name)
        if not (before.fault or after.fault):
            _rewire(project, before, after)
    return after.name


def remove_code(project: Project, name: str) -> None:
    """Delete code that no layer uses. Raises EditError."""
    before = _code_of(project, name)
    if any(n.type == CODE + name for g in project.graphs.values() for n in g.nodes.values()):
        sentence = tr("The code of {name} is still in use: delete its layers first.", name=name)
        raise EditError(sentence)
    with project.transaction(tr("Delete code {name}", name=name)):
        project.apply(CodeChanged(name, before.text, None))


def bring_codes(project: Project, other: Project) -> dict[str, str]:
    """Copy the code of another project; types by what they are called here.

    Equal code is used as it is; where other code has the name, a new name is made.
    """
    types: dict[str, str] = {}
    for name, original in other.codes.items():
        new, text = name, original
        while new in project.graphs or project.codes.get(new, text) != text:
            new = fresh(name.rstrip("0123456789"), {*project.graphs, *project.codes}, first=2)
            text = renamed(original, name, new)
        if new not in project.codes:
            project.apply(CodeChanged(new, None, text))
        types[CODE + name] = CODE + new
    return types


def renamed(text: str, old: str, new: str) -> str:
    """The code with another name for its class, wherever it stands; comments stay."""
    lines = text.split("\n")
    try:
        words = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return text
    for word in reversed(words):
        if word.type == token.NAME and word.string == old:
            row, start = word.start
            line = lines[row - 1]
            lines[row - 1] = line[:start] + new + line[start + len(old) :]
    return "\n".join(lines)


def _plain(text: str) -> str:
    plain = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    if len(plain) > LONGEST:
        raise EditError(tr("The code is longer than {longest} characters.", longest=LONGEST))
    return plain


def _code_of(project: Project, name: str) -> CustomCode:
    if name not in project.codes:
        raise EditError(tr("There is no code named “{name}”.", name=name))
    return read_code(name, project.codes[name])


def _need_name(project: Project, name: str) -> None:
    reason = block_objection(name)
    if not reason and name in {*project.graphs, *project.codes}:
        reason = tr("There is already a block or custom layer named “{name}”.", name=name)
    if reason:
        raise EditError(reason)


def _retype(project: Project, old: str, new: str) -> None:
    for graph, drawing in project.graphs.items():
        for node in drawing.ordered_nodes():
            if node.type == old:
                project.apply(NodeChanged(graph, node, replace(node, type=new)))


def _rewire(project: Project, before: CustomCode, after: CustomCode) -> None:
    """Wires go on to the same inputs and outputs, under the names that they have now."""
    words = [[name for name, _ in code.arguments] for code in (before, after)]
    incoming = _moves(before.inputs, after.inputs, *words)
    results = [[port.name for port in code.outputs] for code in (before, after)]
    outgoing = _moves(before.outputs, after.outputs, *results)
    for graph, drawing in project.graphs.items():
        for node in drawing.ordered_nodes():
            original = drawing.nodes.get(original_of(node.type), node)
            if original.type == CODE + after.name:
                for wire in drawing.incoming(node.name):
                    port = incoming.get(wire.target_port, wire.target_port)
                    _move(project, graph, wire, replace(wire, target_port=port))
                for wire in drawing.outgoing(node.name):
                    port = outgoing.get(wire.source_port, wire.source_port)
                    _move(project, graph, wire, replace(wire, source_port=port))


def _moves(
    before: tuple[Port, ...], after: tuple[Port, ...], old: list[str], new: list[str]
) -> dict[str, str]:
    """Old port → new port: by the word for it; words that came stand for those that went."""
    came = [word for word in new if word not in old]
    went = [word for word in old if word not in new]
    words = {**{word: word for word in old if word in new}, **dict(zip(went, came, strict=False))}
    return {
        port.name: after[new.index(words[word])].name
        for port, word in zip(before, old, strict=True)
        if word in words
    }


def _move(project: Project, graph: str, wire: Wire, instead: Wire) -> None:
    drawing = project.graphs[graph]
    if instead != wire and instead not in drawing.wires:
        rewire(project, wire, instead, graph)
