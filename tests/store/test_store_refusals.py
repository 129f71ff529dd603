"""Why: a file that is not right is refused with one sentence and the place, and left alone."""

import errno
import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from designer import store
from designer.model import Project
from designer.store import FileError, disk, migrations
from tests.store.failing_disk import FailingDisk

GOLDEN = Path(__file__).parent / "golden" / "designer-1.nnd"
NODES = "graphs.main.nodes"
WIRES = "graphs.main.wires"
COMMENTS = "graphs.main.comments"
BENDS = "graphs.main.bends"
NOTHING_DRAWN: dict[str, Any] = {"nodes": {}, "wires": []}
ITSELF = {"nodes": {"again": {"type": "@Block", "at": [0, 0]}}, "wires": []}
OFFERS_REPEAT = {"params": {"repeat": 2}, "nodes": {}, "wires": []}


def changed(path: str, value: Any) -> str:
    """The golden file with another value at a path, where the last name may be new."""
    record = json.loads(GOLDEN.read_text(encoding="utf-8"))
    *way, last = path.split(".")
    place = record
    for key in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[int(last) if isinstance(place, list) else last] = value
    return json.dumps(record)


def without(path: str) -> str:
    """The golden file without what stands at a path."""
    record = json.loads(GOLDEN.read_text(encoding="utf-8"))
    *way, last = path.split(".")
    place = record
    for key in way:
        place = place[key]
    del place[last]
    return json.dumps(record)


def comment(**changes: Any) -> dict[str, Any]:
    """The record of a comment."""
    return {"name": "c", "text": "why so?", "at": [0, 0], "width": 208, **changes}


