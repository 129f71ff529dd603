"""Why: closing asks before anything is lost; runs end cleanly while the window stays alive."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from designer.ui import comparisons, files
from designer.ui.document import Document

if TYPE_CHECKING:
    from designer.ui.window import Window
    from designer.ui.workspace import Workspace


def close_front(window: "Window") -> None:
    """Close the tab in front, unless it is the start page."""
    page = window.stack.currentWidget()
    if page is not None and page is not window.start_page:
        close_page(window, page)


def close_page(window: "Window", page: QWidget) -> None:
    """Close a tab, whether it holds a document, a comparison or the start page."""
    from designer.ui.workspace import Workspace

    if isinstance(page, Workspace):
        close_workspace(window, page)
    elif not comparisons.close_page(window, page):
        window.top.tabs.remove_page(page)


def quit_window(window: "Window") -> None:
    """End the program; asks what has to be asked."""
    window.close()


def close_workspace(window: "Window", workspace: "Workspace") -> None:
    """Close one tab; the last of a project, when what is unsaved is settled and its run ended."""
    if len(tabs_of(window, workspace)) > 1:
        window.remove_workspace(workspace)
        return
    if may_close(window, [workspace]):
        stop_then([workspace.document], lambda: window.remove_workspace(workspace))


def may_close(window: "Window", workspaces: Sequence["Workspace"]) -> bool:
    """Ask about runs, then about unsaved changes in one question. False when it was called off."""
    from designer.ui.dialogs import ask_to_save, ask_to_stop_training

    workspaces = list({workspace.document.work: workspace for workspace in workspaces}.values())
    for workspace in workspaces:
        if workspace.document.training_state in ("running", "paused"):
            window.show_workspace(workspace)
            if not ask_to_stop_training(window, workspace.document.title):
                return False
    changed = [workspace for workspace in workspaces if workspace.document.is_modified]
    if not changed:
        return True
    if len(changed) == 1:
        window.show_workspace(changed[0])
    answer = ask_to_save(window, [workspace.document.title for workspace in changed])
    if answer == "save":
        return all(_saved(window, workspace) for workspace in changed)
    return answer == "discard"


def may_leave(window: "Window") -> bool:
    """Ask about everything. True when the window can close now; else it does when runs end."""
    if not may_close(window, window.workspaces()):
        return False
    if all(document.training_state == "idle" for document in window.documents()):
        return True
    stop_then(window.documents(), window.close_at_once)
    return False


def stop_then(documents: Sequence[Document], then: Callable[[], object]) -> None:
    """Stop these runs and go on when all have ended; at once when there are none."""
    busy = [document for document in documents if document.training_state != "idle"]
    if not busy:
        then()
        return

    def ended() -> None:
        if any(document.training_state != "idle" for document in busy):
            return
        for document in busy:
            document.bridge.run_ended.disconnect(ended)
        busy.clear()
        # Later: a document is not to be closed from within its own signal.
        QTimer.singleShot(0, then)

    for document in busy:
        document.bridge.run_ended.connect(ended)
        document.stop_training()


def tabs_of(window: "Window", workspace: "Workspace") -> list["Workspace"]:
    """All tabs of the project that this one shows."""
    work = workspace.document.work
    return [other for other in window.workspaces() if other.document.work is work]


def _saved(window: "Window", workspace: "Workspace") -> bool:
    if workspace.document.path is None:
        window.show_workspace(workspace)
    return files.save(window, workspace)
