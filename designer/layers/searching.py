"""Why: people look for a layer by whatever name they learned it under."""

from collections.abc import Iterable

from designer.layers.categories import CATEGORIES
from designer.layers.custom import NEW, title_of
from designer.layers.spec import Layer
from designer.layers.table import LAYERS


def search(text: str, blocks: Iterable[Layer] = ()) -> list[Layer]:
    """Layers that fit the text, best first; all of them, in palette order, for an empty text.

    `blocks` are those of a project, which stand before the catalogue, as its custom layers do;
    a custom layer that is still to be written comes last.

    Names count more than synonyms (English and Chinese), synonyms more than categories and
    the help; whole words more than beginnings, beginnings more than parts.
    """
    words = text.casefold().split()
    ranked = []
    own = list(blocks)
    new = [layer for layer in own if layer.type == NEW]
    own = [layer for layer in own if layer.type != NEW]
    for position, layer in enumerate((*own, *LAYERS.values(), *new)):
        ranks = [_rank(layer, word) for word in words]
        found = [rank for rank in ranks if rank is not None]
        if len(found) == len(words):
            ranked.append((sum(found), position, layer))
    return [layer for *_, layer in sorted(ranked, key=lambda row: row[:2])]


def _rank(layer: Layer, word: str) -> int | None:
    fields = (
        [title_of(layer.type).casefold()],
        [synonym.casefold() for synonym in layer.synonyms],
        [layer.category, CATEGORIES[layer.category].title.casefold()],
        [layer.help.casefold()],
    )
    ranks = [
        step * 3 + fit
        for step, texts in enumerate(fields)
        for text in texts
        if (fit := _fit(text, word)) is not None
    ]
    return min(ranks, default=None)


def _fit(text: str, word: str) -> int | None:
    if word == text:
        return 0
    if text.startswith(word) or f" {word}" in text:
        return 1
    return 2 if word in text else None
