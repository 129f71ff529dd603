"""Why: what comes next in a series, foretold by networks that remember what was."""

from designer import edit
from designer.gallery.drawing import chain, step
from designer.gallery.template import Template
from designer.model import Project

WINDOW = 24


def _gru_forecaster(project: Project) -> None:
    _forecaster(project, "GRU", "gru", hidden_size=32)


def _lstm_forecaster(project: Project) -> None:
    _forecaster(project, "LSTM", "lstm", hidden_size=48, num_layers=2, dropout=0.2)


def _forecaster(project: Project, kind: str, name: str, **params: object) -> None:
    """Reads a window of the series, one number a step, and says the number that follows."""
    layer = chain(
        project,
        step("Input", "window", shape=(WINDOW, 1)),
        step(kind, name, **params),
    )
    chain(
        project,
        step("Linear", "forecast", out_features=1),
        step("Output", "output"),
        after=f"{layer}.last",
    )
    # The source is for the person to choose: rows of 24 numbers and the one that follows.
    edit.set_data(project, shape=(WINDOW, 1), task="regression")
    edit.set_training(project, loss="MSELoss", epochs=40, batch_size=32, patience=8)
    edit.set_training(project, optimizer_params={"lr": 0.003})


FORECASTING = (
    Template(
        "gru-forecaster",
        "GRU forecaster",
        "Cho et al. 2014",
        "Foretells the next number of a series from the last 24. Choose a CSV file: 24 columns "
        "with a window of the series, and the number that follows it in the last column.",
        _gru_forecaster,
    ),
    Template(
        "lstm-forecaster",
        "LSTM forecaster",
        "Hochreiter, Schmidhuber 1997",
        "Two LSTMs on top of each other foretell the next number of a series from the last 24, "
        "with dropout between them. It reads the same CSV files as the GRU forecaster.",
        _lstm_forecaster,
    ),
)
