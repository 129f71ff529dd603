"""Why: a view that has come to look different is noticed, by a picture of it taken again.

`make pictures` renews docs/pictures when the difference is meant to be.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from designer.ui import language, theme
from designer.ui.document import Document
from scripts import pictures
from scripts.views import VIEWS

DOCS = pictures.ROOT / "docs" / "pictures"
AGAIN = ("start.png", "block.png", "mistake.png")  # what needs no training
CELLS = (64, 40)  # what is compared: brightness in so many cells, which no letter fills alone
MEAN, MOST = 0.012, 0.2  # differences of brightness, of 1, that are let pass
pytestmark = pytest.mark.xdist_group("pictures")


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Document, "scratch", Document.scratch)
    scheme = theme.scheme()
    yield
    theme.set_scheme(scheme)
    language.speak("en")


def brightness(image: QImage) -> np.ndarray:
    """How bright the cells of a picture are, from 0 to 1, each the mean of its pixels."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    pixels = rows[:, : gray.width()] / 255
    across = np.array_split(np.arange(gray.width()), CELLS[0])
    down = np.array_split(np.arange(gray.height()), CELLS[1])
    columns = np.stack([pixels[:, part].mean(axis=1) for part in across], axis=1)
    return np.stack([columns[part].mean(axis=0) for part in down])


def look_alike(one: QImage, other: QImage) -> bool:
    apart = np.abs(brightness(one) - brightness(other))
    return bool(apart.mean() < MEAN and apart.max() < MOST)


@pytest.mark.parametrize("name", AGAIN)
def test_a_view_looks_as_in_the_docs(tmp_path: Path, name: str) -> None:
    before = QImage(str(DOCS / name))
    if before.text("Font") != pictures.font():
        pytest.skip(f"taken with {before.text('Font')}, and here is {pictures.font()}")
    (shot,) = (s for s in pictures.plan_docs(tmp_path) if s.path.name == name)
    assert list(pictures.take(shot.view, [shot])) == [shot]
    after = QImage(str(shot.path))
    assert after.size() == before.size()
    assert look_alike(before, after), f"{name} looks different: `make pictures` if it is meant to"


def test_a_difference_that_a_person_sees_is_found() -> None:
    for name in pictures.DOCS:
        image = QImage(str(DOCS / name))
        assert look_alike(image, image)
        smaller = image.scaled(image.size() / 1.1)
        assert look_alike(image, smaller), "letters and pixels of another size are let pass"
        shifted = image.copy(0, 60, image.width(), image.height())
        assert not look_alike(image, shifted)
    names = ("window-light.png", "window-dark.png", "mistake.png", "start.png")
    for one, other in itertools.combinations([QImage(str(DOCS / name)) for name in names], 2):
        assert not look_alike(one, other)


def test_the_gallery_has_a_page_with_all_that_was_taken(tmp_path: Path) -> None:
    given = [str(tmp_path), "--only", "error,empty", "--sizes", "900x600", "--languages", "zh"]
    chosen = pictures.arguments(given)
    shots = pictures.plan(tmp_path, chosen)
    assert len(shots) == 2 * len(pictures.SCHEMES)
    some = [shot for shot in shots if shot.scheme in ("dark", "white")]
    pictures.take_all(some)
    pictures.write_index(tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    seen = set()
    for shot in some:
        assert page.count(f'src="{shot.path.name}"') == 1
        image = QImage(str(shot.path))
        assert not image.isNull()
        seen.add(brightness(image).tobytes())
    assert len(seen) == len(some), "two pictures are the same"


def test_every_picture_of_the_docs_is_taken_by_the_app() -> None:
    assert {path.name for path in DOCS.glob("*.png")} == set(pictures.DOCS)
    assert {view for view, _, _ in pictures.DOCS.values()} <= {view.name for view in VIEWS}
    text = (pictures.ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"docs/pictures/([\w.-]+)", text)) == set(pictures.DOCS)
