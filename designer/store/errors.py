"""Why: a file that cannot be read or written says so in one sentence, and nothing is lost."""

from designer.model.strict_json import RecordError
from designer.text import tr


class FileError(ValueError):
    """A project file was refused or could not be written. The message is one sentence.

    `path` is the place in the file ("graphs.main.nodes.conv1.params.kernel_size"), empty when
    the trouble is with the file as a whole.
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


def refusal(error: RecordError) -> FileError:
    """What a reader is told about a record that is not as it should be."""
    reason = error.reason.rstrip(".")
    if not error.path:
        return FileError(tr("This is not a project of Designer: {reason}.", reason=reason))
    sentence = tr("The file is wrong at {path}: {reason}.", path=error.path, reason=reason)
    return FileError(sentence, error.path)
