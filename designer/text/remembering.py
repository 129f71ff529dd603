"""Why: an answer that has sentences in it is remembered once for each language."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from designer.text.languages import language

P = ParamSpec("P")
R = TypeVar("R")


def per_language(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: remember up to `most` answers, those in another language apart."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        def in_language(_language: str, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs)

        answer: Callable[..., R] = lru_cache(maxsize=most)(in_language)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            return answer(language(), *args, **kwargs)

        return ask

    return decorate
