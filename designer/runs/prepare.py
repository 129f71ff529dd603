"""Why: a drawing becomes a run that knows nothing of drawings, and a stopped run one to go on."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from designer import __version__, check, data, store
from designer.check import Report
from designer.compile import NotReady, Source, write
from designer.model import Project
from designer.protocol import RunSpec
from designer.runs.folder import RunError, read_spec
from designer.text import tr

LIBRARIES = ("torch", "numpy", "scipy", "scikit-learn")


def prepare(project: Project, base_dir: str = "", report: Report | None = None) -> RunSpec:
    """The run a project asks for. Raises NotReady, data.DataError."""
    if not project.data.source:
        raise data.DataError(tr("Training needs data: choose a dataset first."))
    if report is None:
        report = check.run(project, data.describe(project.data, base_dir))
    if not report.ok:
        raise NotReady(report.problems)
    source = write(project, report)
    return RunSpec(
        name=project.name,
        source=source.text,
        class_name=source.class_name,
        lines=source.lines,
        results=source.results,
        written=source.their_lines(),
        ports=source.ports,
        arguments=source.argument_names,
        data=project.data,
        training=project.training,
        base_dir=base_dir,
        project=store.dumps(project),
        versions=_versions(),
    )


def resumed_spec(run_dir: str | Path, epochs: int | None = None) -> RunSpec:
    """The spec to go on with, its code written anew from the project it holds.

    A run folder may come from anywhere, so the code in it is never run. With `epochs` the run
    ends after so many in all. Raises RunError.
    """
    folder = Path(run_dir)
    old = read_spec(folder)
    if not (folder / "state.json").is_file():
        raise RunError(
            tr("{folder} has no checkpoint to go on from: start the run again.", folder=folder.name)
        )
    source = _written_anew(old, folder)
    training = old.training
    if epochs is not None:
        training = msgspec.structs.replace(training, epochs=epochs)
    return msgspec.structs.replace(
        old,
        source=source.text,
        class_name=source.class_name,
        lines=source.lines,
        results=source.results,
        written=source.their_lines(),
        ports=source.ports,
        arguments=source.argument_names,
        training=training,
    )


def _written_anew(spec: RunSpec, folder: Path) -> Source:
    try:
        return write(store.loads(spec.project))
    except (store.FileError, NotReady) as error:
        raise RunError(
            tr("{folder} cannot be gone on with: {reason}", folder=folder.name, reason=error)
        ) from error


def _versions() -> dict[str, str]:
    found = {"designer": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # a frozen app carries the library without its papers
            continue
    return found
