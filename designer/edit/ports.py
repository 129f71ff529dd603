"""Why: which ports a node has and which of them are free, asked by every edit of a wire."""

import re

from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, layer_of, node_of
from designer.layers import Layer, input_ports, is_foreign, output_ports
from designer.model import IN, OUT, Project
from designer.text import tr

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def has_input(layer: Layer, port: str) -> bool:
    """True when the layer has an input of that name: "in", or "in3" of a variadic "in"."""
    for declared in layer.inputs:
        if declared.variadic:
            number = port.removeprefix(declared.name)
            if port.startswith(declared.name) and _NUMBER.fullmatch(number):
                return True
        elif port == declared.name:
            return True
    return False


def output_of(project: Project, name: str, port: str, graph: str) -> str:
    """The output port to use for `port`, where "" and "out" mean the first. Raises EditError.

    A node of a type that is not known may have any port.
    """
    if port and is_foreign(project, node_of(project, name, graph).type, graph):
        return port
    ports = output_ports(layer_of(project, node_of(project, name, graph).type, graph))
    if not ports:
        raise EditError(tr("{name} has no output to connect from.", name=name))
    if port in ports:
        return port
    if port in ("", OUT):
        return ports[0]
    raise EditError(tr("{name} has no output “{port}”.", name=name, port=port))


def input_of(project: Project, name: str, port: str, graph: str) -> str:
    """The input port to use for `port`, where "" means the first free one. Raises EditError.

    A layer whose one required input is taken gives that input: the wire there is replaced.
    """
    if port and is_foreign(project, node_of(project, name, graph).type, graph):
        return port
    layer = layer_of(project, node_of(project, name, graph).type, graph)
    if not layer.inputs:
        raise EditError(tr("{name} has no input to connect to.", name=name))
    if has_input(layer, port):
        return port
    if port and not (port == IN and any(declared.variadic for declared in layer.inputs)):
        raise EditError(tr("{name} has no input “{port}”.", name=name, port=port))
    return _free_input(project, layer, name, graph)


def _free_input(project: Project, layer: Layer, name: str, graph: str) -> str:
    taken = {wire.target_port for wire in graph_of(project, graph).incoming(name)}
    ports = input_ports(layer, taken)
    optional = {port.name for port in layer.inputs if port.optional}
    required = [port for port in ports if port not in optional]
    free = [port for port in required if port not in taken]
    if free:
        return free[0]
    if len(required) == 1:
        return required[0]
    rest = [port for port in ports if port not in taken]
    if rest:
        return rest[0]
    raise EditError(tr("{name} has no free input.", name=name))
