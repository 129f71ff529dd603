"""Why: a curve is computed by torch, so it is done in the background, and kept."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from designer.compile import Curve, curve
from designer.ui.document import Document

MOST = 64  # curves that are kept
Key = tuple[str, str]


class CurveReader:
    """The curves of functions of one value, computed when somebody first asks for them."""

    def __init__(
        self, document: Document, changed: Callable[[], None], listener: QObject | None = None
    ) -> None:
        self._listener = listener
        self._bridge = document.bridge
        self._changed = changed
        self._known: dict[Key, Curve | None] = {}
        self._busy = False
        self._wanted: tuple[Key, dict[str, Any]] | None = None  # only the newest is worth it

    def get(self, layer_type: str, values: Mapping[str, Any]) -> Curve | None:
        """The curve, if it is known; else None, and `changed` is called when it is.

        None, too, where there is none: see `compile.curve`.
        """
        key = (layer_type, repr(sorted(values.items())))
        if key not in self._known:
            self._wanted = key, dict(values)
            self._read()
        return self._known.get(key)

    def knows(self, layer_type: str, values: Mapping[str, Any]) -> bool:
        """True when `get` says what there is to say."""
        return (layer_type, repr(sorted(values.items()))) in self._known

    def _read(self) -> None:
        if self._busy or self._wanted is None:
            return
        (key, values), self._wanted = self._wanted, None
        self._busy = True
        self._bridge.in_background(
            lambda: curve(key[0], values), lambda found: self._take(key, found), self._listener
        )

    def _take(self, key: Key, found: Curve | None) -> None:
        self._busy = False
        while len(self._known) >= MOST:
            self._known.pop(next(iter(self._known)))
        self._known[key] = found
        self._changed()
        self._read()
