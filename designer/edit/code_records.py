"""Why: code that people wrote travels in files and clipboards as lines; it is read, never run."""

from collections.abc import Iterable

from designer.model import CodeChanged, Project
from designer.model.names import block_objection
from designer.model.records import members, read_text
from designer.model.strict_json import RecordError, inside
from designer.text import tr

LONGEST = 100_000  # characters: more than anybody looks through before allowing it


def write_codes(project: Project, names: Iterable[str]) -> dict[str, list[str]]:
    """The records of these codes, as the clipboard carries them."""
    return {name: project.codes[name].split("\n") for name in names}


def read_codes(project: Project, record: object, path: str = "codes") -> None:
    """Put the code of records into a project. Raises RecordError.

    Whether it is Python is check's business. Works inside a transaction.
    """
    for name, lines in members(record, path, optional=None).items():
        place = inside(path, name)
        reason = block_objection(name)
        if reason:
            raise RecordError(place, reason)
        project.apply(CodeChanged(name, None, _text(lines, place)))


def _text(lines: object, path: str) -> str:
    if not isinstance(lines, list) or not lines:
        raise RecordError(path, tr("this must be a list of lines in brackets"))
    for number, line in enumerate(lines):
        if set(read_text(line, inside(path, number))) & {"\n", "\r"}:
            raise RecordError(inside(path, number), tr("this must be one line of text"))
    text = "\n".join(lines)
    if len(text) > LONGEST:
        raise RecordError(path, tr("it is longer than {longest} characters", longest=LONGEST))
    return text
