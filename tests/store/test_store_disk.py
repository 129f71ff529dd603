"""Why: whatever fails while saving, the file is whole: as it was, or as it is now."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from designer import edit, store
from designer.model import Project
from designer.store import FileError
from tests.store.failing_disk import FailingDisk


def project_of(count: int) -> Project:
    """A project of that many layers."""
    project = Project.new(f"{count} layers")
    for _ in range(count):
        edit.add(project, "ReLU")
    return project


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_the_kth_call_fails(tmp_path: Path, existing: bool, code: int) -> None:
    path = tmp_path / "net.nnd"
    old, new = project_of(3), project_of(50)
    calls: list[str] = []
    for k in range(1, 100):
        path.unlink(missing_ok=True)
        if existing:
            store.save(old, path)
        disk = FailingDisk(k, code)
        error = ""
        with disk.at_work():
            try:
                store.save(new, path)
            except FileError as caught:
                error = str(caught)
        assert bool(error) == disk.failed
        assert {file.name for file in tmp_path.iterdir()} <= {"net.nnd"}, "no litter"
        if not disk.failed:
            calls = disk.calls
            break
        if "replace" in disk.calls[:-1]:
            assert path.read_text() == store.dumps(new)  # in place, perhaps not yet on the disk
        elif existing:
            assert path.read_text() == store.dumps(old)
        else:
            assert not path.exists()
        words = "no space left" if code == errno.ENOSPC else "cannot be written"
        assert words in error and str(path) in error
    expected = ["open", "write", "fsync", "replace", "os.open", "fsync"]
    assert [call for call in calls if call != "chmod"] == expected
    assert store.load(path).state() == new.state()


def test_a_file_system_that_cannot_flush_folders_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "net.nnd"
    disk = FailingDisk(6, errno.EINVAL)
    with disk.at_work():
        store.save(project_of(2), path)
    assert disk.calls[-1] == "fsync" and disk.failed
    assert store.load(path).name == "2 layers"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "net.nnd", tmp_path / "link.nnd"
    store.save(project_of(1), path)
    plain = tmp_path / "plain"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode, "a new file is as any other"
    path.chmod(0o640)
    link.symlink_to(path)
    store.save(project_of(2), link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert store.load(path).name == "2 layers"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EACCES, "may not be written: save it in another folder."),
        (errno.EROFS, "may not be written: save it in another folder."),
        (errno.EDQUOT, "There is no space left on the disk"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_the_sentence_says_what_to_do(tmp_path: Path, code: int, sentence: str) -> None:
    disk = FailingDisk(1, code)
    with disk.at_work(), pytest.raises(FileError, match=sentence):
        store.save(project_of(1), tmp_path / "net.nnd")


def test_impossible_places(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no folder"):
        store.save(project_of(1), tmp_path / "gone" / "net.nnd")
    folder = tmp_path / "folder.nnd"
    folder.mkdir()
    with pytest.raises(FileError, match="is a folder"):
        store.save(project_of(1), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.nnd"]


def test_a_write_protected_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.nnd"
    store.save(project_of(1), path)
    monkeypatch.setattr(os, "access", lambda *args: False)  # root may write anything
    with pytest.raises(FileError, match="may not be written"):
        store.save(project_of(2), path)
    assert store.load(path).name == "1 layers"


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "net.nnd"
    projects = [project_of(1), project_of(200)]
    store.save(projects[0], path)
    stop = threading.Event()
    seen: set[str] = set()
    errors: list[Exception] = []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(store.load(path).name)
            except FileError as error:
                errors.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(30):
        store.save(projects[i % 2], path)
    stop.set()
    reader.join()
    assert not errors
    assert seen <= {"1 layers", "200 layers"}
