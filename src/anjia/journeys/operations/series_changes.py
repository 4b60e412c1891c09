"""Change and pause series: the visits and their caregivers' time follow in one transaction, once."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from anjia.booking import operations as booking
from anjia.booking import queries as booking_queries
from anjia.booking.events import SeriesChanged
from anjia.booking.operations import Agreed
from anjia.booking.rules import (
    ChangeKind,
)
from anjia.journeys.operations.carrying import carry_out
from anjia.journeys.operations.confirming import as_shown, check_late, may_open, once_for
from anjia.journeys.queries.plans import (
    plan_of_change,
    plan_of_pause,
    term_start,
)
from anjia.journeys.queries.previews import SeriesPreview, preview_of
from anjia.kernel.actors import Actor
from anjia.kernel.retry import whole


def change_series(
    *,
    series_id: int,
    agreed: Agreed,
    kind: ChangeKind,
    client_id: UUID,
    at: datetime,
    by: Actor,
    choices: Mapping[date, str] | None = None,
    seal: str = "",
    late_confirmed: bool = False,
    household_asked: bool = True,
    reason: str = "",
) -> int:
    """Another rule for this and the following dates, or for all; visits and caregivers' time follow. Once.

    Done visits, and dates moved or cancelled by themselves, stay as they are.
    """

    @whole
    def run() -> int:
        booking.running_series(series_id, at=at)
        plan = plan_of_change(series_id=series_id, agreed=agreed, kind=kind, at=at)
        shown = as_shown(preview_of(plan, choices or {}, at=at, may_open=may_open(by)), seal)
        check_late(shown, late_confirmed, at=at)
        term = term_start(booking_queries.series(series_id), agreed, kind, at)
        booking.agree_term(
            series_id=series_id, agreed=term, kind=kind, client_id=client_id, reason=reason, at=at, by=by
        )
        carry_out(series_id, shown, reason=reason, household_asked=household_asked, at=at, by=by)
        booking.tell_series(_changed(shown, reason), at=at, by=by)
        return series_id

    return once_for(client_id, run)


def pause_series(
    *,
    series_id: int,
    from_on: date,
    until_on: date,
    client_id: UUID,
    at: datetime,
    by: Actor,
    paused: bool = True,
    choices: Mapping[date, str] | None = None,
    seal: str = "",
    late_confirmed: bool = False,
    household_asked: bool = True,
    reason: str = "",
) -> int:
    """Nobody comes on these days; with `paused` False the days are given back and visits made again. Once."""

    @whole
    def run() -> int:
        booking.running_series(series_id, at=at)
        plan = plan_of_pause(series_id=series_id, from_on=from_on, until_on=until_on, paused=paused, at=at)
        shown = as_shown(preview_of(plan, choices or {}, at=at, may_open=may_open(by)), seal)
        check_late(shown, late_confirmed, at=at)
        booking.pause_series(
            series_id=series_id,
            from_on=from_on,
            until_on=until_on,
            paused=paused,
            client_id=client_id,
            reason=reason,
            at=at,
            by=by,
        )
        carry_out(series_id, shown, reason=reason, household_asked=household_asked, at=at, by=by)
        booking.tell_series(_changed(shown, reason, until_on), at=at, by=by)
        return series_id

    return once_for(client_id, run)


def _changed(preview: SeriesPreview, reason: str, until_on: date | None = None) -> SeriesChanged:
    plan = preview.plan
    return SeriesChanged(
        series_id=plan.series_id or 0,
        household_id=plan.household_id,
        kind=plan.kind.value,
        from_on=plan.changed,
        until_on=until_on,
        made=len(preview.made),
        moved=len(preview.moved),
        cancelled=len(plan.reshaping.cancelled) + len(preview.dropped),
        left=len(plan.reshaping.left),
        reason=reason,
    )
