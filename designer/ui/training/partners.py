"""Why: which other Outputs a loss takes along is chosen by name, one row for each."""

from functools import partial
from typing import Any

from designer import edit
from designer.edit.outputs import output_names
from designer.protocol import OutputSpec, roles_of, takes_labels
from designer.protocol.heads import taken_by
from designer.protocol.losses import needs_partners
from designer.text import tr
from designer.ui.document import Document
from designer.ui.fields import ChoiceField
from designer.ui.form import Form

Choices = tuple[tuple[str, str], ...]
HELPS = {
    "var": "The Output that gives a variance for each number; without one the first half of the "
    "numbers are means, and the rest the logarithms of their variances.",
    "input2": "The Output that this one is compared with.",
    "input_lengths": "The Output that says how many of the steps count in each row; without one "
    "all do.",
    "positive": "The Output that this one should be near to.",
    "negative": "The Output that this one should be far from.",
}
"""What people read of an argument of a loss."""


def loss_of(document: Document, spec: OutputSpec) -> str:
    """The loss of an Output, its own or that of the training."""
    return spec.loss or document.project.training.loss


def targets_of(document: Document, name: str, spec: OutputSpec, targets: Choices) -> Choices:
    """What an Output may be compared with; not the data, where its loss compares Outputs alone."""
    taker = taken_by(document.project.training, name)
    if spec.target == "none" and taker:
        nothing = ("none", tr("goes with {name}", name=taker))
        return tuple(nothing if key == "none" else (key, tr(title)) for key, title in targets)
    if not takes_labels(loss_of(document, spec)):
        others = (spec.target if spec.target != "none" else "labels", tr("the outputs below"))
        return (others, *((key, tr(title)) for key, title in targets if key == "none"))
    return tuple((key, tr(title)) for key, title in targets)


def add_partner_rows(form: Form, document: Document, name: str, spec: OutputSpec) -> None:
    """A row for each Output that the loss of this one takes along."""
    loss = loss_of(document, spec)
    others = [other for other in output_names(document.project) if other != name]
    for place, role in enumerate(roles_of(loss)):
        chosen = spec.partners[place] if place < len(spec.partners) else ""
        none = tr("choose…") if needs_partners(loss) else tr("none")
        taken = [partner for i, partner in enumerate(spec.partners) if i != place]
        choices: list[tuple[str, Any]] = [(none, "")]
        choices += [(other, other) for other in others if other not in taken]
        tip = tr(HELPS[role])
        choose = partial(_choose, document, name, place, len(roles_of(loss)))
        editor = ChoiceField(choices, chosen, choose, role, tip)
        key = f"output.{name}.{role}"
        form.add(key, "   " + role, editor, tip)
        form.fields[key] = editor


def _choose(document: Document, name: str, place: int, count: int, partner: str) -> None:
    spec = document.project.training.outputs.get(name) or OutputSpec()
    names = [*spec.partners[:count], *[""] * (count - len(spec.partners))]
    names[place] = partner
    document.run_edit(lambda: edit.set_output(document.project, name, partners=names))
