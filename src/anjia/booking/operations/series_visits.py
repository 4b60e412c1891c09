"""The visits of a series: made, reshaped, cancelled by a change of it; and dates decided by themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from anjia.booking.events import OrderPlaced, VisitMoved, VisitPlanned, VisitReshaped
from anjia.booking.models import ExceptionDate, Order, Series, Visit
from anjia.booking.operations.visits import cancel_all, locked_visit, refuse_closed, wish_of
from anjia.booking.rules import ExceptionKind, Wanted
from anjia.catalog import queries as catalog_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing
from anjia.kernel.events import Event
from anjia.kernel.operations import announce_all, signed


def plan_series_visits(*, series_id: int, wanted: Iterable[Wanted], at: datetime, by: Actor) -> dict[date, int]:
    """Plans the visits of these dates; returns their ids. The first visit of the order places the order.

    A date that has a visit, or was decided by itself, is left out: nothing is made twice. The series is locked.
    """
    series = Series.objects.select_related("order").get(pk=series_id)
    gone = set(_dates_not_free(series))
    title = catalog_queries.offering(series.offering_id).name[:80]
    first = not Visit.objects.filter(order=series.order).exists()
    made = [_planned(series, title, want) for want in wanted if want.on not in gone]
    Visit.objects.bulk_create(made)
    announce_all([_told(series, visit, first and visit is made[0]) for visit in made], at=at, by=by)
    return {visit.occurs_on: visit.pk for visit in made if visit.occurs_on}


def _dates_not_free(series: Series) -> Iterable[date]:
    yield from Visit.objects.filter(series=series).exclude(state="cancelled").values_list("occurs_on", flat=True)
    yield from series.exceptions.exclude(kind=ExceptionKind.GAVE_WAY).values_list("occurs_on", flat=True)


def _planned(series: Series, title: str, want: Wanted) -> Visit:
    return Visit(
        order=series.order,
        household_id=series.household_id,
        home_id=series.home_id,
        offering_id=series.offering_id,
        title=title,
        starts_at=want.starts_at,
        ends_at=want.starts_at + timedelta(minutes=want.minutes),
        minutes=want.minutes,
        people=series.order.people,
        price_fen=want.price_fen,
        series=series,
        occurs_on=want.on,
    )


def _told(series: Series, visit: Visit, first: bool) -> Event:
    """What is told of a new visit: the first one of its order places the order."""
    common: dict[str, Any] = {
        "visit_id": visit.pk,
        "order_id": visit.order_id,
        "household_id": visit.household_id,
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "price_fen": visit.price_fen,
    }
    if not first:
        return VisitPlanned(**common, series_id=series.pk, occurs_on=visit.occurs_on or day_of(visit.starts_at))
    order: Order = series.order
    return OrderPlaced(
        **common,
        offering_id=order.offering_id,
        proposal_id=None,
        number=order.number,
        title=visit.title,
        people=visit.people,
    )


def reshape_series_visits(
    *, series_id: int, wanted: Mapping[int, Wanted], at: datetime, by: Actor, reason: str, household_asked: bool
) -> None:
    """Gives planned visits of the series, by id, the date, start, length and price that the series wants now."""
    visits = _open_visits(series_id, wanted)
    before = {visit.pk: (visit.starts_at, visit.minutes, visit.price_fen) for visit in visits}
    for visit in visits:
        want = wanted[visit.pk]
        visit.occurs_on, visit.starts_at, visit.minutes = want.on, want.starts_at, want.minutes
        visit.ends_at, visit.price_fen = want.starts_at + timedelta(minutes=want.minutes), want.price_fen
    Visit.objects.bulk_update(visits, ["occurs_on", "starts_at", "ends_at", "minutes", "price_fen"])
    asked = wish_of(household_asked, by)
    facts = (fact for visit in visits for fact in _reshaped(visit, before[visit.pk], reason, asked))
    announce_all(list(facts), at=at, by=by)


def _open_visits(series_id: int, visit_ids: Collection[int]) -> list[Visit]:
    """The visits of the series by the date for which they stand, locked. Raises Missing; refuses a closed one."""
    rows = Visit.objects.select_for_update().filter(series_id=series_id, pk__in=set(visit_ids))
    visits: list[Visit] = list(rows.order_by("occurs_on", "id"))
    if len(visits) < len(set(visit_ids)):
        raise Missing
    for visit in visits:
        refuse_closed(visit)
    return visits


def _reshaped(visit: Visit, before: tuple[datetime, int, int], reason: str, asked: bool) -> Iterator[Event]:
    start, minutes, price_fen = before
    common: dict[str, Any] = {"visit_id": visit.pk, "order_id": visit.order_id, "household_id": visit.household_id}
    if (minutes, price_fen) != (visit.minutes, visit.price_fen):
        yield VisitReshaped(
            **common,
            series_id=visit.series_id or 0,
            minutes_before=minutes,
            minutes=visit.minutes,
            price_fen_before=price_fen,
            price_fen=visit.price_fen,
        )
    if start != visit.starts_at:
        yield VisitMoved(
            **common, moved_from=start, starts_at=visit.starts_at, reason=reason[:200], household_asked=asked
        )


def cancel_series_visits(
    *, series_id: int, visit_ids: Collection[int], reason: str, at: datetime, by: Actor, household_asked: bool
) -> None:
    """Cancels visits because their series changed: their dates are free for the series again."""
    why = reason or gettext_noop("The series was changed.")
    cancel_all(_open_visits(series_id, visit_ids), why[:200], at=at, by=by, household_asked=household_asked)


def stand_for(*, visit_id: int, on: date, at: datetime, by: Actor) -> None:
    """A visit that was moved by itself stands for this date of the changed series from now on."""
    visit = locked_visit(visit_id)
    if visit.series_id is None or visit.occurs_on == on:
        return
    visit.occurs_on = on
    visit.save(update_fields=["occurs_on"])
    if ExceptionDate.objects.filter(visit=visit, kind=ExceptionKind.MOVED).exists():
        except_date(series_id=visit.series_id, on=on, kind=ExceptionKind.MOVED, visit_id=visit.pk, at=at, by=by)


def except_date(
    *, series_id: int, on: date, kind: ExceptionKind, at: datetime, by: Actor, visit_id: int | None = None
) -> None:
    """As `except_dates` for one date."""
    except_dates(series_id=series_id, dates=[Decided(on, kind, visit_id)], at=at, by=by)


@dataclass(frozen=True)
class Decided:
    """A date of a series decided by itself: what became of it, its visit if there is one, and why."""

    on: date
    kind: ExceptionKind
    visit_id: int | None = None
    reason: str = ""


def except_dates(*, series_id: int, dates: Iterable[Decided], at: datetime, by: Actor) -> None:
    """These dates were decided by themselves: later changes leave them alone, and they are never made again. Once.

    One that gave way is not decided: each time is noted, with the reason of that time. The series is locked.
    """
    known = set(ExceptionDate.objects.filter(series_id=series_id).values_list("occurs_on", "kind"))
    fresh = [one for one in dates if one.kind is ExceptionKind.GAVE_WAY or (one.on, one.kind) not in known]
    ExceptionDate.objects.bulk_create(
        ExceptionDate(
            series_id=series_id,
            occurs_on=one.on,
            kind=one.kind,
            visit_id=one.visit_id,
            reason=one.reason[:200],
            **signed(by, at),
        )
        for one in fresh
    )
