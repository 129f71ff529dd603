"""Why: what the File menu does; whatever fails says one sentence and loses nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from designer.store import SUFFIX, FileError
from designer.text import tr
from designer.ui import bookmarks
from designer.ui.document import Document
from designer.ui.filenames import readable
from designer.ui.importing import import_path, is_foreign
from designer.ui.picturing import write_picture
from designer.ui.waiting import waiting

if TYPE_CHECKING:
    from designer.ui.window import Window
    from designer.ui.workspace import Workspace


def new(window: "Window") -> None:
    """An empty drawing in a tab of its own."""
    taken = {document.title for document in window.documents()}
    name, number = tr("Untitled"), 2
    while name in taken:
        name, number = tr("Untitled {number}", number=number), number + 1
    window.add_document(Document.new(name))


def from_template(window: "Window", name: str) -> None:
    """A drawing that a template makes."""
    window.add_document(Document.from_template(name))


def ask_and_open(window: "Window") -> None:
    """Choose a file and open it."""
    from designer.ui.dialogs import choose_open

    path = choose_open(window, folder_of(window))
    if path is not None:
        open_path(window, path)


def open_path(window: "Window", path: Path) -> bool:
    """Open a file, or go to its tab when it is open. False, after saying why, when it cannot be.

    One of another program is read in the background, and opens as a new drawing.
    """
    from designer.ui.dialogs import show_error

    if is_foreign(path):
        import_path(window, path)
        return True
    there = workspace_of(window, path)
    if there is not None:
        window.show_workspace(there)
        return True
    try:
        with waiting():
            document = Document.open(path)
            _remember(window, path)
            bookmarks.read_back(window, document)
            window.add_document(document)
    except FileError as error:
        window.preferences.forget_file(path)
        window.keep()
        show_error(window, tr("{file} was not opened", file=path.name), str(error))
        return False
    return True


def forget(window: "Window", path: Path) -> None:
    """Take a file off the list of recent ones."""
    window.preferences.forget_file(path)
    window.keep()
    window.start_page.show_recent(window.recent_files())


def save_front(window: "Window") -> None:
    """Save the document in front."""
    if window.workspace is not None:
        save(window, window.workspace)


def save_front_as(window: "Window") -> None:
    """Save the document in front under a name that is asked for."""
    if window.workspace is not None:
        save_as(window, window.workspace)


def save(window: "Window", workspace: "Workspace") -> bool:
    """Save a document; asks where when it has no file yet. True when it is saved.

    It asks, too, before it writes over what another program has written there meanwhile.
    """
    from designer.ui.dialogs import ask_to_overwrite

    path = workspace.document.path
    if path is None:
        return save_as(window, workspace)
    if workspace.document.work.is_overtaken:
        answer = ask_to_overwrite(window, path.name)
        if answer != "overwrite":
            return answer == "elsewhere" and save_as(window, workspace)
    return _write(window, workspace, path)


def save_as(window: "Window", workspace: "Workspace") -> bool:
    """Save a document under a name that is asked for. True when it is saved."""
    from designer.ui.dialogs import choose_save, show_error

    path = choose_save(window, suggested(window, workspace.document, SUFFIX))
    if path is None:
        return False
    path = path if path.suffix else path.with_suffix(SUFFIX)
    other = workspace_of(window, path)
    if other is not None and other.document.work is not workspace.document.work:
        sentence = tr("It is open in another tab: close that one first, or take another name.")
        show_error(window, tr("{file} was not saved", file=path.name), sentence)
        return False
    return _write(window, workspace, path)


def export(window: "Window") -> None:
    """Write the document in front as code or as a model file."""
    from designer.ui.dialogs import choose_export

    if window.workspace is None:
        return
    document = window.workspace.document
    chosen = choose_export(window, suggested(window, document, ".py"))
    if chosen is None:
        return
    path, kind = chosen
    if kind in ("png", "svg", "pdf"):
        look = window.preferences.picture
        tell_export(window, path, failure_of(lambda: write_picture(document, path, look)))
        return
    project, base_dir = document.project.copy(), document.base_dir

    def work() -> str:
        from designer import port

        return failure_of(lambda: port.save(project, path, kind, base_dir))

    document.bridge.message.emit(tr("Writing {file}…", file=path.name))
    document.bridge.in_background(work, lambda failure: tell_export(window, path, failure))


def workspace_of(window: "Window", path: Path) -> "Workspace | None":
    """The tab in which a file is open."""
    wanted = os.path.realpath(path)  # also of links that lead in a circle, and to no file
    for workspace in window.workspaces():
        own = workspace.document.path
        if own is not None and os.path.realpath(own) == wanted:
            return workspace
    return None


def folder_of(window: "Window") -> Path:
    """Where people expect a file dialog to begin."""
    workspace = window.workspace
    if workspace is not None and workspace.document.path is not None:
        return workspace.document.path.parent
    folder = Path(window.preferences.folder or Path.home())
    return folder if folder.is_dir() else Path.home()


def suggested(window: "Window", document: Document, suffix: str) -> Path:
    """A file name to begin with."""
    name = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in document.title)
    return folder_of(window) / f"{name.strip() or tr('Untitled')}{suffix}"


def _write(window: "Window", workspace: "Workspace", path: Path) -> bool:
    from designer.ui.dialogs import show_error

    try:
        workspace.document.save(path)
    except FileError as error:
        show_error(window, tr("{file} was not saved", file=path.name), str(error))
        return False
    _remember(window, path)
    bookmarks.write_down(window, workspace.document)
    workspace.document.bridge.message.emit(tr("Saved {file}", file=readable(path.name)))
    return True


def _remember(window: "Window", path: Path) -> None:
    window.preferences.remember_file(path)
    window.keep()


def failure_of(work: Callable[[], object]) -> str:
    """Why the work failed, in one sentence; "" when it did not."""
    try:
        work()
    except OSError as error:
        return f"{error.strerror or error}."
    except ValueError as error:  # ours are sentences: PortError, NotReady, DataError, PictureError
        return str(error)
    return ""


def tell_export(window: "Window", path: Path, failure: str) -> None:
    """Say that a file is written, or in one sentence why it is not."""
    from designer.ui.dialogs import show_error

    if failure:
        show_error(window, tr("{file} was not written", file=path.name), failure)
    else:
        window.status.say(tr("Wrote {file}", file=path))
