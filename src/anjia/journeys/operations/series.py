"""Start series: the visits and their caregivers' time in one transaction, once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking import operations as booking
from anjia.booking import queries as booking_queries
from anjia.booking.events import SeriesStarted
from anjia.booking.operations import Agreed
from anjia.journeys.operations.carrying import carry_out
from anjia.journeys.operations.confirming import as_shown, may_open, once_for, told
from anjia.journeys.queries.plans import (
    plan_of_start,
)
from anjia.journeys.queries.previews import preview_of
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.retry import whole


def start_series(
    *,
    household_id: int,
    home_id: int,
    offering_id: int,
    agreed: Agreed,
    client_id: UUID,
    at: datetime,
    by: Actor,
    choices: Mapping[date, str] | None = None,
    seal: str = "",
) -> int:
    """Starts a series and plans its visits of the first weeks with their caregivers; returns its id.

    `choices` names a way for a date that clashes. With `seal`, refuses when what was shown is no longer so. The same
    `client_id` again gives the same series.
    """

    @whole
    def run() -> int:
        ground: dict[str, Any] = {
            "household_id": household_id,
            "home_id": home_id,
            "offering_id": offering_id,
            "agreed": agreed,
        }
        plan = plan_of_start(**ground, at=at)
        shown = as_shown(preview_of(plan, choices or {}, at=at, may_open=may_open(by)), seal)
        if not shown.made:
            raise Refusal(_("On none of these dates can anybody come. Please choose another time."), field="time")
        series_id = booking.open_series(**ground, made_until=plan.until, client_id=client_id, at=at, by=by)
        carry_out(series_id, shown, reason="", household_asked=True, at=at, by=by)
        fact = SeriesStarted(
            series_id=series_id,
            order_id=booking_queries.series(series_id).order_id,
            household_id=household_id,
            offering_id=offering_id,
            from_on=agreed.rule.from_on,
            minutes=agreed.rule.minutes,
            price_fen=agreed.visit_price_fen,
            made=len(shown.made),
            skipped=told(plan.skipped),
        )
        booking.tell_series(fact, at=at, by=by)
        return series_id

    return once_for(client_id, run)
