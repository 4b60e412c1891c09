"""The same weekday and time for weeks: every date, which clash and why, and the nearest way out."""

from datetime import datetime, timedelta

import pytest

from anjia.booking import queries as booking
from anjia.booking.testing import lay_ground, plan_visit
from anjia.dispatch import queries
from anjia.dispatch.operations import refuse_caregiver, refuse_household
from anjia.dispatch.testing import NEAR, caregiver, hold
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.workforce.operations import record_leave

WEEKS = 4


def dates(tuesday: datetime) -> list[datetime]:
    return [tuesday + timedelta(weeks=number) for number in range(WEEKS)]


def verdicts(at: datetime, tuesday: datetime, **wishes: object) -> tuple[queries.SeriesDate, ...]:
    return queries.series_dates("daily_cleaning", dates(tuesday), minutes=120, place=NEAR, at=at, **wishes)


def test_each_start_of_the_week_is_what_asking_date_by_date_finds(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    hold(wang, at=at, starts_at=tuesday + timedelta(weeks=1), hold_minutes=600)
    hold(li, at=at, starts_at=tuesday + timedelta(weeks=1, hours=3), hold_minutes=600)
    from_day = day_of(tuesday)
    asked = {"minutes": 120, "place": NEAR, "at": at}
    found = queries.series_slots("daily_cleaning", from_day=from_day, weeks=WEEKS, **asked)
    weeks = [
        {
            start.at - timedelta(weeks=number): start.caregivers
            for day in queries.free_slots(
                "daily_cleaning", from_day=from_day + timedelta(weeks=number), days=7, **asked
            )
            for start in day.starts
        }
        for number in range(WEEKS)
    ]
    naive = {start: tuple(week.get(start, 0) for week in weeks) for week in weeks for start in week}
    assert {queries.Start(one.minute, 1, 1).at: one.caregivers for one in found} == naive


def test_who_is_free_on_the_dates_is_what_ranking_each_date_finds(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    hold(wang, at=at, starts_at=tuesday + timedelta(weeks=1), hold_minutes=600)
    hold(li, at=at, starts_at=tuesday + timedelta(weeks=2, hours=3), hold_minutes=600)
    uneven = [one + timedelta(minutes=15) for one in dates(tuesday)]
    needs = [
        queries.VisitNeed(None, "daily_cleaning", one, minutes, NEAR)
        for one in [*dates(tuesday), *uneven]
        for minutes in (120, 180)
    ]
    times = queries.SeriesTimes(needs, at=at)
    for need in needs:
        assert times.free(need) == {one.caregiver_id: one.score for one in queries.ranked(need, at=at)}


def test_why_somebody_who_is_kept_away_does_not_come_is_not_told(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    household_id = lay_ground(at=at).household_id
    refuse_household(caregiver_id=wang, household_id=household_id, reason="有大狗", at=at, by=SYSTEM)
    need = queries.VisitNeed(household_id, "daily_cleaning", tuesday, 120, NEAR)
    times = queries.SeriesTimes([need], at=at)
    assert set(times.free(need)) == {li}
    assert times.why_not(need, wang) == "王芳 cannot be sent to this kind of work now."


@pytest.mark.parametrize("hours", [0, 3])
def test_the_nearest_start_is_the_one_that_asking_the_day_finds(
    hours: int, wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    record_leave(caregiver_id=wang, starts_at=tuesday, ends_at=tuesday + timedelta(hours=hours or 1), at=at, by=SYSTEM)
    need = queries.VisitNeed(None, "daily_cleaning", tuesday, 120, NEAR)
    times = queries.SeriesTimes([need], at=at)
    asked = {"minutes": 120, "place": NEAR, "at": at, "from_day": day_of(tuesday), "days": 2, "caregiver_id": wang}
    for later, day in enumerate(queries.free_slots("daily_cleaning", **asked)):
        wished = tuesday + timedelta(days=later)
        best = min(day.starts, key=lambda start: (abs(start.at - wished), start.at))
        assert times.nearest(need, days_later=later, caregiver_id=wang) == (best.at, (wang,))


def test_where_nobody_does_the_work_there_is_no_start(scope: int, at: datetime, tuesday: datetime) -> None:
    asked = {"minutes": 120, "place": NEAR, "at": at, "from_day": day_of(tuesday), "weeks": WEEKS}
    assert not queries.series_slots("daily_cleaning", **asked)


def test_who_was_refused_for_this_visit_is_not_its_way_out(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    household_id = booking.visit(visit_id).household_id
    need = queries.VisitNeed(household_id, "daily_cleaning", tuesday, 120, NEAR, visit_id)
    assert queries.SeriesTimes([need], at=at).nearest(need) is not None
    refuse_caregiver(household_id=household_id, caregiver_id=wang, visit_id=visit_id, at=at, by=SYSTEM)
    times = queries.SeriesTimes([need], at=at)
    assert times.nearest(need) is None
    assert "cannot be sent" in times.why_not(need, wang)


def test_a_date_that_clashes_says_why_and_what_lies_nearest(wang: int, at: datetime, tuesday: datetime) -> None:
    away = tuesday + timedelta(weeks=2)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + timedelta(hours=3), at=at, by=SYSTEM)
    hold(wang, at=at, starts_at=tuesday + timedelta(weeks=1), hold_minutes=60)
    alone = verdicts(at, tuesday, caregiver_id=wang)
    assert [one.clashes for one in alone] == [False, True, True, False]
    assert "something else" in alone[1].why
    assert "on leave" in alone[2].why
    assert [way.kind for way in alone[2].ways_out] == ["same_day", "next_day"]
    same_day = alone[2].ways_out[0].starts_at
    assert same_day == away - timedelta(hours=2)
    li = caregiver("李敏", at=at, number=2)
    other = verdicts(at, tuesday, caregiver_id=wang)[2].ways_out
    assert [(way.kind, way.caregiver_id) for way in other] == [
        ("same_day", wang),
        ("other_caregiver", li),
        ("next_day", wang),
    ]
    assert not any(one.clashes for one in verdicts(at, tuesday))


def test_two_people_need_two_on_every_date(wang: int, at: datetime, tuesday: datetime) -> None:
    assert all(one.clashes and "only one" in one.why for one in verdicts(at, tuesday, people=2))
    caregiver("李敏", at=at, number=2)
    assert not any(one.clashes for one in verdicts(at, tuesday, people=2))


def test_what_has_passed_and_what_is_too_long_is_said(wang: int, at: datetime, tuesday: datetime) -> None:
    gone = queries.series_dates("daily_cleaning", [at - timedelta(hours=1)], minutes=120, place=NEAR, at=at)
    assert "has passed" in gone[0].why
    assert queries.series_dates("daily_cleaning", [], minutes=120, place=NEAR, at=at) == ()
    with pytest.raises(Refusal, match="26 weeks"):
        queries.series_slots("daily_cleaning", minutes=120, place=NEAR, from_day=day_of(at), weeks=27, at=at)
