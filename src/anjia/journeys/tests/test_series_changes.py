"""Series: changed without ghosts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from anjia.booking import queries as booking
from anjia.booking.operations import mark_visit_done
from anjia.booking.rules import ChangeKind
from anjia.journeys import operations as journeys
from anjia.journeys.queries import plan_of_change, plan_of_pause, plan_of_start, preview_of
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
    starts,
    whole_ground,
)
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.errors import Refusal

pytestmark = pytest.mark.usefixtures("scope", "english")


@pytest.mark.slow
def test_this_and_following_moves_what_stands_and_leaves_the_past(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    check_no_ghosts(series_id, at)
    before = [visit.id for visit in planned(series_id)]
    new = agreed_on(date(2026, 12, 8), 2, starts_minute=840)
    journeys.change_series(
        series_id=series_id, agreed=new, kind=ChangeKind.FOLLOWING, client_id=uuid4(), at=at, by=SYSTEM
    )
    assert days(series_id)[:4] == [TUESDAY, TUESDAY + WEEK, date(2026, 12, 9), date(2026, 12, 16)]
    assert set(before[:2]) < {visit.id for visit in planned(series_id)} <= set(before)
    check_no_ghosts(series_id, at)
    hours = {visit.starts_at.astimezone(SHANGHAI).hour for visit in planned(series_id)[2:]}
    assert hours == {14}
    assert people(series_id) == [wang] * len(days(series_id))


@pytest.mark.slow
def test_a_change_leaves_done_moved_and_cancelled_dates_alone_and_says_so(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    first, second, third, *_rest = planned(series_id)
    mark_visit_done(visit_id=first.id, at=first.ends_at, by=SYSTEM)
    now = first.ends_at + timedelta(hours=1)
    moved = second.starts_at + 2 * DAY
    journeys.move_visit_and_reassign(visit_id=second.id, starts_at=moved, reason="guests", at=now, by=SYSTEM)
    journeys.cancel_visit_and_release(visit_id=third.id, reason="away", at=now, by=SYSTEM)
    new = agreed_on(TUESDAY, 4)
    plan = plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=now)
    assert sorted(str(one.alone) for one, _want in plan.reshaping.left) == ["cancelled", "done", "moved"]
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=now, by=SYSTEM)
    assert booking.visit(first.id).state == "done"
    assert booking.visit(second.id).starts_at == moved
    assert date(2026, 12, 11) not in days(series_id)
    assert days(series_id)[1] == date(2026, 12, 18)
    check_no_ghosts(series_id, now)


@pytest.mark.slow
def test_a_date_that_gave_way_follows_the_next_change_and_nothing_else(wang: int, at: datetime) -> None:
    clashing = [TUESDAY + n * WEEK for n in (1, 3)]
    away_every_morning(wang, at, *clashing)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    choices = {row.wanted.on: next(w.key for w in row.ways if w.key.startswith("at-")) for row in shown.clashes}
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY), choices=choices)
    gave_way = starts(series_id)
    assert [hour != 9 for hour in gave_way[:5]] == [False, True, False, True, False]

    # A pause of another week leaves them where they are; nothing is looked for again.
    away = {"from_on": TUESDAY + 4 * WEEK, "until_on": TUESDAY + 4 * WEEK}
    plan = plan_of_pause(series_id=series_id, **away, at=at)
    assert (plan.reshaping.moved, plan.reshaping.left, len(plan.reshaping.cancelled)) == ((), (), 1)

    # All dates at the time to which they went: they have it already, the others follow.
    new = agreed_on(TUESDAY, starts_minute=gave_way[1] * 60)
    plan = plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at)
    assert [one.on for one in plan.reshaping.kept] == clashing
    assert (len(plan.reshaping.moved), plan.reshaping.left) == (7, ())

    # Back again: on those dates nobody could come then, and it is said anew.
    change = {"series_id": series_id, "kind": ChangeKind.ALL, "at": at, "by": SYSTEM}
    journeys.change_series(**change, agreed=agreed_on(TUESDAY, starts_minute=840), client_id=uuid4())
    assert set(starts(series_id)) == {14}
    plan = plan_of_change(series_id=series_id, agreed=agreed_on(TUESDAY), kind=ChangeKind.ALL, at=at)
    assert [row.wanted.on for row in preview_of(plan, {}, at=at).clashes] == clashing
    journeys.change_series(**change, agreed=agreed_on(TUESDAY), choices=choices, client_id=uuid4())
    assert starts(series_id) == gave_way
    check_no_ghosts(series_id, at)


@pytest.mark.slow
def test_there_and_back_again_is_as_before(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    before = days(series_id)
    for weekday in (3, 1):
        new = agreed_on(TUESDAY, weekday)
        journeys.change_series(
            series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM
        )
    assert days(series_id) == before
    check_no_ghosts(series_id, at)


def test_a_late_change_has_to_be_confirmed(wang: int, at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + DAY, caregiver_id=wang))
    new = agreed_on(day_of(at) + DAY, starts_minute=600)
    given = {"series_id": series_id, "agreed": new, "kind": ChangeKind.FOLLOWING, "at": at, "by": SYSTEM}
    with pytest.raises(Refusal, match="less than 24 hours"):
        journeys.change_series(**given, client_id=uuid4())
    journeys.change_series(**given, client_id=uuid4(), late_confirmed=True)


def test_a_longer_visit_costs_more_and_the_preview_says_how_much(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    new = replace(agreed_on(TUESDAY, minutes=180), visit_price_fen=15000)
    shown = preview_of(plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at), {}, at=at)
    assert (shown.price_before_fen, shown.price_after_fen) == (90000, 135000)
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM)
    assert {(visit.minutes, visit.price_fen) for visit in planned(series_id)} == {(180, 15000)}
    assert len(days(series_id)) == 9
