"""Why: people type beginnings, middles and first letters of a name; all of it counts."""

START, WORD, INSIDE, SPREAD = 0.0, 1.0, 3.0, 5.0
FARTHER = 0.01  # for a letter that the match lies farther from the beginning


def distance(typed: str, text: str, letters: bool = True) -> float | None:
    """How far a text is from what was typed, 0 for its beginning; None when it does not match.

    Every word that was typed has to be there: as a piece of the text, or as letters in this order
    that begin at a word ("zf" for "Zoom to fit"); not so without `letters`, for long texts.
    """
    text = text.casefold()
    total = 0.0
    for term in typed.casefold().split():
        found = _piece(term, text)
        found = _letters(term, text) if found is None and letters else found
        if found is None:
            return None
        total += found
    return total


def _piece(term: str, text: str) -> float | None:
    starts = [at for at in range(len(text)) if text.startswith(term, at)]
    if not starts:
        return None
    return min(_cost(at, text) for at in starts)


def _cost(at: int, text: str) -> float:
    if at == 0:
        return START
    return (WORD if _begins_word(at, text) else INSIDE) + FARTHER * at


def _letters(term: str, text: str) -> float | None:
    """The letters one after the other, as near to each other as they come."""
    costs = [
        _spread(term, text, at)
        for at in range(len(text))
        if text[at] == term[0] and _begins_word(at, text)
    ]
    return min((cost for cost in costs if cost is not None), default=None)


def _spread(term: str, text: str, start: int) -> float | None:
    at, jumps = start, 0.0
    for letter in term[1:]:
        following = text.find(letter, at + 1)
        if following < 0:
            return None
        if following > at + 1:
            jumps += 0.2 if _begins_word(following, text) else 1.0
        at = following
    return SPREAD + jumps + FARTHER * start


def _begins_word(at: int, text: str) -> bool:
    return at == 0 or not text[at - 1].isalnum()
