"""Why: which languages there are, which one is on, and which one a person's system asks for."""

import gettext
import os
from collections.abc import Iterable

from designer.text import use
from designer.text.catalog import read
from designer.text.pseudo import Pseudo

LANGUAGES = {"en": "English", "zh": "简体中文"}
"""As those who read them call them."""
PSEUDO = "xx"  # for developers: DESIGNER_LANG=xx
VARIABLES = ("DESIGNER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
_state = {"code": "en"}


def language() -> str:
    """The language that is on."""
    return _state["code"]


def set_language(code: str) -> None:
    """Say everything in this language from now on; English for one that there is not."""
    code = code if code in LANGUAGES or code == PSEUDO else "en"
    if code == PSEUDO:
        use(Pseudo())
    else:
        use(gettext.NullTranslations() if code == "en" else read(code))
    _state["code"] = code


def first_known(wanted: Iterable[str]) -> str:
    """The first of these that we speak: "zh" for "zh_CN.UTF-8" and "zh-Hans-CN"; else English."""
    for name in wanted:
        code = name.replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES or code == PSEUDO:
            return code
    return "en"


def of_environment() -> str:
    """The language that the environment asks for."""
    return first_known([next(filter(None, map(os.environ.get, VARIABLES)), "en")])


def insisted() -> str:
    """The language that DESIGNER_LANG asks for, whatever the system says."""
    asked = os.environ.get("DESIGNER_LANG", "")
    return first_known([asked]) if asked else ""
