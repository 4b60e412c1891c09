"""End series: visits, caregivers' time and promises follow in one transaction, once."""

from datetime import date, datetime
from uuid import UUID

from anjia.booking import operations as booking
from anjia.booking.events import SeriesEnded
from anjia.journeys.operations.carrying import carry_out
from anjia.journeys.operations.confirming import as_shown, check_late, once_for
from anjia.journeys.queries.plans import (
    plan_of_end,
)
from anjia.journeys.queries.previews import preview_of
from anjia.kernel.actors import Actor
from anjia.kernel.retry import whole


def end_series(
    *,
    series_id: int,
    from_on: date,
    client_id: UUID,
    at: datetime,
    by: Actor,
    seal: str = "",
    late_confirmed: bool = False,
    household_asked: bool = True,
    reason: str = "",
) -> int:
    """Nobody comes from this day on: its visits are cancelled, their time and promises follow. Once."""

    @whole
    def run() -> int:
        booking.running_series(series_id, at=at)
        plan = plan_of_end(series_id=series_id, from_on=from_on, at=at)
        shown = as_shown(preview_of(plan, {}, at=at), seal)
        check_late(shown, late_confirmed, at=at)
        booking.close_series(series_id=series_id, from_on=from_on, client_id=client_id, reason=reason, at=at, by=by)
        carry_out(series_id, shown, reason=reason, household_asked=household_asked, at=at, by=by)
        fact = SeriesEnded(
            series_id=series_id,
            household_id=plan.household_id,
            from_on=from_on,
            cancelled=len(plan.reshaping.cancelled),
            reason=reason,
        )
        booking.tell_series(fact, at=at, by=by)
        return series_id

    return once_for(client_id, run)
