"""Agree a series, change what is agreed, pause and end it. Its visits are made, moved and cancelled beside it."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking.events import SeriesChanged, SeriesContinued, SeriesEnded, SeriesStarted
from anjia.booking.models import Order, Series, SeriesChange, SeriesPause, SeriesTerm
from anjia.booking.operations.orders import check_people, next_number
from anjia.booking.operations.series_rules import Agreed, clean_rule
from anjia.booking.rules import (
    ChangeKind,
    SeriesState,
)
from anjia.booking.rules.series import MOST_DAYS_AHEAD
from anjia.catalog import queries as catalog_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce, signed
from anjia.kernel.text import clean_line
from anjia.workforce import queries as workforce_queries

DAY_MINUTES = 24 * 60


def known_change(client_id: UUID) -> int | None:
    """The series that was started or changed with this `client_id`; None for a new one."""
    found = SeriesChange.objects.filter(client_id=client_id).values_list("series_id", flat=True).first()
    return int(found) if found is not None else None


def open_series(
    *,
    household_id: int,
    home_id: int,
    offering_id: int,
    agreed: Agreed,
    made_until: date,
    client_id: UUID,
    at: datetime,
    by: Actor,
) -> int:
    """Writes a series with its order and its first term, yet without a visit; returns its id.

    The home must be the household's, a wished caregiver one of ours; else Missing.
    """
    if household_queries.home(home_id).household_id != household_id:
        raise Missing
    catalog_queries.offering(offering_id)
    rule = clean_rule(agreed.rule, at)
    check_people(agreed.people)
    within(agreed.visit_price_fen, 0, MOST_FEN)
    with transaction.atomic():
        order = Order.objects.create(
            number=next_number(at),
            household_id=household_id,
            home_id=home_id,
            offering_id=offering_id,
            minutes=rule.minutes,
            people=agreed.people,
            visit_price_fen=agreed.visit_price_fen,
            placed_at=at,
        )
        series = Series.objects.create(
            household_id=household_id,
            home_id=home_id,
            offering_id=offering_id,
            order=order,
            made_until=made_until,
            started_at=at,
        )
        change = _write_change(series, ChangeKind.STARTED, client_id, rule.from_on, at=at, by=by)
        _write_term(series, change, replace(agreed, rule=rule))
    return int(series.pk)


def _write_change(
    series: Series,
    kind: ChangeKind,
    client_id: UUID,
    from_on: date,
    *,
    at: datetime,
    by: Actor,
    until_on: date | None = None,
    reason: str = "",
) -> SeriesChange:
    why = clean_line(reason, most=200, what=_("the reason"))
    change: SeriesChange = SeriesChange.objects.create(
        series=series,
        kind=kind,
        client_id=client_id,
        from_on=from_on,
        until_on=until_on,
        reason=why,
        **signed(by, at),
    )
    return change


def _write_term(series: Series, change: SeriesChange, agreed: Agreed) -> None:
    if agreed.caregiver_id is not None and not workforce_queries.names_of([agreed.caregiver_id]):
        raise Missing
    rule = agreed.rule
    SeriesTerm.objects.create(
        series=series,
        change=change,
        from_on=rule.from_on,
        every_weeks=rule.every_weeks,
        weekdays=list(rule.weekdays),
        starts_minute=rule.starts_minute,
        minutes=rule.minutes,
        until_on=rule.until_on,
        visits=rule.visits,
        on_holiday=rule.on_holiday,
        on_made_up=rule.on_made_up,
        caregiver_id=agreed.caregiver_id,
        visit_price_fen=agreed.visit_price_fen,
    )


def locked_series(series_id: int) -> Series:
    """The series, locked until the transaction ends. Raises Missing."""
    series: Series | None = Series.objects.select_for_update().filter(pk=series_id).first()
    if series is None:
        raise Missing
    return series


def running_series(series_id: int, *, at: datetime) -> Series:
    """As `locked_series`; refuses one that was ended."""
    series = locked_series(series_id)
    if series.state == SeriesState.ENDED:
        sentence = _("This series ended on %(day)s. Please start a new one.")
        raise Refusal(sentence % {"day": series.ended_on and day_in_words(series.ended_on, beside=day_of(at))})
    return series


def agree_term(
    *, series_id: int, agreed: Agreed, kind: ChangeKind, client_id: UUID, at: datetime, by: Actor, reason: str = ""
) -> None:
    """Another rule from its first day on. What stands of visits is changed beside it, in the same transaction."""
    rule = clean_rule(agreed.rule, at)
    within(agreed.visit_price_fen, 0, MOST_FEN)
    series = running_series(series_id, at=at)
    change = _write_change(series, kind, client_id, rule.from_on, at=at, by=by, reason=reason)
    _write_term(series, change, replace(agreed, rule=rule))


def pause_series(
    *,
    series_id: int,
    from_on: date,
    until_on: date,
    client_id: UUID,
    at: datetime,
    by: Actor,
    reason: str = "",
    paused: bool = True,
) -> None:
    """Nobody comes on these days, both included; with `paused` False they are given back."""
    if until_on < from_on:
        raise Refusal(_("The last day lies before the first. Please choose a later one."), field="until_on")
    if (until_on - from_on).days > MOST_DAYS_AHEAD:
        raise Refusal(_("A pause lasts a year at most. Please end the series instead."), field="until_on")
    series = running_series(series_id, at=at)
    kind = ChangeKind.PAUSED if paused else ChangeKind.RESUMED
    change = _write_change(series, kind, client_id, from_on, until_on=until_on, at=at, by=by, reason=reason)
    SeriesPause.objects.create(series=series, change=change, from_on=from_on, until_on=until_on, paused=paused)


def close_series(*, series_id: int, from_on: date, client_id: UUID, at: datetime, by: Actor, reason: str = "") -> None:
    """The series comes no more from this day on; its visits are cancelled beside it."""
    series = running_series(series_id, at=at)
    _write_change(series, ChangeKind.ENDED, client_id, from_on, at=at, by=by, reason=reason)
    series.state, series.ended_on = SeriesState.ENDED, from_on
    series.save(update_fields=["state", "ended_on"])


def extend_series(*, series_id: int, until_on: date) -> None:
    """Visits are made up to this date by now."""
    Series.objects.filter(pk=series_id, made_until__lt=until_on).update(made_until=until_on)


def tell_series(
    fact: SeriesStarted | SeriesChanged | SeriesContinued | SeriesEnded, *, at: datetime, by: Actor
) -> None:
    """Announces what became of a series, once its visits are in place."""
    announce(fact, at=at, by=by)
