"""Why: what is said of an Output is checked, undone, and goes where the Output goes."""

from pathlib import Path

import pytest

from designer import edit, store
from designer.edit import EditError, History
from designer.edit.outputs import OUTPUT_FIELDS, output_names
from designer.model import Project
from designer.protocol import OutputSpec, TrainingSpec, heads_of, measured_head, part_names
from tests.edit.random_edits import RandomEdits


def two_ends() -> Project:
    """A layer with two Outputs, `first` and `second`."""
    project = Project.new("two ends")
    edit.add(project, "Linear", "fc", out_features=3)
    for name in ("first", "second"):
        edit.add(project, "Output", name)
        edit.connect(project, "fc", name)
    return project


def test_every_field_can_be_set_and_has_its_default() -> None:
    fields = {field.name: field for field in OUTPUT_FIELDS}
    assert {*fields, "loss_params", "partners"} == set(OutputSpec.__struct_fields__)
    assert all(getattr(OutputSpec(), name) == field.default for name, field in fields.items())


def test_a_setting_is_undone_and_typing_is_one_step() -> None:
    project = two_ends()
    history = History(project)
    edit.set_output(project, "second", loss="HuberLoss", loss_params={"delta": 2})
    for weight in (1, 1.5):
        edit.set_output(project, "second", weight=weight)
    assert history.undo_label == "Set weight of second"
    expected = OutputSpec(loss="HuberLoss", loss_params={"delta": 2.0}, weight=1.5)
    assert project.training.outputs == {"second": expected}
    edit.set_output(project, "second", loss="MSELoss")
    assert project.training.outputs["second"] == OutputSpec(loss="MSELoss", weight=1.5)
    for _ in range(3):
        history.undo()
    assert project.training == TrainingSpec()
    assert not history.can_undo


def test_the_first_output_needs_no_word() -> None:
    project = two_ends()
    edit.set_output(project, "first", target="inputs")
    edit.set_output(project, "first", target="labels")
    edit.set_output(project, "second", target="labels")
    assert project.training.outputs == {"second": OutputSpec()}


@pytest.mark.parametrize(
    ("name", "changes", "sentence"),
    [
        ("fc", {"weight": 2}, "fc is no Output of the network."),
        ("gone", {"weight": 2}, "There is no layer named “gone”."),
        ("first", {"weight": -1}, "weight must be at least 0, not -1."),
        ("first", {"target": "me"}, "target must be one of labels, inputs, none, not “me”."),
        ("first", {"loss_params": {"p": 1}}, "Choose a loss before its parameters."),
        ("first", {"loss": "L1Loss", "loss_params": {"p": 1}}, "L1Loss has no parameter “p”."),
        ("first", {"columns": (-1,)}, "columns must be at least 0, not -1."),
        ("first", {"partners": ["first"]}, "first cannot be compared with itself."),
        ("first", {"partners": ["second", "second"]}, "second cannot be compared with itself."),
        ("first", {"partners": ["fc"]}, "fc is no Output of the network."),
        ("first", {"partners": "second"}, "partners must be a list of Outputs."),
    ],
)
def test_refused(name: str, changes: dict[str, object], sentence: str) -> None:
    project = two_ends()
    with pytest.raises(EditError) as caught:
        edit.set_output(project, name, **changes)
    assert str(caught.value) == sentence
    assert project.training == TrainingSpec()


def test_it_follows_the_output_in_the_same_step() -> None:
    project = two_ends()
    edit.set_output(project, "second", weight=0.5)
    before = project.state()
    history = History(project)
    edit.rename(project, "second", "other")
    assert project.training.outputs == {"other": OutputSpec(weight=0.5)}
    edit.remove(project, ["fc", "other"])
    assert project.training.outputs == {}
    history.undo()
    assert project.training.outputs == {"other": OutputSpec(weight=0.5)}
    edit.replace(project, "other", "ReLU")
    assert project.training.outputs == {}
    for _ in range(2):
        history.undo()
    assert project.state() == before and not history.can_undo


