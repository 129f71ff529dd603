"""Why: an exported file is whole, or the old one is as it was."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from designer.port.errors import PortError
from designer.text import tr


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file through a temporary one in its folder. Raises PortError."""
    target = path.resolve()
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(prefix=".export-", dir=target.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):  # the first error is the one to tell
                temporary.unlink()
        why = error.strerror or error
        raise PortError(tr("'{path}' cannot be written: {why}.", path=path, why=why)) from error


def _mode_for(target: Path) -> int:
    """The permissions of the old file, else what other programs give new ones."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)  # can only be read by setting it
    os.umask(mask)
    return 0o666 & ~mask
