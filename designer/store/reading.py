"""Why: text → records → migrate → project; the first oddity refuses the whole file."""

import re
from typing import Any, TypeVar

import msgspec

from designer.edit import EditError
from designer.edit.code_records import read_codes
from designer.edit.graph_records import read_graphs
from designer.edit.outputs import changed_output
from designer.edit.settings import OPTIONS, option_values
from designer.model import FLOWS, MAIN, Project, SettingChanged
from designer.model.records import members, read_flow, read_text
from designer.model.strict_json import RecordError, inside, parse
from designer.protocol import DataSpec, OutputSpec, TrainingSpec
from designer.store.errors import refusal
from designer.store.migrations import migrated
from designer.text import tr

Spec = TypeVar("Spec", DataSpec, TrainingSpec)

KEYS = ("format", "name", "graphs")
OPTIONAL = ("flow", "codes", "data", "training")


def loads(text: str) -> Project:
    """The project of a file's text. Raises FileError with the place of the first oddity."""
    try:
        return _project(text)
    except RecordError as error:
        raise refusal(error) from None


def _project(text: str) -> Project:
    if not text.strip():
        raise RecordError("", tr("it is empty"))
    record = migrated(dict(members(parse(text), "", optional=None)))
    given = members(record, "", required=KEYS, optional=OPTIONAL)
    project = Project(_name(given["name"]))
    graphs = members(given["graphs"], "graphs", required=(MAIN,), optional=None)
    settings: dict[str, Any] = {
        "flow": read_flow(given.get("flow", FLOWS[0])),
        "data": _spec(given.get("data", {}), DataSpec, "data"),
        "training": _training(given.get("training", {})),
    }
    with project.transaction(tr("Open")):
        for section, spec in settings.items():
            project.apply(SettingChanged(section, getattr(project, section), spec))
        read_codes(project, given.get("codes", {}))
        read_graphs(project, graphs)
    return project


def _name(value: object) -> str:
    name = read_text(value, "name")
    if not name.strip() or not name.isprintable():
        raise RecordError("name", tr("a name is one line of text"))
    return name


def _training(record: object) -> TrainingSpec:
    spec = _spec(record, TrainingSpec, "training")
    params: dict[str, Any] = {}
    for name, (field, rows) in OPTIONS.items():
        row = getattr(spec, field)
        if row not in rows:
            sentence = tr("“{value}” is not known", value=row[:60])
            raise RecordError(inside("training", field), sentence)
        try:
            params[name] = option_values(rows[row], getattr(spec, name), ranges=False)
        except EditError as error:
            raise RecordError(inside("training", name), str(error)) from None
    return msgspec.structs.replace(spec, **params, outputs=_outputs(spec))


def _outputs(spec: TrainingSpec) -> dict[str, OutputSpec]:
    found = {}
    for name, output in sorted(spec.outputs.items()):
        given = msgspec.structs.asdict(output)
        try:
            found[name] = changed_output(OutputSpec(), given, ranges=False)
        except EditError as error:
            raise RecordError(inside(inside("training", "outputs"), name), str(error)) from None
    return found


def _spec(record: object, kind: type[Spec], path: str) -> Spec:
    """A border record; its kinds are checked by msgspec, whose reason is passed on."""
    try:
        return msgspec.convert(members(record, path, optional=None), kind)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        unknown = re.search(r"unknown field `(.*)`", reason)
        if unknown:
            inner = inside(path, unknown.group(1))
            raise RecordError(inner, tr("Designer does not know this key")) from None
        raise RecordError(path + place.rstrip("`"), reason) from None
