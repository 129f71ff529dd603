"""Why: people remember a file by when they last worked on it, not by a time stamp."""

from datetime import datetime
from pathlib import Path

from designer.text import tr, trn

WEEK = 7
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def changed(path: Path) -> datetime | None:
    """When the file was last written; None when it cannot be found."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return None


def in_words(then: datetime, now: datetime | None = None) -> str:
    """A moment as people say it: "Today, 14:05", "Yesterday", "3 days ago", "5 Mar 2026"."""
    days = ((now or datetime.now().astimezone()).date() - then.date()).days
    if days <= 0:
        return tr("Today, {time}", time=f"{then:%H:%M}")
    if days == 1:
        return tr("Yesterday")
    if days < WEEK:
        return trn("{count} day ago", "{count} days ago", days)
    return day_of(then)


def to_the_minute(then: datetime, now: datetime | None = None) -> str:
    """A moment with its time: "Today, 14:05", "Yesterday, 14:05", "5 Mar 2026, 14:05"."""
    days = ((now or datetime.now().astimezone()).date() - then.date()).days
    time = f"{then:%H:%M}"
    if days <= 0:
        return tr("Today, {time}", time=time)
    if days == 1:
        return tr("Yesterday, {time}", time=time)
    return tr("{day}, {time}", day=day_of(then), time=time)


def day_of(then: datetime) -> str:
    """A day: "5 Mar 2026", in the language of the window, whatever that of the system is."""
    month = tr(MONTHS[then.month - 1])
    return tr("{day} {month} {year}", day=then.day, month=month, year=then.year)
