"""Why: what Train, Pause and Stop do to the document in front."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.ui.window import Window


def start(window: "Window") -> None:
    """Train; what keeps it from training is shown instead: its problems, or its settings."""
    workspace = window.workspace
    if workspace is None:
        return
    workspace.bottom.panel("training")  # it must be listening when the run begins
    if workspace.document.start_training() or not workspace.document.project.data.source:
        workspace.bottom.show_tab("training")
        window.show_panel("bottom")
    elif any(problem.severity == "error" for problem in workspace.document.problems):
        workspace.bottom.show_tab("problems")
        window.show_panel("bottom")


def pause_or_resume(window: "Window") -> None:
    """Hold the run, or go on with it."""
    if window.workspace is not None:
        document = window.workspace.document
        if document.training_state == "paused":
            document.resume_training()
        else:
            document.pause_training()


def stop(window: "Window") -> None:
    """End the run."""
    if window.workspace is not None:
        window.workspace.document.stop_training()
