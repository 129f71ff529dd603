"""Why: a file of another version may have layers that this one lacks; none of them is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from designer import check, edit, store
from designer.compile import NotReady, costs, training_memory, write
from designer.edit import EditError, History
from designer.model import Project
from designer.store import FileError

PARAMS = {"zeta": [3, [1.5, None]], "alpha": "= a ( b", "mode": "fast", "on": True, "k": 1e-07}
NODES: dict[str, dict[str, Any]] = {
    "image": {"type": "Input", "params": {"shape": [8]}, "at": [0, 0]},
    "fc1": {"type": "Linear", "params": {"out_features": 4}, "at": [0, 80]},
    "odd": {"type": "HyperLinear", "params": PARAMS, "at": [0.5, 160]},
    "again": {"type": "=odd", "at": [300, 160]},
    "fc2": {"type": "Linear", "params": {"out_features": 2}, "at": [0, 240]},
    "output": {"type": "Output", "at": [0, 320]},
}
WIRES = [
    ["image", "fc1"],
    ["fc1", "odd"],
    ["image", "odd.gate"],
    ["odd.state", "again"],
    ["odd", "fc2"],
    ["fc2", "output"],
]


def text_with(nodes: dict[str, Any] = NODES, wires: list[list[str]] = WIRES) -> str:
    """A file as Designer writes it."""
    graph = {"nodes": nodes, "wires": wires}
    return json.dumps({"format": "designer/1", "name": "kept", "graphs": {"main": graph}})


def opened() -> Project:
    """The project of that file."""
    return store.loads(text_with())


def test_what_is_not_known_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = store.dumps(opened())
    for name in ("odd", "again"):
        assert f'"{name}": {json.dumps(NODES[name])}' in text
    for wire in WIRES:
        assert json.dumps(wire) in text
    path = tmp_path / "kept.nnd"
    store.save(store.loads(text), path)
    assert path.read_text(encoding="utf-8") == text


def test_it_is_said_in_one_sentence_and_stops_the_code() -> None:
    project = opened()
    problems = [p for p in check.run(project).problems if p.severity == "error"]
    assert {p.node: p.code for p in problems} == {"odd": "unknown-type", "again": "unknown-type"}
    sentence = "odd is of type “HyperLinear”, which this version of Designer does not have."
    assert problems[0].message == sentence
    for work in (write, costs, training_memory):
        with pytest.raises(NotReady, match="HyperLinear"):
            work(project)
    for fix in problems[0].fixes:
        twin = project.copy()
        fix.apply(twin)
        assert all(p.node != "odd" or p.code != "unknown-type" for p in check.run(twin).problems)


EDITS: dict[str, Callable[[Project], object]] = {
    "move": lambda p: edit.move(p, {"odd": (40, 40)}),
    "rename": lambda p: edit.rename(p, "odd", "strange"),
    "rename what is beside": lambda p: edit.rename(p, "fc1", "first"),
    "tidy": edit.tidy,
    "delete": lambda p: edit.remove(p, ["odd", "again"]),
    "delete, its link inherits": lambda p: edit.remove(p, ["odd"]),
    "delete and heal": lambda p: edit.remove(p, ["odd"], heal=True),
    "delete above and heal": lambda p: edit.remove(p, ["fc1"], heal=True),
    "delete below and heal": lambda p: edit.remove(p, ["fc2"], heal=True),
    "cut and paste": lambda p: edit.paste(p, edit.cut(p, ["odd", "again"])),
    "duplicate": lambda p: edit.duplicate(p, ["odd"]),
    "own weights": lambda p: edit.unlink(p, "again"),
    "replace": lambda p: edit.replace(p, "odd", "Linear"),
    "insert above": lambda p: edit.insert(p, p.main.incoming("odd")[0], "ReLU"),
    "insert below": lambda p: edit.insert(p, p.main.outgoing("odd")[0], "ReLU"),
    "disconnect": lambda p: edit.disconnect(p, p.main.incoming("odd")),
    "connect another": lambda p: edit.connect(p, "odd", "fc2", "state"),
    "group around": lambda p: edit.group(p, ["fc1", "odd", "again"], "Block"),
    "group alone": lambda p: edit.group(p, ["odd", "again"], "Block"),
    "group and unpack": lambda p: edit.unpack(p, edit.group(p, ["fc1", "odd", "again"])),
}


@pytest.mark.parametrize("work", EDITS.values(), ids=EDITS)
def test_edits_work_around_it_and_are_undone(work: Callable[[Project], object]) -> None:
    project = opened()
    history, before = History(project), store.dumps(project)
    work(project)
    after = store.dumps(project)
    assert after != before
    assert store.dumps(store.loads(after)) == after
    while history.undo_label:
        history.undo()
    assert store.dumps(project) == before


def test_offered_parameters_come_and_go_beside_it() -> None:
    project = opened()
    edit.group(project, ["fc1", "odd", "again"], "Block")
    edit.expose(project, "fc1", "out_features", "Block", "width")
    edit.rename_offer(project, "Block", "width", "size")
    edit.withdraw(project, "Block", "size")
    kept = project.graphs["Block"].nodes["odd"]
    assert kept.params == opened().main.nodes["odd"].params


def test_what_cannot_be_known_of_it_is_refused() -> None:
    project = opened()
    refused: list[Callable[[], object]] = [
        lambda: edit.add(project, "HyperLinear"),
        lambda: edit.set_param(project, ["odd"], "mode", "slow"),
        lambda: edit.connect(project, "image", "odd"),
        lambda: edit.link(project, "odd"),
        lambda: edit.replace(project, "fc1", "HyperLinear"),
    ]
    for work in refused:
        with pytest.raises(EditError, match="There is no layer of type"):
            work()


@pytest.mark.parametrize(
    ("nodes", "wires", "reason"),
    [
        ({**NODES, "odd": {"type": "Hyper Linear", "at": [0, 0]}}, WIRES, "no layer of type"),
        ({**NODES, "odd": {"type": "", "at": [0, 0]}}, WIRES, "no layer of type"),
        ({**NODES, "odd": {"type": "@Missing", "at": [0, 0]}}, WIRES, "no layer of type"),
        ({**NODES, "again": {"type": "=gone", "at": [0, 0]}}, WIRES, "no layer of type"),
        ({**NODES, "third": {"type": "=again", "at": [0, 0]}}, WIRES, "no layer of type"),
        ({**NODES, "odd": {**NODES["odd"], "params": {"a": {}}}}, WIRES, "params.a"),
        ({**NODES, "odd": {**NODES["odd"], "params": {"a": [[{}]]}}}, WIRES, "params.a"),
        (NODES, [["odd.a b", "fc2"]], "no such output"),
        (NODES, [["fc1", "odd.0"]], "no such input"),
        (NODES, [["odd", "fc2.gate"]], "fc2 has no such input"),
    ],
)
def test_all_else_is_as_strict_as_before(
    nodes: dict[str, Any], wires: list[list[str]], reason: str
) -> None:
    with pytest.raises(FileError, match=reason):
        store.loads(text_with(nodes, wires))
