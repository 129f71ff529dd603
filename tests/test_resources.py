"""Why: a resource is found by its name, however Designer was installed."""

import pytest

from designer.ui.resources import resource


def test_the_icon_is_found() -> None:
    assert resource("icons/app.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/none\.svg"):
        resource("icons/none.svg")
