"""Why: pictures of the app are taken by the app, so that they show what there is.

python scripts/pictures.py                  every view into build/pictures, with an index.html
python scripts/pictures.py --docs           only those of README and docs, into docs/pictures
python scripts/pictures.py --only start,block --schemes dark --languages zh --sizes 1280x800
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from designer.ui.preferences import Language
    from designer.ui.window import Window
    from scripts.stage import Stage

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SCHEMES = ("light", "dark", "white", "black")
LANGUAGES = ("en", "zh")
SIZES = ("1280x800", "1920x1080")
SHARP = "2"  # pixels a unit, of the pictures for screens with high resolution
DOCS = {
    "activity.png": ("activity", "light", "1280x800"),
    "block.png": ("block", "light", "1280x800"),
    "compared.png": ("compared", "light", "1280x800"),
    "mistake.png": ("broken", "light", "1440x900"),
    "start.png": ("start", "light", "1440x900"),
    "window-light.png": ("finished", "light", "1440x900"),
    "window-dark.png": ("finished", "dark", "1440x900"),
}
"""The pictures that README and docs use: of which view, in which scheme and size."""


@dataclass(frozen=True)
class Shot:
    """One picture: of which view, and how."""

    view: str
    scheme: str
    language: str
    size: str
    path: Path


def take(view_name: str, shots: Iterable[Shot]) -> Iterator[Shot]:
    """Get a view ready once and take all pictures of it; gives each when it is taken."""
    from designer.ui import dialogs, theme
    from designer.ui.language import speak
    from scripts.stage import Stage
    from scripts.views import VIEWS

    view = next(view for view in VIEWS if view.name == view_name)
    native, dialogs.options.native = dialogs.options.native, False
    theme.set_scheme("light")
    speak("en")  # what views open is called in it
    stage = Stage()
    try:
        view.prepare(stage)
        for shot in shots:
            _dress(stage, shot)
            if stage.window.workspace is not None:
                view.frame(stage.workspace.canvas)
            if view.ask is not None:
                _take_dialog(stage, view.ask, shot.path)
            else:
                if view.show is not None:
                    view.show(stage)
                stage.settle(250)
                save(whole(stage.window), shot.path)
                if view.show is not None:
                    _put_away(stage)
            yield shot
    finally:
        stage.close()
        dialogs.options.native = native


def _dress(stage: "Stage", shot: Shot) -> None:
    """Scheme, language and size, as the shot wants them."""
    from designer.text.languages import language as spoken
    from designer.ui import language, theme

    if theme.scheme() != shot.scheme:
        theme.set_scheme(shot.scheme)
    if spoken() != shot.language:
        language.speak(cast("Language", shot.language))
        language.relabel(stage.window)
    width, height = map(int, shot.size.split("x"))
    if (stage.window.width(), stage.window.height()) != (width, height):
        stage.window.resize(width, height)
    stage.settle()


def _take_dialog(stage: "Stage", ask: Callable[["Window"], object], path: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(50, act)  # it is not there yet
        else:
            save(whole(stage.window), path)
            dialog.reject()

    QTimer.singleShot(300, act)
    ask(stage.window)


def whole(window: "Window") -> "QPixmap":
    """The window, with the dialogs and menus that lie over it."""
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QApplication

    from designer.ui import theme

    picture = window.grab()
    above = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]
    if above:
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
        painter.setPen(theme.current().line)
        for other in above:
            at = window.rect().center() - other.rect().center()
            painter.drawPixmap(at, other.grab())
            painter.drawRect(other.rect().translated(at))
        painter.end()
    return picture


def save(picture: "QPixmap", path: Path) -> None:
    """Write it, and in it the font that it was taken with: others cannot be compared with it."""
    image = picture.toImage()
    image.setText("Font", font())
    image.save(str(path))


def font() -> str:
    """The fonts of the window, as the system has them."""
    from PySide6.QtGui import QFontInfo

    from designer.ui import theme

    fonts = (theme.current().font(12), theme.current().mono(12))
    return ", ".join(QFontInfo(font).family() for font in fonts)


def _put_away(stage: "Stage") -> None:
    """Close what a view has opened over the window."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from designer.ui.code.editor import CodeEditor

    for editor in stage.window.findChildren(CodeEditor):
        editor.close()
    popup = QApplication.activePopupWidget()
    focus = QApplication.focusWidget()
    if popup is not None:
        popup.close()
    elif focus is not None and focus.window() is stage.window:
        QTest.keyClick(focus, Qt.Key.Key_Escape)
    stage.settle(50)


