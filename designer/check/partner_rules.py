"""Why: a loss that looks at several Outputs needs to know which, and that they fit together."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from math import prod
from operator import contains

from designer.check.flow import Flow
from designer.check.heads import alone_views, trained_names
from designer.check.repairs.actions import fix, set_output
from designer.check.repairs.endings import loss_fixes
from designer.check.repairs.faults import value_text
from designer.check.repairs.learning import output_fixes
from designer.check.repairs.returning import returning_fixes
from designer.check.report import Fix, Problem
from designer.check.view import View
from designer.layers import N, Tensor
from designer.protocol import roles_of
from designer.protocol.losses import EMBEDDINGS, PAIRS, SEQUENCES, needs_partners
from designer.text import tr, trn

MOST = 3  # ways to choose partners that are offered


def partners(view: View, found: Flow) -> Iterator[Problem]:
    """Each loss that takes other Outputs along has them, and they are for nothing else."""
    for alone in alone_views(view):
        name = alone.exits[0]
        sentence = _chosen_wrong(view, alone)
        if sentence:
            fixes = (*_choices(view, alone, found), *_others(alone))
            yield Problem(view.graph, name, "", "loss", sentence, fixes)
            continue
        yield from _own_shape(alone, found)
        for partner in alone.partners:
            yield from _partner_shape(alone, found, partner)
            if partner in trained_names(view):
                message = tr(
                    "{partner} goes along with {name}, and has a loss of its own too.",
                    partner=partner,
                    name=name,
                )
                title = tr("Train {partner} with {name} alone", partner=partner, name=name)
                fixes = (fix(title, set_output(partner, target="none")),)
                yield Problem(view.graph, partner, "", "training", message, fixes, "warning")


def two_classes(view: View, _found: Flow) -> Iterator[Problem]:
    """What is said of two results is yes or no."""
    data, loss = view.data, view.training.loss
    if data is None or loss not in PAIRS or data.task != "classification":
        return
    if len(data.classes) != 2:
        message = tr(
            "{name} is trained with {loss}, which needs two classes, no and yes, and {title} has "
            "{count}.",
            name=view.exits[0],
            loss=loss,
            title=data.title,
            count=len(data.classes),
        )
        yield Problem(view.graph, view.exits[0], "in", "loss", message, _others(view))


def _chosen_wrong(view: View, alone: View) -> str:
    """What is wrong with the names of the partners; "" when nothing is."""
    name, loss = alone.exits[0], alone.training.loss
    roles, named = roles_of(loss), [partner for partner in alone.partners if partner]
    for partner in named:
        if partner not in view.exits:
            return tr(
                "{name} takes {partner} along, and there is no such Output.",
                name=name,
                partner=partner,
            )
        if partner == name or named.count(partner) > 1:
            return tr(
                "{loss} of {name} takes {partner} twice, and needs different Outputs.",
                loss=loss,
                name=name,
                partner=partner,
            )
    if len(named) == len(roles) or not (named or needs_partners(loss)):
        return ""
    return trn(
        "{name} is trained with {loss}, which takes {count} other Output along: {roles}.",
        "{name} is trained with {loss}, which takes {count} other Outputs along: {roles}.",
        len(roles),
        name=name,
        loss=loss,
        roles=", ".join(roles),
    )


def _choices(view: View, alone: View, found: Flow) -> Iterator[Fix]:
    """Other Outputs of the same shape: those first whose names say so, or are for nothing else."""
    name, roles = alone.exits[0], roles_of(alone.training.loss)
    kept = {p: i for i, p in enumerate(alone.partners) if alone.partners.count(p) == 1}
    own = _arriving(found, name)
    free = [
        other for other in view.exits if other != name and _fit(alone, own, _arriving(found, other))
    ]
    free.sort(key=lambda other: other in trained_names(view))
    ways = [
        way
        for way in permutations(free[:6], len(roles))
        if all(other not in free or way[place] == other for other, place in kept.items())
    ]
    ways.sort(key=lambda way: -sum(map(contains, way, roles)))
    for way in ways[:MOST]:
        title = tr("Take {names} along", names=", ".join(way))
        yield fix(title, set_output(name, partners=way))
    if not needs_partners(alone.training.loss):
        yield fix(tr("Take no other Output along"), set_output(name, partners=()))


def _fit(view: View, own: Tensor | None, other: Tensor | None) -> bool:
    if view.training.loss == SEQUENCES:  # a number of steps for each sample
        return other is None or other.shape in ((N,), (N, 1))
    return None in (own, other) or own == other


def _others(view: View) -> tuple[Fix, ...]:
    """Losses that need no other Output."""
    if view.data is not None and view.data.task == "regression":
        return loss_fixes(view, "MSELoss", "HuberLoss")
    return loss_fixes(view, "CrossEntropyLoss")


def _own_shape(view: View, found: Flow) -> Iterator[Problem]:
    """What is compared with other Outputs is a row of numbers for each sample."""
    name = view.exits[0]
    tensor = _arriving(found, name)
    if view.training.loss not in EMBEDDINGS or tensor is None or tensor.rank == 2:
        return
    message = tr(
        "{name} is trained with {loss}, which needs a row of numbers for each sample, and gets "
        "{got}.",
        name=name,
        loss=view.training.loss,
        got=_words(tensor),
    )
    sizes = _sizes(tensor)
    fixes = tuple(returning_fixes(view, tensor, (prod(sizes),))) if sizes else ()
    yield Problem(view.graph, name, "in", "data-classes", message, fixes)


def _partner_shape(view: View, found: Flow, partner: str) -> Iterator[Problem]:
    """Each partner has the shape of the Output that it goes with."""
    name = view.exits[0]
    wanted, got = _arriving(found, name), _arriving(found, partner)
    if wanted is None or got is None or _fit(view, wanted, got):
        return
    if view.training.loss == SEQUENCES:
        wanted = Tensor((N, 1))
    message = tr(
        "{partner} goes along with {name} and needs {wanted}, and gets {got}.",
        partner=partner,
        name=name,
        wanted=_words(wanted),
        got=_words(got),
    )
    other = replace(view, end=partner, partners=())
    fixes: tuple[Fix, ...] = ()
    sizes = _sizes(wanted)
    if len(sizes) == 1:
        fixes = output_fixes(other, found, partner, sizes[0])
    elif sizes:
        fixes = tuple(returning_fixes(other, got, sizes))
    yield Problem(view.graph, partner, "in", "data-classes", message, fixes)


def _sizes(tensor: Tensor) -> tuple[int, ...]:
    """The axes of a sample; none where one of them is of open length."""
    sizes = tuple(size for size in tensor.sample if isinstance(size, int))
    return sizes if len(sizes) == tensor.rank - 1 else ()


def _words(tensor: Tensor) -> str:
    text = value_text(tensor.sample) if tensor.rank > 1 else str(tensor)
    return text if tensor.dtype == "float32" else f"{text} ({tensor.dtype})"


def _arriving(found: Flow, name: str) -> Tensor | None:
    inputs = found.inputs.get(name, ())
    return inputs[0] if len(inputs) == 1 else None
