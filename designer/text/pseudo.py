"""Why: a language that nobody speaks shows what is cut off when words are longer, and what was
never translated: all that has no accents."""

import gettext
import re
from itertools import cycle, islice

LONGER = 0.4
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
_FILLING = "öréñ ípšü dölór l"
# Fields, tags and the mark of a menu letter stay as they are.
_FIXED = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&.|\n)")


class Pseudo(gettext.NullTranslations):
    """English with accents, and longer by `LONGER`."""

    def gettext(self, message: str) -> str:
        """The sentence, stretched."""
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The counted sentence, stretched."""
        return stretched(super().ngettext(msgid1, msgid2, n))


def stretched(message: str) -> str:
    """A sentence with accents and with 40 % more letters; its fields stay."""
    parts = _FIXED.split(message)
    letters = sum(len(part) for part in parts[::2])
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    filling = "".join(islice(cycle(_FILLING), max(0, round(LONGER * letters) - 1)))
    return "".join(parts) + (f" {filling}".rstrip() if filling else "")
