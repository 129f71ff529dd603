"""Why: what a run in the window costs: `python -m benchmarks.in_window FILE` tells each epoch."""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["GOMP_SPINCOUNT"] = "0"
if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, QTimer

from designer.app.collector import Collector
from designer.app.gui import set_up
from designer.protocol import Epoch
from designer.ui.document import Document
from designer.ui.preferences import Preferences
from designer.ui.window import Window


def main(file: str) -> None:
    """Open the project, train it with its curves in view, print a line an epoch, and close."""
    application = set_up()
    collector = Collector()
    with tempfile.TemporaryDirectory() as folder:
        Document.scratch = Path(folder)
        window = Window(Preferences())
        window.resize(QSize(1440, 900))
        window.show()
        document = window.add_document(Document.open(file)).document
        bridge = document.bridge
        bridge.data_changed.connect(lambda: QTimer.singleShot(500, window, begin))
        bridge.run_events.connect(lambda events: [tell() for e in events if isinstance(e, Epoch)])
        bridge.run_ended.connect(window.close_at_once)

        def begin() -> None:
            if document.data_info is not None and document.training_state == "idle":
                window.menus.actions["train"].trigger()

        application.exec()
    collector.close()


def tell() -> None:
    """As the exported script says it."""
    print(json.dumps({"event": "epoch"}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
