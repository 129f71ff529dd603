"""Why: a file is whole before and after a save, whatever fails in between."""

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from pathlib import Path

from designer.store.errors import FileError
from designer.text import tr

# Some file systems cannot flush a folder; the file is in its place all the same.
NO_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
LARGEST = 64 * 2**20  # bytes; a drawing of ten thousand layers has one million


def read_text(path: Path) -> str:
    """The text of a file. Raises FileError when it cannot be read or is not UTF-8."""
    try:
        if _has_no_end(path):
            raise FileError(tr("{path} is no file: it is a pipe or a device.", path=path))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileError(_reading_failed(path, error)) from error
    if len(data) > LARGEST:
        raise FileError(tr("{file} is too large to be a project.", file=path.name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(tr("{file} is not a text file in UTF-8.", file=path.name)) from None


def fingerprint(path: Path) -> str:
    """What tells whether a file holds what it held; "" for one that cannot be read."""
    try:
        if _has_no_end(path):
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _has_no_end(path: Path) -> bool:
    """True for what may be waited for for ever: a pipe, a socket, a device. Raises OSError."""
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def write_atomically(path: Path, text: str) -> None:
    """Replace the file by one with this text, or leave it as it was and raise FileError.

    A temporary file in the same folder is written, flushed to the disk (fsync) and renamed
    over the old one; then the folder is flushed. A link is followed; permissions are kept.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        _respect_protection(target)
        temporary = target.parent / f".designer-{secrets.token_hex(8)}.tmp"
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _keep_permissions(target, temporary)
        temporary.replace(target)
        temporary = None
        _flush_folder(target.parent)
    except OSError as error:
        raise FileError(_writing_failed(path, error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                temporary.unlink()


def _respect_protection(target: Path) -> None:
    # A rename would replace a write-protected file without asking.
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _keep_permissions(old: Path, new: Path) -> None:
    try:
        mode = old.stat().st_mode
    except FileNotFoundError:
        return  # a new file has what the system gives
    new.chmod(mode & 0o7777)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no such call and needs none
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in NO_FLUSH:
            raise


def _reading_failed(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return tr("There is no file {file}.", file=path)
    if error.errno == errno.EISDIR:
        return tr("{file} is a folder, not a project file.", file=path)
    if error.errno in (errno.EACCES, errno.EPERM):
        return tr("{file} may not be read: ask for permission to read it.", file=path)
    return tr("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)


def _writing_failed(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return tr(
            "There is no space left on the disk for {file}: make room, then save again.", file=path
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return tr("{file} may not be written: save it in another folder.", file=path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return tr("There is no folder {folder} any more: save elsewhere.", folder=path.parent)
    if error.errno == errno.EISDIR:
        return tr("{file} is a folder: choose another name.", file=path)
    return tr(
        "{file} cannot be written: {reason}. Save elsewhere.",
        file=path,
        reason=error.strerror or error,
    )
