"""Why: every sentence a person reads passes through one function, so that it can be translated.

The rooms below the window know nothing of Qt, so translation rests on the standard
library's gettext; the window uses the same function. Sentences are English message ids.
"""

import gettext
from collections.abc import Iterable

_translations: gettext.NullTranslations = gettext.NullTranslations()


def use(translations: gettext.NullTranslations) -> None:
    """Make `translations` the language of every sentence from now on."""
    global _translations
    _translations = translations


def tr(message: str, **values: object) -> str:
    """The message in the reader's language, with `{name}` fields filled from `values`.

    The message must be a literal, so that message catalogs can be extracted from the source.
    """
    text = _translations.gettext(message)
    return text.format(**values) if values else text


def trn(singular: str, plural: str, count: int, **values: object) -> str:
    """Like `tr`, choosing between singular and plural by `count`, which fills `{count}`."""
    return _translations.ngettext(singular, plural, count).format(count=count, **values)


def listed(words: Iterable[str]) -> str:
    """Words in a row, with the comma of the reader's language between them."""
    return tr(", ").join(words)


def joined(*sentences: str) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    text = ""
    for sentence in filter(None, sentences):
        text = tr("{first} {next}", first=text, next=sentence) if text else sentence
    return text
