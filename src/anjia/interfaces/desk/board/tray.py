"""The visits to which nobody is sent yet: what a dispatcher drags onto the board."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.booking import queries as booking_queries
from anjia.dispatch import queries
from anjia.dispatch.queries import Version
from anjia.interfaces.desk.visit_lines import VisitLine, visit_lines

SHOWN = 40


@dataclass(frozen=True)
class Waiting:
    """A visit in the tray. `beside` is who has the other place of a visit of two; "" where nobody is sent."""

    line: VisitLine
    version: str
    beside: str


@dataclass(frozen=True)
class Tray:
    """How many visits wait for somebody, and the first of them."""

    count: int
    waiting: tuple[Waiting, ...]


def tray_of(first: date, last: date, at: datetime) -> Tray:
    """What waits on these days, the earliest first. A constant number of queries."""
    ids = queries.visits_without_caregiver(first, last)
    found = booking_queries.visits(ids[:SHOWN]) if ids else {}
    lines = visit_lines([found[i] for i in ids[:SHOWN] if i in found], at) if ids else []
    return Tray(len(ids), tuple(Waiting(line, str(Version(0, line.visit.starts_at)), line.caregiver) for line in lines))
