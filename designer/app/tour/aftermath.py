"""Why: the tour does not claim that the exported script gives the same numbers, it runs it."""

import json
import subprocess
import sys
from pathlib import Path

from designer.app.tour.hand import TourError
from designer.protocol import Epoch, decode_event
from designer.text import tr


def losses_of_run(run_dir: Path) -> list[tuple[float, float]]:
    """Training and validation loss of each epoch of a run folder."""
    events = (decode_event(line) for line in (run_dir / "events.jsonl").read_bytes().splitlines())
    return [(e.train["loss"], e.val["loss"]) for e in events if isinstance(e, Epoch)]


def losses_of_script(script: Path) -> list[tuple[float, float]]:
    """The same, as the script prints them. Raises TourError with its last words if it fails."""
    command = [*python(), str(script), "--json"]
    done = subprocess.run(  # noqa: S603 - our own Python, and a script that we have just written
        command, capture_output=True, text=True, cwd=script.parent, check=False
    )
    if done.returncode:
        raise TourError(
            tr("The exported script failed: {why}", why=done.stderr.strip().splitlines()[-1])
        )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [
        (line["train"]["loss"], line["val"]["loss"])
        for line in lines
        if line.get("event") == "epoch"
    ]


def python() -> list[str]:
    """How Python is started. Raises TourError in an app that carries none of its own."""
    if getattr(sys, "frozen", False):
        raise TourError(tr("This app carries no Python to run scripts with."))
    return [sys.executable]
