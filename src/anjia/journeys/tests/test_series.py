"""Series: made once, and what is skipped is said."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from anjia.booking import queries as booking
from anjia.booking.rules import OnMadeUpDay, Skipped
from anjia.booking.testing import lay_ground
from anjia.dispatch.testing import caregiver
from anjia.journeys import operations as journeys
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import TUESDAY, WEEK, check_no_ghosts, days, people, planned
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Refusal

pytestmark = pytest.mark.usefixtures("scope", "english")


@pytest.mark.slow
def test_a_series_is_made_for_eight_weeks_with_the_same_person(wang: int, li: int, at: datetime) -> None:
    series_id = a_series(at=at)
    assert days(series_id) == [TUESDAY + n * WEEK for n in range(9)]
    assert people(series_id) == [wang] * 9
    check_no_ghosts(series_id, at)


def test_asked_twice_it_is_one_series(wang: int, at: datetime) -> None:
    client_id = uuid4()
    assert a_series(at=at, client_id=client_id) == a_series(at=at, client_id=client_id)
    assert len(booking.series_of_household(lay_ground(at=at).household_id)) == 1


def test_a_series_over_national_day_skips_it_and_comes_on_the_make_up_day(scope: int) -> None:
    at = datetime(2026, 9, 14, 2, tzinfo=UTC)
    caregiver(at=at)
    agreed = agreed_on(date(2026, 9, 16), on_made_up=OnMadeUpDay.WORKDAY)
    series_id = a_series(at=at, agreed=agreed)
    assert days(series_id)[:5] == [date(2026, 9, day) for day in (16, 23, 30)] + [
        date(2026, 10, 10),
        date(2026, 10, 14),
    ]
    skipped = [one for one in booking.series(series_id).dates(date(2026, 10, 20)) if not one.kept]
    assert [(one.on, one.skipped, one.holiday.en) for one in skipped] == [
        (date(2026, 10, 7), Skipped.HOLIDAY, "National Day")
    ]


def test_what_was_shown_is_what_is_confirmed(wang: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="look at it again"):
        a_series(at=at, seal="0" * 20)
    assert booking.series_of_household(lay_ground(at=at).household_id) == []


def test_an_order_ends_with_its_series_and_not_before(wang: int, at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY, visits=1))
    (only,) = planned(series_id)
    journeys.cancel_visit_and_release(visit_id=only.id, reason="away", at=at, by=SYSTEM)
    assert booking.order(only.order_id).state == "placed"
