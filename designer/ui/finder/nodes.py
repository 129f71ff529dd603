"""Why: in a large drawing a layer is found by what one remembers of it: name, type, a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from designer.edit.flowing import Flow, flow_of
from designer.layers import Layer, known, original_of
from designer.model import Node, Project
from designer.ui.finder.fuzzy import INSIDE, START, WORD, distance
from designer.ui.kinds import kind_text

BY_WORDS = 4.0  # a match in parameters and synonyms comes after those in name and type
Term = str | re.Pattern[str]
NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of some level. `title` is its name and type, `words` what else may be typed for it."""

    graph: str
    name: str
    title: str
    words: str
    at: tuple[float, float]  # along the flow, and across it


def entries(project: Project) -> list[Entry]:
    """Every node of every level, ready to be searched."""
    kinds: dict[tuple[str, str], tuple[str, str, dict[str, object]]] = {}
    found, flow = [], flow_of(project)
    for graph in project.graph_names():
        for node in project.graphs[graph].nodes.values():
            key = (graph if original_of(node.type) else "", node.type)
            if key not in kinds:
                kinds[key] = _kind(known(project, node.type, graph), node.type)
            found.append(_entry(graph, node, flow, kinds[key]))
    return found


def matching(typed: str, among: Sequence[Entry], graph: str) -> list[Entry]:
    """Those that have every word that was typed, the nearest first.

    Of those that are as near, the ones of this graph come first, and then along the flow. A
    number is itself and not a part of another: "64" finds 64 filters, not 640.
    """
    terms = [_term(word) for word in typed.casefold().split()]
    if not terms:
        return []
    # Many nodes have the same parameters: each wording is read once.
    said = {words: [_in(term, words) for term in terms] for words in {e.words for e in among}}
    near = [(_far(terms, said[entry.words], entry.title), entry) for entry in among]
    met = [(far, entry) for far, entry in near if far is not None]
    met.sort(key=lambda pair: (pair[0], pair[1].graph != graph, pair[1].at))
    return [entry for _, entry in met]


def _term(word: str) -> Term:
    """A number as a pattern that finds it whole; any other word as it is."""
    number = NUMBER.fullmatch(word)
    return re.compile(rf"(?<![\d.]){re.escape(word)}(?![\d.])") if number else word


def _in(term: Term, words: str) -> bool:
    return term in words if isinstance(term, str) else term.search(words) is not None


def _kind(layer: Layer | None, kind: str) -> tuple[str, str, dict[str, object]]:
    title = f"{kind_text(kind)} {kind}".casefold()
    if layer is None:
        return title, "", {}
    defaults = {p.name: p.default for p in layer.params if p.default is not None}
    return title, " ".join((layer.category, *layer.synonyms)).casefold(), defaults


def _entry(graph: str, node: Node, flow: Flow, kind: tuple[str, str, dict[str, object]]) -> Entry:
    title, synonyms, defaults = kind
    values = "".join(f" {name}={value}" for name, value in {**defaults, **node.params}.items())
    words = f"{synonyms}{values.casefold()}"
    across, along = flow.turned(node.at)
    return Entry(graph, node.name, f"{node.name.casefold()} {title}", words, (along, across))


def _far(terms: list[Term], said: list[bool], title: str) -> float | None:
    far = 0.0
    for term, is_said in zip(terms, said, strict=True):
        step = _step(term, title)
        if step is None and not is_said:
            step = _scattered(term, title)
            if step is None:
                return None
        far += BY_WORDS if step is None else step
    return far


def _step(term: Term, title: str) -> float | None:
    if not isinstance(term, str):
        return WORD if term.search(title) is not None else None
    at = title.find(term)
    if at > 0:
        return WORD if f" {term}" in title else INSIDE
    return START if at == 0 else None


def _scattered(term: Term, title: str) -> float | None:
    # Cheap first: only letters that are there in this order are worth a closer look.
    letters = iter(title)
    if isinstance(term, str) and all(letter in letters for letter in term):
        return distance(term, title)
    return None
