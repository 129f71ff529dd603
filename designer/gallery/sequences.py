"""Why: recurrent networks, which read an image row by row as if it were a sentence."""

from designer import edit
from designer.gallery.drawing import chain, step
from designer.gallery.template import Template
from designer.model import Project


def _recurrent(project: Project, kind: str, name: str) -> None:
    """A recurrent layer over eight rows of eight pixels; its last step decides."""
    layer = chain(
        project,
        step("Input", "rows", shape=(8, 8)),
        step(kind, name, hidden_size=64),
    )
    scores = edit.add(project, "Linear", "scores", (0, 160), out_features=10)
    edit.connect(project, layer, scores, "last")
    chain(project, step("Output", "output"), after=scores)
    edit.set_data(project, source="digits", shape=(8, 8))
    edit.set_training(project, epochs=20, batch_size=32, optimizer_params={"lr": 0.003})


def _simple_rnn(project: Project) -> None:
    _recurrent(project, "RNN", "rnn")


def _lstm(project: Project) -> None:
    _recurrent(project, "LSTM", "lstm")


SEQUENCES = (
    Template(
        "simple-rnn",
        "Simple RNN",
        "Elman 1990",
        "Reads a digit row by row and keeps what it has seen in 64 numbers. What stands there "
        "after the last row says which digit it was.",
        _simple_rnn,
    ),
    Template(
        "lstm",
        "LSTM",
        "Hochreiter, Schmidhuber 1997",
        "The same task with a memory that gates guard: what to keep, what to forget, what to "
        "say. Compare its curves with those of the simple network.",
        _lstm,
    ),
)
