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
from designer.runs.start import Run, prepare, resume, resumed_spec, run_here, start

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
