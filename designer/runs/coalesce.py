"""Why: whoever polls seldom should not pay for each step that passed in between."""

from collections.abc import Iterable

import msgspec

from designer.protocol import Event, Steps


def coalesced(events: Iterable[Event]) -> list[Event]:
    """The same events, with neighboring Steps of one epoch made into one."""
    joined: list[Event] = []
    batch: list[Steps] = []
    for event in events:
        if isinstance(event, Steps) and (not batch or _follows(batch[-1], event)):
            batch.append(event)
            continue
        joined += _as_one(batch)
        batch = [event] if isinstance(event, Steps) else []
        if not batch:
            joined.append(event)
    return [*joined, *_as_one(batch)]


def _follows(before: Steps, after: Steps) -> bool:
    return before.epoch == after.epoch and before.first + len(before.losses) == after.first


def _as_one(batch: list[Steps]) -> list[Steps]:
    if len(batch) < 2:
        return batch
    losses = tuple(loss for steps in batch for loss in steps.losses)
    return [msgspec.structs.replace(batch[-1], first=batch[0].first, losses=losses)]
