"""Why: a file of another program becomes a new drawing, and what was not understood is told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from designer.text import tr, trn
from designer.ui.bridge import Bridge
from designer.ui.document import Document

if TYPE_CHECKING:
    from designer.port import Imported
    from designer.ui.window import Window


def is_foreign(path: Path) -> bool:
    """True when a file of this name is a network of another program that can be read."""
    from designer import port

    return port.is_foreign(path)


def import_path(window: "Window", path: Path) -> None:
    """Read a file in the background; its network gets a tab of its own and has no file yet."""
    bridge = Bridge()
    bridge.setParent(window)  # there is no document yet whose bridge it could be
    window.status.say(tr("Reading {file}…", file=path.name))

    def work() -> "Imported | str":
        from designer import port

        try:
            return port.read(path)
        except ValueError as error:  # ours are sentences: PortError, EditError
            return str(error)

    def done(found: "Imported | str") -> None:
        bridge.close()
        bridge.deleteLater()
        _show(window, path, found)

    bridge.in_background(work, done, window)


def stop(window: "Window") -> None:
    """Before the window goes: wait for what is being read, and show it no more."""
    for bridge in window.findChildren(Bridge):
        bridge.close()


def _show(window: "Window", path: Path, found: "Imported | str") -> None:
    from designer.ui.dialogs import show_error, show_remarks

    if isinstance(found, str):
        show_error(window, tr("{file} was not imported", file=path.name), found)
        return
    document = Document(found.project)
    document.history.mark_unsaved()
    window.add_document(document)
    if not found.remarks:
        window.status.say(tr("Imported {file}", file=path.name))
        return
    heading = heading_of(path.name, found.remarks)
    window.status.say(heading)
    show_remarks(window, heading, found.remarks)


def heading_of(file: str, remarks: Sequence[str]) -> str:
    """That a file was read, and how much is to be said about it."""
    return trn(
        "{file} is drawn, with {count} remark",
        "{file} is drawn, with {count} remarks",
        len(remarks),
        file=file,
    )
