"""Why: blocks that are kept come into any project, whole, and a damaged file harms nobody."""

from pathlib import Path

import pytest

from designer import check, edit, store
from designer.edit import EditError, History
from designer.model import Project
from tests.edit.test_edit_blocks import grouped


def test_a_kept_block_comes_into_another_project(tmp_path: Path) -> None:
    project, name = grouped()
    edit.group(project, [name], "Stage")
    folder = tmp_path / "blocks"
    store.library.keep(folder, project, "Stage")
    (layer,) = store.library.listed(folder)
    assert (layer.type, layer.category) == ("+Stage", "library")
    other = Project.new("other")
    history = History(other)
    assert edit.adopt(other, store.library.text_of(folder, "Stage")) == "@Stage"
    assert set(other.graphs) == {"main", "Stage", "ConvBlock"}
    edit.add(other, "Input", "image", shape=(3, 8, 8))
    edit.add(other, "@Stage", "stage")
    edit.add(other, "Output", "output")
    edit.connect(other, "image", "stage")
    edit.connect(other, "stage", "output")
    assert check.run(other).outputs["stage"][0].sample == (4, 8, 8)
    while history.can_undo:
        history.undo()
    assert set(other.graphs) == {"main"}


def test_keeping_again_replaces_and_forgetting_removes(tmp_path: Path) -> None:
    project, _ = grouped()
    store.library.keep(tmp_path, project, "ConvBlock")
    before = store.library.text_of(tmp_path, "ConvBlock")
    edit.set_param(project, ["conv1"], "bias", False, graph="ConvBlock")
    store.library.keep(tmp_path, project, "ConvBlock")
    assert store.library.text_of(tmp_path, "ConvBlock") != before
    assert len(store.library.listed(tmp_path)) == 1
    store.library.forget(tmp_path, "ConvBlock")
    store.library.forget(tmp_path, "ConvBlock")
    assert store.library.listed(tmp_path) == []


def test_what_is_damaged_is_left_out_and_what_is_wrong_is_refused(tmp_path: Path) -> None:
    project, _ = grouped()
    store.library.keep(tmp_path, project, "ConvBlock")
    (tmp_path / "Broken.block.json").write_text('{"format": "designer-la', encoding="utf-8")
    (tmp_path / "Foreign.block.json").write_bytes(b"\xff\xfe")
    assert [layer.type for layer in store.library.listed(tmp_path)] == ["+ConvBlock"]
    assert store.library.listed(tmp_path / "nowhere") == []
    with pytest.raises(EditError, match="the network itself"):
        store.library.keep(tmp_path, project, "main")
    with pytest.raises(EditError, match="no block in this text"):
        edit.adopt(project, edit.copy(project, ["fc1"]))
    (tmp_path / "file").write_text("")
    with pytest.raises(store.FileError, match="cannot be kept"):
        store.library.keep(tmp_path / "file" / "below", project, "ConvBlock")
