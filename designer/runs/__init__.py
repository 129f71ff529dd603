"""Why: runs are started, watched, stopped and read again in one place."""

from designer.runs.control import RunControl
from designer.runs.folder import (
    PastRun,
    RunError,
    list_runs,
    new_run_dir,
    read_events,
    read_run,
)
from designer.runs.here import run_here
from designer.runs.prepare import prepare, resumed_spec
from designer.runs.start import Run, resume, start

__all__ = [
    "PastRun",
    "Run",
    "RunControl",
    "RunError",
    "list_runs",
    "new_run_dir",
    "prepare",
    "read_events",
    "read_run",
    "resume",
    "resumed_spec",
    "run_here",
    "start",
]
