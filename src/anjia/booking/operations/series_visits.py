"""The visits of a series: made, reshaped, cancelled by a change of it; and dates decided by themselves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from anjia.booking.events import OrderPlaced, VisitMoved, VisitPlanned, VisitReshaped
from anjia.booking.models import ExceptionDate, Order, Series, Visit
from anjia.booking.operations.visits import cancel_locked, locked_visit, refuse_closed, wish_of
from anjia.booking.rules import ExceptionKind, Wanted
from anjia.catalog import queries as catalog_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.operations import announce, signed


def plan_series_visits(*, series_id: int, wanted: Iterable[Wanted], at: datetime, by: Actor) -> dict[date, int]:
    """Plans the visits of these dates; returns their ids. The first visit of the order places the order.

    A date that has a visit, or was decided by itself, is left out: nothing is made twice. The series is locked.
    """
    series = Series.objects.select_related("order").get(pk=series_id)
    gone = set(_dates_not_free(series))
    title = catalog_queries.offering(series.offering_id).name[:80]
    first = not Visit.objects.filter(order=series.order).exists()
    made: dict[date, int] = {}
    for want in wanted:
        if want.on in gone:
            continue
        visit = _plan(series, title, want)
        _tell(series, visit, first=first, at=at, by=by)
        made[want.on], first = visit.pk, False
    return made


def _dates_not_free(series: Series) -> Iterable[date]:
    yield from Visit.objects.filter(series=series).exclude(state="cancelled").values_list("occurs_on", flat=True)
    yield from series.exceptions.exclude(kind=ExceptionKind.GAVE_WAY).values_list("occurs_on", flat=True)


def _plan(series: Series, title: str, want: Wanted) -> Visit:
    visit: Visit = Visit.objects.create(
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
    return visit


def _tell(series: Series, visit: Visit, *, first: bool, at: datetime, by: Actor) -> None:
    common: dict[str, Any] = {
        "visit_id": visit.pk,
        "order_id": visit.order_id,
        "household_id": visit.household_id,
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "price_fen": visit.price_fen,
    }
    if first:
        order: Order = series.order
        placed = OrderPlaced(
            **common,
            offering_id=order.offering_id,
            proposal_id=None,
            number=order.number,
            title=visit.title,
            people=visit.people,
        )
        announce(placed, at=at, by=by)
    else:
        announce(
            VisitPlanned(**common, series_id=series.pk, occurs_on=visit.occurs_on or day_of(visit.starts_at)),
            at=at,
            by=by,
        )


def reshape_series_visit(
    *, visit_id: int, want: Wanted, at: datetime, by: Actor, reason: str = "", household_asked: bool | None = None
) -> None:
    """Gives a planned visit of a series the date, start, length and price that the series wants now."""
    visit = locked_visit(visit_id)
    refuse_closed(visit)
    before = (visit.starts_at, visit.minutes, visit.price_fen)
    visit.occurs_on, visit.starts_at, visit.minutes = want.on, want.starts_at, want.minutes
    visit.ends_at, visit.price_fen = want.starts_at + timedelta(minutes=want.minutes), want.price_fen
    visit.save(update_fields=["occurs_on", "starts_at", "ends_at", "minutes", "price_fen"])
    _tell_reshaped(visit, before, at=at, by=by)
    if before[0] != visit.starts_at:
        fact = VisitMoved(
            visit_id=visit.pk,
            order_id=visit.order_id,
            household_id=visit.household_id,
            moved_from=before[0],
            starts_at=visit.starts_at,
            reason=reason[:200],
            household_asked=wish_of(household_asked, by),
        )
        announce(fact, at=at, by=by)


def _tell_reshaped(visit: Visit, before: tuple[datetime, int, int], *, at: datetime, by: Actor) -> None:
    _start, minutes, price_fen = before
    if (minutes, price_fen) == (visit.minutes, visit.price_fen):
        return
    fact = VisitReshaped(
        visit_id=visit.pk,
        order_id=visit.order_id,
        household_id=visit.household_id,
        series_id=visit.series_id or 0,
        minutes_before=minutes,
        minutes=visit.minutes,
        price_fen_before=price_fen,
        price_fen=visit.price_fen,
    )
    announce(fact, at=at, by=by)


def cancel_series_visit(
    *, visit_id: int, reason: str, at: datetime, by: Actor, household_asked: bool | None = None
) -> None:
    """Cancels a visit because its series changed: its date is free for the series again."""
    visit = locked_visit(visit_id)
    refuse_closed(visit)
    why = reason or gettext_noop("The series was changed.")
    cancel_locked(visit, why[:200], at=at, by=by, household_asked=household_asked)


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
    *,
    series_id: int,
    on: date,
    kind: ExceptionKind,
    at: datetime,
    by: Actor,
    visit_id: int | None = None,
    reason: str = "",
) -> None:
    """A date of a series was decided by itself: later changes leave it alone, and it is never made again. Once.

    One that gave way is not decided: each time is noted, with the reason of that time.
    """
    values = {"visit_id": visit_id, "reason": reason[:200], **signed(by, at)}
    if kind is ExceptionKind.GAVE_WAY:
        ExceptionDate.objects.create(series_id=series_id, occurs_on=on, kind=kind, **values)
        return
    ExceptionDate.objects.get_or_create(series_id=series_id, occurs_on=on, kind=kind, defaults=values)
