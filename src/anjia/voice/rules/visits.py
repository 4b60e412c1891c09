"""Which visit somebody most likely writes about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

AROUND = timedelta(hours=2)
LONGEST_AGO = timedelta(days=14)


@dataclass(frozen=True)
class VisitTime:
    """A visit that was not cancelled, and when it takes place."""

    id: int
    starts_at: datetime
    ends_at: datetime


def visit_about(visits: Iterable[VisitTime], at: datetime) -> int | None:
    """The one that is under way (two hours around it count), else the last one of the past fortnight."""
    known = list(visits)
    now = [one for one in known if one.starts_at - AROUND <= at <= one.ends_at + AROUND]
    past = [one for one in known if at - LONGEST_AGO <= one.ends_at <= at]
    chosen = min(now, key=lambda one: abs(one.starts_at - at), default=None) or max(
        past, key=lambda one: one.ends_at, default=None
    )
    return chosen.id if chosen else None
