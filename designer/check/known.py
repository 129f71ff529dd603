"""Why: what a check has found is the beginning of the next one, which has little to find anew."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from time import thread_time

from designer.check import probing
from designer.check.flow import Flow, flow
from designer.check.inside import bound, look
from designer.check.leading import lead
from designer.check.marks import Mark, marks_of
from designer.check.ports import Inputs, inputs_of
from designer.check.reflow import TooMuch, reflow, taken
from designer.check.report import Report
from designer.check.run import report_of
from designer.check.sorting import placed, reordered
from designer.check.view import View, is_plain, layers_of
from designer.layers import Layer
from designer.model import MAIN, Graph, Project
from designer.protocol import DataInfo
from designer.text.languages import language


@dataclass
class Known:
    """What is known of a project's network: tables that belong to it alone, and change.

    `ages` has the order of each node, `circumstances` what else answers depend on, and `seconds`
    is how long the rules took.
    """

    view: View
    found: Flow
    layers: dict[str, Layer]
    inputs: dict[str, Inputs]
    marks: dict[Mark, set[str]]
    places: dict[str, int]
    leading: set[str]
    ages: dict[str, int]
    circumstances: object
    seconds: float = 0.0


def learned(project: Project, data: DataInfo | None = None) -> tuple[Report, Known | None]:
    """The report of a full check, and what to go on from, where that is possible.

    It is not where layers are bypassed or share weights, or parameters are expressions: then the
    drawing is not what runs.
    """
    view = look(project, MAIN, data)
    if view.drawing is not project.main:
        return report_of(project, view, flow(view)), None
    layers, inputs, places = dict(view.layers), dict(view.inputs), dict(view.places)
    marks = {mark: set(names) for mark, names in view.marks.items()}
    leading = set(view.useful)
    own = replace(view, layers=layers, inputs=inputs, marks=marks, places=places, leading=leading)
    ages = {name: node.order for name, node in view.drawing.nodes.items()}
    given = circumstances(project)
    known = Known(own, flow(own), layers, inputs, marks, places, leading, ages, given)
    return told(project, known), known


def told(project: Project, known: Known) -> Report:
    """What the rules say of what is known; the report has tables of its own."""
    begin = thread_time()
    report = report_of(project, known.view, known.found.copy())
    known.seconds = thread_time() - begin
    return report


def circumstances(project: Project) -> object:
    """What all answers depend on besides the drawing."""
    return language(), probing.count(), tuple(project.main.exposed.items())


def follow(
    old: Known, project: Project, touched: Collection[str], data: DataInfo | None, most: int | None
) -> bool:
    """Bring what is known up to date, asking no more than `most` layers (else: TooMuch).

    `touched` are the nodes that came, went or changed, and both ends of wires that did. False
    where that cannot be done, as in `learned`; then, as after TooMuch, `old` is of no use any more.
    """
    if most is not None and len(touched) > most:
        raise TooMuch
    drawing = project.main
    nodes = [drawing.nodes[name] for name in touched if name in drawing.nodes]
    if circumstances(project) != old.circumstances or not all(map(is_plain, nodes)):
        return False
    gave = {name: taken(old.found, name, old.layers.get(name)) for name in touched}
    had_loops = len(old.view.order) < len(old.ages)
    order = reordered(drawing, _renamed(old, drawing, touched), old.places, touched)
    _read(old, project, touched)
    has_loops = len(order) < len(drawing.nodes)
    if had_loops or has_loops:
        for name in {*order} ^ {*old.view.order}:
            if name not in gave:
                gave[name] = taken(old.found, name, old.layers.get(name))
    if order is not old.view.order:
        old.places.clear()
        old.places.update(placed(order))
    view = replace(
        old.view,
        drawing=drawing,
        order=order,
        samples=project.data,
        training=project.training,
        data=data,
        leading=None,
    )
    if had_loops or has_loops:  # loops hold each other
        old.leading = set(view.useful)
    else:
        lead(view, old.leading, touched)
    old.view = replace(view, leading=old.leading)
    reflow(old.view, old.found, {n: gave[n] for n in gave if n in drawing.nodes}, most)
    return True


def _renamed(old: Known, drawing: Graph, touched: Collection[str]) -> tuple[str, ...]:
    """The order so far, where a node that is as old as another was stands in its place."""
    nodes = drawing.nodes
    gone = {}
    for name in touched:
        age = old.ages.get(name)
        if age is not None and (name not in nodes or nodes[name].order != age):
            gone[old.ages.pop(name)] = old.places.get(name, -1)
            if name in nodes:
                old.places.pop(name, None)
    order = list(old.view.order)
    for name in touched:
        if name in nodes and name not in old.ages:
            age = old.ages[name] = nodes[name].order
            place = gone.get(age, -1)
            if place >= 0:
                if order[place] not in nodes:
                    old.places.pop(order[place], None)
                order[place] = name
                old.places[name] = place
    return tuple(order) if gone else old.view.order


def _read(old: Known, project: Project, touched: Collection[str]) -> None:
    """Layers, inputs and marks of these nodes, as they are now."""
    drawing = project.main
    layer_of = layers_of(project, MAIN, partial(bound, project))
    for name in touched:
        for names in old.marks.values():
            names.discard(name)
        old.layers.pop(name, None)
        old.inputs.pop(name, None)
        node = drawing.nodes.get(name)
        if node is None:
            continue
        layer = layer_of(node)
        if layer is not None:
            old.layers[name] = layer
            old.inputs[name] = inputs_of(layer, drawing.incoming(name))
        leaving = drawing.wires_from(name)
        for mark in marks_of(node, layer, old.inputs.get(name), leaving):
            old.marks[mark].add(name)