CONV = f"{NODES}.conv1"
WRONG = [
    (changed("format", "designer/2"), "format", "made by a newer version of Designer"),
    (changed("format", "designer/0"), "format", "not a format of Designer"),
    (changed("format", "designer/01"), "format", "not a format of Designer"),
    (changed("format", "photoshop/1"), "format", "not a format of Designer"),
    (changed("format", 1), "format", "not a format of Designer"),
    (changed("author", "me"), "author", "does not know this key"),
    (changed("flow", 5), "flow", "a text in quotes"),
    (changed("flow", "up"), "flow", "“up” is not known"),
    (changed("name", 5), "name", "a text in quotes"),
    (changed("name", "a\nb"), "name", "one line"),
    (without("name"), "name", "missing"),
    (without("graphs"), "graphs", "missing"),
    (without("graphs.main"), "graphs.main", "missing"),
    (changed("graphs", []), "graphs", "an object in braces"),
    (changed("graphs.Block", {}), "graphs.Block.nodes", "missing"),
    (changed("graphs.block", NOTHING_DRAWN), "graphs.block", "capital"),
    (changed("graphs.Block", ITSELF), "graphs.Block", "contains itself"),
    (changed("graphs.Block", OFFERS_REPEAT), "graphs.Block.params.repeat", "has already"),
    (changed("graphs.main.color", 1), "graphs.main.color", "does not know this key"),
    (changed(NODES, []), NODES, "an object in braces"),
    (
        changed(f"{NODES}.class", {"type": "ReLU", "at": [0, 0]}),
        f"{NODES}.class",
        "needs this word",
    ),
    (changed(f"{NODES}.a b", {"type": "ReLU", "at": [0, 0]}), f"{NODES}.a b", "cannot name"),
    (changed(f"{CONV}.type", "Conv 9d"), f"{CONV}.type", "no layer of type “Conv 9d”"),
    (changed(f"{CONV}.type", None), f"{CONV}.type", "a text in quotes"),
    (changed(f"{CONV}.note", ""), f"{CONV}.note", "does not know this key"),
    (without(f"{CONV}.at"), f"{CONV}.at", "missing"),
    (changed(f"{CONV}.muted", 1), f"{CONV}.muted", "true or false"),
    (changed(f"{CONV}.collapsed", "yes"), f"{CONV}.collapsed", "true or false"),
    (changed(f"{NODES}.image.muted", True), f"{NODES}.image.muted", "cannot be bypassed"),
    (changed(f"{CONV}.at", [0]), f"{CONV}.at", "2 numbers"),
    (changed(f"{CONV}.at", [0, True]), f"{CONV}.at", "2 numbers"),
    (changed(f"{CONV}.at", [0, 1e9]), f"{CONV}.at", "too far away"),
    (changed(f"{CONV}.params", [1]), f"{CONV}.params", "an object in braces"),
    (changed(f"{CONV}.params.size", 1), f"{CONV}.params.size", "no parameter of this name"),
    (changed(f"{CONV}.params.in_channels", 1), f"{CONV}.params.in_channels", "follows from"),
    (changed(f"{CONV}.params.kernel_size", "5"), f"{CONV}.params.kernel_size", "not “5”"),
    (changed(f"{CONV}.params.kernel_size", 2.5), f"{CONV}.params.kernel_size", "not 2.5"),
    (changed(f"{CONV}.params.kernel_size", None), f"{CONV}.params.kernel_size", "needs a value"),
    (changed(f"{CONV}.params.kernel_size", {}), f"{CONV}.params.kernel_size", "whole number"),
    (changed(f"{CONV}.params.kernel_size", [[1], 2]), f"{CONV}.params.kernel_size", "whole number"),
    (changed(f"{CONV}.params.kernel_size", 2**70), f"{CONV}.params.kernel_size", "too large"),
    (changed(f"{CONV}.params.kernel_size", float("nan")), f"{CONV}.params.kernel_size", "NaN"),
    (changed(f"{CONV}.params.bias", 1), f"{CONV}.params.bias", "true or false"),
    (changed(f"{CONV}.params.padding_mode", "x"), f"{CONV}.params.padding_mode", "one of zeros"),
    (changed(WIRES, {}), WIRES, "a list in brackets"),
    (changed(f"{WIRES}.0", ["image"]), f"{WIRES}[0]", "a beginning and an end"),
    (changed(f"{WIRES}.0", "image conv1"), f"{WIRES}[0]", "a beginning and an end"),
    (changed(f"{WIRES}.0", ["image", 5]), f"{WIRES}[0][1]", "a text in quotes"),
    (changed(f"{WIRES}.0", ["image", "conv7"]), f"{WIRES}[0]", "no layer named “conv7”"),
    (changed(f"{WIRES}.0", ["image", "conv1.in2"]), f"{WIRES}[0]", "conv1 has no such input"),
    (changed(f"{WIRES}.0", ["image.last", "conv1"]), f"{WIRES}[0]", "image has no such output"),
    (changed(f"{WIRES}.0", ["output1", "conv1"]), f"{WIRES}[0]", "output1 has no such output"),
    (changed(f"{WIRES}.1", ["image", "conv1"]), f"{WIRES}[1]", "there twice"),
    (changed("graphs.main.frames.0", []), "graphs.main.frames[0]", "an object in braces"),
    (changed("graphs.main.frames.1.rect", [1]), "graphs.main.frames[1].rect", "4 numbers"),
    (changed("graphs.main.frames.1.name", "a"), "graphs.main.frames[1]", "two frames"),
    (changed("graphs.main.frames.1.rect", [0, 0, 0, 9]), "graphs.main.frames[1].rect", "no size"),
    (changed("graphs.main.frames.1.color", "mauve"), "graphs.main.frames[1].color", "“mauve”"),
    (changed(COMMENTS, {}), COMMENTS, "a list in brackets"),
    (changed(COMMENTS, [{"name": "c"}]), f"{COMMENTS}[0].text", "missing"),
    (changed(COMMENTS, [comment(text=5)]), f"{COMMENTS}[0].text", "a text in quotes"),
    (changed(COMMENTS, [comment(width="8")]), f"{COMMENTS}[0].width", "must be a number"),
    (changed(COMMENTS, [comment(width=0)]), f"{COMMENTS}[0].width", "no size"),
    (changed(COMMENTS, [comment(at=[1e9, 0])]), f"{COMMENTS}[0].at", "too far away"),
    (changed(COMMENTS, [comment(name="a")]), f"{COMMENTS}[0]", "already a frame or comment"),
    (changed(COMMENTS, [comment(), comment()]), f"{COMMENTS}[1]", "already a frame or comment"),
    (changed(BENDS, [[]]), f"{BENDS}[0]", "the two ends of a wire and its points"),
    (changed(BENDS, [["image", "conv1", []]]), f"{BENDS}[0][2]", "a list of points"),
    (changed(BENDS, [["image", "conv1", [[0]]]]), f"{BENDS}[0][2][0]", "2 numbers"),
    (changed(BENDS, [["image", "fc1", [[0, 0]]]]), f"{BENDS}[0]", "no such wire"),
    (changed(BENDS, 2 * [["image", "conv1", [[0, 0]]]]), f"{BENDS}[1]", "there twice"),
    (changed("data.sauce", "digits"), "data.sauce", "does not know this key"),
    (changed("data.validation", "a"), "data.validation", "Expected `float`"),
    (changed("data.task", "guess"), "data.task", "Invalid enum value"),
    (changed("training", 5), "training", "an object in braces"),
    (changed("training.epochs", 1.5), "training.epochs", "Expected `int`"),
    (changed("training.optimizer", "Adan"), "training.optimizer", "“Adan” is not known"),
    (
        changed("training.optimizer_params", {"rate": 1}),
        "training.optimizer_params",
        "no parameter",
    ),
    (changed("training.optimizer_params", {"lr": "a"}), "training.optimizer_params", "a number"),
]


