"""Why: the pictures of the docs are taken by the app, so that they show what there is.

python scripts/pictures.py FOLDER     the window with a template, in a file of its own each
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PICTURES = {"block.png": ("gpt2", "Block", False)}
"""What to show: a template, a graph of it, and whether in the dark."""
SIZE = (1280, 800)
LONGEST = 60.0  # seconds


def take(name: str, folder: Path) -> None:
    """Open the template, wait until everything is known, and take the picture."""
    from PySide6.QtWidgets import QApplication

    from designer.ui import theme
    from designer.ui.document import Document
    from designer.ui.preferences import Preferences
    from designer.ui.window import Window

    template, graph, dark = PICTURES[name]
    theme.set_scheme("dark" if dark else "light")
    window = Window(Preferences(), lambda _: None)
    window.resize(*SIZE)
    window.show()
    document = Document.from_template(template)
    workspace = window.add_document(document)
    document.open_graph(graph)
    document.check_now()
    end = time.monotonic() + LONGEST
    while (document.costs.pending or document.costs.costs is None) and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    workspace.canvas.zoom_to_fit()
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(0.02)
    window.grab().save(str(folder / name))
    window.close_at_once()


def main(folder: Path) -> None:
    """Take all of them."""
    from designer.app.gui import set_up

    folder.mkdir(parents=True, exist_ok=True)
    application = set_up()
    for name in PICTURES:
        take(name, folder)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
