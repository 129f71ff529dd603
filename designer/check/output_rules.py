"""Why: each Output of a network is compared with something that fits it, or with nothing."""

from collections.abc import Iterator

from designer.check.data_rules import result
from designer.check.flow import Flow
from designer.check.heads import heads_in
from designer.check.repairs.actions import fix, forget_output, set_data, set_output
from designer.check.repairs.endings import loss_fixes
from designer.check.repairs.entrances import one_output
from designer.check.repairs.faults import value_text
from designer.check.repairs.learning import fits
from designer.check.repairs.returning import returning_fixes
from designer.check.report import Fix, Problem
from designer.check.verdict import fault_of
from designer.check.view import View
from designer.edit.outputs import OUTPUT_FIELDS
from designer.layers import LOSSES, N, Tensor
from designer.protocol import DataInfo, OutputSpec, parts_of, spec_of, width_of
from designer.protocol.losses import SEQUENCES
from designer.text import tr

OF_SHARES = ("BCEWithLogitsLoss", "BCELoss")
"""Losses for classes that can also compare a sample with itself, where it is from 0 to 1."""


def each_has_a_target(view: View, found: Flow) -> Iterator[Problem]:
    """Of several Outputs each says what it is compared with; the first is a matter of course."""
    if view.data is None:
        return
    for name in view.exits[1:]:
        if spec_of(view.training, view.exits, name) is None:
            message = tr(
                "{name} has no loss: of several Outputs, each says what it is compared with.",
                name=name,
            )
            fixes = (*_targets(view, found, name, view.data), *one_output(view, name))
            yield Problem(view.graph, name, "", "training", message, fixes)


def _targets(view: View, found: Flow, name: str, data: DataInfo) -> Iterator[Fix]:
    """What this Output could be compared with, by its shape."""
    inputs = found.inputs[name]
    tensor = inputs[0] if inputs else None
    if fits(tensor, width_of(data, view.training.loss)):
        yield fix(tr("Compare {name} with the labels", name=name), set_output(name))
    if tensor == Tensor((N, *data.shape)) and not data.inputs:
        step = set_output(name, target="inputs", loss="MSELoss")
        yield fix(tr("Compare {name} with the samples", name=name), step)
    yield fix(tr("Do not train {name}", name=name), set_output(name, target="none"))


def something_is_trained(view: View, _found: Flow) -> Iterator[Problem]:
    """At least one Output counts."""
    if view.data is None or not view.exits or any(head.weight > 0 for head in heads_in(view)):
        return
    message = tr("No Output is trained: give one of them a target and a weight above 0.")
    first = view.exits[0]
    fixes = (
        fix(
            tr("Compare {name} with the labels", name=first),
            set_output(first, target="labels", weight=1.0),
        ),
    )
    yield Problem(view.graph, "", "", "training", message, fixes)


def sound_outputs(view: View, _found: Flow) -> Iterator[Problem]:
    """What is said of Outputs is of those that are there, and has values that can be."""
    if view.data is None:
        return
    for name, spec in view.training.outputs.items():
        if name not in view.exits:
            message = tr("Training has a loss for {name}, and there is no such Output.", name=name)
            fixes = (fix(tr("Forget {name}", name=name), forget_output(name)),)
            yield Problem(view.graph, "", "", "training", message, fixes)
            continue
        for param, sentence in _faults(spec, view.data):
            message = tr("{name}: {sentence}", name=name, sentence=sentence)
            default = getattr(OutputSpec(), param)
            title = tr("Use the default of {params}", params=param.replace("_", " "))
            fixes = (fix(title, set_output(name, **{param: default})),)
            yield Problem(view.graph, name, "", "training", message, fixes)


def _faults(spec: OutputSpec, data: DataInfo) -> Iterator[tuple[str, str]]:
    for field in OUTPUT_FIELDS:
        sentence = fault_of(field, getattr(spec, field.name))
        if sentence:
            yield field.name, sentence
    option = LOSSES.get(spec.loss)
    for param in option.params if option is not None else ():
        if param.name in spec.loss_params:
            sentence = fault_of(param, spec.loss_params[param.name])
            if sentence:
                yield "loss_params", sentence
                break
    count = data.targets if data.task == "regression" else 0
    if spec.target == "labels" and max(spec.columns, default=-1) >= count:
        yield (
            "columns",
            tr(
                "there is no number {index} to predict: {title} has {count}.",
                index=max(spec.columns),
                title=data.title,
                count=count,
            ),
        )


def gives_the_sample(view: View, found: Flow) -> Iterator[Problem]:
    """What is compared with the sample has its shape."""
    data, tensor = view.data, result(view, found)
    if data is None or tensor is None or view.target != "inputs":
        return
    if tensor == Tensor((N, *data.shape)) and not data.inputs:
        return
    name = view.exits[0]
    if data.inputs:
        message = tr("{name} is compared with the samples, which are several arrays.", name=name)
        untrained = fix(tr("Do not train {name}", name=name), set_output(name, target="none"))
        yield Problem(view.graph, name, "in", "data-classes", message, (untrained,))
        return
    message = tr(
        "{name} is compared with the samples, which are {wanted}, and gets {got}.",
        name=name,
        wanted=value_text(data.shape),
        got=value_text(tensor.sample) if tensor.rank > 1 else str(tensor),
    )
    fixes = tuple(returning_fixes(view, tensor, data.shape))
    yield Problem(view.graph, name, "in", "data-classes", message, fixes)


def loss_of_the_sample(view: View, _found: Flow) -> Iterator[Problem]:
    """What is compared with the sample has a loss for numbers."""
    option = LOSSES.get(view.training.loss)
    if view.data is None or view.target != "inputs" or option is None:
        return
    shares = option.key in OF_SHARES
    plain = option.task != "classification" and option.key != SEQUENCES
    if plain and parts_of(option.key, view.partners) == 1:
        return
    if shares and view.samples.normalize == "minmax":
        return
    name, scaled = view.exits[0], list[Fix]()
    message = tr(
        "{name} is trained with {loss}, which cannot compare it with the samples.",
        name=name,
        loss=option.key,
    )
    if shares:
        message = tr(
            "{name} is trained with {loss}, which needs samples from 0 to 1.",
            name=name,
            loss=option.key,
        )
        scaled.append(fix(tr("Scale the samples to 0 to 1"), set_data(normalize="minmax")))
    fixes = (*scaled, *loss_fixes(view, "MSELoss", "HuberLoss", "L1Loss"))
    yield Problem(view.graph, name, "in", "loss", message, fixes)
