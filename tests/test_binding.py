"""Why: PySide6 6.12.0 on Python < 3.12 loses a reference to None per void call, and then dies."""

import sys

from PySide6.QtCore import QObject


def test_the_qt_binding_does_not_lose_references_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    lost = before - sys.getrefcount(None)
    assert lost < 100, f"this Qt binding lost {lost} references to None in 1,000 calls"
