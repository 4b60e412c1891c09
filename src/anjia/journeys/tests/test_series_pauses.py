"""Pauses of a series, its end, and dates that were cancelled by themselves: nothing stays behind."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from anjia.booking.rules import ChangeKind, horizon
from anjia.journeys import operations as journeys
from anjia.journeys.queries import plan_of_start, preview_of
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import (
    DAY,
    TUESDAY,
    WEEK,
    away_every_morning,
    check_no_ghosts,
    days,
    people,
    planned,
    whole_ground,
)
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal

pytestmark = pytest.mark.usefixtures("scope", "english")


@pytest.mark.slow
def test_a_date_that_gave_way_into_a_pause_is_cancelled_and_comes_back_with_its_end(wang: int, at: datetime) -> None:
    clash = TUESDAY + WEEK
    away_every_morning(wang, at, clash)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    (row,) = shown.clashes
    next_day = next(way.key for way in row.ways if way.starts_at and day_of(way.starts_at) == clash + DAY)
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY), choices={clash: next_day})
    assert clash + DAY in days(series_id)
    given = {"series_id": series_id, "from_on": clash + DAY, "until_on": clash + DAY, "at": at, "by": SYSTEM}
    journeys.pause_series(**given, client_id=uuid4())
    assert clash + DAY not in days(series_id)
    journeys.pause_series(**given, paused=False, client_id=uuid4())
    assert len(days(series_id)) == 9
    check_no_ghosts(series_id, at)


@pytest.mark.slow
def test_a_pause_takes_visits_out_and_its_end_brings_them_back(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    away = {"from_on": date(2026, 12, 7), "until_on": date(2026, 12, 20)}
    client_id = uuid4()
    for _twice in range(2):
        journeys.pause_series(series_id=series_id, **away, client_id=client_id, at=at, by=SYSTEM)
    assert len(days(series_id)) == 7
    assert not {date(2026, 12, 8), date(2026, 12, 15)} & set(days(series_id))
    check_no_ghosts(series_id, at)
    journeys.pause_series(series_id=series_id, **away, paused=False, client_id=uuid4(), at=at, by=SYSTEM)
    assert len(days(series_id)) == 9
    assert people(series_id) == [wang] * 9
    check_no_ghosts(series_id, at)


@pytest.mark.slow
def test_an_ended_series_leaves_nothing_behind(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    moved = planned(series_id)[1]
    journeys.move_visit_and_reassign(
        visit_id=moved.id, starts_at=moved.starts_at + DAY, reason="guests", at=at, by=SYSTEM
    )
    check_no_ghosts(series_id, at)
    journeys.end_series(series_id=series_id, from_on=date(2026, 12, 1), client_id=uuid4(), at=at, by=SYSTEM)
    assert days(series_id) == [TUESDAY]
    check_no_ghosts(series_id, at)
    assert journeys.continue_series(series_id=series_id, until=horizon(day_of(at), 20), at=at) == 0
    with pytest.raises(Refusal, match="ended"):
        journeys.pause_series(
            series_id=series_id, from_on=TUESDAY, until_on=TUESDAY, client_id=uuid4(), at=at, by=SYSTEM
        )


@pytest.mark.slow
def test_a_cancelled_date_is_never_made_again(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    gone = planned(series_id)[-1]
    journeys.cancel_visit_and_release(visit_id=gone.id, reason="away", at=at, by=SYSTEM)
    for weeks in (9, 10, 12):
        journeys.continue_series(series_id=series_id, until=horizon(day_of(at), weeks), at=at)
    assert day_of(gone.starts_at) not in days(series_id)
    new = agreed_on(TUESDAY, starts_minute=600)
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM)
    assert day_of(gone.starts_at) not in days(series_id)
    check_no_ghosts(series_id, at)