def plan(folder: Path, chosen: argparse.Namespace) -> list[Shot]:
    """Every picture of the gallery, by view."""
    from scripts.views import VIEWS

    names = [view.name for view in VIEWS if not chosen.only or view.name in chosen.only]
    every = product(names, chosen.sizes, chosen.languages, chosen.schemes)
    sharp = "@2" if os.environ.get("QT_SCALE_FACTOR") == SHARP else ""
    return [
        Shot(v, scheme, language, size, folder / f"{v}-{scheme}-{language}-{size}{sharp}.png")
        for v, size, language, scheme in every
    ]


def plan_docs(folder: Path) -> list[Shot]:
    """The pictures that README and docs use."""
    return [
        Shot(view, scheme, "en", size, folder / name) for name, (view, scheme, size) in DOCS.items()
    ]


def take_all(shots: list[Shot]) -> None:
    """Take them, view by view, and say how far it is."""
    for view in dict.fromkeys(shot.view for shot in shots):
        for shot in take(view, [shot for shot in shots if shot.view == view]):
            print(shot.path.name, flush=True)


def write_index(folder: Path) -> None:
    """A page that shows all pictures of a folder by view, each a link to itself in full."""
    from scripts.views import VIEWS

    parts = [
        "<!doctype html><meta charset=utf-8><title>Designer</title><style>",
        "body{font:14px system-ui;margin:24px;background:#eee}figure{display:inline-block;",
        "margin:8px}img{width:400px;display:block}figcaption{font-size:11px}</style>",
    ]
    for view in VIEWS:
        pictures = sorted(folder.glob(f"{view.name}-*.png"))
        if pictures:
            parts.append(f"<h2>{escape(view.title)}</h2>")
        for path in pictures:
            caption = escape(path.stem.removeprefix(f"{view.name}-"))
            parts.append(
                f'<figure><a href="{path.name}"><img loading=lazy src="{path.name}" '
                f'alt="{escape(view.title)}, {caption}"></a>'
                f"<figcaption>{caption}</figcaption></figure>"
            )
    (folder / "index.html").write_text("\n".join(parts) + "\n", encoding="utf-8")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What is asked for on the command line, or by a test."""
    parser = argparse.ArgumentParser(description="Take pictures of every view of the app.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--docs", action="store_true", help="those of README and docs")

    def several(text: str) -> list[str]:
        return text.split(",")

    parser.add_argument("--only", type=several, default=[], help="names of views")
    parser.add_argument("--schemes", type=several, default=list(SCHEMES))
    parser.add_argument("--languages", type=several, default=list(LANGUAGES))
    parser.add_argument("--sizes", type=several, default=list(SIZES))
    parser.add_argument("--sharp", action="store_true", help="in high resolution, too")
    return parser.parse_args(given)


def main() -> None:
    """Take what is asked for."""
    chosen = arguments()
    folder = chosen.folder or ROOT / ("docs/pictures" if chosen.docs else "build/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    from designer.app.gui import set_up

    application = set_up()
    take_all(plan_docs(folder) if chosen.docs else plan(folder, chosen))
    if chosen.sharp:
        again = [sys.executable, __file__, str(folder), "--schemes", "light", "--languages", "en"]
        again += ["--sizes", SIZES[0], *(["--only", ",".join(chosen.only)] if chosen.only else [])]
        subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": SHARP}, check=True)  # noqa: S603 - ourselves
    if not chosen.docs:
        write_index(folder)
    application.quit()


if __name__ == "__main__":
    main()
