"""What stands of a series: its visits, and the dates that were decided by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from anjia.booking.models import ExceptionDate, Visit
from anjia.booking.queries.orders import VisitSummary, visits
from anjia.booking.rules import (
    ExceptionKind,
    LeftAlone,
    Standing,
    VisitState,
)


@dataclass(frozen=True)
class ExceptionSummary:
    """A date that was cancelled or moved by itself, or gave way because nobody could come."""

    on: date
    kind: str
    reason: str
    visit_id: int | None
    at: datetime
    by_name: str


def visits_of_series(series_id: int, *, from_on: date | None = None) -> list[VisitSummary]:
    """The visits of a series, also cancelled ones, by the date for which they stand."""
    rows = Visit.objects.filter(series_id=series_id)
    if from_on is not None:
        rows = rows.filter(occurs_on__gte=from_on)
    found = visits(rows.values_list("id", flat=True))
    return sorted(found.values(), key=lambda visit: (visit.occurs_on or date.min, visit.id))


def exceptions_of_series(series_id: int) -> list[ExceptionSummary]:
    """The dates that were decided by themselves, in order."""
    rows = ExceptionDate.objects.filter(series_id=series_id).order_by("occurs_on", "id")
    return [ExceptionSummary(row.occurs_on, row.kind, row.reason, row.visit_id, row.at, row.by_name) for row in rows]


def standing_of_series(series_id: int, *, from_on: date, at: datetime, begun: Iterable[int] = ()) -> list[Standing]:
    """What stands of a series from this date on: visits, and dates that were cancelled by themselves.

    A visit is left alone by changes when it is done, moved by itself, or has begun: by its time, or named in `begun`.
    """
    marked = {(one.on, one.kind) for one in exceptions_of_series(series_id)}
    found = [visit for visit in visits_of_series(series_id, from_on=from_on) if visit.state != VisitState.CANCELLED]
    working = set(begun)
    rows = [_standing(visit, marked, at, visit.id in working) for visit in found]
    taken = {row.on for row in rows}
    gone = [on for on, kind in marked if kind == ExceptionKind.CANCELLED and on >= from_on and on not in taken]
    return rows + [Standing(on, None, alone=LeftAlone.CANCELLED) for on in sorted(gone)]


def _standing(visit: VisitSummary, marked: set[tuple[date, str]], at: datetime, begun: bool) -> Standing:
    on = visit.occurs_on or date.min
    alone = None
    if visit.state == VisitState.DONE:
        alone = LeftAlone.DONE
    elif begun or visit.starts_at <= at:
        alone = LeftAlone.BEGUN
    elif (on, ExceptionKind.MOVED) in marked:
        alone = LeftAlone.MOVED
    gave_way = alone is None and (on, ExceptionKind.GAVE_WAY) in marked
    return Standing(on, visit.id, visit.starts_at, visit.minutes, visit.price_fen, alone, gave_way)
