"""Why: settings are edits: checked, undoable, and merged while typing."""

import pytest

from designer import edit
from designer.edit import EditError, History
from designer.edit.settings import DATA_FIELDS, OPTIONS, TRAINING_FIELDS
from designer.layers import OPTIMIZERS
from designer.model import Project
from designer.protocol import DataSpec, TrainingSpec


def test_every_field_of_the_specs_can_be_set_and_has_its_default() -> None:
    data = {field.name: field for field in DATA_FIELDS}
    assert set(data) == set(DataSpec.__struct_fields__)
    assert all(getattr(DataSpec(), name) == field.default for name, field in data.items())
    training = {field.name: field for field in TRAINING_FIELDS}
    assert {*training, *OPTIONS, "outputs"} == set(TrainingSpec.__struct_fields__)
    assert all(getattr(TrainingSpec(), name) == field.default for name, field in training.items())


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("batch_size", 0, "batch_size must be at least 1, not 0."),
        ("epochs", 1.5, "epochs must be a whole number, not 1.5."),
        ("l2", float("nan"), "l2 must be a number, not nan."),
        ("seed", -1, "seed must be at least 0, not -1."),
        ("device", "tpu", "device must be one of auto, cpu, cuda, mps, not “tpu”."),
        ("optimizer_params", {"lr": -1}, "lr must be at least 0, not -1."),
        ("optimizer_params", {"rate": 1}, "Adam has no parameter “rate”."),
        ("optimizer_params", 3, "The parameters of Adam need names."),
    ],
)
def test_refused_training(setting: str, value: object, sentence: str) -> None:
    project = Project.new("training")
    with pytest.raises(EditError) as caught:
        edit.set_training(project, **{setting: value})
    assert str(caught.value) == sentence
    assert project.training == TrainingSpec()


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("validation", 1, "validation must be less than 1, not 1.0."),
        ("validation", -0.1, "validation must be at least 0, not -0.1."),
        ("resize", (28,), "resize must be a height and a width in pixels."),
        ("resize", (0, 28), "resize must be at least 1, not 0."),
        ("shape", (), "shape needs at least one number."),
        ("path", "a\nb", "path must be one line of text, not “a\nb”."),
        ("path", "a\udc80", "path must be one line of text, not “a\udc80”."),
    ],
)
def test_refused_data(setting: str, value: object, sentence: str) -> None:
    project = Project.new("data")
    with pytest.raises(EditError) as caught:
        edit.set_data(project, **{setting: value})
    assert str(caught.value) == sentence
    assert project.data == DataSpec()


def test_another_optimizer_starts_with_its_defaults() -> None:
    project = Project.new("optimizer")
    edit.set_training(project, optimizer="SGD", optimizer_params={"momentum": 0.9, "lr": 0.5})
    assert list(project.training.optimizer_params) == ["lr", "momentum"], "order of the catalogue"
    edit.set_training(project, epochs=3)
    assert project.training.optimizer_params == {"lr": 0.5, "momentum": 0.9}
    edit.set_training(project, optimizer="AdamW")
    assert project.training.optimizer_params == {}
    default = OPTIMIZERS["AdamW"].param("lr").default
    edit.set_training(project, optimizer_params={"lr": default})
    assert project.training.optimizer_params == {}, "a default is not kept"


def test_another_source_starts_afresh_but_keeps_the_split() -> None:
    project = Project.new("source")
    edit.set_data(project, resize=(64, 64))
    edit.set_data(project, source="images", path="photos")
    assert project.data.resize == (64, 64), "what was set before a source was chosen stays"
    edit.set_data(project, validation=0.3)
    edit.set_data(project, source="digits")
    assert project.data == DataSpec(source="digits", validation=0.3)


def test_undo_of_settings_and_merging() -> None:
    project = Project.new("undo")
    history = History(project)
    for epochs in (1, 12, 120):
        edit.set_training(project, epochs=epochs)
    assert history.undo_label == "Set epochs"
    edit.set_data(project, source="iris", validation=0.5)
    assert history.undo_label == "Change the settings"
    edit.set_name(project, "  Flowers ")
    assert project.name == "Flowers"
    for optimizer in ("SGD", "AdamW"):
        edit.set_training(project, optimizer=optimizer)
    history.undo()
    assert project.training.optimizer == "SGD", "each choice is a step of its own"
    for _ in range(4):
        history.undo()
    assert not history.can_undo
    assert project.state() == Project.new("undo").state()


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201, "\udc80"])
def test_refused_names(name: str) -> None:
    project = Project.new("name")
    with pytest.raises(EditError):
        edit.set_name(project, name)


def test_an_unknown_setting_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="epoch"):
        edit.set_training(Project.new(), epoch=3)
