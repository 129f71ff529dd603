"""Why: a loss that looks at several Outputs says which are missing, and what does not fit."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from designer import check, data, edit, runs
from designer.check import Problem
from designer.edit import History
from designer.layers import LOSSES
from designer.model import Project
from designer.protocol import Event, Finished, OutputSpec, roles_of
from designer.protocol.losses import needs_partners
from tests.port.test_script_partners import WITH_PARTNERS, drawn

Change = Callable[[Project], object]


def said(**changes: Any) -> Change:
    """What a file may say of the Output with the loss, which `edit` would refuse."""

    def change(project: Project) -> None:
        before = project.training.outputs
        after = msgspec.structs.replace(before["own_out"], **changes)
        outputs = {**before, "own_out": after}
        project.training = msgspec.structs.replace(project.training, outputs=outputs)

    return change


def width(layer: str, count: int) -> Change:
    return lambda project: edit.set_param(project, [layer], "out_features", count)


def without(layer: str) -> Change:
    return lambda project: edit.remove(project, [layer], heal=True)


def steps(layer: str) -> Change:
    """A sequence of two steps in the place of a row."""

    def change(project: Project) -> None:
        edit.set_param(project, [layer], "out_features", 6)
        (wire,) = project.main.outgoing(layer)
        edit.insert(project, wire, "Reshape", shape=(2, 3))

    return change


def labelled(project: Project) -> None:
    """A partner that is compared with the labels too."""
    edit.set_output(project, "negative_out", target="labels", loss="MultiMarginLoss")
    for end in ("own_fc", "positive_fc", "negative_fc"):
        edit.set_param(project, [end], "out_features", 2)


def digits(project: Project) -> None:
    edit.set_data(project, source="digits", shape=(64,))
    edit.set_param(project, ["rows"], "shape", (64,))


def ready(layer: str, kind: str, **params: Any) -> Change:
    """Another layer on the wire that leaves this one."""

    def change(project: Project) -> None:
        (wire,) = project.main.outgoing(layer)
        edit.insert(project, wire, kind, **params)

    return change


TRIPLET, COSINE = "TripletMarginLoss", "CosineEmbeddingLoss"
RANKING, GAUSSIAN, CTC = "MarginRankingLoss", "GaussianNLLLoss", "CTCLoss"
WARNED = ("a partner with", "scores in", "more labels")
CASES: tuple[tuple[str, str, Change, str, str, tuple[str, ...]], ...] = (
    (
        "nothing chosen",
        TRIPLET,
        said(partners=()),
        "own_out",
        "own_out is trained with TripletMarginLoss, which takes 2 other Outputs along: positive, "
        "negative.",
        ("Take positive_out, negative_out along", "Take negative_out, positive_out along"),
    ),
    (
        "one chosen",
        TRIPLET,
        said(partners=("positive_out",)),
        "own_out",
        "own_out is trained with TripletMarginLoss, which takes 2 other Outputs along: positive, "
        "negative.",
        ("Take positive_out, negative_out along",),
    ),
    (
        "an Output that is gone",
        COSINE,
        said(partners=("ghost",)),
        "own_out",
        "own_out takes ghost along, and there is no such Output.",
        ("Take input2_out along", "Use CrossEntropyLoss"),
    ),
    (
        "a variance that is gone",
        GAUSSIAN,
        said(partners=("ghost",)),
        "own_out",
        "own_out takes ghost along, and there is no such Output.",
        ("Take var_out along", "Take no other Output along", "Use MSELoss"),
    ),
    (
        "itself",
        RANKING,
        said(partners=("own_out",)),
        "own_out",
        "MarginRankingLoss of own_out takes own_out twice, and needs different Outputs.",
        ("Take input2_out along",),
    ),
    (
        "the same one twice",
        "TripletMarginWithDistanceLoss",
        said(partners=("positive_out", "positive_out")),
        "own_out",
        "TripletMarginWithDistanceLoss of own_out takes positive_out twice, and needs different "
        "Outputs.",
        ("Take positive_out, negative_out along",),
    ),
    (
        "a shorter row",
        TRIPLET,
        width("negative_fc", 2),
        "negative_out",
        "negative_out goes along with own_out and needs 3, and gets 2.",
        ("Set out_features of negative_fc to 3", "Insert a Linear with 3 outputs"),
    ),
    (
        "steps in place of a row",
        COSINE,
        steps("own_fc"),
        "own_out",
        "own_out is trained with CosineEmbeddingLoss, which needs a row of numbers for each "
        "sample, and gets 2 × 3.",
        ("Insert Flatten",),
    ),
    (
        "two numbers for a rank",
        RANKING,
        width("input2_fc", 2),
        "input2_out",
        "input2_out goes along with own_out and needs 1, and gets 2.",
        ("Set out_features of input2_fc to 1",),
    ),
    (
        "a variance below 0",
        GAUSSIAN,
        without("above"),
        "var_out",
        "var_out is trained with GaussianNLLLoss, which needs variances of 0 or more, as Softplus "
        "gives them, and gets those of var_fc.",
        ("Insert Softplus",),
    ),
    (
        "ten classes for yes and no",
        RANKING,
        digits,
        "own_out",
        "own_out is trained with MarginRankingLoss, which needs two classes, no and yes, and "
        "Digits has 10.",
        ("Use CrossEntropyLoss",),
    ),
    (
        "scores in place of logarithms",
        CTC,
        without("log"),
        "own_out",
        "own_out is trained with CTCLoss, which needs log-probabilities, as LogSoftmax gives "
        "them, and gets those of own_fc.",
        ("Insert LogSoftmax",),
    ),
    (
        "no steps",
        CTC,
        ready("log", "Select", dim=1, index=-1),
        "own_out",
        "own_out is trained with CTCLoss, which needs scores for each step, steps × classes, and "
        "gets 4.",
        ("Use MSELoss",),
    ),
    (
        "a blank beyond the classes",
        CTC,
        said(loss_params={"blank": 9}),
        "own_out",
        "own_out: the blank is class 9, and the last class is 3.",
        ("Set blank to 3",),
    ),
    (
        "more labels than steps",
        CTC,
        ready("log", "Slice", stop=2),
        "own_out",
        "own_out has 2 steps for up to 3 labels: where there are more labels than steps, the loss "
        "is infinite.",
        ("Leave out such rows",),
    ),
    (
        "two lengths for a row",
        CTC,
        ready("steps", "Repeat"),
        "input_lengths_out",
        "input_lengths_out goes along with own_out and needs 1, and gets 2.",
        ("Remove repeat1", "Insert a Linear with 1 output"),
    ),
    (
        "a partner with a loss of its own",
        TRIPLET,
        labelled,
        "negative_out",
        "negative_out goes along with own_out, and has a loss of its own too.",
        ("Train negative_out with own_out alone",),
    ),
)


def problem_of(project: Project, message: str) -> Problem:
    problems = check.run(project, data.describe(project.data)).problems
    found = [problem for problem in problems if problem.message == message]
    assert len(found) == 1, [problem.message for problem in problems]
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_wrong_is_said_and_mended(case: Any, tmp_path: Path) -> None:
    name, loss, change, node, message, titles = case
    project = drawn(tmp_path, loss)
    assert check.run(project, data.describe(project.data)).problems == ()
    change(project)
    problem = problem_of(project, message)
    assert problem.node == node
    assert problem.severity == ("warning" if name.startswith(WARNED) else "error")
    offered = [fix.title for fix in problem.fixes]
    assert set(titles) <= set(offered) and offered[0] == titles[0], offered
    for fix in problem.fixes:
        history, before = History(project), project.state()
        fix.apply(project)
        after = check.run(project, data.describe(project.data)).problems
        assert problem.message not in {other.message for other in after}, fix.title
        if fix.title in titles and not fix.title.startswith(("Use ", "Take no ")):
            shapes = [other.message for other in after if "goes along" not in other.message]
            assert shapes == [], fix.title
        history.undo()
        assert project.state() == before
        history.close()


@pytest.mark.parametrize("loss", WITH_PARTNERS)
def test_a_single_output_is_told_what_is_missing(loss: str) -> None:
    project = Project.new("one")
    for kind in ("Input", "Linear", "Output"):
        edit.add(project, kind, **({"shape": (30,)} if kind == "Input" else {}))
    edit.connect(project, "input1", "fc1")
    edit.connect(project, "fc1", "output1")
    edit.set_data(project, source="breast_cancer")
    if LOSSES[loss].task == "regression":
        edit.set_data(project, source="diabetes")
        edit.set_param(project, ["input1"], "shape", (10,))
    edit.set_param(project, ["fc1"], "out_features", 2)
    edit.set_training(project, loss=loss)
    problems = check.run(project, data.describe(project.data)).problems
    told = [problem for problem in problems if "other Output" in problem.message]
    assert bool(told) == needs_partners(loss)
    for problem in told:
        assert all(role in problem.message for role in roles_of(loss))
        problem.fixes[0].apply(project)
        assert check.run(project, data.describe(project.data)).problems == ()


@pytest.mark.parametrize("seed", range(5))
def test_what_the_check_lets_through_is_trained(seed: int, tmp_path: Path) -> None:
    """Whatever is said of the Outputs, and whichever repairs are taken."""
    chance = random.Random(seed)
    trained = 0
    for number in range(10):
        project = drawn(tmp_path, chance.choice([TRIPLET, GAUSSIAN, RANKING]))
        spoken(project, chance)
        info = data.describe(project.data)
        for _ in range(20):
            problems = check.run(project, info).problems
            errors = [problem for problem in problems if problem.severity == "error"]
            if not errors:
                break
            chance.choice(chance.choice(errors).fixes).apply(project)
        else:
            continue  # one repair undid another
        events: list[Event] = []
        runs.run_here(runs.prepare(project), tmp_path / str(number), events.append)
        assert isinstance(events[-1], Finished), (events[-1], project.training)
        trained += 1
    assert trained > 5


def spoken(project: Project, chance: random.Random) -> None:
    """Say anything of the Outputs, as a file may."""
    names = [node.name for node in project.main.ordered_nodes() if node.type == "Output"]
    losses = ["", "MSELoss", "CrossEntropyLoss", *(loss for loss in WITH_PARTNERS if loss != CTC)]
    outputs = {
        name: OutputSpec(
            loss=chance.choice(losses),
            partners=tuple(chance.choices([*names, *names, "ghost", ""], k=chance.randint(0, 2))),
            target=chance.choice(["labels", "labels", "none", "inputs"]),
        )
        for name in names
        if chance.random() < 0.7
    }
    loss = chance.choice(losses[1:])
    project.training = msgspec.structs.replace(
        project.training, outputs=outputs, loss=loss, epochs=1
    )
