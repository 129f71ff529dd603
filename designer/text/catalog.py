"""Why: a language is one file, a sentence a line, which people can read, compare and merge."""

import gettext
import json
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# First as in a wheel and in a frozen app, then as in a checkout.
PLACES = (PACKAGE / "resources", PACKAGE.parent / "resources")


class Catalog(gettext.NullTranslations):
    """Translations by English sentence; one that is missing stays English.

    A counted sentence is found by its singular. It has one form, as in Chinese; a language
    with more of them would bring its rule along.
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__()
        self._sentences = sentences

    def gettext(self, message: str) -> str:
        """The sentence in this language."""
        return self._sentences.get(message) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The counted sentence in this language."""
        return self._sentences.get(msgid1) or super().ngettext(msgid1, msgid2, n)


def read(code: str) -> Catalog:
    """The catalog of a language, such as "zh". Raises FileNotFoundError."""
    for place in PLACES:
        path = place / "translations" / f"{code}.json"
        if path.exists():
            return Catalog(json.loads(path.read_text(encoding="utf-8")))
    raise FileNotFoundError(f"Designer's translation '{code}' is missing from this installation.")
