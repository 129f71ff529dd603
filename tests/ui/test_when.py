"""Why: a moment is told as people tell it, whatever the day."""

from datetime import datetime, timedelta

from designer.text.languages import set_language
from designer.ui.when import in_words, to_the_minute

NOW = datetime(2026, 3, 5, 14, 5).astimezone()


def test_moments_are_said_as_people_say_them() -> None:
    assert in_words(NOW, NOW) == "Today, 14:05"
    assert in_words(NOW - timedelta(days=1), NOW) == "Yesterday"
    assert in_words(NOW - timedelta(days=3), NOW) == "3 days ago"
    assert in_words(NOW - timedelta(days=40), NOW) == "24 Jan 2026"


def test_runs_are_told_apart_by_the_minute() -> None:
    assert to_the_minute(NOW, NOW) == "Today, 14:05"
    assert to_the_minute(NOW - timedelta(days=1), NOW) == "Yesterday, 14:05"
    assert to_the_minute(NOW - timedelta(days=3), NOW) == "2 Mar 2026, 14:05"


def test_a_day_is_said_in_the_language_of_the_window() -> None:
    set_language("zh")
    try:
        assert in_words(NOW - timedelta(days=40), NOW) == "2026年1月24日"
        assert to_the_minute(NOW - timedelta(days=3), NOW) == "2026年3月2日 14:05"
    finally:
        set_language("en")
