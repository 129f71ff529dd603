"""Why: one door for every file that a network can leave as; each is whole or not written at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from designer import check, data
from designer.compile import write
from designer.model import Project
from designer.port.disk import write_whole
from designer.port.errors import PortError
from designer.port.exchange import onnx_bytes, pt2_bytes
from designer.port.module import python
from designer.protocol import RunSpec
from designer.text import tr


def save(
    project: Project,
    path: str | Path,
    to: str = "python",
    base_dir: str = "",
    weights: str | Path | None = None,
) -> None:
    """Write the network to `path`, as one of `KINDS`, replacing the file as a whole.

    `base_dir` is the folder that relative data paths of the project start from. `weights` is a
    run folder, or a safetensors file, for the kinds that carry weights (onnx, pt2). Raises
    PortError, compile.NotReady, data.DataError and OSError.
    """
    if to not in KINDS:
        raise PortError(
            tr(
                "There is no export to '{to}'. Choose one of: {kinds}.",
                to=to,
                kinds=", ".join(KINDS),
            )
        )
    if weights is not None and to not in WEIGHTED:
        raise PortError(
            tr(
                "A {to} file carries no weights. Leave out the run, or export to onnx or pt2.",
                to=to,
            )
        )
    folder = None if weights is None else Path(weights)
    write_whole(Path(path), KINDS[to](_Order(project, base_dir, folder)))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be exported."""

    project: Project
    base_dir: str
    weights: Path | None


def _script(order: _Order) -> bytes:
    from designer.port.script import script

    return script(run_spec(order.project, order.base_dir)).encode()


def run_spec(project: Project, base_dir: str = "") -> RunSpec:
    """The training run that a project describes, as plain data."""
    if not project.data.source:
        raise PortError(tr("The script trains the network, so the project needs a dataset first."))
    report = check.run(project, data.describe(project.data, base_dir))
    source = write(project, report)
    return RunSpec(
        name=project.name,
        source=source.text,
        class_name=source.class_name,
        lines=source.lines,
        results=source.results,
        arguments=source.argument_names,
        data=project.data,
        training=project.training,
        base_dir=base_dir,
    )


KINDS: dict[str, Callable[[_Order], bytes]] = {
    "python": lambda order: python(order.project).encode(),
    "script": _script,
    "onnx": lambda order: onnx_bytes(order.project, order.weights),
    "pt2": lambda order: pt2_bytes(order.project, order.weights),
}
WEIGHTED = frozenset({"onnx", "pt2"})
