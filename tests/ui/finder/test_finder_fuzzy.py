"""Why: what a person types finds what they mean, and nothing at random."""

import pytest

from designer.ui.actions import table
from designer.ui.finder import distance
from designer.ui.menus import plain


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("zoom fit", "Zoom to fit"),
        ("ztf", "Zoom to fit"),
        ("save as", "Save as"),
        ("SAVE", "Save"),
        ("dark", "Dark theme"),
        ("heat", "Heat map"),
        ("recon", "Delete and reconnect"),
        ("undo", "Undo"),
        ("unp", "Unpack block"),
    ],
)
def test_the_nearest_name_is_what_was_meant(typed: str, best: str) -> None:
    far = {
        plain(row.title): number
        for row in table()
        if (number := distance(typed, plain(row.title))) is not None
    }
    assert min(far, key=lambda title: far[title]) == best


def test_every_action_is_found_by_its_name_and_its_first_letters() -> None:
    for row in table():
        title = plain(row.title)
        assert distance(title, title) == 0.0 or " " in title
        initials = "".join(word[0] for word in title.split())
        assert distance(initials, title) is not None


@pytest.mark.parametrize("typed", ["xyz", "zoomfitx", "fit zzz", "oom_"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert distance(typed, "Zoom to fit") is None


def test_nothing_typed_is_near_to_everything() -> None:
    assert distance("", "anything") == 0.0
