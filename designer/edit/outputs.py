"""Why: each Output may have a loss of its own, and what is said of an Output goes where it goes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from designer.edit.errors import EditError
from designer.edit.lookup import node_of
from designer.edit.params import AT_ONCE
from designer.edit.settings import cleaned_settings, option_values
from designer.layers import LOSSES, Param
from designer.layers.blocks import OUTPUT
from designer.model import MAIN, Project, SettingChanged
from designer.protocol import OutputSpec, TrainingSpec, roles_of, spec_of
from designer.protocol.heads import taken_by
from designer.text import tr

OUTPUT_FIELDS: tuple[Param, ...] = (
    Param("loss", "choice", "", choices=("", *LOSSES)),
    Param("weight", "float", 1.0, minimum=0),
    Param("target", "choice", "labels", choices=("labels", "inputs", "none")),
    Param("columns", "shape", (), minimum=0),
)
CHOSEN = {field.name for field in OUTPUT_FIELDS if field.kind in AT_ONCE}


def set_output(project: Project, name: str, **changes: object) -> None:
    """Change fields of the `OutputSpec` of an Output. Another loss takes its own defaults.

    `partners` are other Outputs, "" where one is not yet chosen. Raises EditError for a value out
    of range and for what is no Output of the network, TypeError for a field that does not exist.
    """
    if node_of(project, name, MAIN).type != OUTPUT:
        raise EditError(tr("{name} is no Output of the network.", name=name))
    results = output_names(project)
    before = spec_of(project.training, results, name) or OutputSpec()
    after = changed_output(before, changes)
    for partner in after.partners if "partners" in changes else ():
        _refuse_partner(name, partner, after.partners, results)
    outputs = {**project.training.outputs, name: after}
    if name == results[0] and after == OutputSpec() and not taken_by(project.training, name):
        del outputs[name]  # as the first one is anyway
    label = tr("Change the training of {name}", name=name)
    if len(changes) == 1:
        setting = next(iter(changes)).replace("_", " ")
        label = tr("Set {setting} of {name}", setting=setting, name=name)
    typed = not any(field in CHOSEN for field in changes)
    _put(project, outputs, label, ":".join(("output", name, *changes)) if typed else "")


def forget_output(project: Project, name: str) -> None:
    """Drop what was said of an Output, also of one that is no longer there."""
    outputs = {other: spec for other, spec in project.training.outputs.items() if other != name}
    _put(project, outputs, tr("Forget the training of {name}", name=name))


def changed_output(
    before: OutputSpec, changes: Mapping[str, object], *, ranges: bool = True
) -> OutputSpec:
    """The spec with other values, each as the model holds it. Raises EditError, TypeError."""
    apart = ("loss_params", "partners")
    single = {name: value for name, value in changes.items() if name not in apart}
    fields = cleaned_settings(OUTPUT_FIELDS, single, ranges=ranges)
    loss = str(fields.get("loss", before.loss))
    if "loss_params" in changes:
        given = changes["loss_params"]
        if given and not loss:
            raise EditError(tr("Choose a loss before its parameters."))
        fields["loss_params"] = option_values(LOSSES[loss], given, ranges=ranges) if loss else {}
    elif loss != before.loss:
        fields["loss_params"] = {}
    if "partners" in changes:
        fields["partners"] = _names(changes["partners"])
    elif loss and before.loss and roles_of(loss) != roles_of(before.loss):
        fields["partners"] = ()
    return msgspec.structs.replace(before, **fields)


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise EditError(tr("partners must be a list of Outputs."))
    names = [str(name) for name in given]
    while names and not names[-1]:  # not yet chosen
        names.pop()
    return tuple(names)


def _refuse_partner(
    name: str, partner: str, partners: tuple[str, ...], results: Sequence[str]
) -> None:
    if not partner:
        return
    if partner not in results:
        raise EditError(tr("{name} is no Output of the network.", name=partner))
    if partner == name or partners.count(partner) > 1:
        raise EditError(tr("{name} cannot be compared with itself.", name=partner))


def output_names(project: Project) -> list[str]:
    """The Outputs of the network, the oldest first."""
    found = [node for node in project.main.nodes.values() if node.type == OUTPUT]
    return [node.name for node in sorted(found, key=lambda node: node.order)]


@contextmanager
def training_follows(project: Project) -> Iterator[None]:
    """What is said of an Output follows its new name, and goes when it goes."""
    if not project.training.outputs:
        yield
        return
    before = _by_order(project)
    yield
    after = _by_order(project)
    moves = {name: after.get(order, "") for order, name in before.items()}
    places = [
        (moves.get(name, name), _moved(spec, moves))
        for name, spec in project.training.outputs.items()
    ]
    _put(project, {name: spec for name, spec in places if name}, "")


def _moved(spec: OutputSpec, moves: Mapping[str, str]) -> OutputSpec:
    partners = _names([moves.get(name, name) for name in spec.partners])
    return msgspec.structs.replace(spec, partners=partners)


def _by_order(project: Project) -> dict[int, str]:
    """The Outputs by what a new name does not change."""
    nodes = project.main.nodes.values()
    return {node.order: node.name for node in nodes if node.type == OUTPUT}


def _put(project: Project, outputs: Mapping[str, OutputSpec], label: str, merge: str = "") -> None:
    before: TrainingSpec = project.training
    after = msgspec.structs.replace(before, outputs=dict(sorted(outputs.items())))
    if after != before:
        with project.transaction(label, merge):
            project.apply(SettingChanged("training", before, after))
