"""Why: one entry for the window and for every command; errors end here, in one sentence."""

import os

# Before torch is imported anywhere: see designer/__main__.py.
os.environ.setdefault("GOMP_SPINCOUNT", "0")

import multiprocessing
import sys
from collections.abc import Sequence

from designer.app import cli
from designer.app.cli_output import complain
from designer.text import tr

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments; returns the exit status.

    0 is success, 1 a drawing with problems or a run that failed, 2 what could not be read,
    written or understood.
    """
    multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    try:
        return cli.run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away (`designer layers | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if debug:
            raise
        complain(f"designer: {sentence(error)}")
        return status(error)


def sentence(error: Exception) -> str:
    """What people are told. Errors of our own are sentences already."""
    if _is_ours(error):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    return tr(
        "This should not have happened ({kind}: {text}). Run it again with --debug to see where.",
        kind=type(error).__name__,
        text=error,
    )


def status(error: Exception) -> int:
    """1 for a drawing that is not ready, 2 for everything else."""
    return FAILED if type(error).__name__ == "NotReady" else MISUSED


def _is_ours(error: Exception) -> bool:
    return isinstance(error, ValueError) and type(error).__module__.startswith("designer.")
