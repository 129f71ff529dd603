"""Why: the whole main job, done by the real window with mouse and keys, for tests and people."""

from designer.app.tour.running import run

__all__ = ["run"]