@pytest.mark.parametrize(("text", "path", "reason"), WRONG, ids=lambda part: str(part)[:40])
def test_refused_with_the_place(text: str, path: str, reason: str) -> None:
    with pytest.raises(FileError) as caught:
        store.loads(text)
    assert caught.value.path == path
    sentence = str(caught.value)
    assert path in sentence and reason in sentence
    assert sentence.endswith(".") and "\n" not in sentence and ".." not in sentence[-3:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{}", "no key “format”"),
        (b"[]", "an object in braces"),
        (b"hello", "line 1, column 1"),
        (b'{"format": "designer/1", "name": "a', "line 1, column 34"),
        (b'{"format": "designer/1", "name": "a", "name": "b"}', "name: it is there twice"),
        (b"\xff\xfe{\x00}\x00", "not a text file in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not a text file in UTF-8"),
        (b"PK\x03\x04", "line 1"),
        (b"\x80\x04\x95", "not a text file in UTF-8"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"format": "designer/1", "a": ' + b"9" * 10_000 + b"}", "number"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "file.nnd"
    path.write_bytes(data)
    with pytest.raises(FileError, match=re.escape(reason)):
        store.load(path)
    assert path.read_bytes() == data


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no file"):
        store.load(tmp_path / "gone.nnd")
    with pytest.raises(FileError, match="is a folder"):
        store.load(tmp_path)


def test_a_file_cut_anywhere_is_refused() -> None:
    text = GOLDEN.read_text(encoding="utf-8").rstrip()
    for end in range(0, len(text), 7):
        with pytest.raises(FileError):
            store.loads(text[:end])


def test_damaged_files_are_refused_or_sound() -> None:
    """Any damage gives a FileError or a project that is written and read back equal."""
    data = GOLDEN.read_bytes()
    chance = Random(0)
    refused = 0
    for _ in range(1500):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'{}[]":,.0919aeE-\\ \n\0\xff')
        try:
            project = store.loads(damaged.decode("utf-8", "replace"))
        except FileError as error:
            refused += 1
            assert str(error).endswith(".")
            continue
        text = store.dumps(project)
        assert store.loads(text).state() == project.state()
    assert refused > 500


@pytest.mark.parametrize(
    "text",
    [
        changed(f"{CONV}.params.kernel_size", 0),
        changed(f"{CONV}.params.kernel_size", -5),
        changed("data.validation", 7),
        changed("training.batch_size", 0),
        changed("training.optimizer_params", {"lr": -1}),
        changed(f"{WIRES}.0", ["conv1", "conv1"]),
    ],
)
def test_what_is_out_of_range_loads_for_check_to_tell(text: str) -> None:
    project = store.loads(text)
    assert store.loads(store.dumps(project)).state() == project.state()


def test_other_spellings_of_a_project_are_read() -> None:
    project = store.load(GOLDEN)
    compact = json.dumps(json.loads(GOLDEN.read_text(encoding="utf-8")), separators=(",", ":"))
    assert store.loads(compact).state() == project.state()
    assert store.loads(changed(f"{CONV}.params.kernel_size", [5, 5])).state() == project.state()
    assert store.loads(changed(f"{CONV}.params.stride", 1)).state() == project.state()
    assert store.loads(changed(f"{CONV}.at", [-0.0, 80.0])).state() == project.state()
    assert store.loads(without("graphs.main.frames")).main.frames == {}


def test_a_refused_file_leaves_an_open_project_alone(tmp_path: Path) -> None:
    project = store.load(GOLDEN)
    before = project.state()
    path = tmp_path / "bad.nnd"
    path.write_text("{")
    with pytest.raises(FileError):
        store.load(path)
    assert project.state() == before and isinstance(project, Project)


def test_old_records_are_brought_up_to_date_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(record: migrations.Record) -> migrations.Record:
        return {**record, "name": record["name"] + "!"}

    monkeypatch.setattr(migrations, "VERSION", 3)
    monkeypatch.setattr(migrations, "STEPS", {1: named, 2: named})
    assert store.loads(changed("name", "old")).name == "old!!"
    assert store.loads(changed("format", "designer/3")).name == "LeNet-5 “手写”"
    with pytest.raises(FileError, match="newer version"):
        store.loads(changed("format", "designer/4"))


def test_every_older_version_has_its_step() -> None:
    assert set(migrations.STEPS) == set(range(1, migrations.VERSION))
    for version in range(1, migrations.VERSION + 1):
        assert (GOLDEN.parent / f"designer-{version}.nnd").exists()


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LARGEST", 100)
    path = tmp_path / "large.nnd"
    path.write_text("[" * 101)
    with pytest.raises(FileError, match=r"large\.nnd is too large"):
        store.load(path)


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.EACCES, "may not be read"), (errno.EIO, "Input/output error")]
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, code: int, reason: str) -> None:
    path = tmp_path / "net.nnd"
    path.write_bytes(GOLDEN.read_bytes())
    with FailingDisk(1, code).at_work(), pytest.raises(FileError, match=reason):
        store.load(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.nnd"
    os.mkfifo(pipe)
    assert not store.fingerprint(pipe)
    with pytest.raises(FileError, match="pipe"):
        store.load(pipe)