def three_ends() -> Project:
    """Three Outputs; the oldest, `first`, is only there for the loss of `anchor`."""
    project = two_ends()
    edit.add(project, "Output", "anchor")
    edit.connect(project, "fc", "anchor")
    edit.set_output(project, "anchor", loss="TripletMarginLoss", partners=["first", "second"])
    return project


def test_partners_follow_their_outputs_and_are_no_heads() -> None:
    project = three_ends()
    history = History(project)
    before = project.state()

    def partners() -> tuple[str, ...]:
        return project.training.outputs["anchor"].partners

    def heads() -> list[str]:
        return [head.name for head in heads_of(project.training, output_names(project))]

    assert heads() == ["anchor"]
    edit.rename(project, "first", "near")
    assert partners() == ("near", "second")
    edit.remove(project, ["near"])
    assert partners() == ("", "second") and heads() == ["anchor"]
    edit.remove(project, ["second"])
    assert partners() == ()
    for _ in range(3):
        history.undo()
    assert project.state() == before
    edit.set_output(project, "anchor", loss="TripletMarginWithDistanceLoss")
    assert partners() == ("first", "second"), "it has the same places"
    edit.set_output(project, "anchor", loss="MSELoss")
    assert partners() == () and heads() == ["first", "anchor"]
    history.undo()
    edit.set_output(project, "first", target="labels")
    assert heads() == ["first", "anchor"], "said, it may be both"
    edit.set_output(project, "anchor", target="none")
    assert heads() == ["first"]


def test_a_loss_takes_no_more_along_than_it_has_places_for() -> None:
    project = three_ends()
    (head,) = heads_of(project.training, output_names(project))
    assert (head.index, head.places, head.target) == (2, (0, 1), "outputs")
    edit.set_training(project, loss="GaussianNLLLoss")
    edit.set_output(project, "anchor", loss="", partners=["second", "first"])
    heads = heads_of(project.training, output_names(project))
    assert [(h.name, h.partners, h.places) for h in heads] == [
        ("first", (), ()),
        ("anchor", ("second",), (1,)),
    ]


def test_it_is_kept_in_the_file(tmp_path: Path) -> None:
    project = two_ends()
    plain = store.dumps(project)
    assert "outputs" not in plain
    edit.set_output(project, "second", loss="SmoothL1Loss", loss_params={"beta": 0.5})
    edit.set_output(project, "first", target="inputs")
    text = store.dumps(project)
    assert '"outputs": {"first": {"target": "inputs"}, "second": {"loss": "SmoothL1Loss"' in text
    assert store.loads(text).state() == project.state()
    assert store.dumps(store.loads(text)) == text
    for wrong in (
        text.replace("SmoothL1Loss", "NoLoss"),
        text.replace("beta", "gamma"),
        text.replace('"target": "inputs"', '"target": "outputs"'),
        text.replace('"target": "inputs"', '"weights": 1'),
    ):
        with pytest.raises(store.FileError, match="training"):
            store.loads(wrong)


def test_which_outputs_are_heads() -> None:
    names = ("a", "b", "c")
    plain = TrainingSpec(loss="MSELoss")
    assert [head.name for head in heads_of(plain, names)] == ["a"]
    assert heads_of(plain, ())[0].loss == "MSELoss"
    said = TrainingSpec(
        outputs={
            "a": OutputSpec(target="inputs", loss="L1Loss"),
            "b": OutputSpec(target="none"),
            "c": OutputSpec(weight=0.5),
            "gone": OutputSpec(),
        }
    )
    heads = heads_of(said, names)
    assert [(head.name, head.index, head.loss) for head in heads] == [
        ("a", 0, "L1Loss"),
        ("c", 2, "CrossEntropyLoss"),
    ]
    assert measured_head(heads).name == "c" and measured_head(heads[:1]).name == "a"
    assert part_names(heads) == ("a_loss", "c_loss") and part_names(heads[:1]) == ()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_nothing_is_said_of_an_output_that_is_gone(seed: int) -> None:
    project = two_ends()
    edits = RandomEdits(project, History(project), seed)
    said = 0
    for _ in edits.steps(600):
        specs = project.training.outputs
        named = {partner for spec in specs.values() for partner in spec.partners}
        assert set(specs) | named <= {"", *output_names(project)}
        said += bool(project.training.outputs)
    assert said
