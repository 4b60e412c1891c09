"""A series by which nobody could ever come, and one of somebody else's: refused."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from anjia.booking import queries as booking
from anjia.booking.testing import lay_ground
from anjia.journeys import operations as journeys
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import TUESDAY
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope

pytestmark = pytest.mark.usefixtures("scope", "english")


def test_a_stranger_knows_no_series_of_ours(wang: int, at: datetime, stranger_id: int) -> None:
    series_id = a_series(at=at)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            journeys.end_series(series_id=series_id, from_on=TUESDAY, client_id=uuid4(), at=at, by=SYSTEM)
        assert booking.series_of_household(lay_ground(at=at).household_id) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weekdays": ()}, "weekday"),
        ({"every_weeks": 0}, "every 1 to"),
        ({"every_weeks": 99}, "every 1 to"),
        ({"starts_minute": -5}, "time of the day"),
        ({"starts_minute": 1440}, "time of the day"),
        ({"minutes": -60}, "between"),
        ({"minutes": 10**6}, "between"),
        ({"until_on": date(2020, 1, 1)}, "before the first"),
        ({"visits": 0}, "visits"),
        ({"from_on": date(2020, 1, 1)}, "has passed"),
        ({"from_on": date(2031, 1, 1)}, "within a year"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    wang: int, at: datetime, change: dict[str, object], sentence: str
) -> None:
    agreed = agreed_on(TUESDAY)
    with pytest.raises(Refusal, match=sentence):
        a_series(at=at, agreed=replace(agreed, rule=replace(agreed.rule, **change)))  # type: ignore[arg-type]
