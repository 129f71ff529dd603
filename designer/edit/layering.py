"""Why: a drawing reads from top to bottom when each layer stands below all that feeds it."""

from collections import deque
from collections.abc import Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def rows_of(names: Sequence[str], below: Edges) -> dict[str, int]:
    """The row of each name: one more than the lowest row that leads to it (longest path).

    `below` gives the names that an edge leads to. What stands in a loop comes after the rest,
    row by row. O(names + edges).
    """
    waiting_for = dict.fromkeys(names, 0)
    for name in names:
        for next_name in below[name]:
            waiting_for[next_name] += 1
    rows = dict.fromkeys(names, 0)
    ready = deque(name for name in names if waiting_for[name] == 0)
    blocked = dict.fromkeys(names)
    while blocked:
        if not ready:  # only loops are left: open one
            ready.append(next(iter(blocked)))
        name = ready.popleft()
        if name not in blocked:
            continue
        del blocked[name]
        for next_name in below[name]:
            if next_name in blocked:
                rows[next_name] = max(rows[next_name], rows[name] + 1)
                waiting_for[next_name] -= 1
                if waiting_for[next_name] == 0:
                    ready.append(next_name)
    return rows


def parts_of(names: Sequence[str], below: Edges) -> list[list[str]]:
    """The names in groups that no edge connects, each in the given order."""
    beside: dict[str, list[str]] = {name: list(below[name]) for name in names}
    for name in names:
        for next_name in below[name]:
            beside[next_name].append(name)
    part: dict[str, int] = {}
    count = 0
    for name in names:
        if name not in part:
            waiting = [name]
            part[name] = count
            while waiting:
                for neighbor in beside[waiting.pop()]:
                    if neighbor not in part:
                        part[neighbor] = count
                        waiting.append(neighbor)
            count += 1
    groups: list[list[str]] = [[] for _ in range(count)]
    for name in names:
        groups[part[name]].append(name)
    return groups
