"""Why: rules about an Output and its loss are asked of each Output that is trained."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec

from designer.check.flow import Flow
from designer.check.report import Problem
from designer.check.view import View
from designer.protocol import Head, heads_of, info_for

Rule = Callable[[View, Flow], Iterator[Problem]]


def heads_in(view: View) -> tuple[Head, ...]:
    """The Outputs that are trained."""
    return heads_of(view.training, view.exits) if view.exits else ()


def trained_names(view: View) -> tuple[str, ...]:
    """What the Outputs that are trained are called."""
    return tuple(head.name for head in heads_in(view))


def each_head(rule: Rule) -> Rule:
    """The rule, asked of each Output that is trained as if there were no other."""

    def asked(view: View, found: Flow) -> Iterator[Problem]:
        for alone in alone_views(view):
            yield from rule(alone, found)

    return asked


def alone_views(view: View) -> Iterator[View]:
    """For each Output that is trained the drawing as it sees it, as if there were no other."""
    if view.data is None:
        return
    if len(view.exits) == 1 and not view.training.outputs:
        yield view
        return
    for head in heads_in(view):
        spec = view.training.outputs.get(head.name)
        yield replace(
            view,
            end=head.name,
            own_loss=len(view.exits) > 1 or bool(spec and spec.loss),
            target=head.target,
            partners=head.partners,
            data=info_for(head, view.data),
            training=msgspec.structs.replace(
                view.training, loss=head.loss, loss_params=head.loss_params
            ),
        )
