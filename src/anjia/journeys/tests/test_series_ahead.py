"""The next visits of a series, made by the clock: once, and with whoever is free."""

from datetime import datetime

import pytest

from anjia.journeys import operations as journeys
from anjia.journeys.testing import a_series
from anjia.journeys.tests.standing import DAY, TUESDAY, WEEK, check_no_ghosts, days, people, planned
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI
from anjia.workforce.operations import record_leave

pytestmark = pytest.mark.usefixtures("scope", "english")


@pytest.mark.slow
def test_the_next_visits_are_made_once_however_often_the_clock_strikes(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    later = at + 21 * DAY
    assert [journeys.continue_all(at=later) for _strike in range(3)] == [2, 0, 0]
    assert days(series_id) == [TUESDAY + n * WEEK for n in range(11)]
    assert people(series_id) == [wang] * 11
    check_no_ghosts(series_id, later)


@pytest.mark.slow
def test_a_strike_that_dies_in_the_midst_makes_nothing_and_the_next_makes_all(
    wang: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    series_id, later = a_series(at=at), at + 21 * DAY
    made = []

    def die(**_given: object) -> None:
        made.append(len(planned(series_id)))
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("anjia.booking.operations.extend_series", die)
        assert journeys.continue_all(at=later) == 0
    assert made == [11]
    assert len(planned(series_id)) == 9
    assert journeys.continue_all(at=later) == 2
    check_no_ghosts(series_id, later)


def test_ahead_somebody_else_comes_or_the_desk_is_left_with_it(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    free = datetime(2027, 1, 26, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=free, ends_at=free + DAY, at=at, by=SYSTEM)
    journeys.continue_all(at=at + 21 * DAY)
    assert people(series_id)[-2:] == [None, wang]
